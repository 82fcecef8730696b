class_name OptionsScreen
extends Screen
## What the player may choose; each choice acts at once.

## Back to where it came from.
signal closed

var _settings: Settings
var _grid := GridContainer.new()


func _init(theme_now: Theme, settings: Settings) -> void:
	super(theme_now)
	_settings = settings
	darken(0.8)
	add_title("Options", 36)
	_grid.columns = 2
	_grid.add_theme_constant_override("h_separation", 26)
	_grid.add_theme_constant_override("v_separation", 7)
	_column.add_child(_grid)
	_add_choice(
		"Music comes", "mode", ["streamed by the server", "commanded by it", "baked, no server"]
	)
	_add_switch("Music follows you", "adaptive", "adaptive", "static: one loop, to compare")
	_add_choice("A heart", "heart", ["none", "simulated from the play", "held at the slider"])
	_add_slider("Held heart, beats a minute", "bpm", 50, 170, 1)
	_add_text("Server", "server_shown")
	_add_switch("Commands by OSC", "osc", "OSC", "WebSocket")
	_add_text("Server for OSC", "osc_address")
	_add_slider("Music", "music", 0, 1, 0.05)
	_add_slider("World", "world", 0, 1, 0.05)
	_add_slider("Voice", "voice", 0, 1, 0.05)
	_add_slider("Text size", "text_scale", 0.8, 1.6, 0.1)
	_add_switch("Shake and flashes", "shake", "on", "off")
	add_gap(6)
	add_button("Back", closed.emit)


func _unhandled_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"pause") or event.is_action_pressed(&"ui_cancel"):
		get_viewport().set_input_as_handled()
		closed.emit()


func _label(text: String) -> void:
	var label := Label.new()
	label.text = text
	label.horizontal_alignment = HORIZONTAL_ALIGNMENT_RIGHT
	label.custom_minimum_size = Vector2(250, 0)
	_grid.add_child(label)


func _add_choice(text: String, key: String, items: Array[String]) -> void:
	_label(text)
	var choice := OptionButton.new()
	for item: String in items:
		choice.add_item(item)
	choice.selected = _settings.get(key)
	choice.custom_minimum_size = Vector2(330, 0)
	choice.item_selected.connect(func(index: int) -> void: _settings.put(key, index))
	_grid.add_child(choice)


func _add_switch(text: String, key: String, on: String, off: String) -> void:
	_label(text)
	var button := CheckButton.new()
	button.button_pressed = _settings.get(key)
	button.text = on if button.button_pressed else off
	button.toggled.connect(
		func(pressed: bool) -> void:
			button.text = on if pressed else off
			_settings.put(key, pressed)
	)
	_grid.add_child(button)


func _add_slider(text: String, key: String, low: float, high: float, step: float) -> void:
	_label(text)
	var row := HBoxContainer.new()
	var slider := HSlider.new()
	slider.min_value = low
	slider.max_value = high
	slider.step = step
	slider.value = _settings.get(key)
	slider.custom_minimum_size = Vector2(250, 26)
	slider.size_flags_vertical = Control.SIZE_SHRINK_CENTER
	var figure := Label.new()
	figure.text = str(snappedf(slider.value, 0.01))
	slider.value_changed.connect(
		func(value: float) -> void:
			figure.text = str(snappedf(value, 0.01))
			_settings.put(key, value)
	)
	row.add_child(slider)
	row.add_child(figure)
	_grid.add_child(row)


func _add_text(text: String, key: String) -> void:
	_label(text)
	var edit := LineEdit.new()
	edit.text = _settings.get(key)
	edit.custom_minimum_size = Vector2(330, 0)
	edit.text_submitted.connect(func(value: String) -> void: _settings.put(key, value))
	edit.focus_exited.connect(func() -> void: _settings.put(key, edit.text))
	_grid.add_child(edit)
