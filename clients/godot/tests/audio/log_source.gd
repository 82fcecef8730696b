extends AffektSource
## A source that tells a decision log as a server would have: each decision at its time.

## The session's frame at which it begins.
var first_frame := 0.0
## How long a decision is on its way, in frames.
var way := 480.0

var _lines: Array[Dictionary] = []
var _began := -1


func read(path: String) -> void:
	for line in FileAccess.get_file_as_string(path).split("\n", false):
		_lines.append(JSON.parse_string(line))


func begin() -> void:
	_began = Time.get_ticks_usec()


func frame_now() -> float:
	if _began < 0:
		return 0.0
	return first_frame + (Time.get_ticks_usec() - _began) * 0.048


func _process(_delta: float) -> void:
	while not _lines.is_empty() and _lines[0]["decided_frame"] + way <= frame_now():
		_decide(_lines.pop_front())
	_release()
