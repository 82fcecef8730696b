class_name Controls
extends RefCounted
## Which keys and buttons do what; made by code, so that they read in one place.

## The dead zone of a stick.
const DEAD := 0.22
const KEYS: Dictionary[StringName, Array] = {
	&"walk_left": [KEY_A, KEY_LEFT],
	&"walk_right": [KEY_D, KEY_RIGHT],
	&"walk_up": [KEY_W, KEY_UP],
	&"walk_down": [KEY_S, KEY_DOWN],
	&"run": [KEY_SHIFT],
	&"cover": [KEY_Q, KEY_C],
	&"strike": [KEY_SPACE, KEY_J],
	&"flare": [KEY_F, KEY_K],
	&"pause": [KEY_ESCAPE, KEY_P],
	&"show_score": [KEY_F1],
}
const BUTTONS: Dictionary[StringName, Array] = {
	&"run": [JOY_BUTTON_RIGHT_SHOULDER],
	&"cover": [JOY_BUTTON_LEFT_SHOULDER, JOY_BUTTON_X],
	&"strike": [JOY_BUTTON_A],
	&"flare": [JOY_BUTTON_B],
	&"pause": [JOY_BUTTON_START],
	&"show_score": [JOY_BUTTON_BACK],
	&"walk_left": [JOY_BUTTON_DPAD_LEFT],
	&"walk_right": [JOY_BUTTON_DPAD_RIGHT],
	&"walk_up": [JOY_BUTTON_DPAD_UP],
	&"walk_down": [JOY_BUTTON_DPAD_DOWN],
}
const STICKS: Dictionary[StringName, Array] = {
	&"walk_left": [JOY_AXIS_LEFT_X, -1.0],
	&"walk_right": [JOY_AXIS_LEFT_X, 1.0],
	&"walk_up": [JOY_AXIS_LEFT_Y, -1.0],
	&"walk_down": [JOY_AXIS_LEFT_Y, 1.0],
	&"run": [JOY_AXIS_TRIGGER_RIGHT, 1.0],
}
const CLICKS: Dictionary[StringName, MouseButton] = {
	&"strike": MOUSE_BUTTON_LEFT,
	&"flare": MOUSE_BUTTON_RIGHT,
}
## In a sentence each, for the title.
const HELP: PackedStringArray = [
	"walk  WASD, arrows, left stick",
	"run  Shift, right shoulder",
	"strike  Space, left click, A",
	"flare  F, right click, B",
	"cover the lantern  Q, X",
	"rest  stand still by a fire",
	"the score  F1, Back",
	"pause  Esc, Start",
]


## Make the actions known.
static func register() -> void:
	for action: StringName in KEYS:
		if InputMap.has_action(action):
			continue
		InputMap.add_action(action, DEAD)
		for code: Key in KEYS[action]:
			var key := InputEventKey.new()
			key.physical_keycode = code
			InputMap.action_add_event(action, key)
		for number: JoyButton in BUTTONS.get(action, []):
			var button := InputEventJoypadButton.new()
			button.button_index = number
			InputMap.action_add_event(action, button)
		if STICKS.has(action):
			var stick := InputEventJoypadMotion.new()
			stick.axis = STICKS[action][0]
			stick.axis_value = STICKS[action][1]
			InputMap.action_add_event(action, stick)
		if CLICKS.has(action):
			var click := InputEventMouseButton.new()
			click.button_index = CLICKS[action]
			InputMap.action_add_event(action, click)
