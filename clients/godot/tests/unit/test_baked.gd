extends "res://tests/suite.gd"
## The baked player: the transcripts beside the project, and the node.

const Conductor := preload("res://addons/affekt/baked/conductor.gd")
const Whole := preload("res://addons/affekt/baked/whole.gd")


func test_whole_numbers_divide_downwards_and_draws_are_the_same_everywhere() -> void:
	equal(Whole.down(-3, 2), -2, "-3 // 2")
	equal(Whole.down(4, -2), -2, "4 // -2")
	equal(Whole.along([[0, 0], [3, -10]], 1), -4, "along")
	equal(Whole.draw(7, 123456, 3), 667641, "a draw")
	equal(Whole.draw(1 << 40, 1, 1, 1), Whole.draw(0, 1, 1, 1), "a seed counts modulo 2^32")


func test_every_transcript_is_reproduced() -> void:
	for folder in DirAccess.get_directories_at(_folder()):
		for file in DirAccess.get_files_at(_folder().path_join(folder)):
			if file.ends_with(".jsonl"):
				_reproduce(_folder().path_join(folder), file)


func test_the_node_plays_hears_saves_and_ends() -> void:
	var baked := AffektBaked.new()
	baked.auto_begin = false
	add_child(baked)
	holds(not baked.event("walk"), "nothing is heard before it begins")
	var told: Array[String] = []
	var saves: Array[String] = []
	baked.noticed.connect(
		func(reason: String, _text: String, about: String) -> void:
			told.append("%s %s" % [reason, about])
	)
	baked.music_saved.connect(func(_slot: String, snapshot: String) -> void: saves.append(snapshot))
	var path := _folder().path_join("small/baked.json")
	equal(baked.begin(JSON.parse_string(FileAccess.get_file_as_string(path))), "", "begin")
	holds(baked.playing(), "it plays")
	await comes(func() -> bool: return baked.section == "calm" and baked.beat == 1, "calm sounds")
	equal(baked.layers.get("bed"), -2.0, "the bed's level")
	holds(baked.cue("section", "lane", "now"), "a cue is heard")
	holds(not baked.event("fight", 3.0), "an intensity of 3 is refused")
	baked.event("sing")
	equal(told, ["OUT_OF_RANGE event", "UNKNOWN_NAME event:sing"] as Array[String], "notices")
	await comes(func() -> bool: return baked.section == "lane", "lane sounds")
	baked.save("slot")
	baked.cue("section", "waltz", "now")
	await comes(func() -> bool: return baked.section == "waltz", "waltz sounds")
	holds(baked.restore(saves[0]), "restored")
	holds(not baked.restore("{}"), "no snapshot")
	await comes(func() -> bool: return baked.section == "lane", "lane sounds again", 4.0)
	baked.end()
	holds(not baked.playing(), "it has ended")
	equal(
		baked.begin({"baked": 2.0}), "this baked.json is of another format; bake the set again", ""
	)
	baked.free()


func test_what_is_damaged_is_told_and_changes_nothing() -> void:
	var baked := AffektBaked.new()
	baked.auto_begin = false
	add_child(baked)
	var told: Array[String] = []
	baked.noticed.connect(
		func(reason: String, _text: String, _about: String) -> void: told.append(reason)
	)
	var small: Dictionary = JSON.parse_string(
		FileAccess.get_file_as_string(_folder().path_join("small/baked.json"))
	)
	holds("there is no baked.json" in baked.begin(), "what is said where there is no file")
	holds("damaged" in baked.begin({"baked": 1}), "what is said of an empty table")
	for key: String in ["step", "sections", "feeling", "conditions", "start"]:
		var broken := small.duplicate(true)
		broken[key] = [] if key == "feeling" else {}
		holds("damaged" in baked.begin(broken), "what is said of a table with a bad %s" % key)
	holds(not baked.playing(), "it does not play")
	equal(told.count("BAD_SET"), told.size(), "the reasons")
	equal(baked.begin(small), "", "begin")
	var before := JSON.stringify(baked._saved())
	told.clear()
	var good := {"baked": 1, "section": "lane", "shown": [0, 0, 0], "values": {}, "pins": {}}
	var bad: Array = ["{", "[]", {"baked": 1}]
	for key: String in ["section", "shown", "values", "pins"]:
		for value: Variant in [null, 3, ["x"], [0, 0, "x"], {"x": []}]:
			bad.append(good.merged({key: value}, true))
	bad.append(good.merged({"section": "nowhere"}, true))
	for one: Variant in bad:
		var text: String = one if one is String else JSON.stringify(one)
		equal(baked.restore(text), false, text)
	equal(told.count("BAD_SNAPSHOT"), bad.size(), "how often it was told")
	equal(JSON.stringify(baked._saved()), before, "what is saved after that")
	holds(baked.restore(JSON.stringify(good)), "a good one is restored")
	baked.free()


func _folder() -> String:
	return (
		ProjectSettings.globalize_path("res://").path_join("../conformance/baked").simplify_path()
	)


func _reproduce(folder: String, file: String) -> void:
	var lines := FileAccess.get_file_as_string(folder.path_join(file)).split("\n", false)
	var head: Dictionary = JSON.parse_string(lines[0])
	var table: Dictionary = JSON.parse_string(
		FileAccess.get_file_as_string(folder.path_join(head["table"]))
	)
	var conductor := Conductor.new(table, int(head["seed"]))
	var given: Array = []
	var about := file
	for index in range(1, lines.size()):
		var line: Dictionary = JSON.parse_string(lines[index])
		if line.has("gives"):
			var found: Variant = given.pop_front()
			holds(same(found, line["gives"]), "%s: %s\ninstead of %s" % [about, found, line])
			if not faults.is_empty():
				return
			continue
		equal(given, [], about)
		about = "%s line %d" % [file, index + 1]
		var frame := int(line["frame"])
		if line["do"] == "say":
			given = conductor.say(frame, line["line"])
		else:
			given = conductor.advance(frame)
		for notice in conductor.notices():
			notice.erase("text")
			given.append({"notice": notice})
	equal(given, [], about)


## Whether two values say the same: numbers as numbers, objects by their keys.
func same(one: Variant, other: Variant) -> bool:
	if (one is float or one is int) and (other is float or other is int):
		return absf(float(one) - float(other)) <= 1e-9 * maxf(1.0, absf(float(other)))
	if typeof(one) != typeof(other) or not (one is Dictionary or one is Array):
		return typeof(one) == typeof(other) and one == other
	if one.size() != other.size():
		return false
	var keys: Array = one.keys() if one is Dictionary else range(one.size())
	return keys.all(
		func(key: Variant) -> bool:
			return (other is Array or other.has(key)) and same(one[key], other[key])
	)
