@tool
class_name AffektBaked
extends AffektSource
## A score without a server: plays a set that [code]affekt sets bake[/code] has written.
##
## The game speaks to it as to [AffektSession], and an [AffektMixer] plays its decisions. It needs
## the set's [code]baked.json[/code], in the folder of [member music_set] or given to
## [method begin].

## The music has begun.
signal begun
## The music has come to an end, or was ended by [method end].
signal ended(why: String)

const Conductor := preload("conductor.gd")
const Shapes := preload("shapes.gd")

## The set: an [AffektSet], or any resource whose [code]folder[/code] holds a
## [code]baked.json[/code].
@export var music_set: Resource:
	set(value):
		music_set = value
		update_configuration_warnings()

## Whether to begin when the node enters the scene.
@export var auto_begin := true

## What is drawn by chance depends on it: takes, alternates, rests.
@export var music_seed := 0

var _conductor: Conductor
## The clock's own time at the session's frame 0, in microseconds.
var _zero := 0


func _ready() -> void:
	if auto_begin and not Engine.is_editor_hint() and music_set != null:
		begin()


func _process(_delta: float) -> void:
	if _conductor == null:
		return
	_told(_conductor.advance(int(frame_now())))
	_release()


func _get_configuration_warnings() -> PackedStringArray:
	if music_set == null:
		return ["Give it a music_set, or call begin() with a baked table."]
	if _path().is_empty() or not FileAccess.file_exists(_path()):
		return ["The set's folder has no baked.json: run 'affekt sets bake SET --out FOLDER'."]
	return []


## Begins the music anew, from the set's [code]baked.json[/code] or from a table that was read
## already; returns what is wrong, nothing where all is well.
func begin(table: Dictionary = {}) -> String:
	var wrong := ""
	if table.is_empty():
		var there := FileAccess.file_exists(_path())
		table = _read(FileAccess.get_file_as_string(_path())) if there else {}
	if table.is_empty():
		wrong = "there is no baked.json; run 'affekt sets bake SET --out FOLDER'"
	elif table.get("baked") != Conductor.FORMAT:
		wrong = "this baked.json is of another format; bake the set again"
	elif not Shapes.table_fault(table).is_empty():
		wrong = "this baked.json is damaged: %s; bake the set again" % Shapes.table_fault(table)
	if not wrong.is_empty():
		_refuse("BAD_SET", wrong, "baked.json")
		return wrong
	_begin_again()
	_conductor = Conductor.new(table.duplicate(true), music_seed)
	_zero = Time.get_ticks_usec()
	begun.emit()
	return ""


## Ends the music at once.
func end() -> void:
	if _conductor != null:
		_conductor = null
		_begin_again()
		ended.emit("ended")


## Whether the music is on.
func playing() -> bool:
	return _conductor != null


func frame_now() -> float:
	if _conductor == null:
		return 0.0
	return (Time.get_ticks_usec() - _zero) * (RATE / 1.0e6)


func _say(line: Dictionary) -> bool:
	if _conductor == null:
		return false
	if line.has("control") and line["control"] is Dictionary:
		var control: Dictionary = line["control"]
		if control.has("save"):
			music_saved.emit(control["save"], JSON.stringify(_saved()))
			return true
		if control.has("restore"):
			return _restore(control["restore"])
	_told(_conductor.say(int(frame_now()), line))
	return true


func _told(decided_now: Array[Dictionary]) -> void:
	for notice in _conductor.notices():
		noticed.emit(notice["reason"], notice["text"], notice["about"])
	for decision in decided_now:
		_decide(decision)
		if decision["kind"] == "control" and decision["why"]["rule"] == "ending":
			ended.emit("the music has ended")


## What a save game keeps: where the music is, and what the game has said.
func _saved() -> Dictionary:
	var score := _conductor.score
	return {
		"baked": Conductor.FORMAT,
		"section": score.asked,
		"shown": score.feelings.shown,
		"values": score.feelings.values,
		"pins": score.pins,
	}


func _restore(text: String) -> bool:
	var saved := _read(text)
	var score := _conductor.score
	var wrong := ""
	if saved.get("baked") != Conductor.FORMAT:
		wrong = "this is no snapshot of a baked score"
	elif not Shapes.snapshot_fault(saved, score).is_empty():
		wrong = "this snapshot is damaged: %s" % Shapes.snapshot_fault(saved, score)
	if not wrong.is_empty():
		_refuse("BAD_SNAPSHOT", wrong, "restore")
		return false
	for at in 3:
		score.feelings.shown[at] = int(saved["shown"][at])
	score.feelings.values.clear()
	for key: String in saved["values"]:
		score.feelings.values[key] = int(saved["values"][key])
	score.feelings.state(score.frame, {})
	score.pins = saved["pins"]
	var from: String = saved["section"]
	return from.is_empty() or cue("section", from, "next_bar")


## What a text in JSON holds; empty where it is none. JSON.parse_string would tell a damaged one as
## an error of the engine.
static func _read(text: String) -> Dictionary:
	var json := JSON.new()
	return json.data if json.parse(text) == OK and json.data is Dictionary else {}


func _path() -> String:
	var folder: Variant = music_set.get("folder") if music_set != null else null
	return "" if folder == null else str(folder).path_join("baked.json")
