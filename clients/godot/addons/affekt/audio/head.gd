extends RefCounted
## A playhead: a section, where in it the music is, and the layers that sound there.

const Ramp := preload("ramp.gd")
const Voice := preload("voice.gd")

## The id of the decision that placed it; below 0 where a snapshot did.
var tag := 0
var section := ""
## The session's frame at which it began, and the body frame there.
var start := 0
var body := 0
## The frames of a pass, and the pass from which on none begins.
var length := 1
var passes := Voice.ENDLESS
## The body frame from which on no layer's own loop begins a pass; -1 while there is none.
var ends := -1
var dying := false
var gain := Ramp.new()
var voices: Array[Voice] = []


## The body frame at a frame of the session, passes included.
func place(frame: int) -> int:
	return body + frame - start


## The frames of a voice's pass, and the pass from which on it begins none.
func loop_of(voice: Voice) -> Vector2i:
	if voice.own_loop == 0:
		return Vector2i(length, mini(voice.passes, passes))
	if ends < 0:
		return Vector2i(voice.own_loop, voice.passes)
	return Vector2i(
		voice.own_loop, mini(voice.passes, maxi(1, ceili(float(ends) / voice.own_loop)))
	)


## Goes: it begins no further pass, and fades if it is asked to, [param delay] frames later.
func leave(frame: int, fade: int, shape: Ramp.Shape, delay: int = 0) -> void:
	var here := place(frame)
	passes = mini(passes, maxi(1, ceili(float(here) / length)))
	ends = mini(ends, here) if ends >= 0 else maxi(here, 0)
	dying = true
	var fades := gain.to == 0.0 and (delay > 0 or gain.end <= frame + delay + fade)
	if fade > 0 and not fades:
		var now := gain.at(frame)
		gain.aim(frame + delay, 0.0, fade, shape)
		if delay > 0:
			gain.from = now


## Drops what is over at a frame.
func reap(frame: int) -> void:
	var here := place(frame)
	var gone := dying and gain.is_silent(frame)
	voices = voices.filter(
		func(voice: Voice) -> bool:
			if gone or voice.close.is_silent(frame):
				return false
			if voice.dying and voice.gain.is_silent(frame):
				return false
			var round_trip := loop_of(voice)
			return not voice.is_spent(here, round_trip.x, round_trip.y)
	)
