class_name Hider
extends RefCounted
## How the scripted player hides: lets a wisp see it, runs, covers the lantern, and waits in leaves.

## It runs as soon as it is hunted, and is covered from here on: who hunts is left behind by then.
const COVERS := 215.0
## Leaves must be so far from who hunts, so that it cannot come upon them by chance.
const CLEAR := 240.0
## Afterwards the night goes on for so long.
const AFTER_S := 20.0

## Whether it was hunted, hid, and was lost track of, some time ago.
var done := false

var _leaves := Vector2.INF
var _was_hunted := false
var _safe_s := 0.0


## Fill in a wish for this step; false where there is nobody to hide from.
func steer(wish: Wish, night: Night, way: Way, dt: float) -> bool:
	var shade := _who_is_after(night)
	if shade == null:
		_safe_s = _safe_s + dt if _was_hunted else 0.0
		done = _safe_s > AFTER_S
		wish.move = Vector2.ZERO
		wish.dim = _was_hunted and _safe_s < 3.0
		return _was_hunted
	_safe_s = 0.0
	wish.dim = false
	if shade.mood == Shade.Mood.NOTICE:
		wish.move = Vector2.ZERO
		return true
	if shade.mood == Shade.Mood.HUNT and _leaves == Vector2.INF:
		_was_hunted = true
		_leaves = _leaves_away_from(shade, night)
	var apart := shade.at.distance_to(night.keeper.at)
	wish.run = apart < COVERS
	wish.dim = apart >= COVERS
	wish.move = way.towards(night.keeper.at, _leaves)
	return true


func _who_is_after(night: Night) -> Shade:
	var best: Shade = null
	for shade: Shade in night.shades:
		if shade.life <= 0 or shade.mood == Shade.Mood.WANDER:
			continue
		if best == null or shade.mood == Shade.Mood.HUNT:
			best = shade
	return best


## The nearest leaves on this side of whoever hunts.
func _leaves_away_from(shade: Shade, night: Night) -> Vector2:
	var here := night.keeper.at
	var away := shade.at.direction_to(here)
	var best := Vector2.INF
	for leaves: Vector2 in night.forest.thickets:
		if leaves.distance_to(shade.at) < CLEAR or away.dot(here.direction_to(leaves)) < 0.2:
			continue
		if leaves.distance_squared_to(here) < best.distance_squared_to(here):
			best = leaves
	return best
