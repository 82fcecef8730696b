@tool
@icon("res://addons/affekt/icons/affekt_score.svg")
class_name AffektScore
extends AffektSource
## The whole score in one node: streamed, commanded or baked; music also when there is no server.
##
## The game speaks to this node and hears from it, as with a session. While no server
## answers, the set's baked table plays on Godot's own mixer, from the next bar on; when one does,
## its music comes back on a bar.
##
## [codeblock]
## $AffektScore.section_changed.connect(func(section, _event): print(section))
## $AffektScore.event("enemy_spotted", 0.6)
## [/codeblock]

## Whose music is heard now has changed; one of [enum Mode].
signal sounding_changed(mode: int)

## Who plays.
enum Mode {
	## The server renders, the game plays the stream.
	STREAMED,
	## The server decides, Godot's mixer plays the set's recordings.
	COMMANDED,
	## No server: a baked table decides, Godot's mixer plays.
	BAKED,
}

const Held := preload("../core/held.gd")
const Standing := preload("standing.gd")
## A baked table's first section begins so long after its beginning.
const _BAKED_LEAD := 12000
## So far ahead a bar line is looked for at which another source can still take over.
const _SOON := 9600.0
const _NEAR := 2400.0
## The stream is opened a frame of the game or two before its bar, so that nothing of it is lost.
const _EARLY := 1600.0

## What is wanted.
@export var mode := Mode.COMMANDED:
	set(value):
		mode = value
		if _ready_to_play:
			_choose()

## The conversation with the server. Without one there is only the baked table.
@export var session: AffektSession:
	set(value):
		if value == session:
			return
		_unwire()
		session = value
		if _ready_to_play:
			_wire()
			_choose()
		update_configuration_warnings()

## The set: its recordings, and its [code]baked.json[/code] for when there is no server.
@export var music_set: AffektSet:
	set(value):
		if value == music_set:
			return
		music_set = value
		if _ready_to_play:
			_use_set()
			_choose()
		update_configuration_warnings()

## The bus that all of it sounds into.
@export var bus := &"Master":
	set(value):
		bus = value
		mixer.bus = value
		player.bus = value

## How long a server may be away, in seconds, before the baked table takes over.
@export_range(0.2, 30.0, 0.1, "suffix:s") var patience_s := 1.0

## What is heard: one of [enum Mode].
var sounding := Mode.BAKED

## What plays: for its figures, and its buses.
var mixer := AffektMixer.new()
var player := AffektStreamPlayer.new()
var baked := AffektBaked.new()

var _active: AffektSource
var _kept := Held.new()
var _of_session := Standing.new()
var _of_baked := Standing.new()
## [code]pause[/code] or [code]stop[/code], where the game has said so; and whether it is mute.
var _halted := ""
var _muted := false
## What ended a stop, for a baked table that begins with it.
var _restart: Dictionary = {}
## Whether the session is listened to.
var _wired := false
## The section that sounded last; it outlives a session.
var _last := ""
var _away_s := 0.0
var _ready_to_play := false
var _going_over := false
var _silent_until := -1
var _table: Dictionary = {}


func _ready() -> void:
	if Engine.is_editor_hint():
		return
	baked.auto_begin = false
	mixer.bus = bus
	mixer.playing = false
	mixer.handed_over.connect(_on_handed_over)
	player.bus = bus
	player.listening = false
	for child: Node in [baked, mixer, player]:
		add_child(child, false, Node.INTERNAL_MODE_BACK)
	_hear(baked, _on_baked_decided)
	_use_set()
	_wire()
	_ready_to_play = true
	_choose()


func _exit_tree() -> void:
	_stay()


func _process(delta: float) -> void:
	if not _ready_to_play:
		return
	if _wired and not is_instance_valid(session):
		_unwire()
	if _going_over and _active == baked and not _is_there():
		_stay()
	_of_baked.until(int(baked.sounding_frame() - RATE))
	if _wired:
		_of_session.until(int(session.sounding_frame() - RATE))
	_away_s = 0.0 if _is_there() else _away_s + delta
	if _active == baked and mode != Mode.BAKED and _is_there():
		_hand_back()
	elif _active != baked and (mode == Mode.BAKED or not _wired or _away_s >= patience_s):
		_take_over()
	elif _active == session and sounding != mode and _is_there():
		_change()
	_release()
	_last = section if not section.is_empty() else _last


func _get_configuration_warnings() -> PackedStringArray:
	var found := PackedStringArray()
	if music_set == null:
		found.append("Choose a set, or there is no music without a server.")
	elif music_set.baked().is_empty():
		found.append("The set has no baked.json: run 'affekt sets bake SET --out FOLDER'.")
	if session == null:
		found.append("Without an AffektSession only the baked table plays.")
	return found


func frame_now() -> float:
	return _active.frame_now() if _active != null else 0.0


func _say(line: Dictionary) -> bool:
	var control: Variant = line.get("control")
	if control is Dictionary and (control.has("save") or control.has("restore")):
		return _active._say(line) if is_instance_valid(_active) else false
	_kept.keep(line)
	_keep_transport(line)
	var said := baked._say(line) if baked.playing() else false
	if _wired and mode != Mode.BAKED:
		said = session._say(line) or said
	return said


# -- who plays -------------------------------------------------------------------------------------


func _standing(of: AffektSource) -> Standing:
	return _of_baked if of == baked else _of_session


func _is_there() -> bool:
	return (
		_wired
		and is_instance_valid(session)
		and session.connection_state == AffektSession.State.OPEN
	)


## Takes the set: what the baked table played of the old one ends.
func _use_set() -> void:
	_table = music_set.baked() if music_set != null else {}
	baked.end()
	_of_baked.clear()
	if _active == baked:
		_active = null
	baked.music_set = music_set
	mixer.music_set = music_set


func _wire() -> void:
	if not is_instance_valid(session):
		return
	_wired = true
	_of_session.clear()
	_hear(session, _on_session_decided)
	player.session = session
	session.pins = pins
	session.opened_anew.connect(_on_opened_anew)
	session.began_again.connect(_on_began_again)
	session.welcomed.connect(_on_welcomed)
	session.snapshot_received.connect(_on_snapshot)


func _unwire() -> void:
	if not _wired:
		return
	_wired = false
	_stay()
	_of_session.clear()
	if _active != baked:
		_active = null
	player.session = null
	if mixer.source != baked:
		mixer.source = null
	if not is_instance_valid(session):
		return
	session.decided.disconnect(_on_session_decided)
	session.noticed.disconnect(_on_noticed)
	session.music_saved.disconnect(_on_music_saved)
	session.opened_anew.disconnect(_on_opened_anew)
	session.began_again.disconnect(_on_began_again)
	session.welcomed.disconnect(_on_welcomed)
	session.snapshot_received.disconnect(_on_snapshot)


## Begins as is wanted: the server's music where there may be one, else the baked table's. What
## sounds goes on until the other does.
func _choose() -> void:
	_stay()
	if mode == Mode.BAKED or not _wired:
		return
	if _active == null:
		_away_s = 0.0
		_become(session, 0)
		if mode == Mode.COMMANDED:
			mixer.source = session
			mixer.playing = true
	elif _active == session and sounding != mode and mode == Mode.COMMANDED:
		mixer.playing = false
		mixer.source = session
		mixer.playing = true
	player.listening = mode == Mode.STREAMED or sounding == Mode.STREAMED
	if mode == Mode.STREAMED:
		player.volume_linear = 1.0 if sounding == Mode.STREAMED else 0.0


## Leaves off going over: what sounds goes on.
func _stay() -> void:
	_going_over = false
	_silent_until = -1
	mixer.stay()
	player.volume_linear = 1.0 if sounding == Mode.STREAMED else 0.0


## Goes from the session's stream to the recordings, once these are heard, or back on a bar.
func _change() -> void:
	if mode == Mode.COMMANDED:
		if mixer.heard_frame() >= 0.0 or not player.is_sounding:
			_become(session, maxi(int(session.frame_now()), 0))
	elif mixer.heard_frame() < 0.0:
		mixer.playing = false
		_become(session, maxi(int(session.frame_now()), 0))
	else:
		_hand_back()


## Pause and stop hold for whoever plays next; a cue or an event ends a stop.
func _keep_transport(line: Dictionary) -> void:
	if line.get("control") is String:
		var verb: String = line["control"]
		if verb in ["pause", "stop", "resume"]:
			_halted = "" if verb == "resume" else verb
		elif verb in ["mute", "unmute"]:
			_muted = verb == "mute"
	elif _halted == "stop" and (line.has("cue") or line.has("event")):
		_halted = ""
		_restart = line


## Another source's music sounds, from a frame of its own on.
func _become(source: AffektSource, at: int) -> void:
	_active = source
	_restart = {}
	_going_over = false
	playhead = mixer
	if source == session and mode == Mode.STREAMED:
		playhead = player
	sounding = Mode.BAKED if source == baked else mode
	player.listening = mode == Mode.STREAMED
	player.volume_linear = 1.0 if sounding == Mode.STREAMED else 0.0
	_begin_again()
	var standing := _standing(source)
	var state := standing.state_at(at)
	if not standing.section.is_empty():
		var entered := {"kind": "section", "section": standing.section, "rule": "handed_over"}
		_queue.put(entered.merged({"frame": at, "id": 0}))
	for layer: String in state["layers"]:
		var level := {"layer": layer, "gain_db": state["layers"][layer], "fade_beats": 0.0}
		_queue.put(level.merged({"kind": "layer", "frame": at, "id": 0}))
	for decision in standing.ahead():
		_queue.put(decision)
	sounding_changed.emit(sounding)


## The baked table begins, so that its first section does on the next bar line of what sounded.
func _take_over() -> void:
	# What is paused or stopped is silent until somebody goes on.
	if _table.is_empty() or not _halted.is_empty():
		return
	var last := section if not section.is_empty() else _last
	if not baked.playing():
		var left := _left_in_bar()
		if left > _BAKED_LEAD + mixer.delay_ms * RATE / 1000.0:
			return
		_of_baked.clear()
		if not baked.begin(_table).is_empty():
			return
		for line: Dictionary in _kept_lines():
			baked._say(line)
		if not last.is_empty():
			baked.cue("section", last, "now")
		if not _restart.is_empty():
			baked._say(_restart)
	var first := _of_baked.next_section()
	if first >= 0 and not _going_over:
		_going_over = true
		mixer.playing = true
		mixer.hand_over(baked, first, _of_baked)


## The frames until the next bar line of what sounded; 0 where that is not known.
func _left_in_bar() -> float:
	if _active == null or _active == baked:
		return 0.0
	var heard := _active.sounding_frame()
	if sounding == Mode.STREAMED:
		heard = _active.frame_now() - player.reserve_ms * RATE / 1000.0
	var lead := _BAKED_LEAD + mixer.delay_ms * RATE / 1000.0
	var bar := _standing(_active).next_bar(heard + lead - _NEAR)
	return bar - heard if bar >= 0 else 0.0


## The server's music comes back where a bar of it begins.
func _hand_back() -> void:
	var standing := _of_session
	if _going_over:
		if _silent_until >= 0 and player.heard_frame() >= _silent_until - _EARLY:
			player.volume_linear = 1.0
			mixer.playing = false
			_end_baked(session, _silent_until)
			_silent_until = -1
		return
	var now := session.frame_now()
	var at := (
		standing.next_section() if standing.section.is_empty() else standing.next_bar(now + _SOON)
	)
	if at < 0 or now <= 0.0:
		return
	if mode == Mode.COMMANDED:
		_going_over = true
		mixer.hand_over(session, at, standing)
	elif player.is_sounding:
		_going_over = true
		player.volume_linear = 0.0
		_silent_until = at


func _end_baked(source: AffektSource, at: int) -> void:
	if baked.playing() and source != baked:
		baked.end()
	_become(source, at)


func _hear(source: AffektSource, decide: Callable) -> void:
	source.decided.connect(decide)
	source.noticed.connect(_on_noticed)
	source.music_saved.connect(_on_music_saved)


func _on_noticed(reason: String, what: String, about: String) -> void:
	noticed.emit(reason, what, about)


func _on_music_saved(slot: String, snapshot: String) -> void:
	music_saved.emit(slot, snapshot)


func _on_session_decided(decision: Dictionary) -> void:
	_on_decided(decision, session)


func _on_baked_decided(decision: Dictionary) -> void:
	_on_decided(decision, baked)


func _on_decided(decision: Dictionary, source: AffektSource) -> void:
	_standing(source).hear(decision)
	if source == _active:
		_decide(decision)


func _on_handed_over(to: Node, at: int) -> void:
	_end_baked(to as AffektSource, at)


func _on_snapshot(state: Dictionary) -> void:
	_of_session.take_over(state)


func _on_welcomed(_told: Dictionary) -> void:
	for what: String in ["tempo", "key"]:
		if mode == Mode.COMMANDED and not pins.has(what):
			session._say({"param": {what: "recorded"}})


## Another conversation: what was decided and what was to come is of the past.
func _on_began_again() -> void:
	_of_session.clear()
	if _active == baked:
		_stay()
	else:
		_begin_again()


## A server that knows nothing of the session is told how things are, and goes on with the section
## that sounds.
func _on_opened_anew() -> void:
	_of_session.clear()
	for line: Dictionary in _kept_lines():
		session._say(line)
	if not _last.is_empty() and _halted != "stop":
		session.cue("section", _last, "now")
	if not _halted.is_empty():
		session._say({"control": _halted})
	if _active == session:
		_begin_again()
	else:
		_stay()


## What was said and is still true, said again and kept.
func _kept_lines() -> Array[Dictionary]:
	var lines := _kept.take_values()
	for line in lines:
		_kept.keep(line)
	if _muted:
		lines.append({"control": "mute"})
	return lines
