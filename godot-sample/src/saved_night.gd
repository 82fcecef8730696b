class_name SavedNight
extends RefCounted
## A night in a file, with its music: `user://night.json`.

const PATH := "user://night.json"
const FORMAT := 1


## Whether there is one.
static func exists() -> bool:
	return not read().is_empty()


## Write a night down; its music's snapshot may be empty.
static func write(night: Night, music: String) -> Error:
	var file := FileAccess.open(PATH, FileAccess.WRITE)
	if file == null:
		return FileAccess.get_open_error()
	var done: Array[int] = []
	for i: int in night.forest.places.size():
		if night.forest.places[i].done:
			done.append(i)
	var alive: Array[int] = []
	for shade: Shade in night.shades:
		if shade.life > 0 and shade.kind != Shade.Kind.WARDEN:
			alive.append(hash(shade.home))
	var kept := {
		"format": FORMAT,
		"forest": night.forest.number,
		"time": night.time,
		"at": [night.keeper.at.x, night.keeper.at.y],
		"flame": night.keeper.flame,
		"oil": night.keeper.oil,
		"wonders": night.wonders,
		"done": done,
		"alive": alive,
		"music": music,
	}
	file.store_string(JSON.stringify(kept))
	return OK


## The file's own words; empty where there is none that can be used.
static func read() -> Dictionary:
	if not FileAccess.file_exists(PATH):
		return {}
	var json := JSON.new()
	if json.parse(FileAccess.get_file_as_string(PATH)) != OK or not json.data is Dictionary:
		return {}
	var kept: Dictionary = json.data
	var whole := kept.has_all(["forest", "at", "flame", "oil", "wonders", "done", "alive"])
	return kept if whole and kept.get("format") == FORMAT else {}


## The night that was saved; null where there is none.
static func load_night() -> Night:
	var kept := read()
	if kept.is_empty():
		return null
	var night := Night.new(int(kept["forest"]))
	night.time = kept.get("time", 0.0)
	night.keeper.at = Vector2(kept["at"][0], kept["at"][1])
	night.keeper.flame = kept["flame"]
	night.keeper.oil = kept["oil"]
	night.wonders = int(kept["wonders"])
	for i: float in kept["done"]:
		if int(i) < night.forest.places.size():
			night.forest.places[int(i)].done = true
	var alive: Array = kept["alive"].map(func(one: float) -> int: return int(one))
	night.shades = night.shades.filter(
		func(shade: Shade) -> bool: return alive.has(hash(shade.home))
	)
	return night


## The music that was saved with it.
static func music() -> String:
	return str(read().get("music", ""))


## Forget it.
static func forget() -> void:
	if FileAccess.file_exists(PATH):
		DirAccess.remove_absolute(ProjectSettings.globalize_path(PATH))
