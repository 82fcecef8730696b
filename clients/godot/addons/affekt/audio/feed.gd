extends RefCounted
## Players that are fed frame by frame in sample lock: all begin in the same mix, are given as many
## frames at the same moments, and starve together if they must.

const RATE := 48000.0
## How much the players can hold, in seconds.
const HOLDS_S := 0.7
## Half of the frames that Godot takes ahead of what it mixes, and two for interpolation.
const _AHEAD := 66.0
const _LATENCY_EVERY_USEC := 1_000_000

## How many frames each player was given.
var given := 0
## The speed at which they are played.
var speed := 1.0:
	set(value):
		if value == speed:
			return
		speed = value
		AudioServer.lock()
		for player in _players:
			player.pitch_scale = value
		AudioServer.unlock()

var _players: Array[AudioStreamPlayer] = []
var _playbacks: Array[AudioStreamGeneratorPlayback] = []
var _capacity := 0
var _silence := PackedVector2Array()
var _latency := 0.0
var _latency_at := -_LATENCY_EVERY_USEC
## What is heard, against the machine's clock: smoothed, since the mixer takes frames in lumps.
var _offset := NAN


## Takes players over; they must be in the tree.
func _init(players: Array[AudioStreamPlayer]) -> void:
	_players = players
	for player in players:
		var stream := AudioStreamGenerator.new()
		stream.mix_rate = RATE
		stream.buffer_length = HOLDS_S
		player.stream = stream
		# In a browser the default cannot play what is made as it sounds.
		player.playback_type = AudioServer.PLAYBACK_TYPE_STREAM


## Begins to play what will be given.
func start() -> void:
	given = 0
	_offset = NAN
	_playbacks.clear()
	AudioServer.lock()
	for player in _players:
		player.play()
	for player in _players:
		_playbacks.append(player.get_stream_playback())
	_capacity = _playbacks[0].get_frames_available()
	AudioServer.unlock()


## Ends.
func stop() -> void:
	for player in _players:
		player.stop()
	_playbacks.clear()


## Whether it plays.
func is_running() -> bool:
	return not _playbacks.is_empty() and _players[0].playing


## How many frames may be given now.
func room() -> int:
	return _playbacks[0].get_frames_available() if is_running() else 0


## How many times a player found nothing to play.
func skips() -> int:
	return _playbacks[0].get_skips() if is_running() else 0


## Gives each player its frames; an empty array is silence.
func give(made: Array[PackedVector2Array], frames: int) -> void:
	if _silence.size() != frames:
		_silence.resize(frames)
		_silence.fill(Vector2.ZERO)
	AudioServer.lock()
	for k in _playbacks.size():
		_playbacks[k].push_buffer(_silence if made[k].is_empty() else made[k])
	AudioServer.unlock()
	given += frames


## How many frames Godot mixes at once.
func quantum() -> int:
	var seconds := AudioServer.get_time_since_last_mix() + AudioServer.get_time_to_next_mix()
	return clampi(roundi(seconds * RATE), 64, 16384)


## How many of the given frames have not been taken.
func held() -> int:
	return _capacity - room() if is_running() else 0


## How many of the given frames are heard by now, smoothly; below 0 while none is.
func heard() -> float:
	if not is_running():
		return -1.0
	AudioServer.lock()
	var taken := given - held()
	var since := AudioServer.get_time_since_last_mix()
	var lump := since + AudioServer.get_time_to_next_mix()
	AudioServer.unlock()
	var now := Time.get_ticks_usec()
	var raw := (
		taken + (minf(since, lump) - maxf(_output_latency(now), lump)) * RATE * speed - _AHEAD
	)
	var offset := raw - now * RATE / 1e6
	if is_nan(_offset) or absf(offset - _offset) > 0.02 * RATE:
		_offset = offset
	else:
		_offset += (offset - _offset) * 0.05
	return minf(_offset + now * RATE / 1e6, taken)


## How long a frame takes from being given to being heard, in milliseconds.
func latency_ms() -> float:
	return (given - heard()) * 1000.0 / RATE if is_running() else 0.0


func _output_latency(now: int) -> float:
	if now - _latency_at >= _LATENCY_EVERY_USEC:
		_latency_at = now
		_latency = AudioServer.get_output_latency()
	return _latency
