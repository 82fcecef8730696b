class_name SavedNight
extends RefCounted
## A night in a file, with its music: `user://night.json`.

const PATH := "user://night.json"
const FRESH := "user://night.new.json"
const FORMAT := 1
const FIELDS: PackedStringArray = [
	"forest", "time", "at", "flame", "oil", "wonders", "done", "alive"
]
## How many numbers stand in a list; -1 for any.
const LISTS: Dictionary[String, int] = {"at": 2, "done": -1, "alive": -1}


## Whether there is one, damaged or not.
static func exists() -> bool:
	return FileAccess.file_exists(PATH)


## A night as it is now, in the file's words.
static func words(night: Night) -> Dictionary:
	var done: Array[int] = []
	for i: int in night.forest.places.size():
		if night.forest.places[i].done:
			done.append(i)
	var alive: Array[int] = []
	for shade: Shade in night.shades:
		if shade.life > 0 and shade.kind != Shade.Kind.WARDEN:
			alive.append(hash(shade.home))
	return {
		"format": FORMAT,
		"forest": night.forest.number,
		"time": night.time,
		"at": [night.keeper.at.x, night.keeper.at.y],
		"flame": night.keeper.flame,
		"oil": night.keeper.oil,
		"wonders": night.wonders,
		"done": done,
		"alive": alive,
		"gate_open": night.warden != null and night.warden.life <= 0,
		"music": "",
	}


## Write a night's words down; its music's snapshot may be empty. A write that fails leaves what
## was saved before.
static func write(kept: Dictionary, music_then: String) -> Error:
	var file := FileAccess.open(FRESH, FileAccess.WRITE)
	if file == null:
		return FileAccess.get_open_error()
	file.store_string(JSON.stringify(kept.merged({"music": music_then}, true)))
	var failed := file.get_error()
	file.close()
	if failed != OK:
		return failed
	return DirAccess.rename_absolute(
		ProjectSettings.globalize_path(FRESH), ProjectSettings.globalize_path(PATH)
	)


## Why the file cannot be used; empty where it can, or where there is none.
static func fault() -> String:
	if not exists():
		return ""
	var json := JSON.new()
	if json.parse(FileAccess.get_file_as_string(PATH)) != OK or not json.data is Dictionary:
		return "it is not whole"
	var kept: Dictionary = json.data
	if kept.get("format") != float(FORMAT):
		return "it is of another version of the game"
	for key: String in FIELDS:
		if LISTS.has(key):
			if not _is_list(kept.get(key), LISTS[key]):
				return "'%s' is no list of numbers" % key
		elif not _is_number(kept.get(key)):
			return "'%s' is no number" % key
	if not kept.get("gate_open", false) is bool:
		return "'gate_open' is neither true nor false"
	return "" if kept.get("music", "") is String else "'music' is no text"


## The night that was saved; null where there is none that can be used.
static func load_night() -> Night:
	var kept := _read()
	if kept.is_empty():
		return null
	var night := Night.new(int(kept["forest"]))
	night.time = maxf(kept["time"], 0.0)
	night.keeper.at = Vector2(kept["at"][0], kept["at"][1])
	night.keeper.flame = clampf(kept["flame"], 0.05, 1.0)
	night.keeper.oil = clampf(kept["oil"], 0.0, 1.0)
	night.wonders = clampi(int(kept["wonders"]), 0, Tale.WONDERS.size())
	for i: float in kept["done"]:
		if i >= 0 and i < night.forest.places.size():
			night.forest.places[int(i)].done = true
	var alive: Array = kept["alive"].map(func(one: float) -> int: return int(one))
	night.shades = night.shades.filter(
		func(shade: Shade) -> bool: return alive.has(hash(shade.home))
	)
	if kept.get("gate_open", false):
		night.open_gate()
	return night


## The music that was saved with it.
static func music() -> String:
	return _read().get("music", "")


## Forget it.
static func forget() -> void:
	if exists():
		DirAccess.remove_absolute(ProjectSettings.globalize_path(PATH))


static func _read() -> Dictionary:
	if not exists() or not fault().is_empty():
		return {}
	return JSON.parse_string(FileAccess.get_file_as_string(PATH))


static func _is_number(value: Variant) -> bool:
	return value is float and is_finite(value) and absf(value) < 1e12


static func _is_list(value: Variant, wanted: int) -> bool:
	if not value is Array:
		return false
	var list: Array = value
	return (wanted < 0 or list.size() == wanted) and list.all(_is_number)
