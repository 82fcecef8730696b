extends RefCounted
## Changes of section: a wish finds its rule and its place, waits, and is carried out at its tick.

const Bars := preload("bars.gd")
const BodyPass := preload("body_pass.gd")
const Layers := preload("layers.gd")
const Score := preload("score.gd")
const Stings := preload("stings.gd")
const Whole := preload("whole.gd")

## Where a change falls to, step by step, rather than miss its deadline.
const FALL: Array[String] = ["next_bar", "next_beat", "half_beat", "immediate"]
const FINER: Array[String] = ["end", "next_bar", "next_beat", "half_beat", "immediate"]


## Returns a request for a section.
static func wish(
	section: String, at: String, within: int, why: Array, strength: int, marker: String = ""
) -> Dictionary:
	var made := {"section": section, "at": at, "within": within, "why": why}
	made.merge({"strength": strength, "marker": marker})
	return made


## Takes in a request for a section; its place is found in the same step.
static func ask(score: Score, asked: Dictionary) -> void:
	var name: String = asked["section"]
	var marker: String = asked["marker"]
	if not score.baked["sections"].has(name):
		score.warn("UNKNOWN_NAME", "the set has no section '%s'" % name, "section:" + name)
		return
	var section: Dictionary = score.baked["sections"][name]
	if not marker.is_empty() and _marked(section, marker) < 0:
		var text := "'%s' has no marker '%s'" % [name, marker]
		score.warn("UNKNOWN_NAME", text, "marker:%s:%s" % [name, marker])
		return
	var left: int = score.left.get(name, -1)
	var rests := left >= 0 and score.frame - left < int(section["cooldown"])
	if asked["strength"] < Score.CUE and rests:
		score.warn("TOO_FAST", "'%s' rests between entries" % name, "cooldown:" + name)
		return
	if score.wish.is_empty() or asked["strength"] >= score.wish["strength"]:
		score.wish = asked


## Finds the place of a waiting wish.
static func settle(score: Score) -> void:
	var asked := score.wish
	var waiting := score.pending
	if asked.is_empty() or score.section.is_empty() or score.stopped:
		return
	score.wish = {}
	var strength: int = asked["strength"]
	if not waiting.is_empty() and strength < waiting["strength"]:
		return
	if score.stopping and strength < Score.CUE:
		return
	var plain := str(asked["marker"]).is_empty()
	if plain and asked["section"] in [score.section, score.asked] and not score.brief()["once"]:
		score.pending = {}
		return
	var found := _place(score, asked)
	if plain and not waiting.is_empty() and asked["section"] == waiting["section"]:
		if waiting["tick"] <= found["tick"]:
			found = waiting
		found["strength"] = strength
	score.pending = found
	Stings.meet_change(score)
	if strength == Score.EVENT or strength == Score.CUE:
		score.stopping = false


## Whether a section was left so short a while ago that it goes on rather than begins.
static func resumes(score: Score, name: String) -> bool:
	var section: Dictionary = score.baked["sections"][name]
	if section["once"] or not score.left.has(name) or not score.places.has(name):
		return false
	return score.frame - score.left[name] <= int(section["resume"])


## Begins the music: the set's first section, or the one that was asked for before anything sounded.
static func begin(score: Score) -> void:
	var asked := score.wish
	score.wish = {}
	var name: String = asked.get("section", score.baked["start"])
	var why: Array = ["start", 0, ""]
	var change := change_to(name, 0, why, Score.LOOP)
	change["from_time"] = "immediate"
	if not asked.is_empty():
		change["why"] = ["start", asked["why"][1], asked["why"][2]]
		if not str(asked["marker"]).is_empty():
			change["body_tick"] = _marked(score.baked["sections"][name], asked["marker"])
			change["to_time"] = "entry_cue"
	score.stopped = false
	score.stopping = false
	var frame := score.horizon()
	if not score.passes.is_empty():
		var one := score.now()
		change["tick"] = maxi(one.tick_at(frame - 1) + 1, one.tick)
		frame = maxi(frame, one.frame())
	enter_section(score, change, frame)


## Returns a change to a section's start at a tick, at the end of what plays, unfaded.
static func change_to(name: String, tick: int, why: Array, strength: int) -> Dictionary:
	var made := {"section": name, "tick": tick, "body_tick": 0, "from_time": "end"}
	made.merge({"to_time": "start", "fade": "disabled", "fade_beats": 0.0})
	made.merge({"why": why, "strength": strength})
	return made


## Carries out a change at its tick: the new section, its tempo, key and levels, and its first bar.
static func enter_section(score: Score, change: Dictionary, frame: int = -1) -> void:
	var sections: Dictionary = score.baked["sections"]
	var tick: int = change["tick"]
	var body_tick: int = change["body_tick"]
	var old: BodyPass = null if score.passes.is_empty() else score.now()
	var at := old.frame_at(tick) if old != null and frame < 0 else frame
	var bar := 1
	if old != null:
		var place := old.place(tick)
		var at_line := body_tick % int(sections[change["section"]]["bar_ticks"]) == 0
		bar = int(place["bar"]) + (1 if place["beat"] > 1.0 and at_line else 0)
	var name: String = change["section"]
	if change["strength"] < Score.STOP and body_tick == 0:
		name = next_section(score, name, bar)
	var once: bool = not score.section.is_empty() and score.brief()["once"]
	if old != null and not score.section.is_empty():
		_leave_behind(score, tick, at)
	score.then(BodyPass.enter(sections[name], tick, at, bar, body_tick))
	score.came_from = score.came_from if once else score.section
	if score.section != name:
		score.quiet_since = maxi(score.quiet_since, at)
	score.section = name
	score.asked = change["section"]
	score.entered = at
	score.bars = 0
	score.rest_from = -1
	score.rest_to = -1
	score.rests = 0
	score.pending = {}
	score.plan = score.plan.filter(func(one: Dictionary) -> bool: return one["kind"] == "stinger")
	_tell_entry(score, change)
	score.chord = ""
	Layers.open_layers(score, tick, change["why"][1])
	Bars.begin_bar(score, tick, true)


## Returns the section that is played when one is asked for: itself or one of its alternates.
static func next_section(score: Score, name: String, bar: int) -> String:
	var section: Dictionary = score.baked["sections"][name]
	var left: Array = section["alternates"]
	if left.size() > 1:
		left = left.filter(func(one: Dictionary) -> bool: return one["section"] != score.section)
	if left.is_empty():
		return name
	var weights: Array[int] = []
	for one: Dictionary in left:
		weights.append(one["weight"])
	var drawn := Whole.draw(score.music_seed, section["salt"], bar, 2)
	return left[Whole.pick(weights, drawn)]["section"]


static func _place(score: Score, asked: Dictionary) -> Dictionary:
	var name: String = asked["section"]
	var way: Dictionary = score.brief()["ways"][name]
	var one := score.now()
	var word := _word(asked, way)
	var here := mini(maxi(one.tick_at(score.horizon() - 1) + 1, one.tick), one.end_tick())
	var tick := _candidate(score, word, way, here)
	var limits: Array[int] = []
	for limit: int in [asked["within"], 0 if asked["strength"] == Score.CUE else way["within"]]:
		if limit > 0:
			limits.append(limit)
	if not limits.is_empty():
		var latest: int = score.frame + limits.min()
		for step: String in FALL.slice(FALL.find(word) + 1):
			if one.frame_at(tick) <= latest:
				break
			word = step
			tick = mini(tick, _candidate(score, step, way, here))
	var arrival: Array = [0, "entry_cue"]
	if str(asked["marker"]).is_empty():
		arrival = _arrive(score, way, name, tick, asked["strength"] < Score.CUE)
	else:
		arrival[0] = _marked(score.baked["sections"][name], asked["marker"])
	var why: Array = [way["rule"], asked["why"][1], asked["why"][2]]
	var change := change_to(name, tick, why, asked["strength"])
	change["body_tick"] = arrival[0]
	change["to_time"] = arrival[1]
	change["from_time"] = "immediate" if word == "half_beat" else word
	change["fade"] = way["fade"]
	change["fade_beats"] = float(way["fade_beats"])
	return change


## Returns by which word a section is left, where a wish says one and the rule another.
static func _word(asked: Dictionary, way: Dictionary) -> String:
	var said: String = "immediate" if asked["at"] == "now" else asked["at"]
	var ruled: String = way["from_time"]
	if said == "next_bar" and not ruled in FINER and asked["strength"] != Score.STOP:
		return ruled
	if asked["strength"] != Score.EVENT or way["general"] or not ruled in FINER:
		return said
	if ruled == "end" or FINER.find(ruled) > FINER.find(said):
		return ruled
	return said


static func _candidate(score: Score, word: String, way: Dictionary, here: int) -> int:
	var one := score.now()
	match word:
		"immediate":
			return here
		"half_beat":
			return one.next_on(maxi(int(one.section["beat_ticks"]) >> 1, 1), here)
		"next_beat":
			return one.next_on(one.section["beat_ticks"], here)
		"next_bar":
			return one.next_on(one.section["bar_ticks"], here)
	var inside := here - one.first_tick()
	var place: int = one.section["ticks"]
	if word == way["from_time"]:
		for at: int in way["places"]:
			if inside <= at and at < place:
				place = at
	return here + place - inside


## Returns where in its body a section is entered, and the word for it.
static func _arrive(score: Score, way: Dictionary, name: String, tick: int, resume: bool) -> Array:
	var section: Dictionary = score.baked["sections"][name]
	var inside := tick - score.now().first_tick()
	var ticks: int = section["ticks"]
	var entries: Array = section["entries"]
	var found: Array = [0, "start"]
	match str(way["to_time"]):
		"same_position":
			found = [posmod(inside, ticks), "same_position"]
		"equivalent_beat":
			found = [_equivalent(score.now().section, section, inside), "equivalent_beat"]
		"previous_position":
			found = [score.places.get(name, 0), "previous_position"]
		"entry_cue" when not entries.is_empty():
			var left: int = score.places.get(name, -1)
			var after := entries.filter(func(at: int) -> bool: return left >= 0 and at > left)
			found = [entries[0] if after.is_empty() else after[0], "entry_cue"]
		_:
			if resume and resumes(score, name):
				found = [score.places[name], "previous_position"]
	return found


static func _equivalent(own: Dictionary, section: Dictionary, inside: int) -> int:
	var own_bar: int = own["bar_ticks"]
	var bar_ticks: int = section["bar_ticks"]
	var rest := posmod(inside, own_bar) * int(section["beat_ticks"])
	var beat := mini(Whole.down(rest, own["beat_ticks"]), bar_ticks - 1)
	var bar := posmod(Whole.down(inside, own_bar), int(section["bars"]))
	return posmod(bar * bar_ticks + beat, int(section["ticks"]))


## Tells a section that is entered, and its tempo and key where they are others.
static func _tell_entry(score: Score, change: Dictionary) -> void:
	var section := score.brief()
	var tick: int = change["tick"]
	var why: Array = change["why"]
	var values := {"section": score.section}
	for key: String in ["from_time", "to_time", "fade", "fade_beats"]:
		values[key] = change[key]
	values["target_tick"] = change["body_tick"]
	values["rule"] = why[0]
	score.tell(tick, "section", values, why)
	if float(section["bpm"]) != score.bpm:
		score.bpm = section["bpm"]
		var tempo := {"bpm": score.bpm, "ramp_beats": 0.0}
		score.tell(tick, "tempo", tempo, ["section.tempo", why[1], score.section])
	if [section["key"], section["mode"]] != score.key:
		score.key = [section["key"], section["mode"]]
		var key := {"tonic": section["key"], "mode": section["mode"]}
		key["cents"] = float(score.baked["cents"])
		score.tell(tick, "key", key, ["section.key", why[1], score.section])


## Writes down where and when the sounding section is left.
static func _leave_behind(score: Score, tick: int, frame: int) -> void:
	var one := score.now()
	var bar_ticks: int = one.section["bar_ticks"]
	var line := Whole.down(tick - one.first_tick(), bar_ticks) * bar_ticks
	score.places[score.section] = posmod(line, int(one.section["ticks"]))
	score.left[score.section] = frame


## Returns the tick of a marker; -1 where the section has none of this name.
static func _marked(section: Dictionary, name: String) -> int:
	for marker: Array in section["markers"]:
		if marker[1] == name:
			return marker[0]
	return -1
