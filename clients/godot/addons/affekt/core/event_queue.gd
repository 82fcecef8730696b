extends RefCounted
## Decisions that wait for the moment at which they sound.
##
## They are kept in the order of their frames, and of their ids within a frame. What another
## supersedes is dropped, and so is what was committed for later when the music pauses or stops.

## How many may wait; the oldest are dropped beyond.
const MOST := 8192
## What tells how things are, and is not part of the music.
const TELLS: Array[String] = ["affect", "intent"]

## How many were dropped because too many waited.
var dropped := 0

var _waiting: Array[Dictionary] = []


## Takes a decision in.
func put(event: Dictionary) -> void:
	var superseded: int = event.get("supersedes", 0)
	if superseded > 0:
		_waiting = _waiting.filter(func(one: Dictionary) -> bool: return one["id"] != superseded)
	var place := _waiting.size()
	while place > 0 and _after(_waiting[place - 1], event):
		place -= 1
	_waiting.insert(place, event)
	if _waiting.size() > MOST:
		_waiting.pop_front()
		dropped += 1


## Takes out, in order, all that sounds up to a frame.
func release(frame: float) -> Array[Dictionary]:
	var due: Array[Dictionary] = []
	while not _waiting.is_empty() and _waiting[0]["frame"] <= frame:
		var event: Dictionary = _waiting.pop_front()
		due.append(event)
		if event["kind"] == "control" and event["verb"] in ["pause", "stop"]:
			_withdraw(event)
	return due


## How many wait.
func size() -> int:
	return _waiting.size()


## Drops all that wait.
func clear() -> void:
	_waiting.clear()


## Whether a decision comes after another.
static func _after(one: Dictionary, other: Dictionary) -> bool:
	if one["frame"] == other["frame"]:
		return one["id"] > other["id"]
	return one["frame"] > other["frame"]


## Drops what was committed before a pause or stop, and for later than it.
func _withdraw(by: Dictionary) -> void:
	_waiting = _waiting.filter(
		func(one: Dictionary) -> bool: return one["id"] > by["id"] or one["kind"] in TELLS
	)
