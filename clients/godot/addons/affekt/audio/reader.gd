extends RefCounted
## Reads a recording frame by frame, at 48 kHz whatever Godot's mixer runs at.

const RATE := 48000.0
## Frames by which what Godot decodes lies behind: it looks ahead to interpolate.
const _BEHIND := 2
## Keeps the step from one frame to the next from being rounded down below a whole one.
const _UP := 1.0 + 2e-7

var _playback: AudioStreamPlayback
var _next := -1


func _init(stream: AudioStream) -> void:
	_playback = stream.instantiate_playback()


## Returns frames of the recording from an index on; fewer where it ends.
func read(index: int, frames: int) -> PackedVector2Array:
	var rate := AudioServer.get_mix_rate()
	var scale := 1.0 if rate == RATE else rate / RATE * _UP
	var skip := 0
	if index != _next:
		_playback.start((index + 0.25) / RATE if index > 0 else 0.0)
		skip = _BEHIND
	var found := _playback.mix_audio(scale, frames + skip)
	_next = index + frames
	return found if skip == 0 else found.slice(skip)
