@tool
@icon("res://addons/affekt/icons/affekt_stream_player.svg")
class_name AffektStreamPlayer
extends AudioStreamPlayer
## Plays the sound that a server renders: streamed mode.
##
## It holds a reserve, follows the server's clock by playing up to half a percent faster or slower,
## and lets the sound die away and come back where something is missing. Nothing needs to be called:
## it listens when the session is welcomed, and goes on after a broken line.
##
## [codeblock]
## AffektSession
## AffektStreamPlayer   session = the session, bus = "Music"
## [/codeblock]

## The sound began, or came back.
signal sounded
## The sound went away: nothing came in time.
signal fell_silent

const Blend := preload("blend.gd")
const Eager := preload("eager.gd")
const Feed := preload("feed.gd")
const Pace := preload("pace.gd")
const RATE := 48000.0
const FADE := 128
## The longest hole that is filled, so that time goes on.
const LONGEST_HOLE := 9600
## More than so many reserves are not held.
const _MOST := 4
## Places of the stream that are remembered until they are heard.
const _PLACES := 64

## The session that is heard.
@export var session: AffektSession:
	set(value):
		if value == session:
			return
		_let_go()
		session = value
		_take_up()
		update_configuration_warnings()

## How late a block may be before it is missed, in milliseconds.
@export_range(10, 1000, 1, "suffix:ms") var reserve_ms := 80

## How many frames a block has: 480 for less delay, 960 for less work.
@export_enum("10 ms:480", "20 ms:960") var block_frames := 480

## Whether it listens. Turned off it falls silent, and the server sends no sound.
@export var listening := true:
	set(value):
		if value == listening:
			return
		listening = value
		if value:
			_take_up()
		else:
			_let_go()

## How many times nothing came in time.
var underruns := 0
## How many times too much had come, and some was left out.
var overruns := 0
## How many times something was missing between two blocks.
var holes := 0
## How many blocks have come.
var blocks := 0
## Whether it sounds now.
var is_sounding := false

var _feed: Feed
var _pace := Pace.new()
var _eager := Eager.new()
var _taken_up := false
## Blocks that wait for the reserve to be whole.
var _waiting: Array[PackedVector2Array] = []
var _wait_frames := 0
## The session's frame that must come next; -1 where any may.
var _expected := -1
var _last := Vector2.ZERO
## Places of the stream: (number of the frame that was given, session's frame) from there on.
var _places: Array[PackedInt64Array] = []
var _skips := 0
var _dropping := false


func _init() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	process_priority = 10


func _ready() -> void:
	if Engine.is_editor_hint():
		return
	var alone: Array[AudioStreamPlayer] = [self]
	_feed = Feed.new(alone)
	_take_up()


func _enter_tree() -> void:
	if is_node_ready():
		_take_up()


func _exit_tree() -> void:
	_let_go()


func _get_configuration_warnings() -> PackedStringArray:
	var found := PackedStringArray()
	if session == null:
		found.append("Choose the AffektSession that is to be heard.")
	elif session.connection != null and session.connection.wire == AffektConnection.Wire.OSC:
		found.append("OSC carries no sound; choose WebSocket, or an AffektMixer.")
	return found


func _process(delta: float) -> void:
	if _taken_up and not is_instance_valid(session):
		_let_go()
	if _taken_up:
		_eager.wait(session, delta)
	if _feed == null or not _feed.is_running():
		return
	if not is_sounding:
		# What dies away is heard to its end.
		if not _taken_up and _feed.held() == 0:
			_feed.stop()
		return
	var missed := _feed.skips() != _skips
	_skips = _feed.skips()
	if missed or _will_starve(delta):
		underruns += 1
		_fall_silent()
		return
	var behind := (_feed.given - _feed.heard() - _wanted()) / RATE
	_feed.speed = _pace.follow(behind, delta)


## The session's frame that is heard now; -1 while nothing is.
func heard_frame() -> float:
	if not is_sounding or _places.is_empty():
		return -1.0
	var heard := _feed.heard()
	while _places.size() > 1 and _places[1][0] <= heard:
		_places.pop_front()
	var place := _places[0]
	return heard - place[0] + place[1] if heard >= place[0] else -1.0


## How long a sample takes from having come to being heard, in milliseconds.
func latency_ms() -> float:
	return _feed.latency_ms() if _feed != null and is_sounding else 0.0


## How many milliseconds of sound are held.
func held_ms() -> float:
	return (_feed.held() if _feed != null else 0) * 1000.0 / RATE


## By how much faster or slower it plays, to follow the server's clock; 1 is neither.
func speed() -> float:
	return _feed.speed if _feed != null else 1.0


# -- session ---------------------------------------------------------------------------------------


func _take_up() -> void:
	if _taken_up or _feed == null or not is_instance_valid(session) or not listening:
		return
	if not is_inside_tree():
		return
	var connection := session.connection
	if connection != null and connection.wire == AffektConnection.Wire.OSC:
		push_warning("Affekt: OSC carries no sound; choose WebSocket, or an AffektMixer")
		return
	_taken_up = true
	session.block_received.connect(_on_block)
	session.opened_anew.connect(_on_opened_anew)
	session.playhead = self
	session.listen("s16", block_frames)


func _let_go() -> void:
	if not _taken_up:
		return
	_taken_up = false
	if is_sounding:
		_fall_silent()
	if not is_instance_valid(session):
		return
	session.block_received.disconnect(_on_block)
	session.opened_anew.disconnect(_on_opened_anew)
	if session.playhead == self:
		session.playhead = null
	session.unlisten()


func _on_opened_anew() -> void:
	_expected = -1


func _on_block(frame: int, _sequence: int, _broken: bool, bytes: PackedByteArray) -> void:
	var samples := Blend.from_s16(bytes)
	if samples.is_empty():
		return
	blocks += 1
	if _expected >= 0 and frame != _expected:
		holes += 1
	if is_sounding:
		_go_on(frame, samples)
	else:
		_gather(frame, samples)
	_expected = frame + samples.size()


# -- sound -----------------------------------------------------------------------------------------


## How many frames are to lie between what comes and what is heard: what is mixed at once, and
## the reserve.
func _wanted() -> int:
	return _feed.quantum() + roundi(reserve_ms * RATE / 1000.0)


## Whether the next mix will find less than it takes, before the game comes round again.
func _will_starve(delta: float) -> bool:
	return _feed.held() < _feed.quantum() and AudioServer.get_time_to_next_mix() < minf(delta, 0.02)


func _gather(frame: int, samples: PackedVector2Array) -> void:
	if frame != _expected:
		_waiting.clear()
		_wait_frames = 0
	_waiting.append(samples)
	_wait_frames += samples.size()
	if _wait_frames < _wanted():
		return
	if not _feed.is_running():
		_feed.start()
		_places.clear()
	is_sounding = true
	_pace.settle()
	_begin_at(frame + samples.size() - _wait_frames)
	_waiting[0] = _risen(_waiting[0])
	for block in _waiting:
		_give(block)
	_waiting.clear()
	_wait_frames = 0
	_skips = _feed.skips()
	sounded.emit()


func _go_on(frame: int, samples: PackedVector2Array) -> void:
	var most := _wanted() + roundi((_MOST - 1) * reserve_ms * RATE / 1000.0)
	if _feed.held() > (_wanted() if _dropping else most) or _feed.room() < 2 * samples.size():
		if not _dropping:
			overruns += 1
			_give(_dying())
		_dropping = true
		return
	if frame != _expected or _dropping:
		if not _dropping:
			var missing := frame - _expected
			var filled := clampi(missing, FADE, LONGEST_HOLE) if _expected >= 0 else FADE
			_give(_dying())
			if filled > FADE:
				_give(Blend.silence(filled - FADE))
		_dropping = false
		_begin_at(frame)
		samples = _risen(samples)
	_give(samples)


func _give(samples: PackedVector2Array) -> void:
	_last = samples[-1]
	_feed.give([samples], samples.size())


func _begin_at(frame: int) -> void:
	_places.append(PackedInt64Array([_feed.given, frame]))
	if _places.size() > _PLACES:
		_places.pop_front()


func _fall_silent() -> void:
	_give(_dying())
	is_sounding = false
	_places.clear()
	_expected = -1
	_waiting.clear()
	_wait_frames = 0
	fell_silent.emit()


## The last frame, dying away.
func _dying() -> PackedVector2Array:
	var made := PackedVector2Array()
	made.resize(FADE)
	for n in FADE:
		made[n] = _last * (0.5 + 0.5 * cos(PI * n / FADE))
	return made


func _risen(samples: PackedVector2Array) -> PackedVector2Array:
	for n in mini(FADE, samples.size()):
		samples[n] *= 0.5 - 0.5 * cos(PI * n / FADE)
	return samples
