extends "res://tests/suite.gd"

const EventQueue := preload("res://addons/affekt/core/event_queue.gd")


func test_decisions_come_out_when_they_sound() -> void:
	var queue := EventQueue.new()
	for pair: Array in [[1, 4800], [2, 2400], [3, 4800], [4, 9600]]:
		queue.put(_beat(pair[0], pair[1]))
	equal(_ids(queue.release(2399.9)), [], "before the first")
	equal(_ids(queue.release(4800.0)), [2, 1, 3], "in the order of frames, then of ids")
	equal(queue.size(), 1, "what waits")


func test_what_is_superseded_does_not_sound() -> void:
	var queue := EventQueue.new()
	queue.put(_beat(1, 4800))
	var again := _beat(2, 7200)
	again["supersedes"] = 1
	queue.put(again)
	equal(_ids(queue.release(9600.0)), [2], "what sounds")


func test_a_pause_withdraws_what_was_committed_for_later() -> void:
	for verb: String in ["pause", "stop"]:
		var queue := EventQueue.new()
		queue.put(_beat(1, 4800))
		queue.put(_beat(2, 9600))
		queue.put({"id": 3, "frame": 9700, "kind": "affect"})
		queue.put({"id": 4, "frame": 5000, "kind": "control", "verb": verb})
		queue.put(_beat(5, 9800))
		equal(_ids(queue.release(20_000.0)), [1, 4, 3, 5], "what sounds around a %s" % verb)


func test_the_oldest_is_dropped_where_too_many_wait() -> void:
	var queue := EventQueue.new()
	for id in EventQueue.MOST + 2:
		queue.put(_beat(id + 1, id))
	equal(queue.size(), EventQueue.MOST, "what waits")
	equal(queue.dropped, 2, "what was dropped")
	equal(_ids(queue.release(2.0)), [3], "the oldest that is left")


func _beat(id: int, frame: int) -> Dictionary:
	return {"id": id, "frame": frame, "kind": "beat", "bar": 1, "beat": 1.0, "bpm": 96.0}


func _ids(events: Array[Dictionary]) -> Array:
	return events.map(func(event: Dictionary) -> int: return event["id"])
