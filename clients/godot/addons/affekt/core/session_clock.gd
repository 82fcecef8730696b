extends RefCounted
## Where a session is, from pings: the answer that was fastest on its way is believed.

## Frames a second of every session.
const RATE := 48000.0
const KEPT := 12

var _heard: Array[Dictionary] = []
var _best: Dictionary = {}


## Takes an answer in: when it was asked and answered ([method Time.get_ticks_usec]), and the
## session's frame that it told.
func hear(sent_usec: int, back_usec: int, frame: float) -> void:
	if back_usec < sent_usec:
		return
	var at := (sent_usec + back_usec) / 2.0
	_heard.append({"at": at, "frame": frame, "trip": back_usec - sent_usec})
	if _heard.size() > KEPT:
		_heard.pop_front()
	_best = _heard[0]
	for one: Dictionary in _heard:
		if one["trip"] < _best["trip"]:
			_best = one


## Forgets all answers, as those of another server.
func forget() -> void:
	_heard.clear()
	_best = {}


## Whether an answer has come.
func known() -> bool:
	return not _best.is_empty()


## How wrong it may be, in milliseconds.
func error_ms() -> float:
	return _best["trip"] / 2000.0 if known() else INF


## The shortest way there and back of the last answers, in milliseconds.
func trip_ms() -> float:
	return _best["trip"] / 1000.0 if known() else INF


## The session's frame at a moment; 0 before the first answer.
func frame_at(usec: int) -> float:
	if not known():
		return 0.0
	return _best["frame"] + (usec - _best["at"]) * RATE / 1e6
