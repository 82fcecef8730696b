@tool
@icon("res://addons/affekt/icons/affekt_source.svg")
class_name AffektSource
extends Node
## Where decisions come from: a server ([AffektSession]), or a baked set.
##
## A game speaks to it ([method event], [method state], [method feel] …) and hears from it by
## signals. [signal decided] comes early, about 150 ms before a decision sounds, for whoever plays
## the music. All others come when it sounds: when [member playhead] has reached its frame.

## A decision has come; it sounds at its [code]frame[/code].
signal decided(event: Dictionary)
## A beat sounds.
signal beat_sounded(bar: int, beat: int, bpm: float)
## A bar begins to sound.
signal bar_sounded(bar: int, section_bar: int)
## Another section sounds, or the same one again.
signal section_changed(section: String, event: Dictionary)
## A layer begins to move to a level; -96 dB is silence.
signal layer_changed(layer: String, gain_db: float, fade_beats: float)
## The tempo begins to move.
signal tempo_changed(bpm: float, ramp_beats: float)
## Another key sounds.
signal key_changed(tonic: String, mode: String)
## Another harmony sounds, such as [code]Dm9[/code] in [code]D dorian[/code].
signal chord_changed(chord: String, scale: String)
## A generated note sounds; the pitch is a MIDI note number.
signal note_sounded(voice: String, pitch: int, velocity: int, beats: float)
## A short figure begins over the music.
signal stinger_sounded(stinger: String)
## A named place in the section was reached.
signal marker_reached(marker: String)
## The music makes room; 0 dB ends it.
signal ducked(db: float)
## An effect's parameter begins to move.
signal effect_changed(effect: String, value: float)
## The transport or a level was changed: [code]pause, resume, stop, stopped, mute, unmute, volume,
## restored[/code].
signal control_carried_out(verb: String, event: Dictionary)
## The feeling as it is believed now, twice a second.
signal affect_changed(affect: Dictionary)
## What was wished for the music, twice a second.
signal intent_changed(intent: Dictionary)
## Something could not be done as it was said.
signal noticed(reason: String, text: String, about: String)
## Another conversation has begun: its frames and ids count from their beginning, and what sounded
## before belongs to the one that was left. A line that broke and was taken up again is none.
@warning_ignore("unused_signal")
signal began_again
## The music was saved; [param snapshot] goes into the game's own save file.
@warning_ignore("unused_signal")
signal music_saved(slot: String, snapshot: String)

const EventQueue := preload("event_queue.gd")
const Words := preload("words.gd")

## Frames a second of every session.
const RATE := 48000.0
## While a playhead has not begun, decisions are told so many frames late rather than never.
const _PATIENCE := 96000.0
## What is refused in every frame would fill the log: each sentence stands there once, and
## [signal noticed] tells it always.
const _MOST_WARNINGS := 50

## Who plays the music, and knows how far it has been heard: an object with
## [code]heard_frame() -> float[/code], -1 while nothing has. Null counts as playing on time.
var playhead: Object:
	set(value):
		playhead = value
		if value != null and not value.has_method("heard_frame"):
			push_error("Affekt: a playhead needs the method heard_frame() -> float")
			playhead = null

## The section that sounds; empty before the first.
var section := ""
## The bar and the beat that sound, from 1; 0 before the first.
var bar := 0
var beat := 0
## The tempo in quarter notes a minute.
var bpm := 0.0
## The key that sounds.
var tonic := ""
var key_mode := ""
## The harmony that sounds.
var chord := ""
## Each layer's level in dB, as it stands or is moving to.
var layers: Dictionary[String, float] = {}
## The feeling as it was last told.
var affect: Dictionary = {}
## What was last wished for the music.
var intent: Dictionary = {}
## How many times something was said that cannot be.
var refused := 0

## What the game has pinned with [method param], by name.
var pins: Dictionary = {}

var _queue := EventQueue.new()
var _warned := PackedStringArray()


func _init() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS


## The session's frame now, at 48 kHz; 0 before it is known.
func frame_now() -> float:
	return 0.0


## The frame that is heard now: the playhead's, or [method frame_now] where there is none.
func sounding_frame() -> float:
	if not is_instance_valid(playhead):
		return frame_now()
	var heard: float = playhead.call("heard_frame")
	return heard if heard >= 0.0 else frame_now() - _PATIENCE


## How many decisions wait for their moment.
func waiting() -> int:
	return _queue.size()


## Something happened in the game; the game's table knows what it means. [param intensity] is 0 to
## 1.
func event(what: String, intensity: float = 1.0) -> bool:
	return _put({"event": what, "intensity": intensity})


## How things stand, such as [code]{"health": 0.4, "threat": 0.9}[/code]: 0 to 1 unless the table
## gives a range.
func state(values: Dictionary) -> bool:
	return _put({"state": values})


## States a feeling outright: valence and dominance -1 to 1, arousal 0 to 1. It holds for
## [param hold_s] seconds, 0 until [method free_feeling]. [param unbound] takes the section's box
## away.
func feel(
	valence: float,
	arousal: float,
	dominance: float = 0.0,
	confidence: float = 1.0,
	hold_s: float = 5.0,
	unbound: bool = false
) -> bool:
	var feeling := {
		"valence": valence,
		"arousal": arousal,
		"dominance": dominance,
		"confidence": confidence,
		"hold_s": hold_s,
		"free": unbound,
	}
	return _put({"affect": feeling})


## Ends a stated feeling.
func free_feeling() -> bool:
	return _put({"affect": null})


## Offers a feeling as one reading among others: any of [code]valence, arousal, dominance[/code].
## [param reliability] is above 0, up to 1.
func evidence(source: String, feeling: Dictionary, reliability: float = 1.0) -> bool:
	var reading := feeling.duplicate()
	reading.merge({"source": source, "reliability": reliability}, true)
	return _put({"evidence": reading})


## Tells a sensor's reading, such as [code]sense("heart_rate", {"bpm": 118})[/code].
func sense(source: String, values: Dictionary) -> bool:
	var reading := values.duplicate()
	reading.merge({"source": source}, true)
	return _put({"sense": reading})


## Tells a line that the player said or wrote.
func text(line: String) -> bool:
	return _put({"text": line})


## Asks for a [code]stinger[/code], [code]section[/code] or [code]theme[/code], or with
## [code]release[/code] lets go what is sustained. [param at] is [code]now, next_beat,
## next_bar[/code] or [code]end[/code]; [param within_ms] is a deadline, 0 for none; a section may
## be entered at a [param marker].
func cue(
	kind: String, what: String, at: String = "next_bar", within_ms: int = 0, marker: String = ""
) -> bool:
	var wish := {"kind": kind, "name": what, "at": at}
	if within_ms > 0:
		wish["within_ms"] = within_ms
	if not marker.is_empty():
		wish["marker"] = marker
	return _put({"cue": wish})


## Pins [code]tempo, key, mode, energy, density, layer:NAME[/code] (dB) or a parameter of the set;
## null frees it.
func param(what: String, value: Variant) -> bool:
	if value == null:
		pins.erase(what)
	else:
		pins[what] = value
	return _put({"param": {what: str(value) if value is StringName else value}})


## [code]pause, resume, stop, mute[/code] or [code]unmute[/code]. With [param fade_s] a stop fades,
## without it plays the section's ending.
func control(verb: String, fade_s: float = -1.0) -> bool:
	var line := {"control": verb}
	if fade_s >= 0.0 and verb == "stop":
		line["fade_s"] = fade_s
	return _put(line)


## Sets a level in dB; the bus is [code]master, music, stingers[/code] or [code]notes[/code].
func volume(bus: String, db: float) -> bool:
	return _put({"control": {"volume": {"bus": bus, "db": db}}})


## Makes room for speech or a menu, and ends it.
func duck(db: float = -6.0, on: bool = true) -> bool:
	return _put({"control": {"duck": {"db": db, "on": on}}})


## Saves the music for a save game; [signal music_saved] brings it.
func save(slot: String) -> bool:
	return _put({"control": {"save": slot}})


## Puts music back that was saved.
func restore(snapshot: String) -> bool:
	return _put({"control": {"restore": snapshot}})


## Says a line of the session file's grammar; the sources differ in how.
func _say(_line: Dictionary) -> bool:
	return false


## Checks a line and says it; what cannot be said is told and counted.
func _put(line: Dictionary) -> bool:
	var wrong := Words.fault(line)
	if wrong.is_empty():
		return _say(line)
	_refuse("OUT_OF_RANGE", wrong, str(line.keys()[0]))
	return false


func _refuse(reason: String, why: String, about: String) -> void:
	refused += 1
	if not why in _warned and _warned.size() < _MOST_WARNINGS:
		_warned.append(why)
		push_warning("Affekt: %s" % why)
	noticed.emit(reason, why, about)


## Takes a decision in: tells it, and keeps it until it sounds.
func _decide(decision: Dictionary) -> void:
	_queue.put(decision)
	decided.emit(decision)


## Tells what sounds by now.
func _release() -> void:
	for decision: Dictionary in _queue.release(sounding_frame()):
		_sound(decision)


## Forgets what waits and what sounded, as when another session begins.
func _begin_again() -> void:
	_queue.clear()
	section = ""
	bar = 0
	beat = 0
	bpm = 0.0
	tonic = ""
	key_mode = ""
	chord = ""
	layers.clear()
	affect = {}
	intent = {}


func _sound(of: Dictionary) -> void:
	match of["kind"]:
		"beat":
			_sound_beat(of)
		"section":
			section = of["section"]
			section_changed.emit(section, of)
		"layer":
			layers[of["layer"]] = of["gain_db"]
			layer_changed.emit(of["layer"], of["gain_db"], of["fade_beats"])
		"tempo":
			bpm = of["bpm"]
			tempo_changed.emit(bpm, of["ramp_beats"])
		"key":
			tonic = of["tonic"]
			key_mode = of["mode"]
			key_changed.emit(tonic, key_mode)
		"chord":
			chord = of["chord"]
			chord_changed.emit(chord, of["scale"])
		"note":
			note_sounded.emit(of["voice"], of["pitch"], of["velocity"], of["beats"])
		"stinger":
			stinger_sounded.emit(of["name"])
		"marker":
			marker_reached.emit(of["name"])
		"duck":
			ducked.emit(of["db"])
		"effect":
			effect_changed.emit(of["name"], of["value"])
		"control":
			control_carried_out.emit(of["verb"], of)
		"affect":
			affect = of
			affect_changed.emit(of)
		"intent":
			intent = of
			intent_changed.emit(of)


func _sound_beat(of: Dictionary) -> void:
	beat = int(of.get("beat", 1))
	bpm = of["bpm"]
	var began: bool = beat == 1 or (bar > 0 and bar != of["bar"])
	bar = of["bar"]
	if began:
		bar_sounded.emit(bar, int(of.get("section_bar", 1)))
	beat_sounded.emit(bar, beat, bpm)
