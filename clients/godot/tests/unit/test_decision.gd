extends "res://tests/suite.gd"

const Decision := preload("res://addons/affekt/core/decision.gd")


func test_whole_numbers_are_whole_again() -> void:
	var line: Dictionary = JSON.parse_string(
		(
			'{"id": 7, "decided_frame": 2400, "frame": 9600, "tick": 960, "bar": 1, "beat": 2.0,'
			+ ' "section_bar": 1, "kind": "note", "voice": "lead", "pitch": 62, "velocity": 90,'
			+ ' "beats": 0.5, "why": {"rule": "r", "cause_seq": 3, "text": "t"}}'
		)
	)
	var event := Decision.whole(line)
	for key: String in ["id", "decided_frame", "frame", "tick", "bar", "pitch", "velocity"]:
		equal(typeof(event[key]), TYPE_INT, key)
	equal(event["why"]["cause_seq"], 3, "cause_seq")
	equal(event["beat"], 2.0, "beat")


func test_a_damaged_decision_is_none() -> void:
	for text: String in [
		'{"kind": "beat"}',
		'{"id": "x", "frame": 1, "kind": "beat"}',
		'{"id": 1, "frame": null, "kind": "intent"}',
		'{"id": 1, "frame": 1, "kind": 3}',
		'{"id": 1, "frame": 1, "kind": "layer", "layer": "bed"}',
		'{"id": 1, "frame": 1, "kind": "layer", "layer": 3, "gain_db": 0, "fade_beats": 1}',
		'{"id": 1, "frame": 1, "kind": "beat", "bar": "one", "bpm": 96, "metre": "4/4"}',
		'{"id": 1, "frame": 1, "kind": "tempo", "bpm": [96], "ramp_beats": 0}',
	]:
		equal(Decision.whole(JSON.parse_string(text)), {}, text)


func test_a_kind_of_tomorrow_is_handed_on() -> void:
	var event := Decision.whole({"id": 1.0, "frame": 1.0, "kind": "spin", "turns": 3})
	equal(event.get("turns"), 3, "its values")
