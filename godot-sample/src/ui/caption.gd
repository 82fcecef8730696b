class_name Caption
extends PanelContainer
## A line of text low on the screen; lines wait for one another.

## A spoken line begins, or ends.
signal spoken(on: bool, line: String)

var _label := Label.new()
var _lines: Array[Array] = []
var _left := 0.0
var _speaks := false


func _init() -> void:
	set_anchors_and_offsets_preset(Control.PRESET_CENTER_BOTTOM, Control.PRESET_MODE_MINSIZE)
	grow_horizontal = Control.GROW_DIRECTION_BOTH
	grow_vertical = Control.GROW_DIRECTION_BEGIN
	offset_bottom = -78
	_label.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	_label.custom_minimum_size = Vector2(720, 0)
	_label.horizontal_alignment = HORIZONTAL_ALIGNMENT_CENTER
	add_child(_label)
	modulate.a = 0.0


## Show a line after those that wait.
func tell(line: String, is_spoken: bool) -> void:
	if _lines.size() < 3:
		_lines.append([line, is_spoken])


## Forget all lines, at once.
func clear() -> void:
	_lines.clear()
	_left = 0.0
	modulate.a = 0.0


## Whether a spoken line is on.
func is_speaking() -> bool:
	return _speaks


func _exit_tree() -> void:
	if _speaks:
		_speaks = false
		spoken.emit(false, "")


func _process(delta: float) -> void:
	_left -= delta
	if _left <= 0.0 and _speaks:
		_speaks = false
		spoken.emit(false, "")
	if _left <= 0.0 and not _lines.is_empty():
		var next: Array = _lines.pop_front()
		_label.text = next[0]
		_left = 2.2 + 0.055 * _label.text.length()
		if next[1]:
			_speaks = true
			spoken.emit(true, _label.text)
	var wanted := 1.0 if _left > 0.5 else 0.0
	modulate.a = move_toward(modulate.a, wanted, delta * 3.0)
	reset_size()
