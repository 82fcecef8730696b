extends "res://tests/suite.gd"


func test_what_is_on_the_right_is_heard_there_until_the_head_turns_to_it() -> void:
	var here := Transform3D.IDENTITY
	var ahead := here.rotated(Vector3.UP, -PI / 2.0)
	near(AffektSpatialLayers.heard(Vector3(3, 0, 0), here).x, 1.0, 0.001, "to the right")
	near(AffektSpatialLayers.heard(Vector3(3, 0, 0), ahead).x, 0.0, 0.001, "turned to it")
	near(AffektSpatialLayers.heard(Vector3(3, 0, 0), ahead).z, 0.0, 0.001, "in front")


func test_what_is_behind_is_darker_and_what_is_far_softer() -> void:
	var here := Transform3D.IDENTITY
	near(AffektSpatialLayers.heard(Vector3(0, 0, 4), here).z, 1.0, 0.001, "behind")
	near(AffektSpatialLayers.heard(Vector3(0, 0, -10), here).y, -20.0, 0.001, "ten metres away")
	near(AffektSpatialLayers.heard(Vector3(0, 0, -0.1), here).y, 0.0, 0.001, "very near")


func test_layers_stand_where_they_are_told_then_where_the_set_says_then_on_a_ring() -> void:
	var manifest := {
		"layers": {"bed": {}, "theme": {"position": [0.0, 1.0, -2.0]}, "pulse": {}, "answer": {}}
	}
	var told: Dictionary[String, Vector3] = {"pulse": Vector3(1, 2, 3)}
	var found := AffektSpatialLayers.placed(manifest, told, ["bed"], 3.0)
	equal(found.has("bed"), false, "the bed is placed")
	equal(found["theme"], Vector3(0, 1, -2), "the theme")
	equal(found["pulse"], Vector3(1, 2, 3), "the pulse")
	near(found["answer"].length(), 3.0, 0.001, "how far the answer is")


func test_it_says_what_it_needs() -> void:
	var spatial := AffektSpatialLayers.new()
	equal(spatial._get_configuration_warnings().size(), 2, "warnings")
	spatial.free()


func test_a_layers_bus_follows_the_head_and_is_left_as_it_was() -> void:
	var folder := OS.get_user_data_dir().path_join("spatial")
	DirAccess.make_dir_recursive_absolute(folder)
	var file := FileAccess.open(folder.path_join("set.json"), FileAccess.WRITE)
	var theme := {"position": [3.0, 0.0, 0.0]}
	file.store_string(JSON.stringify({"name": "s", "layers": {"theme": theme}, "sections": {}}))
	file.close()
	AudioServer.add_bus()
	var bus := AudioServer.bus_count - 1
	AudioServer.set_bus_name(bus, "AffektMusic theme")
	var mixer := AffektMixer.new()
	mixer.music_set = AffektSet.new()
	mixer.music_set.folder = folder
	var spatial := AffektSpatialLayers.new()
	spatial.listener = Node3D.new()
	spatial.mixer = mixer
	for node: Node in [mixer, spatial.listener, spatial]:
		add_child(node)
	spatial.set_process(false)
	for n in 60:
		spatial._process(0.1)
	var panner := AudioServer.get_bus_effect(bus, 0) as AudioEffectPanner
	near(panner.pan, 1.0, 0.01, "the pan")
	spatial.listener.rotation.y = -PI / 2.0
	for n in 60:
		spatial._process(0.1)
	near(panner.pan, 0.0, 0.01, "the pan, turned to it")
	remove_child(spatial)
	equal(AudioServer.get_bus_effect_count(bus), 0, "effects that are left")
	AudioServer.remove_bus(bus)
	spatial.free()


func test_a_mixer_that_plays_already_has_its_layers_placed_and_those_of_its_next_set() -> void:
	var mixer := AffektMixer.new()
	mixer.music_set = _set_of("one", "theme")
	mixer.source = AffektSource.new()
	var spatial := AffektSpatialLayers.new()
	spatial.listener = Node3D.new()
	spatial.mixer = mixer
	for node: Node in [mixer.source, mixer, spatial.listener, spatial]:
		add_child(node)
	await get_tree().process_frame
	await get_tree().process_frame
	equal(_effects("AffektMusic theme"), 3, "effects of the theme")
	mixer.music_set = _set_of("two", "answer")
	await get_tree().process_frame
	await get_tree().process_frame
	equal(_effects("AffektMusic answer"), 3, "effects of the next set's answer")
	mixer.layer_buses = false
	mixer.layer_buses = true
	await get_tree().process_frame
	await get_tree().process_frame
	equal(_effects("AffektMusic answer"), 3, "effects on the bus that was made again")
	spatial.free()
	equal(_effects("AffektMusic answer"), 0, "effects that are left")
	mixer.free()


func _set_of(folder_name: String, layer: String) -> AffektSet:
	var folder := OS.get_user_data_dir().path_join("spatial_%s" % folder_name)
	DirAccess.make_dir_recursive_absolute(folder)
	var file := FileAccess.open(folder.path_join("set.json"), FileAccess.WRITE)
	var sections := {"calm": {"bars": 1, "layers": {}}}
	file.store_string(
		JSON.stringify({"name": folder_name, "layers": {layer: {}}, "sections": sections})
	)
	file.close()
	var made := AffektSet.new()
	made.folder = folder
	return made


func _effects(bus: String) -> int:
	var at := AudioServer.get_bus_index(bus)
	return AudioServer.get_bus_effect_count(at) if at >= 0 else -1
