extends RefCounted
## A decision as the addon hands it on: a [Dictionary] like a line of the decision log.
##
## JSON knows only one kind of number, so here the whole ones become [int] again.

const _WHOLE: Array[String] = [
	"id",
	"decided_frame",
	"frame",
	"tick",
	"bar",
	"section_bar",
	"supersedes",
	"target_tick",
	"shift",
	"pitch",
	"velocity",
]
## Words and numbers that a decision may have.
const _TEXTS: Array[String] = ["take", "from_time", "fade", "rule", "bus", "path", "metre"]
const _NUMBERS: Array[String] = [
	"decided_frame",
	"t",
	"tick",
	"bar",
	"beat",
	"section_bar",
	"supersedes",
	"target_tick",
	"shift",
	"cents",
	"bpm",
	"db",
	"fade_s",
	"fade_beats",
]
## The words and the numbers of each kind without which it cannot be handed on.
const _NEEDED: Dictionary[String, Array] = {
	"layer": [["layer"], ["gain_db", "fade_beats"]],
	"section": [["section", "to_time"], []],
	"tempo": [[], ["bpm", "ramp_beats"]],
	"key": [["tonic", "mode"], []],
	"chord": [["chord", "scale"], []],
	"note": [["voice"], ["pitch", "velocity", "beats"]],
	"stinger": [["name"], []],
	"effect": [["name"], ["value"]],
	"beat": [["metre"], ["bpm", "bar", "beat"]],
	"marker": [["name"], []],
	"duck": [[], ["db"]],
	"control": [["verb"], []],
	"affect": [[], ["valence", "arousal", "dominance"]],
	"intent": [[], []],
}


## Returns a decision with its whole numbers whole, or nothing where it is damaged.
static func whole(line: Dictionary) -> Dictionary:
	var kind: Variant = line.get("kind")
	if not kind is String or not _number(line.get("id")) or not _number(line.get("frame")):
		return {}
	var needed: Array = _NEEDED.get(kind, [[], []])
	for key: String in needed[0]:
		if not line.get(key) is String:
			return {}
	for key: String in needed[1]:
		if not _number(line.get(key)):
			return {}
	for key in _WHOLE:
		if _number(line.get(key)):
			line[key] = int(line[key])
	for key: String in _TEXTS:
		if line.has(key) and not line[key] is String:
			return {}
	for key: String in _NUMBERS:
		if line.has(key) and not _number(line[key]):
			return {}
	if not line.get("why", {}) is Dictionary:
		return {}
	if _number(line.get("why", {}).get("cause_seq")):
		line["why"]["cause_seq"] = int(line["why"]["cause_seq"])
	return line


static func _number(value: Variant) -> bool:
	return (value is float or value is int) and absf(value) < 9e15
