extends "testing.gd"
## What is kept in files: nights and settings.


func _put(text: String) -> void:
	var file := FileAccess.open(SavedNight.PATH, FileAccess.WRITE)
	file.store_string(text)
	file.close()


func _test_a_night_is_saved_and_found_again_with_its_music() -> void:
	var night := Night.new(9)
	night.keeper.at = Vector2(1234, 2345)
	night.keeper.oil = 0.5
	night.wonders = 2
	night.forest.places[1].done = true
	night.shades.remove_at(0)
	_holds(SavedNight.write(SavedNight.words(night), "the music") == OK, "it cannot be written")
	var found := SavedNight.load_night()
	_holds(found.keeper.at.distance_to(night.keeper.at) < 0.1, "it stands elsewhere")
	_holds(found.wonders == 2 and found.forest.places[1].done, "a wonder is forgotten")
	_holds(found.shades.size() == night.shades.size(), "the dead are back")
	_holds(found.warden == null, "the warden is there already")
	_holds(SavedNight.music() == "the music", "the music is lost")
	_holds(not FileAccess.file_exists(SavedNight.FRESH), "another file is left")
	SavedNight.forget()
	_holds(SavedNight.load_night() == null, "it is still there")


func _test_the_warden_stays_dead() -> void:
	var night := Night.new(9)
	night.wonders = ForestPlan.NEEDED
	night.open_gate()
	SavedNight.write(SavedNight.words(night), "")
	var found := SavedNight.load_night()
	var told: Array[String] = []
	found.happened.connect(func(what: String, _how: float) -> void: told.append(what))
	found.shades.clear()
	var shade := found.let_in(Shade.Kind.SHADE, found.keeper.at + Vector2(60, 0), 1)
	shade.mood = Shade.Mood.HUNT
	_step(found, 0.5)
	found.shades.clear()
	_step(found, 3.0)
	_holds("combat_end" in told, "a later fight never ends: %s" % [told])
	found.keeper.at = found.forest.all_of(Place.Kind.GATE)[0].at
	_step(found, 0.1)
	_holds(found.outcome == 1 and not "boss" in told, "the warden is back: %s" % [told])
	SavedNight.forget()


func _test_a_damaged_save_is_told_and_no_night() -> void:
	var sound := SavedNight.words(Night.new(9))
	var texts: Array[String] = ["", "{", "[]", '{"format": 1}', '{"format": 2, "forest": 1}']
	for wrong: Dictionary in [
		{"flame": "high"},
		{"at": 4},
		{"at": [1]},
		{"at": ["x", null]},
		{"done": [{}]},
		{"alive": null},
		{"time": []},
		{"forest": {}},
		{"music": 3},
		{"gate_open": "yes"},
	]:
		texts.append(JSON.stringify(sound.merged(wrong, true)))
	for text: String in texts:
		_put(text)
		_holds(SavedNight.load_night() == null, "'%s' is taken for a night" % text.right(80))
		_holds(not SavedNight.fault().is_empty(), "nothing is said of '%s'" % text.right(80))
		_holds(SavedNight.music() == "", "'%s' has music" % text.right(80))
	_put(JSON.stringify(sound))
	_holds(SavedNight.fault() == "", "a sound one is refused: %s" % SavedNight.fault())
	SavedNight.forget()


func _test_what_the_command_line_says_is_not_kept() -> void:
	Settings.new().put("server", "http://kept:1")
	var options := Options.new()
	options.server = "http://once:2"
	options.mode = "baked"
	var settings := Settings.load_file()
	settings.override(options)
	_holds(settings.server == "http://once:2" and settings.mode == Settings.Mode.BAKED, "ignored")
	settings.put("bpm", 99.0)
	var found := Settings.load_file()
	_holds(found.server == "http://kept:1" and found.mode == Settings.Mode.STREAMED, "it is kept")
	_holds(found.bpm == 99.0, "the player's choice is not")
	settings.put("server", "http://chosen:3")
	_holds(Settings.load_file().server == "http://chosen:3", "the player's own server is not kept")
	DirAccess.remove_absolute(ProjectSettings.globalize_path(Settings.PATH))


func _test_a_server_of_its_own_is_shown_and_not_kept() -> void:
	var settings := Settings.new()
	settings.put("server_shown", Settings.OWN)
	_holds(settings.server_shown == settings.server, "there is none, and it is used")
	settings.has_own = true
	settings.put("server_shown", Settings.OWN)
	_holds(settings.server_shown == Settings.OWN, "it is not shown")
	_holds(Settings.load_file().server == Settings.new().server, "it is kept")
	settings.put("server_shown", "http://other:1")
	_holds(settings.server_shown == "http://other:1" and not settings.own, "no other one may be")
	DirAccess.remove_absolute(ProjectSettings.globalize_path(Settings.PATH))


func _test_settings_out_of_range_are_as_if_not_there() -> void:
	var file := ConfigFile.new()
	for pair: Array in [
		["mode", 7], ["heart", -1], ["bpm", 9000.0], ["music", NAN], ["world", 0.5]
	]:
		file.set_value("sample", pair[0], pair[1])
	file.save(Settings.PATH)
	var found := Settings.load_file()
	_holds(found.mode == Settings.Mode.STREAMED and found.heart == Settings.Heart.OFF, "a choice")
	_holds(found.bpm == 80.0 and found.music == 0.9, "a number")
	_holds(found.world == 0.5, "a sound one is lost")
	DirAccess.remove_absolute(ProjectSettings.globalize_path(Settings.PATH))
