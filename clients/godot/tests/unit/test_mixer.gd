extends "res://tests/suite.gd"
## The mixer in the tree: others beside it, moved about, and sources that come, change and go.


## A server's or a baked table's decisions, as a test tells them.
class Source:
	extends AffektSource
	signal welcomed(told: Dictionary)
	var said: Array[Dictionary] = []
	var _zero := Time.get_ticks_usec()
	var _first := 48000.0
	var _id := 0

	func frame_now() -> float:
		return _first + (Time.get_ticks_usec() - _zero) * 0.048

	func enter(section_name: String) -> void:
		tell({"kind": "section", "section": section_name, "fade": "cross", "fade_beats": 1.0})

	func tell(what: Dictionary) -> void:
		_id += 1
		var now := int(frame_now())
		var place := {"id": _id, "decided_frame": now, "frame": now + 7200, "tick": 0}
		_decide(what.merged(place).merged({"to_time": "start", "target_tick": 0}))

	func begin_another() -> void:
		_zero = Time.get_ticks_usec()
		_first = 480.0
		_id = 0
		began_again.emit()

	func _say(line: Dictionary) -> bool:
		said.append(line)
		return true

	func _process(_delta: float) -> void:
		_release()


func test_one_that_leaves_takes_no_buses_from_the_next() -> void:
	var old := _mixer(_source())
	var new := _mixer(_source())
	equal(new.layer_bus("bed"), &"AffektMusic2 bed", "the second's own buses")
	old.queue_free()
	await get_tree().process_frame
	await get_tree().process_frame
	holds(_has("AffektMusic2") and not _has("AffektMusic"), "only the first's buses are gone")
	(new.source as Source).enter("calm")
	await comes(func() -> bool: return new.section() == "calm", "the second plays on")
	new.free()
	equal(_buses(), 0, "buses that are left")


func test_two_have_each_their_own_level() -> void:
	var one := _mixer(_source())
	var other := _mixer(_source())
	(one.source as Source).enter("calm")
	(other.source as Source).enter("calm")
	(other.source as Source).tell({"kind": "control", "verb": "mute"})
	await comes(func() -> bool: return _level("AffektMusic2") == 0.0, "the second falls mute")
	near(_level("AffektMusic"), 1.0, 0.001, "the first's level")
	one.free()
	other.free()
	equal(_buses(), 0, "buses that are left")


func test_a_bus_of_the_project_is_left_as_it_was() -> void:
	AudioServer.add_bus()
	AudioServer.set_bus_name(AudioServer.bus_count - 1, "AffektMusic")
	AudioServer.set_bus_volume_linear(AudioServer.bus_count - 1, 0.5)
	var mixer := _mixer(_source())
	near(_level("AffektMusic"), 0.5, 0.001, "its level while it is used")
	(mixer.source as Source).enter("calm")
	(mixer.source as Source).tell({"kind": "control", "verb": "mute"})
	await comes(func() -> bool: return _level("AffektMusic") == 0.0, "it falls mute")
	mixer.free()
	near(_level("AffektMusic"), 0.5, 0.001, "its level afterwards")
	AudioServer.remove_bus(AudioServer.get_bus_index("AffektMusic"))


func test_a_bus_that_somebody_took_away_is_not_missed() -> void:
	var mixer := _mixer(_source())
	AudioServer.remove_bus(AudioServer.get_bus_index("AffektMusic"))
	await get_tree().process_frame
	await get_tree().process_frame
	mixer.free()
	equal(_buses(), 0, "buses that are left")


func test_one_that_is_moved_goes_on_with_what_stands() -> void:
	var mixer := _mixer(_source())
	(mixer.source as Source).enter("calm")
	await comes(func() -> bool: return mixer.section() == "calm", "calm is written")
	remove_child(mixer)
	(mixer.source as Source).enter("fight")
	await get_tree().process_frame
	add_child(mixer)
	await comes(func() -> bool: return mixer.section() == "fight", "what was decided meanwhile")
	await comes(func() -> bool: return mixer.heard_frame() > 0.0, "it is heard")
	mixer.playing = false
	mixer.playing = true
	await comes(func() -> bool: return mixer.section() == "fight", "after it was turned off")
	mixer.free()


func test_another_session_begins_from_nothing() -> void:
	var source := _source()
	var mixer := _mixer(source)
	source.enter("fight")
	source.tell({"kind": "control", "verb": "mute"})
	await comes(func() -> bool: return _level("AffektMusic") == 0.0, "mute")
	source._first = 48000.0 * 600
	await comes(func() -> bool: return mixer.heard_frame() > 48000.0 * 600, "ten minutes on")
	source.tell({"kind": "control", "verb": "pause", "frame": 0})
	source.begin_another()
	equal(mixer.heard_frame(), -1.0, "what is heard of the new one")
	source.enter("calm")
	await comes(func() -> bool: return mixer.section() == "calm", "its section")
	await comes(func() -> bool: return _level("AffektMusic") == 1.0, "its level", 2.0)
	mixer.free()


func test_a_pause_that_came_late_hushes_no_other_music() -> void:
	var source := _source()
	var mixer := _mixer(source)
	source.enter("calm")
	await comes(func() -> bool: return mixer.section() == "calm", "calm is written")
	source.tell({"kind": "control", "verb": "pause", "frame": int(mixer.heard_frame())})
	await comes(func() -> bool: return _level("AffektMusic") == 0.0, "hushed")
	var other := _source()
	var standing := AffektMixer.Standing.new()
	standing.take_over({"frame": 480, "section": "fight"})
	mixer.hand_over(other, int(other.frame_now()), standing)
	await comes(func() -> bool: return mixer.source == other, "handed over")
	await comes(func() -> bool: return _level("AffektMusic") == 1.0, "it sounds", 1.0)
	mixer.free()


func test_a_source_that_is_freed_is_let_go() -> void:
	var source := _source()
	var mixer := _mixer(source)
	source.enter("calm")
	await comes(func() -> bool: return mixer.section() == "calm", "calm is written")
	source.free()
	await get_tree().process_frame
	await get_tree().process_frame
	equal(mixer.heard_frame(), -1.0, "what is heard")
	mixer.source = _source()
	(mixer.source as Source).enter("fight")
	await comes(func() -> bool: return mixer.section() == "fight", "the next one's music")
	mixer.free()


func test_it_pins_what_the_game_has_not() -> void:
	var source := _source()
	source.param("tempo", 120.0)
	source.said.clear()
	var mixer := _mixer(source)
	equal(source.said, [{"param": {"key": "recorded"}}] as Array[Dictionary], "what it pins")
	source.said.clear()
	source.welcomed.emit({})
	equal(source.said, [{"param": {"key": "recorded"}}] as Array[Dictionary], "on a welcome")
	source.enter("calm")
	await comes(func() -> bool: return mixer.section() == "calm", "calm is written")
	source.said.clear()
	var other := _source()
	mixer.hand_over(other, 0, AffektMixer.Standing.new())
	await comes(func() -> bool: return mixer.source == other, "handed over")
	equal(source.said, [{"param": {"key": null}}] as Array[Dictionary], "what it frees")
	mixer.free()


func test_it_takes_another_bus_and_buses_for_layers_while_it_plays() -> void:
	AudioServer.add_bus()
	AudioServer.set_bus_name(AudioServer.bus_count - 1, "Elsewhere")
	var mixer := _mixer(_source())
	(mixer.source as Source).enter("calm")
	await comes(func() -> bool: return mixer.section() == "calm", "calm is written")
	mixer.bus = &"Elsewhere"
	var music := AudioServer.get_bus_index("AffektMusic")
	equal(AudioServer.get_bus_send(music), &"Elsewhere", "where it sounds into")
	holds(not _has("AffektMusic bed"), "the layers have no bus yet")
	mixer.layer_buses = true
	holds(_has("AffektMusic bed"), "the bed has a bus")
	await comes(func() -> bool: return mixer.section() == "calm", "calm goes on")
	mixer.free()
	AudioServer.remove_bus(AudioServer.get_bus_index("Elsewhere"))


func _source() -> Source:
	var source := Source.new()
	add_child(source)
	return source


func _mixer(source: Source) -> AffektMixer:
	var mixer := AffektMixer.new()
	mixer.music_set = _small_set()
	mixer.source = source
	add_child(mixer)
	return mixer


func _small_set() -> AffektSet:
	var folder := OS.get_user_data_dir().path_join("mixer")
	DirAccess.make_dir_recursive_absolute(folder)
	var file := FileAccess.open(folder.path_join("set.json"), FileAccess.WRITE)
	var of := {"bars": 2, "tempo": 120.0, "layers": {}}
	var sections := {"calm": of, "fight": of}
	file.store_string(
		JSON.stringify({"name": "s", "layers": {"bed": {}, "theme": {}}, "sections": sections})
	)
	file.close()
	var made := AffektSet.new()
	made.folder = folder
	return made


func _has(bus: String) -> bool:
	return AudioServer.get_bus_index(bus) >= 0


func _level(bus: String) -> float:
	return AudioServer.get_bus_volume_linear(AudioServer.get_bus_index(bus))


func _buses() -> int:
	var found := 0
	for bus in AudioServer.bus_count:
		found += int(AudioServer.get_bus_name(bus).begins_with("Affekt"))
	return found
