class_name Hand
extends RefCounted
## A person's hand on keyboard, mouse or gamepad.

## What it would do in this step; the same object each time.
var wish := Wish.new()


## Read the hand for a step.
func decide(_night: Night, _dt: float) -> Wish:
	wish.move = Input.get_vector(&"walk_left", &"walk_right", &"walk_up", &"walk_down")
	wish.run = Input.is_action_pressed(&"run")
	wish.strike = Input.is_action_just_pressed(&"strike")
	wish.flare = Input.is_action_just_pressed(&"flare")
	if Input.is_action_just_pressed(&"cover"):
		wish.dim = not wish.dim
	return wish
