extends RefCounted
## Follows a clock that never quite agrees: plays so much faster or slower, half a percent at most.

## The most that the speed is moved.
const MOST := 0.005
## Below this the speed stays as recorded: Godot's mixer cannot play so small a difference.
const LEAST := 1.0 / 65536.0
const _SMOOTH_S := 3.0
const _BANDWIDTH := 0.08

## The speed: 1 is as recorded.
var speed := 1.0
## The smoothed distance in seconds; above 0 is behind.
var behind := 0.0

var _drift := 0.0


## Begins anew where it stands; what was learnt of the clock is kept.
func settle() -> void:
	behind = 0.0


## Moves the speed by how far the sound is behind, in seconds, after some more seconds.
func follow(seconds_behind: float, seconds: float) -> float:
	behind += (seconds_behind - behind) * (1.0 - exp(-seconds / _SMOOTH_S))
	var drift := _drift + _BANDWIDTH * _BANDWIDTH * behind * seconds
	var step := drift + 2.0 * _BANDWIDTH * behind
	if absf(step) < MOST:
		_drift = drift
	step = clampf(step, -MOST, MOST)
	speed = 1.0 if absf(step) < LEAST else 1.0 + step
	return speed
