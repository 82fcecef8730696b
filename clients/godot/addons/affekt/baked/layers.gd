extends RefCounted
## Which layers sound, and how loud: curves past hysteresis, chance a pass, takes that take turns.

const Score := preload("score.gd")
const Whole := preload("whole.gd")

const INAUDIBLE := -60_000
const LOUDEST := 12_000
## A level moves only when it would change by more than this.
const STEP := 1_000


## Sets every layer of a section that begins at a tick.
static func open_layers(score: Score, tick: int, cause: int) -> void:
	score.layers = []
	for name: String in score.brief()["layers"]:
		var heard: Array[String] = []
		score.layers.append(
			{
				"name": name,
				"gain": Score.SILENCE,
				"x": null,
				"plays": true,
				"take": "",
				"heard": heard
			}
		)
	draw_pass(score)
	for state in score.layers:
		var why := _aimed(score, state)
		score.tell(tick, "layer", _values(state, 0.0), [why[0], cause, why[2]])


## Draws what one pass has by chance: who takes part, and which take.
static func draw_pass(score: Score) -> void:
	var bar := score.now().bar
	for state in score.layers:
		var own: Dictionary = score.brief()["layers"][state["name"]]
		var salt: int = own["salt"]
		var probability: int = own["probability"]
		var share := Whole.draw(score.music_seed, salt, bar, 1) * Whole.ONE >> 20
		state["plays"] = probability >= Whole.ONE or share < probability
		if (own["takes"] as Array).size() > 1:
			var heard: Array[String] = state["heard"]
			var avoid: int = own["avoid_last"]
			var drawn := Whole.draw(score.music_seed, salt, bar)
			state["take"] = drawn_take(own["takes"], heard, avoid, drawn)
			heard.append(state["take"])
			while heard.size() > avoid:
				heard.pop_front()


## Returns the name of the take that a draw falls on; the newest are not drawn again while there are
## others.
static func drawn_take(takes: Array, heard: Array[String], avoid_last: int, drawn: int) -> String:
	var left := takes.filter(func(take: Dictionary) -> bool: return take["weight"] > 0)
	if left.is_empty():
		left = takes
	for back in mini(avoid_last, heard.size()):
		var name := heard[heard.size() - 1 - back]
		if left.size() > 1:
			left = left.filter(func(take: Dictionary) -> bool: return take["name"] != name)
	var weights: Array[int] = []
	for take: Dictionary in left:
		weights.append(maxi(take["weight"], 1))
	return left[Whole.pick(weights, drawn)]["name"]


## Moves the layers that should be elsewhere: at bar lines all, at beats those that are held
## directly. [param takes] are those of the pass before, where another has just been drawn.
static func move_layers(
	score: Score, tick: int, takes: Dictionary = {}, only_held: bool = false
) -> void:
	for state in score.layers:
		if only_held and _held(score, state["name"]).is_empty():
			continue
		var gain: int = state["gain"]
		var x: Variant = state["x"]
		var before: String = takes.get(state["name"], state["take"])
		var why := _aimed(score, state)
		if why[0] == "layer.curve" and _mid_melody(score, state, gain, tick):
			state["gain"] = gain
			state["x"] = x
		if state["gain"] != gain or state["take"] != before:
			var fade: float = score.baked["layers"][state["name"]]["fade_beats"]
			var values := _values(state, 0.0 if state["take"] != before else fade)
			score.tell(tick, "layer", values, why)


## Returns a level in half dB, silence where it would not be heard.
static func bounded(level: int) -> int:
	if level <= INAUDIBLE:
		return Score.SILENCE
	return Whole.down(mini(level, LOUDEST) + 250, 500) * 500


static func _values(state: Dictionary, fade_beats: float) -> Dictionary:
	var values := {
		"layer": state["name"], "gain_db": Score.db(state["gain"]), "fade_beats": fade_beats
	}
	if not str(state["take"]).is_empty():
		values["take"] = state["take"]
	return values


## Returns the level that a pin or a road gives a layer, and the rule; nothing where none does.
static func _held(score: Score, name: String) -> Array:
	var pin: Variant = score.pins.get("layer:" + name)
	if Score.is_number(pin):
		return [Whole.down(Whole.millionths(pin), 1000), "param"]
	for label: String in score.baked["params"]:
		if score.baked["params"][label]["to"] == "layer:" + name and score.roads.has(label):
			return [score.roads[label][1], "direct:" + label]
	return []


## Puts a layer where it should be now, and tells why.
static func _aimed(score: Score, state: Dictionary) -> Array:
	var own: Dictionary = score.brief()["layers"][state["name"]]
	var held := _held(score, state["name"])
	if not held.is_empty():
		state["gain"] = bounded(held[0])
		return [held[1], 0, state["name"]]
	var rest: Variant = score.brief()["rest"]
	if score.rest_to >= 0 and rest != null and not state["name"] in rest["keep"]:
		state["gain"] = Score.SILENCE
		state["x"] = null
		return ["rest", 0, ""]
	if not state["plays"]:
		state["gain"] = Score.SILENCE
		return ["layer.chance", 0, ""]
	var level: int = int(own["level"]) + score.read("dynamics")
	if (own["points"] as Array).is_empty():
		_go(state, level)
		return ["layer.always", 0, ""]
	var x := score.read(own["input"])
	if state["x"] != null and absi(x - int(state["x"])) <= own["hysteresis"]:
		x = state["x"]
	state["x"] = x
	var gain := Whole.along(own["points"], x)
	_go(state, Score.SILENCE if gain <= Score.SILENCE else level + gain)
	return ["layer.curve", 0, own["input"]]


static func _go(state: Dictionary, level: int) -> void:
	var goal := bounded(level)
	var gain: int = state["gain"]
	if (goal <= Score.SILENCE) != (gain <= Score.SILENCE) or absi(goal - gain) > STEP:
		state["gain"] = goal


## Whether a layer would come or go inside a melody that it leads.
static func _mid_melody(score: Score, state: Dictionary, old: int, tick: int) -> bool:
	var new: int = state["gain"]
	var comes := new > Score.SILENCE and old <= Score.SILENCE
	var goes := old > Score.SILENCE and new <= Score.SILENCE
	var one := score.now()
	var bar := Whole.down(tick - one.first_tick(), one.section["bar_ticks"]) + 1
	for bars: Array in score.brief()["layers"][state["name"]]["leads"]:
		if comes and bars[0] <= bar and bar <= bars[1]:
			return true
		if goes and bars[0] < bar and bar <= bars[1]:
			return true
	return false
