extends RefCounted
## One time through a section's body: where its ticks and frames lie.

const Whole := preload("whole.gd")

var section: Dictionary
## Where it begins.
var tick := 0
## Where in the body; 0 unless it was entered in the middle.
var body_tick := 0
## The session's bar that contains its beginning.
var bar := 1
## Passes of the same section right before it.
var iteration := 0
## The frame at which the body's first tick sounds, or would have.
var origin := 0


## Returns a pass that begins at a tick and frame, at a tick of the body.
static func enter(of: Dictionary, at: int, frame: int, in_bar: int, in_body: int) -> Object:
	var one: Object = load("res://addons/affekt/baked/body_pass.gd").new()
	one.section = of
	one.tick = at
	one.body_tick = in_body
	one.bar = in_bar
	one.origin = frame - one.frame_at(at)
	return one


func first_tick() -> int:
	return tick - body_tick


func end_tick() -> int:
	return first_tick() + int(section["ticks"])


func frame() -> int:
	return frame_at(tick)


func end_frame() -> int:
	return frame_at(end_tick())


## Returns the frame nearest to a tick.
func frame_at(at: int) -> int:
	var ticks: int = section["ticks"]
	var frames: int = section["frames"]
	return origin + Whole.down((at - first_tick()) * frames * 2 + ticks, 2 * ticks)


## Returns the last tick whose frame is at or before a frame.
func tick_at(at: int) -> int:
	var ticks: int = section["ticks"]
	var frames: int = section["frames"]
	var found := first_tick() + Whole.down((at - origin) * ticks, frames)
	while frame_at(found + 1) <= at:
		found += 1
	while frame_at(found) > at:
		found -= 1
	return found


## Returns bar and beat at a tick: [code]tick, bar, beat, section_bar[/code].
func place(at: int) -> Dictionary:
	var bar_ticks: int = section["bar_ticks"]
	var beat_ticks: int = section["beat_ticks"]
	var inside := at - first_tick()
	var nth := Whole.down(inside, bar_ticks)
	var beat := Whole.rounded(inside - nth * bar_ticks + beat_ticks, beat_ticks)
	var in_bar := bar + nth - Whole.down(body_tick, bar_ticks)
	return {"tick": at, "bar": in_bar, "beat": beat, "section_bar": nth + 1}


## Returns the first tick of a grid of the body at or after a tick, at most the body's end.
func next_on(grid: int, at: int) -> int:
	return mini(at + posmod(first_tick() - at, grid), end_tick())


## Returns the pass that follows when the body goes round.
func again() -> Object:
	var bar_ticks: int = section["bar_ticks"]
	var bars := -Whole.down(-int(section["ticks"]), bar_ticks) - Whole.down(body_tick, bar_ticks)
	var one: Object = get_script().new()
	one.section = section
	one.tick = end_tick()
	one.bar = bar + bars
	one.iteration = iteration + 1
	one.origin = origin + int(section["frames"])
	return one
