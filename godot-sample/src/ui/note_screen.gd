class_name NoteScreen
extends Screen
## Something that the player must know, and a way back.

## It was read.
signal closed


func _init(theme_now: Theme, title: String, lines: PackedStringArray) -> void:
	super(theme_now)
	darken(0.8)
	add_title(title, 36)
	add_gap(10)
	for line: String in lines:
		add_line(line, Palette.INK)
	add_gap(14)
	add_button("Back", closed.emit)


func _unhandled_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"pause") or event.is_action_pressed(&"ui_cancel"):
		get_viewport().set_input_as_handled()
		closed.emit()
