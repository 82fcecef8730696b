extends RefCounted
## What was said while nobody heard, and is still true when somebody does: the newest of each, and
## whether the music is paused, stopped or muted also after it was told.
##
## Events and cues are of their moment: a few are kept for a server that is being asked for the
## first time. Feelings are not kept.

## How many events and cues are kept, and for how long.
const MOST_MOMENTS := 32
const MOMENT_USEC := 5_000_000
## What each verb is about.
const _ABOUT: Dictionary[String, String] = {
	"pause": "transport",
	"resume": "transport",
	"stop": "transport",
	"mute": "mute",
	"unmute": "mute",
}

var _state: Dictionary = {}
var _params: Dictionary = {}
var _volumes: Dictionary = {}
var _duck: Dictionary = {}
## The newest verb of each kind, and those of them that were not told.
var _standing: Dictionary[String, Dictionary] = {}
var _untold: Dictionary[String, Dictionary] = {}
var _moments: Array[Dictionary] = []
var _has_stopped := false


## Keeps what a line says, if it is of that kind.
func keep(line: Dictionary) -> void:
	if line.has("state"):
		_state.merge(line["state"], true)
	elif line.has("param"):
		_params.merge(line["param"], true)
	elif line.has("control") and line["control"] is Dictionary:
		var control: Dictionary = line["control"]
		if control.has("volume"):
			_volumes[control["volume"]["bus"]] = line
		elif control.has("duck"):
			_duck = line
	elif line.has("control"):
		told(line)
		var about: String = _ABOUT[line["control"]]
		_untold[about] = line


## Keeps what a line that was told leaves standing.
func told(line: Dictionary) -> void:
	var about: String = _ABOUT.get(line.get("control"), "") if line.get("control") is String else ""
	if about.is_empty():
		return
	_standing[about] = line
	_untold.erase(about)
	_has_stopped = false


## Keeps an event or a cue for a few seconds; returns whether the line is one.
func keep_moment(line: Dictionary, now: int) -> bool:
	if not (line.has("event") or line.has("cue")):
		return false
	_moments.append({"at": now, "line": line})
	if _moments.size() > MOST_MOMENTS:
		_moments.pop_front()
	return true


## Hears of a decision: music that begins after it had stopped is not stopped any more.
func hear(event: Dictionary) -> void:
	if event["kind"] == "control" and event["verb"] == "stopped":
		_has_stopped = true
	elif event["kind"] == "section" and _has_stopped:
		_has_stopped = false
		if _standing.get("transport", {}).get("control") == "stop":
			_standing.erase("transport")


## Another conversation begins: what was told belonged to the one before.
func begin_again() -> void:
	_standing = _untold.duplicate()
	_has_stopped = false


## The session was opened anew: it plays, and must be told again where it should not.
func open_anew() -> void:
	for about in _standing:
		if _standing[about]["control"] in ["pause", "stop", "mute"]:
			_untold[about] = {"control": _standing[about]["control"]}
		if _standing[about]["control"] == "stop":
			_untold[about]["fade_s"] = 0.0
	_has_stopped = false


## Takes out the lines that say it; what stops or mutes the music comes last.
func take() -> Array[Dictionary]:
	var lines := take_values()
	lines.append_array(take_verbs())
	return lines


## Takes out the lines of values: state, pins, levels.
func take_values() -> Array[Dictionary]:
	var lines: Array[Dictionary] = []
	if not _state.is_empty():
		lines.append({"state": _state})
	if not _params.is_empty():
		lines.append({"param": _params})
	lines.append_array(_volumes.values())
	if not _duck.is_empty():
		lines.append(_duck)
	_state = {}
	_params = {}
	_volumes = {}
	_duck = {}
	return lines


## Takes out the events and cues that are not too old.
func take_moments(now: int) -> Array[Dictionary]:
	var lines: Array[Dictionary] = []
	for moment in _moments:
		if now - int(moment["at"]) <= MOMENT_USEC:
			lines.append(moment["line"])
	_moments = []
	return lines


## Takes out what was not told of pause, stop and mute.
func take_verbs() -> Array[Dictionary]:
	var lines: Array[Dictionary] = []
	lines.append_array(_untold.values())
	_untold = {}
	return lines
