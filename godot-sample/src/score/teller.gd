class_name Teller
extends RefCounted
## Tells the score what happens in a night: events as they come, states when they have moved.

## States are told at most so often, in seconds, and when they have moved so far.
const EVERY_S := 0.25
const MOVED := 0.02
const HEART_EVERY_S := 1.0
## The hush comes over the music in so many seconds.
const HUSH_S := 6.0

## Which heart is simulated: none, one that follows the game, or a held one.
var heart := Settings.Heart.OFF
## The held heart's beats a minute.
var held_bpm := 80.0
## A heart that follows the game.
var pulse := Pulse.new()

var _night: Night
var _score: GameScore
var _told: Dictionary[String, float] = {}
var _wait := 0.0
var _heart_wait := 0.0


func _init(night: Night, score: GameScore) -> void:
	_night = night
	_score = score
	night.happened.connect(score.event)
	night.hushed.connect(_on_hushed)


## Tell what has changed.
func step(dt: float) -> void:
	pulse.step(_night, dt)
	_wait -= dt
	_heart_wait -= dt
	if _wait <= 0.0:
		_wait += EVERY_S
		var moved: Dictionary[String, float] = {}
		var now := _night.state()
		for key: String in now:
			if absf(now[key] - _told.get(key, -1.0)) > MOVED:
				moved[key] = snappedf(now[key], 0.001)
		if not moved.is_empty():
			_told.merge(moved, true)
			_score.state(moved)
	if heart != Settings.Heart.OFF and _heart_wait <= 0.0:
		_heart_wait = HEART_EVERY_S
		var bpm := held_bpm if heart == Settings.Heart.HELD else pulse.bpm
		_score.heart(snappedf(bpm, 0.1))


## Tell everything again, as after a switch from another score.
func tell_all() -> void:
	_told.clear()
	_wait = 0.0


func _on_hushed(on: bool) -> void:
	if on:
		_score.stop(HUSH_S)
	else:
		_score.event("explore")
