extends "res://tests/suite.gd"

const Words := preload("res://addons/affekt/core/words.gd")


## A source that writes down what it is told.
class Ear:
	extends AffektSource
	var said: Array[Dictionary] = []

	func _say(line: Dictionary) -> bool:
		said.append(line)
		return true


func test_every_word_is_a_line_of_the_grammar() -> void:
	var ear := Ear.new()
	add_child(ear)
	ear.event("explore")
	ear.state({"health": 0.5})
	ear.feel(-0.5, 0.9, -0.2, 1.0, 0.0, true)
	ear.free_feeling()
	ear.evidence("face", {"valence": 0.4}, 0.7)
	ear.sense("heart_rate", {"bpm": 118})
	ear.text("hello")
	ear.cue("section", "combat", "next_beat", 600, "gate")
	ear.cue("stinger", "discovery")
	ear.param("key", null)
	ear.control("stop", 2.0)
	ear.control("pause")
	ear.volume("music", -6.0)
	ear.duck()
	ear.save("slot")
	ear.restore("text")
	var lines := ear.said.map(
		func(line: Dictionary) -> String: return JSON.stringify(line, "", false)
	)
	equal(lines.size(), 16, "what was said")
	equal(lines[0], '{"event":"explore","intensity":1.0}', "event")
	equal(
		lines[2],
		(
			'{"affect":{"valence":-0.5,"arousal":0.9,"dominance":-0.2,"confidence":1.0,'
			+ '"hold_s":0.0,"free":true}}'
		),
		"feel"
	)
	equal(lines[3], '{"affect":null}', "free_feeling")
	equal(
		lines[7],
		(
			'{"cue":{"kind":"section","name":"combat","at":"next_beat","within_ms":600,'
			+ '"marker":"gate"}}'
		),
		"cue"
	)
	equal(lines[9], '{"param":{"key":null}}', "param")
	equal(lines[10], '{"control":"stop","fade_s":2.0}', "stop")
	equal(lines[13], '{"control":{"duck":{"db":-6.0,"on":true}}}', "duck")
	equal(ear.refused, 0, "what was refused")


func test_what_cannot_be_said_is_told_and_counted() -> void:
	var ear := Ear.new()
	add_child(ear)
	var told: Array[String] = []
	ear.noticed.connect(
		func(reason: String, why: String, _about: String) -> void: told.append(reason + " " + why)
	)
	var tries: Array[Callable] = [
		ear.event.bind("explore", 2.0),
		ear.event.bind("", 1.0),
		ear.event.bind("x".repeat(65), 1.0),
		ear.state.bind({"health": NAN}),
		ear.state.bind({"health": "much"}),
		ear.state.bind({}),
		ear.state.bind({3: 0.5}),
		ear.feel.bind(0.0, INF),
		ear.feel.bind(0.0, -0.1),
		ear.evidence.bind("face", {"joy": 1.0}),
		ear.evidence.bind("face", {"valence": "high"}),
		ear.cue.bind("sting", "x"),
		ear.cue.bind("stinger", "x", "soon"),
		ear.control.bind("rewind"),
		ear.volume.bind("drums", 0.0),
		ear.volume.bind("music", 40.0),
		ear.param.bind("tempo", NAN),
		ear.param.bind("tempo", Vector2.ONE),
		ear.sense.bind("heart_rate", {"bpm": "fast"}),
		ear.restore.bind("x".repeat(5000)),
	]
	for one in tries:
		equal(one.call(), false, str(one))
	equal(ear.said, [] as Array[Dictionary], "what was said")
	equal(told.size(), tries.size(), "what was told")
	equal(ear.refused, tries.size(), "what was counted")
	equal(told[0], "OUT_OF_RANGE intensity must be 0.0 to 1.0, not 2.0", "the first")


func test_a_word_that_json_cannot_write_is_refused() -> void:
	holds(not Words.fault({"state": {"x": NAN}}).is_empty(), "NaN")
	equal(Words.fault({"state": {"x": 1}}), "", "a whole number")
