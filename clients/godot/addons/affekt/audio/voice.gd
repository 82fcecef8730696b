extends RefCounted
## A layer of a section on its playhead: one recording, pass after pass, tails over the next one's
## beginning.

const Blend := preload("blend.gd")
const Ramp := preload("ramp.gd")
const Reader := preload("reader.gd")
## More passes than there will ever be.
const ENDLESS := 1 << 30

var lane := 0
var file := ""
var gain := Ramp.new()
## Ends it by itself, beside its gain.
var close := Ramp.new()
## Its own loop in frames; 0 goes round with the section.
var own_loop := 0
## The first pass that it plays, and the one from which on it begins none.
var first := 0
var passes := ENDLESS
var dying := false

var _stream: AudioStream
var _frames := 0
## The body frame of the recording's first one: 0, or before it by the pick-up.
var _zero := 0
var _readers: Dictionary[int, Reader] = {}


func _init(of: AudioStream, lane_number: int, path: String, pickup_frames: int) -> void:
	_stream = of
	lane = lane_number
	file = path
	_zero = -pickup_frames
	_frames = roundi(of.get_length() * Reader.RATE)


## Begins at a place of its own, as what is struck once does.
func place_at(place: int) -> void:
	_zero = place
	passes = 1


## The frames of a pass, in a section of some length.
func loop(length: int) -> int:
	return own_loop if own_loop > 0 else length


## Whether nothing of it can come any more, from a place in the body on.
func is_spent(place: int, length: int, limit: int) -> bool:
	return limit < ENDLESS and place >= (limit - 1) * length + _zero + _frames


## What sounds in some frames from a place in the body on, passes included; empty is silence.
## [param length] is a pass, [param limit] the pass from which on none begins.
func sound(place: int, frames: int, length: int, limit: int) -> PackedVector2Array:
	var made := PackedVector2Array()
	var oldest := maxi(first, floori(float(place - _zero - _frames) / length) + 1)
	var newest := mini(limit - 1, maxi(floori(float(place + frames - 1) / length), 0))
	for one: int in _readers.keys():
		if one < oldest:
			_readers.erase(one)
	for one in range(maxi(oldest, 0), newest + 1):
		var here := place - one * length
		# A pick-up leads into the first pass only.
		var low := _zero if one == 0 else maxi(_zero, 0)
		var from := maxi(low - here, 0)
		var to := mini(_zero + _frames - here, frames)
		if to > from:
			if not _readers.has(one):
				_readers[one] = Reader.new(_stream)
			var part := _readers[one].read(here + from - _zero, to - from)
			made = Blend.added(made, part, from, frames)
	return made
