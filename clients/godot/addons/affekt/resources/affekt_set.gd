@tool
class_name AffektSet
extends Resource
## A set of music in the project: a folder with [code]set.json[/code] and its recordings.
##
## Copy a set's folder into the project ([code]affekt sets build[/code] has written its
## [code]set.json[/code]). Recordings that Godot has imported are used as they are; others are read
## from the folder. In an export, add [code]*.json[/code] to the preset's filter of files.

## Frames a second of every recording.
const RATE := 48000
const TICKS_PER_QUARTER := 960
const SET_JSON := "set.json"
const BAKED_JSON := "baked.json"
## A stinger follows the loudness that its section asks for by this share.
const STINGER_SHARE := 0.6
## Frames before an exit at which a section gives way to its tail, and silence between two of them.
const TAIL_LEAD := 1440
const TAIL_GAP := 2400

## The set's folder, such as [code]res://music/wayfarer[/code].
@export_dir var folder := "":
	set(value):
		folder = value.trim_suffix("/")
		_manifest = {}
		_fault = ""
		_streams.clear()
		_tailed.clear()
		emit_changed()

## All of [code]set.json[/code]; empty where it cannot be read, see [method fault].
var manifest: Dictionary:
	get:
		_read()
		return _manifest

var _manifest: Dictionary = {}
var _fault := ""
var _streams: Dictionary[String, AudioStream] = {}
var _tailed: Dictionary[String, bool] = {}


## Why the set cannot be used; empty where it can.
func fault() -> String:
	_read()
	return _fault


## The set's name.
func music_name() -> String:
	return str(manifest.get("name", ""))


## The baked table, for music without a server; empty where there is none.
func baked() -> Dictionary:
	return _json(BAKED_JSON)


## The names of all layers, in the set's order.
func layer_names() -> PackedStringArray:
	return PackedStringArray((manifest.get("layers", {}) as Dictionary).keys())


## Whether there is such a section.
func has_section(section: String) -> bool:
	return (manifest.get("sections", {}) as Dictionary).has(section)


## All that the set says of a section; empty where there is none.
func section(section_name: String) -> Dictionary:
	return (manifest.get("sections", {}) as Dictionary).get(section_name, {})


## The ticks of a beat, the note value that the metre counts.
func beat_ticks(of: String) -> int:
	var metre := str(section(of).get("metre", "4/4")).split("/")
	return (
		TICKS_PER_QUARTER * 4 / maxi(int(metre[1]), 1) if metre.size() == 2 else TICKS_PER_QUARTER
	)


## The ticks of one pass through a section.
func body_ticks(of: String) -> int:
	var metre := str(section(of).get("metre", "4/4")).split("/")
	return int(section(of).get("bars", 1)) * int(metre[0]) * beat_ticks(of)


## The frames of one pass through a section.
func body_frames(of: String) -> int:
	return maxi(_frames(of, body_ticks(of)), 1)


## The frames that each recording of a section holds before the section's first beat.
func pickup_frames(of: String) -> int:
	return beats_frames(of, float(section(of).get("pickup_beats", 0.0)))


## The frames of a length in beats, at the section's own tempo.
func beats_frames(of: String, beats: float) -> int:
	return _frames(of, roundi(beats * beat_ticks(of)))


## The frame within a section's body at one of its ticks.
func frame_in_body(of: String, tick: int) -> int:
	return roundi(float(tick) * body_frames(of) / maxi(body_ticks(of), 1))


## The frames of a layer's own loop in a section; 0 where it goes round with the section.
func loop_frames(of: String, layer: String) -> int:
	var bars := int(_number(_used(of, layer).get("loop_bars")))
	return _frames(of, bars * body_ticks(of) / maxi(int(section(of).get("bars", 1)), 1))


## Whether a section plays once and does not go round.
func is_once(of: String) -> bool:
	return bool(section(of).get("once", false))


## Whether some layer of a section goes round in bars of its own.
func is_unequal(of: String) -> bool:
	for layer: String in section(of).get("layers", {}):
		if _used(of, layer).get("loop_bars") != null:
			return true
	return false


## The tick of a cue or marker of a section.
func cue_tick(of: String, cue: Dictionary) -> int:
	var beat := beat_ticks(of)
	var bar := body_ticks(of) / maxi(int(section(of).get("bars", 1)), 1)
	return roundi((float(cue.get("bar", 1)) - 1) * bar + (float(cue.get("beat", 1)) - 1) * beat)


## The frames of each tail that a section has after its exits; 0 where it has none.
func tail_frames(of: String) -> int:
	var seconds := float(section(of).get("exit_tail_s", 0.0))
	if seconds <= 0.0 or is_unequal(of) or not _has_tails(of):
		return 0
	return TAIL_LEAD + roundi(seconds * RATE)


## Where in the files of tails that of the exit at a body frame begins; -1 where no exit is.
func tail_slot(of: String, body: int) -> int:
	var exits := _exit_ticks(of)
	for k in exits.size():
		if absi(frame_in_body(of, exits[k]) - body) <= 1:
			return k * (tail_frames(of) + TAIL_GAP)
	return -1


## The tails of a recording: beside [code]bed.ogg[/code] they stand in [code]bed.tails.ogg[/code].
static func tails_file(file: String) -> String:
	return "%s.tails.%s" % [file.get_basename(), file.get_extension()]


## The recording of a layer's take in a section, a path in the folder; of the first take where
## there is none of that name, and empty where the layer is silent there.
func take_file(of: String, layer: String, take: String) -> String:
	return str(_take(_used(of, layer), take).get("file", ""))


## All that the set says of a stinger's take: [code]file[/code], [code]pickup_frames[/code],
## [code]gain_db[/code] as it is wanted over a section. Empty where there is none.
func stinger(stinger_name: String, take: String, over: String) -> Dictionary:
	var stingers: Dictionary = manifest.get("stingers", {})
	var of: Dictionary = stingers.get(stinger_name, {})
	var chosen := _take(of, take)
	if chosen.is_empty():
		return {}
	var beat := 60.0 * RATE / float(of.get("tempo", 120.0))
	return {
		"file": str(chosen["file"]),
		"pickup_frames": roundi(float(chosen.get("pickup_beats", 0.0)) * beat),
		"gain_db": float(of.get("gain_db", 0.0)) + _softer(over),
	}


## The paths in the folder of all recordings of a section.
func recordings(of: String) -> PackedStringArray:
	var found := PackedStringArray()
	for layer: String in section(of).get("layers", {}):
		for take: Dictionary in _used(of, layer).get("takes", []):
			found.append(str(take["file"]))
			if tail_frames(of) > 0:
				found.append(tails_file(str(take["file"])))
	return found


## Whether a recording has been read already.
func holds(file: String) -> bool:
	return _streams.has(file)


## A recording by its path in the folder, read once; null where it cannot be read.
func recording(file: String) -> AudioStream:
	if _streams.has(file):
		return _streams[file]
	var path := folder.path_join(file)
	var stream: AudioStream = null
	if path.begins_with("res://") and ResourceLoader.exists(path):
		stream = ResourceLoader.load(path) as AudioStream
	elif FileAccess.file_exists(path):
		stream = _from_file(path)
	if stream == null:
		push_warning(
			"Affekt: the recording '%s' cannot be read; copy the set's whole folder" % path
		)
	elif stream is AudioStreamOggVorbis:
		(stream as AudioStreamOggVorbis).loop = false
	_streams[file] = stream
	return stream


func _has(file: String) -> bool:
	var path := folder.path_join(file)
	return FileAccess.file_exists(path) or ResourceLoader.exists(path)


func _has_tails(of: String) -> bool:
	if not _tailed.has(of):
		_tailed[of] = true
		for layer: String in section(of).get("layers", {}):
			for take: Dictionary in _used(of, layer).get("takes", []):
				_tailed[of] = _tailed[of] and _has(tails_file(str(take["file"])))
	return _tailed[of]


func _exit_ticks(of: String) -> PackedInt64Array:
	var found := PackedInt64Array()
	var length := body_ticks(of)
	var bar := length / maxi(int(section(of).get("bars", 1)), 1)
	var every := int(section(of).get("exit_every_bars", 0)) * bar
	if every > 0:
		for tick in range(every, length, every):
			found.append(tick)
	for cue: Dictionary in section(of).get("exit_cues", []):
		var tick := cue_tick(of, cue)
		if tick > 0 and tick < length and not tick in found:
			found.append(tick)
	found.sort()
	return found


func _from_file(path: String) -> AudioStream:
	match path.get_extension().to_lower():
		"ogg":
			return AudioStreamOggVorbis.load_from_file(path)
		"wav":
			return AudioStreamWAV.load_from_file(path)
		"mp3":
			return AudioStreamMP3.load_from_file(path)
	return null


func _used(of: String, layer: String) -> Dictionary:
	return (section(of).get("layers", {}) as Dictionary).get(layer, {})


func _take(of: Dictionary, take: String) -> Dictionary:
	var takes: Array = of.get("takes", [])
	for one: Dictionary in takes:
		if one.get("name") == take:
			return one
	return takes[0] if not takes.is_empty() else {}


static func _number(value: Variant) -> float:
	return value if value is float or value is int else 0.0


func _frames(of: String, ticks: int) -> int:
	var tempo := float(section(of).get("tempo", 120.0))
	return roundi(ticks * 60.0 * RATE / (TICKS_PER_QUARTER * tempo))


## How much softer a stinger is than written, in dB: it was written over the set's loudest section.
func _softer(over: String) -> float:
	var here: Variant = section(over).get("loudness_lufs")
	if here == null:
		return 0.0
	var loudest := -INF
	for one: String in manifest.get("sections", {}):
		var lufs: Variant = section(one).get("loudness_lufs")
		if lufs != null:
			loudest = maxf(loudest, lufs)
	return STINGER_SHARE * (float(here) - loudest)


func _read() -> void:
	if not _manifest.is_empty() or not _fault.is_empty():
		return
	if folder.is_empty():
		_fault = "The set has no folder: choose the one that holds its set.json."
		return
	_manifest = _json(SET_JSON)
	if not _manifest.get("sections") is Dictionary or not _manifest.get("layers") is Dictionary:
		_manifest = {}
		_fault = (
			"%s is missing or damaged; run 'affekt sets build' and copy the folder."
			% (folder.path_join(SET_JSON))
		)


func _json(file: String) -> Dictionary:
	var path := folder.path_join(file)
	var found: Variant = null
	if FileAccess.file_exists(path):
		found = JSON.parse_string(FileAccess.get_file_as_string(path))
	elif ResourceLoader.exists(path):
		var resource := ResourceLoader.load(path) as JSON
		found = resource.data if resource != null else null
	return found if found is Dictionary else {}
