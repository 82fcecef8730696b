extends RefCounted
## Flow: what follows by itself, and the grid on which everything is told that lies before the
## horizon.

const Bars := preload("bars.gd")
const Changes := preload("changes.gd")
const Layers := preload("layers.gd")
const Score := preload("score.gd")
const Stings := preload("stings.gd")


## Tells all that lies on the grid before the horizon, in order.
static func commit(score: Score) -> void:
	while score.plays():
		var one := score.now()
		var planned: Dictionary = {}
		if not score.plan.is_empty() and score.plan[0]["tick"] < score.bar_end:
			planned = score.plan[0]
		var tick: int = planned.get("tick", score.bar_end)
		var changing: bool = not score.pending.is_empty() and score.pending["tick"] <= tick
		if changing:
			tick = score.pending["tick"]
		if one.frame_at(tick) >= score.horizon():
			return
		if changing:
			Changes.enter_section(score, score.pending)
		elif not planned.is_empty():
			score.plan.pop_front()
			_carry_out(score, planned)
		elif tick >= one.end_tick():
			_turn(score)
		else:
			Bars.begin_bar(score, tick)


## Forgets what was to come.
static func halt(score: Score) -> void:
	score.plan = []
	score.pending = {}
	score.wish = {}
	score.stopped = true
	score.stopping = false


static func _carry_out(score: Score, planned: Dictionary) -> void:
	if planned["kind"] == "stinger":
		Stings.sting(score, planned)
		return
	score.tell(planned["tick"], planned["kind"], planned["values"], planned["why"])
	if planned["kind"] == "beat":
		Layers.move_layers(score, planned["tick"], {}, true)


## The body has ended: goes round, goes on to what follows, or stops.
static func _turn(score: Score) -> void:
	var one := score.now()
	var section := score.brief()
	var passes := one.iteration + 1
	var ends := score.stopping and score.pending.is_empty()
	var most: int = section["most"]
	var done: bool = section["once"] or ends or (most > 0 and passes >= most)
	if done and not score.stopping:
		var follow := _follows(score)
		if not follow.is_empty():
			var stopping: bool = not section["once"] and section["then"] == null
			_go_on(score, follow, Score.STOP if stopping else Score.LOOP)
			score.stopping = stopping
			return
	if done:
		var values := {"verb": "stop", "fade_s": float(section["tail_s"])}
		score.tell(one.end_tick(), "control", values, ["ending", 0, score.section])
		halt(score)
		return
	var asked: Dictionary = score.baked["sections"][score.asked]
	if not (asked["alternates"] as Array).is_empty() and passes >= int(section["least"]):
		var bar: int = one.again().bar
		var name := Changes.next_section(score, score.asked, bar)
		if name != score.section:
			_take_turns(score, name)
			return
	Bars.loop(score)


## Returns what follows a section that is over; nothing where the music ends.
static func _follows(score: Score) -> String:
	var section := score.brief()
	if section["then"] != null:
		return section["then"]
	if section["once"]:
		return score.came_from
	return "" if section["ending"] == null else section["ending"]


static func _go_on(score: Score, name: String, strength: int) -> void:
	var way: Dictionary = score.brief()["ways"][name]
	var why: Array = ["loops.then", 0, score.section]
	var change := Changes.change_to(name, score.now().end_tick(), why, strength)
	if not way["default"]:
		change["fade"] = way["fade"]
		change["fade_beats"] = float(way["fade_beats"])
	Changes.enter_section(score, change)


## An alternate takes its turn; to the piece it is the same section still.
static func _take_turns(score: Score, name: String) -> void:
	var asked := score.asked
	var came_from := score.came_from
	var entered := score.entered
	var played := score.bars
	var why: Array = ["alternate", 0, asked]
	var change := Changes.change_to(name, score.now().end_tick(), why, Score.STOP)
	Changes.enter_section(score, change)
	score.asked = asked
	score.came_from = came_from
	score.entered = entered
	score.bars += played
