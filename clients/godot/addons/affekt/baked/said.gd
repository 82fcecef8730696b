extends RefCounted
## What may be said to a baked conductor: the lines of a session file, as the server takes them.

const Changes := preload("changes.gd")
const Flow := preload("flow.gd")
const Score := preload("score.gd")
const Stings := preload("stings.gd")
const Whole := preload("whole.gd")

## How long a stop without an ending takes, in seconds.
const FADE_S := 2.0
const BLOCK := 480
const RATE := 48_000
const PINS: Array[String] = ["energy", "density", "tempo", "key", "mode"]


## Lets one line act.
static func hear(score: Score, line: Dictionary) -> void:
	for word: String in line:
		var value: Variant = line[word]
		match word:
			"event":
				_event(score, value, line.get("intensity", 1.0))
			"state":
				for key in score.feelings.state(score.frame, value):
					if not key in score.baked["keys"]:
						score.warn(
							"UNKNOWN_NAME", "the table has no state '%s'" % key, "state:" + key
						)
			"affect":
				_feel(score, value)
			"cue":
				var cue: Dictionary = value
				_cue(score, cue, ["cue:" + str(cue["kind"]), score.seq, cue["name"]], true)
			"param":
				_pin(score, value)
			"control" when value is String:
				_verb(score, value, line.get("fade_s", -1.0))
			"control":
				_level(score, value)
			"intensity", "fade_s":
				pass
			_:
				score.warn("NOT_YET", "a baked score does not hear '%s'" % word, word)


static func _feel(score: Score, told: Variant) -> void:
	if told == null:
		score.feelings.free_stated()
		return
	var feeling: Array[int] = []
	for name: String in ["valence", "arousal", "dominance"]:
		feeling.append(Whole.millionths(told.get(name, 0.0)))
	var hold := Whole.down(Whole.millionths(told.get("hold_s", 5.0)) * RATE, Whole.ONE)
	var confidence := Whole.millionths(told.get("confidence", 1.0))
	score.feelings.feel(score.frame, feeling, confidence, hold, told.get("free", false))


static func _event(score: Score, name: String, intensity: float) -> void:
	score.quiet_since = score.frame
	if not score.baked["events"].has(name):
		score.warn("UNKNOWN_NAME", "the table has no event '%s'" % name, "event:" + name)
		return
	var strength := clampi(Whole.millionths(intensity), 0, Whole.ONE)
	score.feelings.event(name, strength)
	var cues: Array[Dictionary] = []
	var back := false
	for cue: Dictionary in score.baked["events"][name]["cues"]:
		if _applies(score, cue, strength):
			cues.append(cue)
			var elsewhere: bool = not cue["name"] in [score.section, score.asked]
			if cue["kind"] == "section" and elsewhere:
				back = back or Changes.resumes(score, cue["name"])
	for cue in cues:
		if not (back and cue["kind"] == "stinger"):
			_cue(score, cue, ["event:" + name, score.seq, name], false)


static func _applies(score: Score, cue: Dictionary, strength: int) -> bool:
	if strength < cue["least"] or strength > cue["most"]:
		return false
	if score.section.is_empty():
		return true
	var from: Array = cue["from"]
	if not from.is_empty() and not score.section in from:
		return false
	var dwelt := maxi(score.frame - score.entered, 0)
	return dwelt >= cue["after"] and (cue["until"] == 0 or dwelt < cue["until"])


static func _cue(score: Score, cue: Dictionary, why: Array, explicit: bool) -> void:
	var at: String = cue.get("at", "next_bar")
	var name: String = cue["name"]
	match str(cue["kind"]):
		"stinger":
			Stings.cue_stinger(score, name, at, why, explicit)
		"section":
			var within := Whole.down(int(cue.get("within_ms", 0)) * RATE, 1000)
			var strength: int = Score.CUE if explicit else Score.EVENT
			if explicit or score.baked["sections"].has(name):
				var marker: String = cue.get("marker", "")
				Changes.ask(score, Changes.wish(name, at, within, why, strength, marker))
		_:
			if explicit:
				var kind: String = cue["kind"]
				score.warn("NOT_YET", "a baked score has no cue '%s'" % kind, "cue:" + kind)


static func _pin(score: Score, pins: Dictionary) -> void:
	for name: String in pins:
		var layer := name.trim_prefix("layer:")
		var known: bool = name in PINS or score.baked["params"].has(name)
		if not known and (layer == name or not score.baked["layers"].has(layer)):
			score.warn("UNKNOWN_NAME", "no parameter '%s'" % name, "param:" + name)
		elif pins[name] == null:
			score.pins.erase(name)
		else:
			score.pins[name] = pins[name]


static func _verb(score: Score, verb: String, fade_s: float) -> void:
	var why: Array = ["control." + verb, score.seq, ""]
	match verb:
		"pause" when score.paused_at < 0:
			score.paused_at = score.frame
			score.tell_now("control", {"verb": "pause"}, why)
		"resume" when score.paused_at >= 0:
			_resume(score, why)
		"stop" when not score.stopped or score.paused_at >= 0:
			_stop(score, fade_s, why)
		"mute", "unmute":
			if score.muted != (verb == "mute"):
				score.muted = verb == "mute"
				score.tell_now("control", {"verb": verb}, why)


## Goes on where the pause began: what was promised and has not sounded is promised anew, later.
static func _resume(score: Score, why: Array) -> void:
	var paused := score.paused_at
	var at := maxi(score.frame, paused + BLOCK)
	var later := at - paused
	var waiting := score.ahead.filter(
		func(event: Dictionary) -> bool: return event["frame"] >= paused
	)
	for one in score.passes:
		if one.end_frame() > paused:
			one.origin += later
	score.paused_at = -1
	score.ahead = []
	score.tell_now("control", {"verb": "resume"}, why, at)
	for event: Dictionary in waiting:
		score.tell_again(event, later)
	if score.bed_until >= 0:
		score.bed_until += later
	score.entered += later
	score.quiet_since += later
	if score.rest_to >= 0:
		score.rest_from += later
		score.rest_to += later


static func _stop(score: Score, fade_s: float, why: Array) -> void:
	var ending: Variant = null if score.section.is_empty() else score.brief()["ending"]
	if fade_s < 0.0 and ending != null and score.plays():
		score.stopping = true
		score.wish = Changes.wish(ending, "next_bar", 0, why, Score.STOP)
		return
	var fade := 0.0
	if score.paused_at < 0:
		fade = FADE_S if fade_s < 0.0 else fade_s
	score.tell_now("control", {"verb": "stop", "fade_s": fade}, why)
	score.paused_at = -1
	score.ahead = []
	Flow.halt(score)


static func _level(score: Score, told: Dictionary) -> void:
	if told.has("volume"):
		var values := {"verb": "volume", "bus": told["volume"]["bus"], "db": told["volume"]["db"]}
		values["fade_s"] = 0.05
		score.tell_now("control", values, ["control.volume", score.seq, ""])
	if told.has("duck"):
		var duck: Dictionary = told["duck"]
		var level := Whole.down(Whole.millionths(duck.get("db", -6.0)), 1000)
		score.duck = level if duck.get("on", true) else 0
		score.bed = 0
		score.bed_until = -1
		score.tell_now("duck", {"db": Score.db(score.duck)}, ["control.duck", score.seq, ""])
