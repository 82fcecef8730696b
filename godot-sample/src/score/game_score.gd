class_name GameScore
extends Node
## All that the game says to its music, in one place: to a session file, and to Affekt.

## The music of the game.
const MUSIC_SET := "wayfarer"

## Where it is written down; null for nowhere.
var say_file: SayFile = null
## Whether the music follows the game; else it is told one feeling, and nothing else.
var adaptive := true


## Something happened.
func event(what: String, intensity: float = 1.0) -> void:
	_write({"event": what, "intensity": intensity})


## How things stand.
func state(values: Dictionary[String, float]) -> void:
	_write({"state": values})


## A heart beats.
func heart(bpm: float) -> void:
	_write({"sense": {"source": "heart_rate", "bpm": bpm}})


## The music ends, with its ending or by a fade, until something happens.
func stop(fade_s: float = 0.0) -> void:
	_write({"control": "stop", "fade_s": fade_s} if fade_s > 0.0 else {"control": "stop"})


func _write(line: Dictionary) -> void:
	if say_file != null:
		say_file.say(line)
