extends RefCounted
## What may be said: a line is checked here before it goes out, so that a mistake is told where it
## was made. What only the server can know (names, ranges of the game's table) it judges itself.

const MOST_VALUES := 64
const NAME_LENGTH := 64
const AT: Array[String] = ["now", "next_beat", "next_bar", "end"]
const CUES: Array[String] = ["stinger", "section", "theme", "release"]
const VERBS: Array[String] = ["pause", "resume", "stop", "mute", "unmute"]
const BUSES: Array[String] = ["master", "music", "stingers", "notes"]


## What is wrong with a line, in a sentence; nothing where all is well.
static func fault(line: Dictionary) -> String:
	var wrong := _numbers("", line)
	if not wrong.is_empty():
		return wrong
	var kind: String = line.keys()[0]
	var value: Variant = line[kind]
	match kind:
		"event":
			return _first([_name("an event", value), _range("intensity", line["intensity"], 0, 1)])
		"state":
			return _values("state", value)
		"affect":
			return "" if value == null else _feeling(value)
		"evidence":
			return _evidence(value)
		"sense":
			return _first([_name("a source", value["source"]), _readings(value)])
		"cue":
			return _cue(value)
		"param":
			return _param(value.keys()[0], value.values()[0])
		"control":
			return _control(value)
	return ""


## Whether numbers are numbers: NaN and infinity cannot be said on any wire.
static func _numbers(path: String, value: Variant) -> String:
	if value is float and not is_finite(value):
		return "%s must be a number, not %s" % [path, value]
	if value is Dictionary:
		for key: Variant in value:
			var wrong := _numbers(str(key), value[key])
			if not wrong.is_empty():
				return wrong
	return ""


static func _feeling(value: Dictionary) -> String:
	return _first(
		[
			_range("valence", value["valence"], -1, 1),
			_range("arousal", value["arousal"], 0, 1),
			_range("dominance", value["dominance"], -1, 1),
			_range("confidence", value["confidence"], 0, 1),
			_range("hold_s", value["hold_s"], 0, 86400),
		]
	)


static func _evidence(value: Dictionary) -> String:
	var known: Array[String] = ["valence", "arousal", "dominance", "source", "reliability"]
	for key: Variant in value:
		if not key in known:
			return "evidence has valence, arousal or dominance, not '%s'" % key
	return _first(
		[
			_name("a source", value["source"]),
			_range("valence", value.get("valence", 0.0), -1, 1),
			_range("arousal", value.get("arousal", 0.0), 0, 1),
			_range("dominance", value.get("dominance", 0.0), -1, 1),
			_range("reliability", value["reliability"], 0, 1),
		]
	)


## A sensor's numbers, or a face's, which are in a dictionary of their own.
static func _readings(value: Dictionary) -> String:
	for key: Variant in value:
		if value[key] is Dictionary:
			var wrong := _values(str(key), value[key])
			if not wrong.is_empty():
				return wrong
		elif key != "source" and not (value[key] is float or value[key] is int):
			return "%s must be a number, not %s" % [key, type_string(typeof(value[key]))]
	return ""


static func _param(what: Variant, value: Variant) -> String:
	if not (value == null or value is float or value is int or value is String):
		return "%s must be a number, a String or null" % what
	return _name("a parameter", what)


static func _cue(value: Dictionary) -> String:
	return _first(
		[
			_one_of("a cue's kind", value["kind"], CUES),
			_name("a cue", value["name"]) if value["kind"] != "release" else "",
			_one_of("a cue's time", value["at"], AT),
			_range("within_ms", value.get("within_ms", 0), 0, 60000),
		]
	)


static func _control(value: Variant) -> String:
	if value is String:
		return _one_of("a control", value, VERBS)
	if value.has("volume"):
		return _first(
			[
				_one_of("a bus", value["volume"]["bus"], BUSES),
				_range("db", value["volume"]["db"], -96, 12),
			]
		)
	if value.has("duck"):
		return _range("db", value["duck"]["db"], -96, 12)
	if value.has("save"):
		return _name("a save", value["save"])
	if value.has("restore") and str(value["restore"]).to_utf8_buffer().size() > 4096:
		return "a snapshot has at most 4096 bytes; give what music_saved brought"
	return ""


static func _values(what: String, value: Dictionary) -> String:
	if value.is_empty() or value.size() > MOST_VALUES:
		return "%s must hold 1 to %d values, not %d" % [what, MOST_VALUES, value.size()]
	for key: Variant in value:
		var wrong := _name("a name in %s" % what, key)
		if not wrong.is_empty():
			return wrong
		if not (value[key] is float or value[key] is int):
			return "%s %s must be a number, not %s" % [what, key, type_string(typeof(value[key]))]
	return ""


static func _name(what: String, value: Variant) -> String:
	if not (value is String or value is StringName):
		return "%s must be a String, not %s" % [what, type_string(typeof(value))]
	if str(value).is_empty() or len(str(value)) > NAME_LENGTH:
		return "%s must have 1 to %d characters" % [what, NAME_LENGTH]
	return ""


static func _range(what: String, value: Variant, low: float, high: float) -> String:
	if not (value is float or value is int):
		return "%s must be a number, not %s" % [what, type_string(typeof(value))]
	if value >= low and value <= high:
		return ""
	return "%s must be %s to %s, not %s" % [what, low, high, value]


static func _one_of(what: String, value: String, allowed: Array[String]) -> String:
	return "" if value in allowed else "%s must be one of %s" % [what, ", ".join(allowed)]


static func _first(faults: Array[String]) -> String:
	for one in faults:
		if not one.is_empty():
			return one
	return ""
