extends RefCounted
## Which section was placed where, and how one gives way to the next: fades, pick-ups, tails.

const Ramp := preload("ramp.gd")
## Frames (60 ms) after a decision before which nothing of it begins.
const MARGIN := 2880
const DECLICK := 240
## In so many frames a section gives way to its tail: both are the same sound there.
const JOIN := 240
const _KEPT := 16


class Placed:
	extends RefCounted
	## A section that was given a playhead.
	var tag := 0
	## The frame that was decided, and where its playhead begins: there, or earlier with a pick-up.
	var frame := 0
	var start := 0
	var section := ""
	## The body frame and tick at [member frame], and the session's tick there; -1 is not known.
	var body := 0
	var body_tick := 0
	var tick := 0


class Plan:
	extends RefCounted
	## How a section comes in, and how the others go.
	var placed: Placed
	var rise := 0
	var shape := Ramp.Shape.EQUAL_POWER
	var leave_at := 0
	## The frames of the others' fade, 0 lets them ring; and how long they wait for it.
	var fall := 0
	var delay := 0
	var shape_out := Ramp.Shape.EQUAL_POWER
	## The section that rings on in its own tails, where in their files and how long; null for none.
	var ringing: Placed
	var slot := 0
	var tail := 0


class Left:
	extends RefCounted
	## Where in its body a section is left.
	var body := 0
	var at_end := false
	## The frames that an exit cue lets ring on.
	var tail := 0


var _set: AffektSet
var _placed: Array[Placed] = []


func _init(of: AffektSet) -> void:
	_set = of


## The section that sounds at a frame; null where none does.
func at(frame: int) -> Placed:
	for k in range(_placed.size() - 1, -1, -1):
		if _placed[k].frame <= frame:
			return _placed[k]
	return null


## Forgets what was placed.
func clear() -> void:
	_placed.clear()


## Forgets what was placed at a frame or after it.
func forget(frame: int) -> void:
	_placed = _placed.filter(func(one: Placed) -> bool: return one.frame < frame)


## Takes back what a decision placed; tells whether its pick-up may sound already.
func withdraw(tag: int) -> bool:
	var early := false
	for one in _placed:
		early = early or (one.tag == tag and one.start < one.frame)
	_placed = _placed.filter(func(one: Placed) -> bool: return one.tag != tag)
	return early


## Places the section of a snapshot.
func resume(state: Dictionary) -> Placed:
	var placed := Placed.new()
	placed.tag = -1 - _placed.size()
	placed.frame = int(state.get("frame", 0))
	placed.start = placed.frame
	placed.section = str(state["section"])
	var length := _set.body_frames(placed.section)
	var entered := _set.frame_in_body(placed.section, int(state.get("entered_tick", 0)))
	var body := int(state.get("body_frame", 0)) + entered
	var passes := 0 if _set.is_once(placed.section) else int(state.get("iteration", 0))
	placed.body = body + passes * length
	var ticks := _set.body_ticks(placed.section)
	placed.body_tick = roundi(float(placed.body) * ticks / length)
	placed.tick = -1
	if state.has("origin_tick"):
		placed.tick = int(state["origin_tick"]) + placed.body_tick
	_put(placed)
	return placed


## Places the section of a decision, and tells how it comes and the others go.
func enter(decision: Dictionary) -> Plan:
	var plan := Plan.new()
	var placed := Placed.new()
	plan.placed = placed
	placed.tag = int(decision["id"])
	placed.frame = int(decision["frame"])
	placed.section = str(decision["section"])
	placed.tick = int(decision.get("tick", 0))
	placed.body_tick = int(decision.get("target_tick", 0))
	placed.body = _set.frame_in_body(placed.section, placed.body_tick)
	var decided := int(decision.get("decided_frame", 0))
	var before := at(placed.frame)
	var left := _left(before, decision) if before != null else null
	var kind := str(decision.get("fade", "disabled"))
	var fade := _set.beats_frames(placed.section, float(decision.get("fade_beats", 0.0)))
	if kind == "automatic":
		var alone := left == null or left.at_end or left.tail > 0 or fade == 0
		kind = "disabled" if alone else "cross"
	elif _is_same(before, left, placed):
		plan.shape = Ramp.Shape.LINEAR
	plan.shape_out = plan.shape
	var earliest := maxi(decided + MARGIN, before.frame if before != null else 0)
	_come(plan, decision, kind if before != null else "disabled", fade, earliest)
	if not _ring(plan, kind, left, before, decided):
		var rings := before != null and _set.tail_frames(before.section) > 0
		var kept: bool = left != null and left.at_end and (kind != "out" or rings)
		_go(plan, kind, fade, left, kept, mini(fade, placed.frame - decided - MARGIN), decision)
	_put(placed)
	return plan


func _is_same(before: Placed, left: Left, placed: Placed) -> bool:
	if before == null or left == null or before.section != placed.section:
		return false
	return left.body % _set.body_frames(placed.section) == placed.body


## Where a section's playhead begins, with its pick-up, and how it rises there.
func _come(plan: Plan, decision: Dictionary, kind: String, fade: int, earliest: int) -> void:
	var placed := plan.placed
	var lead := _lead(placed, decision)
	placed.start = placed.frame
	if lead > 0:
		placed.start = mini(maxi(placed.frame - lead, maxi(earliest, 0)), placed.frame)
	if placed.start < placed.frame:
		var cut := placed.body > 0 or placed.start > placed.frame - lead
		plan.rise = DECLICK if cut else 0
		return
	plan.rise = maxi(fade, DECLICK) if kind in ["in", "cross"] else 0
	if placed.body > 0:
		plan.rise = maxi(plan.rise, DECLICK)


func _lead(placed: Placed, decision: Dictionary) -> int:
	# What leads to a sustained region's first bar is its last.
	if decision.get("rule", "") == "sustain":
		return 0
	if placed.body == 0:
		return _set.pickup_frames(placed.section)
	if decision.get("to_time", "") == "entry_cue":
		for cue: Dictionary in _set.section(placed.section).get("entry_cues", []):
			if _set.cue_tick(placed.section, cue) == placed.body_tick:
				var beats := float(cue.get("pickup_beats", 0.0))
				return mini(_set.beats_frames(placed.section, beats), placed.body)
	return 0


## How the others go.
func _go(
	plan: Plan, kind: String, fade: int, left: Left, kept: bool, room: int, decision: Dictionary
) -> void:
	plan.leave_at = plan.placed.frame
	if kind in ["disabled", "in", "out"] and kept:
		plan.fall = 0
	elif kind in ["disabled", "in"] and left != null and left.tail > 0:
		plan.fall = maxi(left.tail, DECLICK)
		plan.shape_out = Ramp.Shape.EQUAL_POWER
	elif kind == "out" and decision.get("from_time", "") != "end" and room >= DECLICK:
		# The old one is gone when the new one strikes.
		plan.leave_at = plan.placed.frame - room
		plan.fall = room
	else:
		plan.fall = maxi(fade, DECLICK) if kind in ["out", "cross"] else DECLICK
		plan.delay = fade if kind == "in" else 0


## Lets a section that is left at one of its exits give way to its tail; tells whether it does.
func _ring(plan: Plan, kind: String, left: Left, before: Placed, decided: int) -> bool:
	if left == null or left.at_end or left.tail > 0 or not kind in ["out", "disabled"]:
		return false
	var start := plan.placed.frame - AffektSet.TAIL_LEAD
	plan.tail = _set.tail_frames(before.section)
	plan.slot = _set.tail_slot(before.section, left.body) if plan.tail > 0 else -1
	if plan.slot < 0 or start < maxi(decided + MARGIN, before.frame + JOIN):
		return false
	plan.ringing = before
	plan.leave_at = start
	plan.fall = JOIN
	plan.shape_out = Ramp.Shape.LINEAR
	return true


func _left(before: Placed, decision: Dictionary) -> Left:
	var left := Left.new()
	var name := before.section
	var length := _set.body_ticks(name)
	var inside := int(decision.get("tick", 0)) - before.tick + before.body_tick
	if before.tick < 0:
		var here := before.body + int(decision["frame"]) - before.frame
		inside = roundi(float(here) * length / _set.body_frames(name))
	if not _set.is_once(name):
		inside -= maxi(ceili(float(inside) / length) - 1, 0) * length
	var tail := 0.0
	if decision.get("from_time", "") == "exit_cue":
		for cue: Dictionary in _set.section(name).get("exit_cues", []):
			if _set.cue_tick(name, cue) == inside:
				tail = maxf(tail, float(cue.get("tail_beats", 0.0)))
	var over: bool = inside >= length or decision.get("from_time", "") == "end"
	left.at_end = not _set.is_unequal(name) and over
	left.body = _set.frame_in_body(name, inside)
	left.tail = _set.beats_frames(name, tail)
	return left


func _put(placed: Placed) -> void:
	_placed.append(placed)
	_placed.sort_custom(func(a: Placed, b: Placed) -> bool: return a.frame < b.frame)
	if _placed.size() > _KEPT:
		_placed.pop_front()
