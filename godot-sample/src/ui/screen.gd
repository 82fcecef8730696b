class_name Screen
extends Control
## A screen of words over the night: a column in the middle, reached by keyboard, mouse and gamepad.

var _column := VBoxContainer.new()


func _init(theme_now: Theme) -> void:
	theme = theme_now
	process_mode = Node.PROCESS_MODE_ALWAYS
	set_anchors_preset(Control.PRESET_FULL_RECT)
	var middle := CenterContainer.new()
	middle.set_anchors_preset(Control.PRESET_FULL_RECT)
	add_child(middle)
	_column.add_theme_constant_override("separation", 10)
	middle.add_child(_column)


func _ready() -> void:
	var buttons := find_children("*", "BaseButton", true, false)
	if not buttons.is_empty():
		(buttons[0] as Control).grab_focus()


## Darken what is behind.
func darken(by: float) -> void:
	var dark := ColorRect.new()
	dark.color = Color(0.01, 0.015, 0.025, by)
	dark.set_anchors_preset(Control.PRESET_FULL_RECT)
	add_child(dark)
	move_child(dark, 0)


## Add a large line.
func add_title(text: String, size: int, colour: Color = Palette.INK) -> Label:
	var label := add_line(text, colour)
	label.add_theme_font_size_override("font_size", roundi(size * theme.default_font_size / 19.0))
	return label


## Add a line.
func add_line(text: String, colour: Color = Palette.DIM_INK) -> Label:
	var label := Label.new()
	label.text = text
	label.horizontal_alignment = HORIZONTAL_ALIGNMENT_CENTER
	label.add_theme_color_override("font_color", colour)
	label.add_theme_color_override("font_shadow_color", Color(0, 0, 0, 0.7))
	_column.add_child(label)
	return label


## Add room.
func add_gap(high: float) -> void:
	var gap := Control.new()
	gap.custom_minimum_size = Vector2(0, high)
	_column.add_child(gap)


## Add a button; the first one of a screen has the focus.
func add_button(text: String, pressed: Callable) -> Button:
	var button := Button.new()
	button.text = text
	button.custom_minimum_size = Vector2(300, 0)
	button.size_flags_horizontal = Control.SIZE_SHRINK_CENTER
	button.pressed.connect(pressed)
	_column.add_child(button)
	return button
