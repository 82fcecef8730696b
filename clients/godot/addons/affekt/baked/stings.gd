extends RefCounted
## Stingers: short figures over the music, each with a cool-down, its takes, and room made in the
## bed.

const Layers := preload("layers.gd")
const Score := preload("score.gd")
const Whole := preload("whole.gd")


## Sounds a stinger now, or at the next place of its grid; a cool-down or a duck may refuse it.
static func cue_stinger(score: Score, name: String, at: String, why: Array, explicit: bool) -> void:
	if not score.baked["stingers"].has(name):
		if explicit:
			score.warn("UNKNOWN_NAME", "the set has no stinger '%s'" % name, "stinger:" + name)
		return
	if _rests(score, name) or (score.duck < 0 and not explicit):
		if explicit:
			var text := "'%s' sounded a moment ago" % name
			score.notices.append({"reason": "TOO_FAST", "text": text, "about": "stinger:" + name})
		return
	if at == "now" or not score.plays():
		var values := _voiced(score, name)
		score.tell_now("stinger", values, why)
		_sounded(score, values, score.frame)
		return
	score.lay({"tick": _place(score, at), "kind": "stinger", "values": {"name": name}, "why": why})
	meet_change(score)


## Commits a stinger that waited for its place.
static func sting(score: Score, planned: Dictionary) -> void:
	var values := _voiced(score, planned["values"]["name"])
	_sounded(score, values, score.tell(planned["tick"], "stinger", values, planned["why"]))


## Lets the bed come back when a stinger is over.
static func end_duck(score: Score) -> void:
	if score.bed_until >= 0 and score.frame >= score.bed_until and score.paused_at < 0:
		score.bed = 0
		score.bed_until = -1
		score.tell_now("duck", {"db": Score.db(score.duck)}, ["stinger.duck", 0, ""])


## Brings the stingers that wait less than a beat before a change together with it: each moves to
## the change's downbeat, or is dropped where the change has one there or from the same input.
static func meet_change(score: Score) -> void:
	if score.pending.is_empty() or score.passes.is_empty():
		return
	var tick: int = score.pending["tick"]
	var nearest: int = tick - int(score.now().section["beat_ticks"])
	var cause: int = score.pending["why"][1]
	var close: Array[Dictionary] = []
	var own := false
	for one in score.plan:
		if one["kind"] == "stinger":
			own = own or one["tick"] == tick
			if one["tick"] > nearest and one["tick"] < tick:
				close.append(one)
	for one in close:
		score.plan = score.plan.filter(
			func(other: Dictionary) -> bool: return not is_same(one, other)
		)
	var caused := close.filter(
		func(one: Dictionary) -> bool: return cause != 0 and one["why"][1] == cause
	)
	var alone := not own and caused.is_empty()
	for one in close:
		if alone or (cause != 0 and one["why"][1] == cause):
			one["tick"] = tick
			score.lay(one)


static func _rests(score: Score, name: String) -> bool:
	for one in score.plan:
		if one["kind"] == "stinger" and one["values"]["name"] == name:
			return true
	var cooldown: int = score.baked["stingers"][name]["cooldown"]
	return score.stung.has(name) and score.frame - int(score.stung[name][0]) < cooldown


static func _place(score: Score, at: String) -> int:
	var one := score.now()
	var cursor := maxi(one.tick_at(score.horizon() - 1) + 1, one.tick)
	if at == "end":
		return one.end_tick()
	return one.next_on(one.section["beat_ticks" if at == "next_beat" else "bar_ticks"], cursor)


## Returns a stinger as it sounds in the section's key: its take, or what stands in for it.
static func _voiced(score: Score, name: String) -> Dictionary:
	var fits: Array = []
	if not score.section.is_empty() and score.brief()["stingers"].has(name):
		var fit: Dictionary = score.brief()["stingers"][name]
		name = fit["as"]
		fits = fit["takes"]
	var stinger: Dictionary = score.baked["stingers"][name]
	var takes: Array = stinger["takes"]
	if takes.size() < 2:
		return {"name": name}
	if not fits.is_empty():
		takes = takes.filter(func(take: Dictionary) -> bool: return take["name"] in fits)
	var last: Array[String] = []
	if score.stung.has(name):
		last.append(score.stung[name][1])
	var bar: int = score.place_of(score.frame)["bar"]
	var drawn := Whole.draw(score.music_seed, stinger["salt"], bar)
	return {"name": name, "take": Layers.drawn_take(takes, last, 1, drawn)}


static func _sounded(score: Score, values: Dictionary, frame: int) -> void:
	var stinger: Dictionary = score.baked["stingers"][values["name"]]
	score.stung[values["name"]] = [frame, values.get("take", "")]
	var room: int = stinger["duck"]
	if room < 0 and score.duck >= room:
		score.bed = room
		score.bed_until = frame + int(stinger["lasts"])
		score.tell_now("duck", {"db": Score.db(room)}, ["stinger.duck", 0, values["name"]], frame)
