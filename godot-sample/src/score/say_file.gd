class_name SayFile
extends RefCounted
## Writes down what the game says to its score, in the game's own time: a session file, as
## `affekt render` plays it.

var _file: FileAccess
var _time := 0.0


## Begin a file.
func open(path: String, music_set: String, number: int) -> Error:
	_file = FileAccess.open(path, FileAccess.WRITE)
	if _file == null:
		return FileAccess.get_open_error()
	_file.store_line(JSON.stringify({"affekt": 1, "set": music_set, "seed": number}, "", false))
	return OK


## What the time is now, in seconds since the night began; it never goes back.
func at(seconds: float) -> void:
	_time = maxf(_time, seconds)


## Write one line.
func say(line: Dictionary) -> void:
	if _file == null:
		return
	var whole := {"t": snappedf(_time, 0.001)}
	whole.merge(line)
	_file.store_line(JSON.stringify(whole, "", false))


## End it.
func close() -> void:
	if _file != null:
		_file.close()
		_file = null
