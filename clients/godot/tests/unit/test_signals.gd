extends "res://tests/suite.gd"

var heard: Array = []


## A source whose time a test sets.
class Source:
	extends AffektSource
	var now := 0.0

	func frame_now() -> float:
		return now

	func tell(event: Dictionary) -> void:
		event.merge({"id": 1, "frame": 100, "bar": 2, "beat": 1.0, "section_bar": 5})
		_decide(event)

	func go(to: float) -> void:
		now = to
		_release()


## A player that has got so far.
class Player:
	extends RefCounted
	var heard := -1.0

	func heard_frame() -> float:
		return heard


## A player that a scene may free.
class Gone:
	extends Node

	func heard_frame() -> float:
		return -1.0


func test_each_kind_has_its_signal_when_it_sounds() -> void:
	var source := _source()
	source.tell({"kind": "section", "section": "calm", "to_time": "start"})
	source.tell({"kind": "layer", "layer": "bed", "gain_db": -3.0, "fade_beats": 1.0})
	source.tell({"kind": "tempo", "bpm": 90.0, "ramp_beats": 4.0})
	source.tell({"kind": "key", "tonic": "D", "mode": "dorian"})
	source.tell({"kind": "chord", "chord": "Dm9", "scale": "D dorian"})
	source.tell({"kind": "note", "voice": "v", "pitch": 60, "velocity": 90, "beats": 0.5})
	source.tell({"kind": "stinger", "name": "hit"})
	source.tell({"kind": "marker", "name": "turn"})
	source.tell({"kind": "duck", "db": -6.0})
	source.tell({"kind": "effect", "name": "lowpass", "value": 600.0})
	source.tell({"kind": "control", "verb": "mute"})
	source.tell({"kind": "affect", "valence": 0.1, "arousal": 0.2, "dominance": 0.3})
	source.tell({"kind": "intent", "energy": 0.5})
	source.tell({"kind": "beat", "bpm": 90.0, "metre": "4/4"})
	source.go(99.0)
	equal(heard, [], "what is heard before its time")
	source.go(100.0)
	equal(
		heard,
		[
			"section_changed",
			"layer_changed",
			"tempo_changed",
			"key_changed",
			"chord_changed",
			"note_sounded",
			"stinger_sounded",
			"marker_reached",
			"ducked",
			"effect_changed",
			"control_carried_out",
			"affect_changed",
			"intent_changed",
			"bar_sounded",
			"beat_sounded",
		],
		"what is heard"
	)
	equal([source.section, source.bar, source.beat, source.tonic], ["calm", 2, 1, "D"], "the place")
	equal(source.layers, {"bed": -3.0} as Dictionary[String, float], "the layers")


func test_a_player_tells_when_it_sounds() -> void:
	var source := _source()
	var player := Player.new()
	source.playhead = player
	source.tell({"kind": "stinger", "name": "hit"})
	source.go(48_000.0)
	equal(heard, [], "what is heard while the player has not begun")
	player.heard = 99.0
	source.go(48_000.0)
	equal(heard, [], "what is heard before the player is there")
	player.heard = 100.0
	source.go(48_000.0)
	equal(heard, ["stinger_sounded"], "what is heard when it is")


func test_without_sound_it_is_told_late_rather_than_never() -> void:
	var source := _source()
	source.playhead = Player.new()
	source.tell({"kind": "stinger", "name": "hit"})
	source.go(100.0 + 96_000.0)
	equal(heard, ["stinger_sounded"], "what is heard after two seconds")


func test_a_player_that_was_freed_is_none() -> void:
	var source := _source()
	var gone := Gone.new()
	source.playhead = gone
	gone.free()
	source.tell({"kind": "stinger", "name": "hit"})
	source.go(100.0)
	equal(heard, ["stinger_sounded"], "what is heard")


func _source() -> Source:
	heard.clear()
	var source := Source.new()
	add_child(source)
	for told: Dictionary in source.get_signal_list():
		var what: String = told["name"]
		if what != "decided" and not ClassDB.class_has_signal("Node", what):
			var many := (told["args"] as Array).size()
			var hear := _hear.bind(what)
			source.connect(what, hear.unbind(many) if many > 0 else hear)
	return source


func _hear(what: String) -> void:
	heard.append(what)
