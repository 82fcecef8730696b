class_name PauseScreen
extends Screen
## The night stands still, and its music with it.

## The player chose something: `resume`, `options`, `load`, `title`.
signal chosen(what: String)


func _init(theme_now: Theme, may_load: bool) -> void:
	super(theme_now)
	darken(0.6)
	add_title("The night waits", 42)
	add_gap(14)
	add_button("Go on", func() -> void: chosen.emit("resume"))
	if may_load:
		add_button("Back to the last fire", func() -> void: chosen.emit("load"))
	add_button("Options", func() -> void: chosen.emit("options"))
	add_button("To the title", func() -> void: chosen.emit("title"))


func _unhandled_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"pause"):
		get_viewport().set_input_as_handled()
		chosen.emit("resume")
