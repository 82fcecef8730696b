extends RefCounted
## Feelings without sensors: what events push and states hold, followed smoothly, inside the
## section's box.

const Whole := preload("whole.gd")

const LOW: Array[int] = [-Whole.ONE, 0, -Whole.ONE]
const HIGH: Array[int] = [Whole.ONE, Whole.ONE, Whole.ONE]
## What a repeated event builds up to, in pushes of full intensity.
const MOST := 1_500_000
## A push weaker than this is forgotten.
const FAINT := 10_000
## State keys that are kept.
const MOST_STATES := 80

var pushes: Dictionary[String, int] = {}
var values: Dictionary[String, int] = {}
var stand: Array[int] = [0, 0, 0]
## For each condition the frame since when it holds; -1 where it does not.
var since: Array[int] = []
var shown: Array[int] = [0, 0, 0]
## Whether a feeling is stated; then [member stated] is it.
var is_stated := false
var stated: Array[int] = [0, 0, 0]
var confidence := 0
## -1 holds until freed.
var stated_until := -1
var box_off := false

var _baked: Dictionary


func _init(baked: Dictionary) -> void:
	_baked = baked
	shown.assign(baked["feeling"]["base"])
	since.resize((baked["conditions"] as Array).size())
	since.fill(-1)


## Takes in an event of the table; a repeated one builds on what is left of it.
func event(name: String, intensity: int) -> void:
	pushes[name] = mini(pushes.get(name, 0) + intensity, MOST)


## Takes in state values; returns the keys that the table does not have.
func state(frame: int, told: Dictionary) -> Array[String]:
	var known: Dictionary = _baked["states"]
	var unknown: Array[String] = []
	for key: String in told:
		var low := 0.0
		var high := 1.0
		if known.has(key):
			low = known[key]["low"]
			high = known[key]["high"]
		else:
			unknown.append(key)
		if values.has(key) or values.size() < MOST_STATES:
			values[key] = Whole.millionths(
				clampf((float(told[key]) - low) / (high - low), 0.0, 1.0)
			)
	stand = [0, 0, 0]
	for key in values:
		if known.has(key):
			for at in 3:
				stand[at] += Whole.along(known[key]["push"][at], values[key])
	for at in since.size():
		var mark: Dictionary = _baked["conditions"][at]
		since[at] = maxi(since[at], frame if since[at] < 0 else 0) if _holds(mark) else -1
	return unknown


## Takes in a feeling that is stated outright; [param hold] in frames, 0 until freed.
func feel(frame: int, feeling: Array[int], sure: int, hold: int, unbound: bool) -> void:
	for at in 3:
		stated[at] = clampi(feeling[at], LOW[at], HIGH[at])
	is_stated = true
	confidence = clampi(sure, 0, Whole.ONE)
	stated_until = frame + hold if hold > 0 else -1
	box_off = unbound


## Ends a stated feeling.
func free_stated() -> void:
	is_stated = false
	box_off = false


## Goes on by one control step.
func step(frame: int) -> void:
	if is_stated and stated_until >= 0 and stated_until <= frame:
		free_stated()
	var raw := _pushed()
	var base: Array = _baked["feeling"]["base"]
	var follow: int = _baked["feeling"]["follow"]
	for at in 3:
		var goal := clampi(int(base[at]) + stand[at] + raw[at], LOW[at], HIGH[at])
		if is_stated:
			goal += Whole.down((stated[at] - goal) * confidence, Whole.ONE)
		shown[at] += Whole.down((goal - shown[at]) * follow, Whole.ONE)


## Returns the feeling that the music aims at in a section.
func aim(section: Dictionary) -> Array[int]:
	if box_off or _baked["box_off"]:
		return shown.duplicate()
	var out: Array[int] = [0, 0, 0]
	for at in 3:
		var target: int = section["target"][at]
		var reach: int = section["box"][at]
		var wish := target + Whole.down((shown[at] - target) * int(section["colour"]), 1000)
		out[at] = clampi(clampi(wish, target - reach, target + reach), LOW[at], HIGH[at])
	return out


## Returns the first scene rule that asks to leave a section that has played so many bars; nothing
## where none does.
func scene(frame: int, section: String, bars: int) -> Dictionary:
	for rule: Dictionary in _baked["scenes"]:
		var from: Array = rule["from"]
		if section == rule["to"] or bars < rule["dwell_bars"]:
			continue
		if not from.is_empty() and not section in from:
			continue
		var holds := true
		for at: int in rule["conditions"]:
			holds = holds and since[at] >= 0 and since[at] <= frame - int(rule["for"])
		if holds:
			return rule
	return {}


## Returns an input of the curves: bilinear over valence and arousal, plus a share of dominance.
static func looked_up(table: Dictionary, want: Array[int]) -> int:
	var rows: Array = []
	for row in (table["valence"] as Array).size():
		var line: Array = []
		for column in (table["arousal"] as Array).size():
			line.append([table["arousal"][column], table["at"][row][column]])
		rows.append([table["valence"][row], Whole.along(line, want[1])])
	var share := Whole.down(int(table["dominance"]) * want[2], Whole.ONE)
	return clampi(Whole.along(rows, want[0]) + share, table["low"], table["high"])


## Lets every push fade by a step; returns what they add up to.
func _pushed() -> Array[int]:
	var raw: Array[int] = [0, 0, 0]
	for name: String in pushes.keys():
		var meaning: Dictionary = _baked["events"][name]
		var strength := Whole.down(pushes[name] * int(meaning["keep"]), Whole.ONE)
		if strength < FAINT:
			pushes.erase(name)
			continue
		pushes[name] = strength
		for at in 3:
			raw[at] += Whole.down(strength * int(meaning["push"][at]), Whole.ONE)
	return raw


func _holds(mark: Dictionary) -> bool:
	if not values.has(mark["key"]):
		return false
	var value := values[mark["key"]]
	return value > mark["mark"] if mark["above"] else value < mark["mark"]
