class_name MusicFiles
extends RefCounted
## Where the game's recordings are: `affekt sets bake wayfarer --out godot-sample/music/wayfarer`
## puts them into the project; a clone of Affekt has them beside it.

const OWN := "res://music/"
const BESIDE := "../stems/"


## The set for the game's own mixer; null where there are no recordings.
static func music_set(named: String) -> AffektSet:
	for folder: String in [OWN + named, _beside(named)]:
		if FileAccess.file_exists(folder.path_join(AffektSet.SET_JSON)):
			var found := AffektSet.new()
			found.folder = folder
			return found
	return null


static func _beside(named: String) -> String:
	var project := ProjectSettings.globalize_path("res://")
	return project.path_join(BESIDE + named).simplify_path() if not project.is_empty() else ""
