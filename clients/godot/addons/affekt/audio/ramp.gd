extends RefCounted
## A gain that moves between two absolute frames.

enum Shape { LINEAR, EQUAL_POWER }

var begin := 0
var end := 0
var from := 1.0
var to := 1.0
var shape := Shape.LINEAR


func _init(value: float = 1.0) -> void:
	from = value
	to = value


## Its value at a frame.
func at(frame: int) -> float:
	if frame >= end:
		return to
	if frame <= begin:
		return from
	var share := float(frame - begin) / (end - begin)
	if shape == Shape.LINEAR:
		return lerpf(from, to, share)
	if to >= from:
		return from + (to - from) * sin(share * PI / 2.0)
	return to + (from - to) * sin((1.0 - share) * PI / 2.0)


## Goes from where it is at a frame to another value.
func aim(frame: int, target: float, frames: int, how: Shape = Shape.LINEAR) -> void:
	between(frame, frame + frames, at(frame), target, how)


## Goes from one value to another between two frames.
func between(first: int, last: int, low: float, high: float, how: Shape = Shape.LINEAR) -> void:
	begin = first
	end = last
	from = low
	to = high
	shape = how


## Lies so much later, where it was not over at a frame.
func shift(since: int, frames: int) -> void:
	if end > since:
		begin += frames
		end += frames


## Lies so much later, whatever it does.
func move(frames: int) -> void:
	begin += frames
	end += frames


## Whether it stays at nothing from a frame on.
func is_silent(frame: int) -> bool:
	return to == 0.0 and frame >= end


## Multiplies samples, of which the first is that of a frame.
func over(samples: PackedVector2Array, frame: int) -> PackedVector2Array:
	var many := samples.size()
	if shape == Shape.LINEAR and frame >= begin and frame + many <= end:
		var gain := at(frame)
		var step := (to - from) / (end - begin)
		for i in many:
			samples[i] *= gain
			gain += step
		return samples
	for i in many:
		samples[i] *= at(frame + i)
	return samples
