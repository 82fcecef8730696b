extends RefCounted
## What was said while nobody heard, and is still true when somebody does: the newest of each.
##
## Events, cues and feelings are of their moment and are not kept.

var _state: Dictionary = {}
var _params: Dictionary = {}
var _volumes: Dictionary = {}
var _duck: Dictionary = {}


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


## Takes out the lines that say it.
func take() -> Array[Dictionary]:
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
