extends RefCounted
## What a server sends over OSC, as lines of the decision log.
##
## OSC tells less than the log: no reasons, no ticks, and the place only with each beat. Ids are
## counted here.

## Of each address the kind of decision, the types of its arguments, and the names of those after
## the session's.
const _FORMS: Dictionary[String, Array] = {
	"/affekt/beat": ["beat", "siifii", ["bar", "beat", "bpm", "numerator", "denominator"]],
	"/affekt/marker": ["marker", "ss", ["name"]],
	"/affekt/take": ["take", "ssss", ["of", "name", "take"]],
	"/affekt/layer": ["layer", "ssff", ["layer", "gain_db", "fade_beats"]],
	"/affekt/section":
	["section", "sssisf", ["section", "to_time", "target_tick", "fade", "fade_beats"]],
	"/affekt/tempo": ["tempo", "sff", ["bpm", "ramp_beats"]],
	"/affekt/key": ["key", "sssf", ["tonic", "mode", "cents"]],
	"/affekt/harmony": ["chord", "sss", ["chord", "scale"]],
	"/affekt/note": ["note", "ssiif", ["voice", "pitch", "velocity", "beats"]],
	"/affekt/stinger": ["stinger", "ss", ["name"]],
	"/affekt/effect": ["effect", "ssf", ["name", "value"]],
	"/affekt/duck": ["duck", "sf", ["db"]],
	"/affekt/control": ["control", "ssf", ["verb", "fade_s"]],
	"/affekt/affect/now": ["affect", "sffffff", ["valence", "arousal", "dominance"]],
}
const _NOTHING := {"rule": "", "cause_seq": 0, "text": ""}

var _id := 0
var _bar := 0
var _beat := 0.0
var _section_bar := 0
var _begins := false
## Recordings that were named for what comes next in the bundle: [code]kind:name[/code] to take.
var _takes: Dictionary[String, String] = {}


## Returns a message as a decision that sounds at a frame, or nothing where it is none.
func decision(frame: int, address: String, arguments: Array) -> Dictionary:
	var values := _values(address, arguments)
	if values.is_empty():
		return {}
	_id += 1
	var event := {
		"id": _id,
		"decided_frame": frame,
		"frame": frame,
		"t": frame / 48000.0,
		"bar": maxi(_bar, 1),
		"beat": maxf(_beat, 1.0),
		"section_bar": maxi(_section_bar, 1),
	}
	event.merge(values, true)
	event["why"] = _NOTHING.duplicate()
	return event


func _values(address: String, arguments: Array) -> Dictionary:
	var form: Array = _FORMS.get(address, [])
	if form.is_empty() or types_of(arguments) != form[1]:
		return {}
	var found := {"kind": form[0]}
	var keys: Array = form[2]
	for index in keys.size():
		found[keys[index]] = arguments[index + 1]
	match form[0]:
		"take":
			_takes["%s:%s" % [found["of"], found["name"]]] = found["take"]
			return {}
		"beat":
			_place(found)
		"layer":
			_choose(found, "layer:%s" % found["layer"])
		"stinger":
			_choose(found, "stinger:%s" % found["name"])
		"section":
			_begins = true
			found.merge({"from_time": "grid", "rule": ""})
		"control":
			_split(found)
		"affect":
			found.merge({"sigma": arguments.slice(4), "sources": []})
	return found


## Writes down where the music is, from a beat.
func _place(beat: Dictionary) -> void:
	if beat["bar"] != _bar:
		_section_bar = 1 if _begins else _section_bar + 1
		_begins = false
	_bar = beat["bar"]
	_beat = beat["beat"]
	beat["beat"] = _beat
	beat["section_bar"] = maxi(_section_bar, 1)
	beat["metre"] = "%d/%d" % [beat["numerator"], beat["denominator"]]
	beat.erase("numerator")
	beat.erase("denominator")


## Adds the recording that was named before.
func _choose(values: Dictionary, of: String) -> void:
	if _takes.has(of):
		values["take"] = _takes[of]
		_takes.erase(of)


## Turns the one value of a control into the one that its verb has.
static func _split(control: Dictionary) -> void:
	var verb: String = control["verb"]
	if verb.begins_with("volume:"):
		control["verb"] = "volume"
		control["bus"] = verb.get_slice(":", 1)
		control["db"] = control["fade_s"]
		control.erase("fade_s")


## The types of a message's arguments, in OSC's letters.
static func types_of(arguments: Array) -> String:
	var types := ""
	for value: Variant in arguments:
		match typeof(value):
			TYPE_STRING:
				types += "s"
			TYPE_INT:
				types += "i"
			TYPE_FLOAT:
				types += "f"
			_:
				types += "?"
	return types
