@tool
@icon("res://addons/affekt/icons/affekt_mixer.svg")
class_name AffektMixer
extends Node
## Plays a set's recordings on Godot's own mixer, as a source decides: commanded mode.
##
## Layers are in sample lock, sections change on their frame. Each layer is decoded ahead and given
## to a player of its own, so a frame of the game that takes long, up to [member reserve_ms], is not
## heard. The music sounds on the bus [code]AffektMusic[/code], stingers on
## [code]AffektStingers[/code], both into [member bus].
##
## [codeblock]
## AffektSession      (or AffektBaked)
## AffektMixer        source = the session, music_set = a folder with set.json
## [/codeblock]

## Music was missing for a moment: the game did not come round in time.
signal underran
## A section or key was decided that the recordings can only be played beside: told once a kind.
signal strayed(what: String)
## Another source's music is written from a frame of its own on, after [method hand_over].
signal handed_over(to: Node, at: int)

const Blend := preload("blend.gd")
const Buses := preload("buses.gd")
const Deck := preload("deck.gd")
const Eager := preload("eager.gd")
const Feed := preload("feed.gd")
const Pace := preload("pace.gd")
const Standing := preload("standing.gd")
const RATE := 48000.0
## What is told so near to its frame is of the immediate lane and does not wait for it.
const _IMMEDIATE := 2400
## Beyond this the music goes where it should be across a short fade, instead of hurrying.
const _ASTRAY_S := 0.25
const _MOST_AT_ONCE := 4096
const _HITS := 4
const _NONE := -(1 << 60)

## Where decisions come from: an [AffektSession] or [AffektBaked].
@export var source: Node:
	set(value):
		if value == source or _swapping:
			source = value
			return
		_let_go()
		_unhear()
		source = value
		_hear()
		_take_up()
		update_configuration_warnings()

## The recordings.
@export var music_set: AffektSet:
	set(value):
		if value == music_set:
			return
		_let_go()
		_close()
		music_set = value
		_take_up()
		update_configuration_warnings()

## The bus that all of it sounds into.
@export var bus := &"Master":
	set(value):
		bus = value
		if _buses != null:
			_buses.send_to(value)

## Gives each layer a bus of its own, [code]AffektMusic NAME[/code], for effects or a meter.
@export var layer_buses := false:
	set(value):
		if layer_buses == value:
			return
		layer_buses = value
		if _buses != null:
			_let_go()
			_close()
			_take_up()

## How late a frame of the game may be before it is heard, in milliseconds. The music is decoded so
## far ahead.
@export_range(20, 400, 1, "suffix:ms") var reserve_ms := 80

## How far the music lies behind the server's clock, in milliseconds. Decisions come 150 ms ahead;
## the reserve, the sound card and the way here take their share of that.
@export_range(0, 500, 1, "suffix:ms") var delay_ms := 60

## Reads all recordings of the set by and by, before they are wanted.
@export var read_ahead := true

## Whether it plays. Turned off it fades out, and takes nothing in.
@export var playing := true:
	set(value):
		if playing == value:
			return
		playing = value
		if value:
			_take_up()
		else:
			_let_go()

## How many times music was missing for a moment.
var underruns := 0
## How many decisions came after their frame had been given.
var late: int:
	get:
		return _deck.late if _deck != null else 0

var _deck: Deck
var _feed: Feed
var _buses: Buses
var _pace := Pace.new()
var _eager := Eager.new()
var _players: Array[AudioStreamPlayer] = []
var _hits: Array[AudioStreamPlayer] = []
## Decisions that came before it is known where the session is, and those about the mix that wait.
var _early: Array[Dictionary] = []
var _mix: Array[Dictionary] = []
## The session's frame of a frame that was given, less its number.
var _anchor := 0
var _anchor_before := _NONE
## How many frames had been given where that begins to hold; -1 while nothing is known.
var _anchored_at := -1
var _taken_up := false
## The source that takes over, the frame of its own at which it does, and what stands there.
var _next: Node
var _next_at := 0
var _next_standing: Standing
var _swapping := false
## What the source has decided so far, to go on from after it was away.
var _standing := Standing.new()
## It was away, and goes on with what stands.
var _resuming := false
## So many frames must be heard before what was hushed is over.
var _hushed_until := -1
## So many frames must have been given before it stops when nothing is wanted.
var _silent_from := 0.0
var _skips := 0
var _told: Array[String] = []
var _unread: PackedStringArray = []


func _init() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	# After its source, so that what was just decided is played.
	process_priority = 10


func _enter_tree() -> void:
	if is_node_ready():
		_take_up()


func _ready() -> void:
	_take_up()


func _exit_tree() -> void:
	_let_go()
	_close()


func _get_configuration_warnings() -> PackedStringArray:
	var found := PackedStringArray()
	if source == null or not source.has_signal("decided"):
		found.append("Choose a source of decisions: an AffektSession or an AffektBaked.")
	if music_set == null:
		found.append("Choose a set: an AffektSet whose folder holds set.json.")
	elif not music_set.fault().is_empty():
		found.append(music_set.fault())
	return found


func _process(delta: float) -> void:
	if _taken_up and not is_instance_valid(source):
		_let_go()
	if _feed == null or not _feed.is_running():
		return
	if _taken_up:
		_standing.until(int(float(source.call("frame_now")) - RATE))
		_eager.wait(source, delta)
		_anchor_once()
	if _anchored_at >= 0:
		_carry_out()
		_follow(delta)
	_write()
	_buses.glide()
	for lane in _players.size() - 1:
		var trim := _buses.trim(lane)
		if _players[lane].volume_linear != trim:
			_players[lane].volume_linear = trim
	if read_ahead and not _unread.is_empty():
		music_set.recording(_unread[0])
		_unread.remove_at(0)


## The session's frame that is heard now; -1 while nothing is.
func heard_frame() -> float:
	if _anchored_at < 0:
		return -1.0
	var heard := _feed.heard()
	if heard < _anchored_at:
		return heard + _anchor_before if _anchor_before != _NONE else -1.0
	return heard + _anchor


## Goes over to another source at a frame of that source's own, to the sample: what sounds fades
## there, and what [param standing] says of its music goes on. While nothing plays it does at once.
func hand_over(to: Node, at: int, standing: RefCounted) -> void:
	if not _taken_up:
		source = to
		_stand_by(standing as Standing, at)
		_resuming = true
		handed_over.emit.call_deferred(to, at)
		return
	_next = to
	_next_at = at
	_next_standing = standing as Standing


## Lets what sounds go on, and forgets a [method hand_over] that has not come.
func stay() -> void:
	_next = null
	_next_standing = null


## The bus of a layer, where it has one of its own.
func layer_bus(layer: String) -> StringName:
	var music := _buses.music if _buses != null else StringName(Buses.MUSIC)
	return StringName("%s %s" % [music, layer])


## How long a sample takes from being written to being heard, in milliseconds.
func latency_ms() -> float:
	return _feed.latency_ms() if _feed != null else 0.0


## The section that is being written; empty before the first.
func section() -> String:
	return _deck.section_at(_deck.frame) if _deck != null else ""


## How many recordings sound or fade.
func voices() -> int:
	return _deck.voices() if _deck != null else 0


## By how much faster or slower than recorded it plays, to follow the server's clock; 1 is neither.
func speed() -> float:
	return _feed.speed if _feed != null else 1.0


# -- source ----------------------------------------------------------------------------------------


func _take_up() -> void:
	if _taken_up or not playing or not is_node_ready() or Engine.is_editor_hint():
		return
	if not is_inside_tree() or music_set == null:
		return
	if not is_instance_valid(source) or not source.has_signal("decided"):
		return
	if not music_set.fault().is_empty():
		push_warning("Affekt: %s" % music_set.fault())
		return
	_taken_up = true
	_open()
	_bind()
	_resuming = not _standing.is_blank()


func _let_go() -> void:
	if not _taken_up:
		return
	_taken_up = false
	stay()
	_forget()
	if is_instance_valid(source):
		_unbind()
		_pin(null)


func _bind() -> void:
	var heard := _heard_of()
	for what: String in heard:
		if source.has_signal(what):
			source.connect(what, heard[what])
	source.set("playhead", self)
	_pin("recorded")


func _unbind() -> void:
	var heard := _heard_of()
	for what: String in heard:
		if source.has_signal(what):
			source.disconnect(what, heard[what])
	if source.get("playhead") == self:
		source.set("playhead", null)


func _heard_of() -> Dictionary[String, Callable]:
	return {
		"decided": _on_decided,
		"snapshot_received": _on_snapshot,
		"opened_anew": _forget,
		"began_again": _forget,
		"welcomed": _on_welcomed,
	}


## What is heard of a source whether it plays or not: where its music stands.
func _heard_always() -> Dictionary[String, Callable]:
	return {
		"decided": _standing.hear,
		"snapshot_received": _standing.take_over,
		"opened_anew": _standing.clear,
		"began_again": _standing.clear,
	}


func _hear() -> void:
	_standing.clear()
	var heard := _heard_always()
	for what: String in heard:
		if is_instance_valid(source) and source.has_signal(what):
			source.connect(what, heard[what])


func _unhear() -> void:
	var heard := _heard_always()
	for what: String in heard:
		if is_instance_valid(source) and source.has_signal(what):
			source.disconnect(what, heard[what])


## Takes over what another has heard of the source.
func _stand_by(standing: Standing, at: int) -> void:
	_standing.take_over(standing.state_at(at))
	for decision in standing.ahead():
		_standing.hear(decision)


## A mixer plays recordings as they are, so sections are to keep the tempo and key they have, where
## the game has not pinned them itself.
func _pin(how: Variant) -> void:
	if not source.has_signal("welcomed") or not source is AffektSource:
		return
	for what: String in ["tempo", "key"]:
		if not (source as AffektSource).pins.has(what):
			source.call("_say", {"param": {what: how}})


func _on_welcomed(_told_by_server: Dictionary) -> void:
	_pin("recorded")


## Lets go of what sounds, and of where the session was.
func _forget() -> void:
	_early.clear()
	_mix.clear()
	_anchored_at = -1
	_resuming = false
	_unhush()
	if _deck != null:
		_deck.clear(roundi(RATE / 20))
		_silent_from = _feed.given + RATE


## What was held back may sound, and what was struck for another session is over.
func _unhush() -> void:
	_hushed_until = -1
	for player in _hits:
		player.stream_paused = false
		player.stop()
	if _buses != null:
		_buses.hush(false)


func _on_snapshot(state: Dictionary) -> void:
	_early.clear()
	_mix.clear()
	_early.append({"kind": "snapshot", "state": state})


func _on_decided(decision: Dictionary) -> void:
	_early.append(decision)


# -- playing ---------------------------------------------------------------------------------------


func _open() -> void:
	if _deck != null:
		if not _feed.is_running():
			_feed.start()
		return
	_deck = Deck.new(music_set)
	_buses = Buses.new(music_set, bus, layer_buses)
	for lane in _deck.lanes.size():
		var stinging := lane == _deck.lanes.size() - 1
		_players.append(_player(_buses.stingers if stinging else _buses.layers[lane]))
	for k in _HITS:
		_hits.append(_player(_buses.stingers))
	_feed = Feed.new(_players)
	_feed.start()
	_skips = 0
	_unread.clear()
	for section_name: String in music_set.manifest["sections"]:
		_unread.append_array(music_set.recordings(section_name))


func _close() -> void:
	if _feed != null:
		_feed.stop()
		_buses.leave()
	for player: AudioStreamPlayer in _players + _hits:
		player.queue_free()
	_players.clear()
	_hits.clear()
	_feed = null
	_buses = null
	_deck = null
	_anchored_at = -1


func _player(on: StringName) -> AudioStreamPlayer:
	var player := AudioStreamPlayer.new()
	player.bus = on
	add_child(player, false, Node.INTERNAL_MODE_BACK)
	return player


## Begins where the session is, once that is known and something was decided.
func _anchor_once() -> void:
	if _anchored_at >= 0 or (_early.is_empty() and not _resuming):
		return
	var now: float = source.call("frame_now")
	if now <= 0.0:
		return
	_deck.count_from(maxi(roundi(_wanted(now) + _feed.given - _feed.heard()), 0))
	_buses.reset()
	if _resuming:
		_resuming = false
		_early = [{"kind": "snapshot", "state": _standing.state_at(_deck.frame)}]
		_early.append_array(_standing.ahead())
	_move_anchor()
	_anchor_before = _NONE


func _move_anchor() -> void:
	_anchored_at = _feed.given
	_anchor_before = _anchor
	_anchor = _deck.frame - _feed.given
	_pace.settle()


## The frame that should be heard now.
func _wanted(now: float) -> float:
	return now - delay_ms * RATE / 1000.0


func _carry_out() -> void:
	for decision in _early:
		_act(decision)
	_early.clear()
	var heard := heard_frame()
	while not _mix.is_empty() and int(_mix[0]["frame"]) <= heard:
		_buses.apply(_mix[0], _seconds(_mix[0]))
		_mix.pop_front()
	if _hushed_until >= 0 and _feed.heard() > _hushed_until:
		_hushed_until = -1
		_buses.hush(false)


func _act(decision: Dictionary) -> void:
	if decision["kind"] == "snapshot":
		_unhush()
		_deck.restore(decision["state"])
		_buses.restore(decision["state"])
		return
	var soon: bool = int(decision["frame"]) - int(decision.get("decided_frame", 0)) < _IMMEDIATE
	match decision["kind"]:
		"duck", "effect":
			_mixed(decision, soon)
		"control":
			_mixed(decision, soon)
			_transport(decision)
		"stinger":
			if soon:
				_hit(decision)
				return
	_deck.apply(decision)
	_beware(decision)


## Carries out what is about the mix: at once, or when its frame is heard.
func _mixed(decision: Dictionary, soon: bool) -> void:
	if soon:
		_buses.apply(decision, _seconds(decision))
	else:
		_mix.append(decision)
		_mix.sort_custom(
			func(a: Dictionary, b: Dictionary) -> bool: return int(a["frame"]) < int(b["frame"])
		)


func _seconds(decision: Dictionary) -> float:
	var beats := float(decision.get("fade_beats", 0.0))
	var of := section()
	return music_set.beats_frames(of, beats) / RATE if beats > 0.0 and not of.is_empty() else 0.0


## What was given beyond a pause's frame is not heard any more.
func _transport(decision: Dictionary) -> void:
	var verb: String = decision["verb"]
	if verb == "pause" and int(decision["frame"]) < _deck.frame and not _deck.paused:
		_hushed_until = _feed.given + Deck.PAUSE_FADE
		_buses.hush(true)
	if verb in ["pause", "stop"]:
		_mix = _mix.filter(
			func(one: Dictionary) -> bool: return int(one["id"]) > int(decision["id"])
		)
	for player in _hits:
		if verb in ["pause", "resume"]:
			player.stream_paused = verb == "pause"
		elif verb == "stop":
			player.stop()


## Strikes a stinger at once, past the reserve.
func _hit(decision: Dictionary) -> void:
	var of := music_set.stinger(str(decision["name"]), str(decision.get("take", "")), section())
	if of.is_empty() or heard_frame() - int(decision["frame"]) > RATE:
		return
	var stream := music_set.recording(of["file"])
	for player in _hits:
		if stream != null and not player.playing:
			player.stream = stream
			player.volume_linear = Blend.gain(of["gain_db"])
			player.play()
			return


func _write() -> void:
	var skips := _feed.skips()
	if skips != _skips:
		_skips = skips
		underruns += 1
		underran.emit()
	var ahead := _feed.quantum() + roundi(reserve_ms * RATE / 1000.0)
	var missing := ahead - roundi(_feed.given - _feed.heard())
	if _next != null:
		missing -= _approach(missing)
	while missing > 0 and _feed.room() > _MOST_AT_ONCE:
		var many := clampi(missing, 64, _MOST_AT_ONCE)
		_feed.give(_deck.write(many), many)
		missing -= many
	if not _taken_up and _deck.voices() == 0 and _feed.heard() > _silent_from:
		_feed.stop()


## Writes up to where another source takes over, where that is near; returns how many frames.
func _approach(missing: int) -> int:
	if not is_instance_valid(_next):
		_next = null
		return 0
	var due: float = _wanted(_next.call("frame_now")) + _feed.given - _feed.heard()
	var left := _next_at - roundi(due)
	if left > mini(missing, _MOST_AT_ONCE):
		return 0
	if left > 0:
		_feed.give(_deck.write(left), left)
	_go_over(maxi(_next_at, roundi(due)))
	return maxi(left, 0)


func _go_over(at: int) -> void:
	_early.clear()
	_mix.clear()
	if is_instance_valid(source):
		_unbind()
		_pin(null)
	_unhear()
	_unhush()
	_swapping = true
	source = _next
	_swapping = false
	_deck.count_from(at)
	var state := _next_standing.state_at(at)
	_deck.restore(state, 4 * Deck.DECLICK)
	_buses.restore(state)
	_early.append_array(_next_standing.ahead())
	_hear()
	_stand_by(_next_standing, at)
	stay()
	_move_anchor()
	_anchor_before = _NONE
	_bind()
	_carry_out()
	handed_over.emit(source, at)


func _follow(delta: float) -> void:
	var behind: float = (_wanted(source.call("frame_now")) - _feed.heard() - _anchor) / RATE
	if absf(behind) < _ASTRAY_S:
		_feed.speed = _pace.follow(behind, delta)
		return
	# The game stood still, or the clocks were set anew.
	var to := maxi(_deck.frame + roundi(behind * RATE), 0)
	_feed.give(_deck.jump(to), Deck.DECLICK)
	_move_anchor()


## Tells once a kind where what was decided is not what the recordings are.
func _beware(decision: Dictionary) -> void:
	var of := _deck.section_at(int(decision["frame"]))
	var what := ""
	if decision["kind"] == "key" and int(decision.get("shift", 0)) != 0:
		what = "key"
	if decision["kind"] == "tempo" and music_set.has_section(of):
		var own := float(music_set.section(of).get("tempo", 0.0))
		what = "tempo" if absf(float(decision["bpm"]) - own) > 0.05 else ""
	if decision["kind"] == "section" and not music_set.has_section(str(decision["section"])):
		what = "section"
	if what.is_empty() or what in _told:
		return
	_told.append(what)
	push_warning("Affekt: the %s decided is not the recordings'; they play as they are" % what)
	strayed.emit(what)
