extends RefCounted
## What a source's decisions come to: enough to go on with its music at any frame, and its bars.

const RATE := 48000.0
## What is not about the music that sounds.
const _TELLS: Array[String] = ["affect", "intent", "note"]
const _MOST := 4096

## The section that stands; empty before the first and after a stop.
var section := ""

var _ahead: Array[Dictionary] = []
var _body := 0
var _since := 0
## The session's tick at which the section's body began; null where nobody told.
var _origin_tick: Variant = null
## Where in its body the section was entered, beside [code]_body[/code].
var _entered_tick := 0
var _iteration := 0
var _layers: Dictionary[String, float] = {}
var _takes: Dictionary[String, String] = {}
var _volumes: Dictionary[String, float] = {}
var _effects: Dictionary[String, float] = {}
var _duck_db := 0.0
var _muted := false
var _paused_at := -1
var _bar := -1
var _bar_frames := 0.0


## Forgets all, as when another session begins.
func clear() -> void:
	section = ""
	_ahead.clear()
	_layers.clear()
	_takes.clear()
	_volumes.clear()
	_effects.clear()
	_duck_db = 0.0
	_muted = false
	_paused_at = -1
	_bar = -1


## Whether nothing is known.
func is_blank() -> bool:
	return section.is_empty() and _ahead.is_empty()


## Takes a decision in.
func hear(decision: Dictionary) -> void:
	if decision["kind"] in _TELLS:
		return
	var old: int = decision.get("supersedes", 0)
	if old > 0:
		_ahead = _ahead.filter(func(one: Dictionary) -> bool: return int(one["id"]) != old)
	var place := _ahead.size()
	while place > 0 and int(_ahead[place - 1]["frame"]) > int(decision["frame"]):
		place -= 1
	_ahead.insert(place, decision)
	if _ahead.size() > _MOST:
		_stand(_ahead.pop_front())


## Takes a session's snapshot in.
func take_over(state: Dictionary) -> void:
	clear()
	section = "" if state.get("stopped", false) else str(state.get("section", ""))
	_since = int(state.get("frame", 0))
	_body = int(state.get("body_frame", 0))
	_origin_tick = state.get("origin_tick")
	_entered_tick = int(state.get("entered_tick", 0))
	_iteration = int(state.get("iteration", 0))
	_layers.assign(state.get("layers", {}))
	_takes.assign(state.get("takes", {}))
	_volumes.assign(state.get("volumes", {}))
	_effects.assign(state.get("effects", {}))
	_duck_db = float(state.get("duck_db", 0.0))
	_muted = state.get("muted", false)
	_paused_at = _since if state.get("paused", false) else -1


## Lets what lies before a frame have happened.
func until(frame: int) -> void:
	while not _ahead.is_empty() and int(_ahead[0]["frame"]) < frame:
		_stand(_ahead.pop_front())


## What sounds at a frame, in the form of a session's snapshot.
func state_at(frame: int) -> Dictionary:
	until(frame)
	var state := {
		"frame": frame,
		"section": section,
		"body_frame": _body + (frame if _paused_at < 0 else _paused_at) - _since,
		"iteration": _iteration,
		"entered_tick": _entered_tick,
		"layers": _layers,
		"takes": _takes,
		"volumes": _volumes,
		"effects": _effects,
		"duck_db": _duck_db,
		"muted": _muted,
		"paused": _paused_at >= 0,
		"stopped": section.is_empty(),
	}
	if _origin_tick != null:
		state["origin_tick"] = _origin_tick
	return state


## What is decided for later than the last [method until].
func ahead() -> Array[Dictionary]:
	return _ahead


## The frame at which the first section to come begins; -1 where none is decided.
func next_section() -> int:
	for decision in _ahead:
		if decision["kind"] == "section":
			return int(decision["frame"])
	return -1


## The first bar line after a frame, as far as is known; -1 where nothing is.
func next_bar(after: float) -> int:
	for decision in _ahead:
		if _is_bar(decision) and int(decision["frame"]) > after:
			return int(decision["frame"])
	var bar := _bar
	var frames := _bar_frames
	for decision in _ahead:
		if _is_bar(decision):
			bar = int(decision["frame"])
			frames = _length(decision)
	if bar < 0 or frames <= 0.0:
		return -1
	return bar + roundi(frames * maxi(ceili((after + 1.0 - bar) / frames), 0))


static func _is_bar(decision: Dictionary) -> bool:
	return decision["kind"] == "beat" and int(decision.get("beat", 0)) == 1


static func _length(beat: Dictionary) -> float:
	var metre := str(beat.get("metre", "4/4")).split("/")
	var quarters := 4.0 * float(metre[0]) / maxf(float(metre[-1]), 1.0)
	return quarters * 60.0 * RATE / maxf(float(beat["bpm"]), 1.0)


func _stand(decision: Dictionary) -> void:
	match decision["kind"]:
		"section":
			section = str(decision["section"])
			_since = int(decision["frame"])
			_body = 0
			_iteration = 0
			_entered_tick = int(decision.get("target_tick", 0))
			_origin_tick = int(decision.get("tick", 0)) - _entered_tick
			_layers.clear()
			_takes.clear()
		"layer":
			_layers[decision["layer"]] = float(decision["gain_db"])
			_takes[decision["layer"]] = str(decision.get("take", ""))
		"beat":
			if _is_bar(decision):
				_bar = int(decision["frame"])
				_bar_frames = _length(decision)
		"duck":
			_duck_db = float(decision["db"])
		"effect":
			_effects[decision["name"]] = float(decision["value"])
		"control":
			_control(decision)


func _control(decision: Dictionary) -> void:
	var at := int(decision["frame"])
	match decision["verb"]:
		"pause":
			_paused_at = at if _paused_at < 0 else _paused_at
			_drop(decision)
		"resume":
			if _paused_at >= 0:
				_since += at - _paused_at
				_paused_at = -1
		"stop":
			section = ""
			_drop(decision)
		"stopped":
			section = ""
		"mute", "unmute":
			_muted = decision["verb"] == "mute"
		"volume":
			_volumes[str(decision["bus"])] = float(decision["db"])


## Drops what was decided before a pause or stop, for later than it.
func _drop(by: Dictionary) -> void:
	_ahead = _ahead.filter(func(one: Dictionary) -> bool: return int(one["id"]) > int(by["id"]))
