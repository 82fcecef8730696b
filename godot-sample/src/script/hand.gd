class_name Hand
extends RefCounted
## A person's hand on keyboard, mouse or gamepad.

## What it would do in this step; the same object each time.
var wish := Wish.new()

var _strikes := false
var _flares := false


## Remember what is pressed in a step in which nobody decides.
func attend() -> void:
	_strikes = _strikes or Input.is_action_just_pressed(&"strike")
	_flares = _flares or Input.is_action_just_pressed(&"flare")
	if Input.is_action_just_pressed(&"cover"):
		wish.dim = not wish.dim


## Read the hand for a step.
func decide(_night: Night, _dt: float) -> Wish:
	attend()
	wish.move = Input.get_vector(&"walk_left", &"walk_right", &"walk_up", &"walk_down")
	wish.run = Input.is_action_pressed(&"run")
	wish.strike = _strikes
	wish.flare = _flares
	_strikes = false
	_flares = false
	return wish
