extends RefCounted
## What a line says, as OSC messages; and what OSC has no words for.

const _SAVES := "OSC carries no saved music: save and restore need the WebSocket"


## Why a line cannot be said over OSC, in a sentence; nothing where it can.
static func refuses(line: Dictionary) -> String:
	var kind: String = line.keys()[0]
	var value: Variant = line[kind]
	match kind:
		"listen":
			return "OSC carries no sound: listen needs the WebSocket; play the set with AffektMixer"
		"evidence":
			return "OSC carries no evidence of your own: use feel, or the WebSocket"
		"watch":
			return "OSC carries no views: watch needs the WebSocket"
		"control":
			if value is Dictionary and (value.has("save") or value.has("restore")):
				return _SAVES
		"cue":
			if value.has("marker"):
				return "OSC cannot enter a section at a marker: use the WebSocket"
		"affect":
			if value is Dictionary and value.get("free", false):
				return "OSC cannot state a feeling outside the section's box: use the WebSocket"
		"sense":
			if not value["source"] in ["heart_rate", "eda", "face"]:
				return "OSC carries heart_rate, eda and face, not %s" % value["source"]
	return ""


## Returns the messages that say a line to a session: pairs of an address and its arguments.
static func messages(session: String, line: Dictionary) -> Array[Array]:
	var kind: String = line.keys()[0]
	var value: Variant = line[kind]
	match kind:
		"event":
			return [["/affekt/event", [session, value, float(line["intensity"])]]]
		"state":
			return _each("/affekt/state", session, value)
		"affect":
			return [_feeling(session, value)]
		"sense":
			return _sense(session, value)
		"text":
			return [["/affekt/text", [session, value]]]
		"cue":
			return [_cue(session, value)]
		"param":
			return _params(session, value)
		"control":
			return [_control(session, line)]
	return []


static func _each(address: String, session: String, values: Dictionary) -> Array[Array]:
	var found: Array[Array] = []
	for key: Variant in values:
		found.append([address, [session, str(key), float(values[key])]])
	return found


static func _feeling(session: String, value: Variant) -> Array:
	if value == null:
		return ["/affekt/affect/free", [session]]
	var numbers: Array = ["valence", "arousal", "dominance", "confidence", "hold_s"].map(
		func(key: String) -> float: return value[key]
	)
	return ["/affekt/affect", [session] + numbers]


static func _sense(session: String, value: Dictionary) -> Array[Array]:
	match value["source"]:
		"heart_rate":
			return [["/affekt/sense/heart_rate", [session, float(value.get("bpm", 0.0))]]]
		"eda":
			return [["/affekt/sense/eda", [session, float(value.get("microsiemens", 0.0))]]]
	return _each("/affekt/sense/blendshape", session, value.get("blendshapes", {}))


static func _cue(session: String, value: Dictionary) -> Array:
	var arguments := [session, value["kind"], value["name"], value["at"]]
	if value.has("within_ms"):
		arguments.append(int(value["within_ms"]))
	return ["/affekt/cue", arguments]


static func _params(session: String, values: Dictionary) -> Array[Array]:
	var found: Array[Array] = []
	for key: Variant in values:
		var value: Variant = values[key]
		if value == null:
			found.append(["/affekt/param/free", [session, str(key)]])
		else:
			var said: Variant = value if value is String else float(value)
			found.append(["/affekt/param", [session, str(key), said]])
	return found


static func _control(session: String, line: Dictionary) -> Array:
	var value: Variant = line["control"]
	if value is String:
		var arguments := [session, value]
		if line.has("fade_s"):
			arguments.append(float(line["fade_s"]))
		return ["/affekt/control", arguments]
	if value.has("volume"):
		var volume: Dictionary = value["volume"]
		return ["/affekt/control", [session, "volume:%s" % volume["bus"], float(volume["db"])]]
	var db := float(value["duck"]["db"]) if value["duck"]["on"] else 0.0
	return ["/affekt/control", [session, "duck", db]]
