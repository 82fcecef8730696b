@tool
@icon("res://addons/affekt/icons/affekt_session.svg")
class_name AffektSession
extends AffektSource
## A session with an Affekt server: the game speaks to it, and hears when the music does something.
##
## [codeblock]
## func _ready() -> void:
##     $AffektSession.section_changed.connect(func(section, _event): print(section))
##     $AffektSession.event("enemy_spotted", 0.6)
## [/codeblock]
##
## The line may break and the server may be started again: the session is taken up where it was, or
## opened anew ([signal opened_anew]). Saying never waits; what is said while nobody hears is lost,
## except for the newest state, pins and levels and whether the music is paused, stopped or muted:
## those are told on connecting, and the last also to a session that was opened anew. Before the
## first welcome events and cues are kept as well, for 5 s.

## How the conversation stands: one of [enum State], and why in words.
signal connection_changed(state: int, text: String)
## A server has answered: the session's name, set, clock.
signal welcomed(welcome: Dictionary)
## The session had gone, and was opened again from its beginning.
signal opened_anew
## What sounds now, after joining or after something was lost.
signal snapshot_received(state: Dictionary)
## A piece of sound, after [method listen]: the session's frame of its first sample, a count,
## whether something is missing before it, interleaved samples.
signal block_received(frame: int, sequence: int, broken: bool, samples: PackedByteArray)
## The session has ended.
signal ended(why: String)

## How a conversation may stand.
enum State {
	## It was not begun, or has ended.
	CLOSED,
	## A server is being asked.
	CONNECTING,
	## All is well.
	OPEN,
	## There is no answer; it is tried again by itself.
	WAITING,
	## The server refused; it is not tried again before [method open].
	DENIED,
}

const Conversation := preload("../core/conversation.gd")
const Shape := preload("../core/shape.gd")
const Monitors := preload("../core/monitors.gd")
const Held := preload("../core/held.gd")
const OscTransport := preload("../net/osc_transport.gd")
const WebSocketTransport := preload("../net/websocket_transport.gd")

## Where the server is, and which session to open. Without one, a server on this machine.
@export var connection: AffektConnection:
	set(value):
		if connection != null and connection.changed.is_connected(update_configuration_warnings):
			connection.changed.disconnect(update_configuration_warnings)
		connection = value
		if connection != null:
			connection.changed.connect(update_configuration_warnings)
		update_configuration_warnings()

## Whether to begin when the node enters the scene.
@export var auto_open := true

## The last welcome.
var welcome: Dictionary:
	get:
		return _conversation.welcome

## How the conversation stands.
var connection_state: State:
	get:
		return _conversation.state as State

var _conversation := Conversation.new(_transport_for)
var _held := Held.new()
var _monitors := Monitors.new()
## It left the scene while it was open, and goes on with the same session when it comes back.
var _moved := false
## A server has answered since the conversation was begun.
var _met := false
var _has_warned := false
## Whether a conversation was begun before.
var _begun := false


func _init() -> void:
	super()
	_conversation.became.connect(_on_became)
	_conversation.welcomed.connect(_on_welcomed)
	_conversation.opened_anew.connect(_on_opened_anew)
	_conversation.decided.connect(_on_decided)
	_conversation.heard.connect(_on_heard)


func _ready() -> void:
	if auto_open and not Engine.is_editor_hint():
		open()


func _process(_delta: float) -> void:
	_conversation.poll(Time.get_ticks_usec())
	_release()


func _enter_tree() -> void:
	if not Engine.is_editor_hint():
		_monitors.show(self)
	if _moved:
		_moved = false
		_conversation.go_on(Time.get_ticks_usec())


func _exit_tree() -> void:
	_monitors.hide()
	_moved = connection_state in [State.CONNECTING, State.OPEN, State.WAITING]
	close()


func _get_configuration_warnings() -> PackedStringArray:
	return PackedStringArray() if connection == null else connection.faults()


## Begins, and keeps at it until [method close]. Another connection than the node's own may be
## given.
func open(to: AffektConnection = null) -> void:
	if to != null:
		connection = to
	elif connection == null:
		connection = AffektConnection.new()
	for fault in connection.faults():
		push_warning("Affekt: %s" % fault)
	_begin_again()
	if _begun:
		_held.begin_again()
		began_again.emit()
	_begun = true
	_met = false
	_conversation.open(connection, Time.get_ticks_usec())


## Leaves. The session waits 30 s for somebody who takes it up.
func close() -> void:
	_conversation.close()


## Tries again at once, while it waits for a server.
func retry() -> void:
	_conversation.retry(Time.get_ticks_usec())


func frame_now() -> float:
	return _conversation.clock.frame_at(Time.get_ticks_usec())


## Asks for the sound, as [signal block_received]: [code]s16, f32[/code] or [code]opus[/code], in
## blocks of 480 or 960 frames, as [code]stereo, quad[/code] or [code]ambix[/code]. It goes on after
## a broken line.
func listen(format: String = "s16", frames: int = 960, layout: String = "stereo") -> bool:
	var how := {"format": format, "frames": frames, "layout": layout}
	return _can_say({"listen": how}) and _conversation.listen(how)


## Ends the sound.
func unlisten() -> bool:
	return _conversation.listen({})


## How wrong [method frame_now] may be, in milliseconds.
func clock_error_ms() -> float:
	return _conversation.clock.error_ms()


## The shortest way to the server and back of late, in milliseconds.
func round_trip_ms() -> float:
	return _conversation.clock.trip_ms()


## How many times the conversation had to be taken up again.
func reconnects() -> int:
	return _conversation.reconnects


## How many messages were damaged, and skipped.
func damaged() -> int:
	var now := _conversation.transport.damaged if _conversation.transport != null else 0
	return _conversation.damaged + now


## The session's own token, with which another client may join it.
func session_token() -> String:
	return _conversation.session_token()


func _say(line: Dictionary) -> bool:
	if not _can_say(line):
		return false
	if _conversation.say(line):
		_held.told(line)
		return true
	_held.keep(line)
	if not _met:
		_held.keep_moment(line, Time.get_ticks_usec())
	elif (line.has("event") or line.has("cue")) and connection_state != State.CLOSED:
		_warn_of_loss(line)
	return false


func _warn_of_loss(line: Dictionary) -> void:
	if _has_warned:
		return
	_has_warned = true
	push_warning("Affekt: %s is lost, and so is what follows it: no server hears it now" % line)


## Whether the way to the server carries such a line.
func _can_say(line: Dictionary) -> bool:
	if _conversation.transport == null:
		return true
	var why := _conversation.transport.refuses(line)
	if why.is_empty():
		return true
	_refuse("UNSUPPORTED", why, str(line.keys()[0]))
	return false


func _transport_for(to: AffektConnection) -> Conversation.Transport:
	if to.wire == AffektConnection.Wire.OSC:
		return OscTransport.new()
	return WebSocketTransport.new()


func _on_became(to: int, why: String) -> void:
	connection_changed.emit(to, why)
	if to == State.DENIED:
		push_warning("Affekt: the server refused: %s" % why)


func _on_welcomed(told: Dictionary) -> void:
	_met = true
	if _conversation.anew:
		_held.open_anew()
	for line: Dictionary in _held.take_values():
		_conversation.say(line)
	for line: Dictionary in _held.take_moments(Time.get_ticks_usec()):
		_conversation.say(line)
	if not _conversation.anew:
		_tell_verbs()
	welcomed.emit(told)


func _on_opened_anew() -> void:
	_begin_again()
	began_again.emit()
	opened_anew.emit()
	_tell_verbs()


## Tells last what keeps the music from sounding, since all that is told after may begin it.
func _tell_verbs() -> void:
	for line: Dictionary in _held.take_verbs():
		if not _conversation.say(line):
			_held.keep(line)


func _on_decided(event: Dictionary) -> void:
	_held.hear(event)
	_decide(event)


func _on_heard(line: Dictionary) -> void:
	if line.has("block"):
		var block: Dictionary = line["block"]
		block_received.emit(block["frame"], block["sequence"], block["broken"], block["samples"])
	elif line.get("error") is Dictionary:
		var error: Dictionary = line["error"]
		var about := Shape.text(error.get("about"))
		noticed.emit(Shape.text(error.get("reason")), Shape.text(error.get("text")), about)
	elif line.get("snapshot") is Dictionary:
		_on_snapshot(line["snapshot"])
	elif line.get("saved") is Dictionary:
		var saved: Dictionary = line["saved"]
		music_saved.emit(Shape.text(saved.get("name")), Shape.text(saved.get("snapshot")))
	elif line.get("ended") is Dictionary:
		ended.emit(Shape.text(line["ended"].get("why")))


func _on_snapshot(sounding: Dictionary) -> void:
	snapshot_received.emit(sounding)
	var now := Shape.text(sounding.get("section"))
	if not now.is_empty() and now != section:
		section = now
		section_changed.emit(now, {"kind": "section", "section": now, "rule": "snapshot"})
	bpm = Shape.number(sounding.get("bpm"), bpm)
	if not Shape.text(sounding.get("tonic")).is_empty():
		tonic = sounding["tonic"]
		key_mode = Shape.text(sounding.get("mode"))
	if not Shape.text(sounding.get("chord")).is_empty():
		chord = sounding["chord"]
	var levels := Shape.table(sounding.get("layers"))
	for layer: String in levels:
		var gain_db := Shape.number(levels[layer], -96.0)
		if layers.get(layer) != gain_db:
			layers[layer] = gain_db
			layer_changed.emit(layer, gain_db, 0.0)
