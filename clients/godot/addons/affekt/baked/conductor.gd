extends RefCounted
## The baked conductor: [method advance] and [method say] yield decisions of the server's own form,
## from [code]baked.json[/code] alone. The law is told in docs/bake.md.

const Changes := preload("changes.gd")
const Flow := preload("flow.gd")
const Said := preload("said.gd")
const Score := preload("score.gd")
const Stings := preload("stings.gd")
const Whole := preload("whole.gd")

## The format that it plays.
const FORMAT := 1
## Frames between two reports of the feeling.
const TELL := 24_000

var score: Score

## The last step of the grid, in steps.
var _step := -1


## Takes a table as JSON has read it, and the seed of its draws.
func _init(baked: Dictionary, music_seed: int = 0) -> void:
	score = Score.new(Whole.plain(baked), music_seed)


## Takes every step of the grid up to a frame; returns what was decided, in order.
func advance(frame: int) -> Array[Dictionary]:
	var every: int = score.baked["step"]
	while (_step + 1) * every <= frame:
		_step += 1
		score.frame = _step * every
		_beat()
		Flow.commit(score)
		_settle()
	score.frame = maxi(score.frame, frame)
	return _taken()


## Advances to a frame, then hears a line of a session file; returns what was decided, in order.
func say(frame: int, line: Dictionary) -> Array[Dictionary]:
	var decided := advance(frame)
	score.seq += 1
	Flow.commit(score)
	Said.hear(score, line)
	_settle()
	decided.append_array(_taken())
	return decided


## Returns what was noticed since the last call: [code]reason, text, about[/code].
func notices() -> Array[Dictionary]:
	var taken := score.notices
	score.notices = []
	return taken


func _taken() -> Array[Dictionary]:
	var taken := score.events
	score.events = []
	return taken


func _beat() -> void:
	if score.paused_at < 0:
		score.ahead = score.ahead.filter(
			func(event: Dictionary) -> bool: return event["frame"] >= score.frame
		)
	score.feelings.step(score.frame)
	_follow_scene()
	var halted := score.stopped or score.paused_at >= 0
	if score.section.is_empty() and not halted and score.frame >= int(score.baked["step"]):
		Changes.begin(score)
	_roads()
	Stings.end_duck(score)
	if score.frame % TELL == 0:
		_tell()


func _follow_scene() -> void:
	if not score.plays() or not score.pending.is_empty() or not score.wish.is_empty():
		return
	if score.brief()["once"]:
		return
	var rule := score.feelings.scene(score.frame, score.section, score.bars)
	if not rule.is_empty() and score.bars >= int(score.brief()["min_bars"]):
		var why: Array = [rule["name"], 0, rule["text"]]
		Changes.ask(score, Changes.wish(rule["to"], rule["at"], rule["within"], why, Score.LOOP))


func _settle() -> void:
	if score.paused_at >= 0 or score.wish.is_empty():
		return
	if score.stopped and score.wish["strength"] >= Score.EVENT:
		Changes.begin(score)
	else:
		Changes.settle(score)
	Flow.commit(score)


## Lets the game's values drive effects, buses and layers past the feeling.
func _roads() -> void:
	for name: String in score.baked["params"]:
		var road: Dictionary = score.baked["params"][name]
		var x := score.number(name) if score.pins.has(name) else score.read(road["input"])
		var known := score.roads.has(name)
		if known and absi(x - int(score.roads[name][0])) <= road["hysteresis"]:
			continue
		var value := clampi(Whole.along(road["points"], x), road["low"], road["high"])
		var before: int = score.roads[name][1] if known else road["neutral"]
		score.roads[name] = [x, value]
		var to: String = road["to"]
		if value != before and not to.begins_with("layer:"):
			_tell_road(name, road, value)


func _tell_road(name: String, road: Dictionary, value: int) -> void:
	var to: String = road["to"]
	var why: Array = ["direct:" + name, 0, road["input"]]
	var level := Score.db(value)
	if to.begins_with("volume:"):
		var volume := {"verb": "volume", "bus": to.trim_prefix("volume:"), "db": level}
		volume["fade_s"] = int(road["seek_ms"]) / 1000.0
		score.tell_now("control", volume, why)
		return
	var beats := 0.0
	if not score.section.is_empty():
		beats = Whole.rounded(int(road["seek_ms"]) * int(score.brief()["mbpm"]), 60_000_000)
	score.tell_now("effect", {"name": to, "value": level, "fade_beats": beats}, why)


## Reports feeling and intent.
func _tell() -> void:
	var feeling := _three(score.feelings.shown)
	feeling.merge({"sigma": [0.0, 0.0, 0.0], "sources": ["game"]})
	score.tell_now("affect", feeling, ["feeling", 0, ""])
	var intent := _three(score.aim())
	intent.merge({"mode": score.key[1], "key": score.key[0]})
	intent.merge({"tempo": score.bpm, "sounding_tempo": score.bpm})
	for name: String in ["energy", "tension"]:
		intent[name] = Whole.rounded(score.read(name), Whole.ONE)
	score.tell_now("intent", intent, ["mapping", 0, ""])


static func _three(feeling: Array[int]) -> Dictionary:
	return {
		"valence": Whole.rounded(feeling[0], Whole.ONE),
		"arousal": Whole.rounded(feeling[1], Whole.ONE),
		"dominance": Whole.rounded(feeling[2], Whole.ONE),
	}
