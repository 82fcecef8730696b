class_name GameScore
extends Node
## All that the game says to its music, in one place: to Affekt, and to a session file.

## The feeling as it is believed now.
signal affect_changed(affect: Dictionary)
## A beat sounds.
signal beat_sounded(bar: int, beat: int, bpm: float)
## The music was saved.
signal music_saved(snapshot: String)
## The music is another one now, and must be told how things stand.
signal told_anew

## The music of the game.
const MUSIC_SET := "wayfarer"
## A static score is told this feeling, and nothing else.
const STATIC := Vector3(0.25, 0.35, 0.1)
const DUCK_DB := -8.0

## Where it is written down; null for nowhere.
var say_file: SayFile = null
## What was said last, for the HUD.
var last_said := ""

var _voice: AffektSource = null
var _adaptive := true
var _mode := -1
var _stands := ""


## Begin.
func open(settings: Settings) -> void:
	_mode = settings.mode


## Take settings that have changed.
func take(settings: Settings) -> void:
	if _adaptive != settings.adaptive:
		_adaptive = settings.adaptive
		_take_part()


## Who decides about the music now; null for nobody.
func source() -> AffektSource:
	return _voice


## How the connection stands, in words.
func standing() -> String:
	return _stands


## Something happened.
func event(what: String, intensity: float = 1.0) -> void:
	_say({"event": what, "intensity": intensity})
	last_said = "%s %.1f" % [what, intensity]


## How things stand.
func state(values: Dictionary[String, float]) -> void:
	_say({"state": values})


## A heart beats.
func heart(bpm: float) -> void:
	_say({"sense": {"source": "heart_rate", "bpm": bpm}})


## The music ends, with its ending or by a fade, until something happens.
func stop(fade_s: float = 0.0) -> void:
	_say({"control": "stop", "fade_s": fade_s} if fade_s > 0.0 else {"control": "stop"})
	last_said = "stop"


## Make room for a spoken line, or end it.
func duck(on: bool) -> void:
	_say({"control": {"duck": {"db": DUCK_DB, "on": on}}})


## The game stands still, or goes on.
func pause(on: bool) -> void:
	_say({"control": "pause" if on else "resume"})


## Ask for the music as it stands, for a save game; [signal music_saved] brings it.
func save() -> void:
	_say({"control": {"save": "fire"}})


## Put saved music back; false where that cannot be.
func restore(snapshot: String) -> bool:
	return not snapshot.is_empty() and false


## What came of it, in a line.
func summary() -> String:
	return _stands


func _say(line: Dictionary) -> void:
	if say_file != null:
		say_file.say(line)


func _take_part() -> void:
	pass
