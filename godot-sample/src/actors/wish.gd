class_name Wish
extends RefCounted
## What the player would do in this step, whoever plays: a hand or a script.

## Where to, at most 1 long.
var move := Vector2.ZERO
## Whether to run.
var run := false
## Whether the lantern is to be covered.
var dim := false
## Whether to strike now.
var strike := false
## Whether to let the lantern flare now.
var flare := false
