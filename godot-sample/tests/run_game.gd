extends "testing.gd"
## The game as a whole: its screens, its hands, and music that sounds. Wants the set baked.

const NOBODY := "http://127.0.0.1:1"


func _main() -> Main:
	var main := Main.new()
	main.settings.kept = false
	main.settings.server = NOBODY
	root.add_child(main)
	return main


func _press(action: StringName) -> void:
	var event := InputEventAction.new()
	event.action = action
	event.pressed = true
	root.push_input(event)


## Whether the game's music bus sounds within so many seconds.
func _sounds(seconds: float) -> bool:
	var until := Time.get_ticks_msec() + seconds * 1000.0
	while Time.get_ticks_msec() < until:
		await process_frame
		var bus := AudioServer.get_bus_index(Band.BUS)
		if AudioServer.get_bus_peak_volume_left_db(bus, 0) > -60.0:
			return true
	return false


func _falls_silent() -> void:
	var since := Time.get_ticks_msec()
	var until := since + 3000
	while Time.get_ticks_msec() - since < 300 and Time.get_ticks_msec() < until:
		if await _sounds(0.02):
			since = Time.get_ticks_msec()


func _test_music_sounds_after_another_way_was_chosen() -> void:
	var score := GameScore.new()
	root.add_child(score)
	var settings := Settings.new()
	settings.server = NOBODY
	settings.mode = Settings.Mode.BAKED
	score.open(settings)
	score.event("explore")
	_holds(await _sounds(6.0), "there is no music to begin with")
	settings.mode = Settings.Mode.COMMANDED
	score.take(settings)
	await _falls_silent()
	_holds(await _sounds(8.0), "there is no music after a change: %s" % score.standing())
	settings.mode = Settings.Mode.BAKED
	score.pause(true)
	await _falls_silent()
	score.take(settings)
	_holds(not await _sounds(3.0), "a change begins music while the game stands still")
	_holds("when the pause ends" in score.standing(), "it says '%s'" % score.standing())
	score.pause(false)
	_holds(await _sounds(8.0), "there is no music after the pause")
	score.free()


func _test_a_line_that_is_cut_off_lets_the_music_up_again() -> void:
	SavedNight.write(SavedNight.words(Night.new(9)), "")
	for way: String in ["title", "load"]:
		var main := _main()
		main.begin(7)
		var path := "user://said.jsonl"
		main.score.say_file = SayFile.new()
		main.score.say_file.open(path, GameScore.MUSIC_SET, 7)
		main.play.settle()
		main.play.tell("“A line that is spoken, and not short.”", true)
		await process_frame
		await process_frame
		main.pause(true)
		main._on_chosen(way)
		main.score.say_file.close()
		var ducks := Array(FileAccess.get_file_as_string(path).split("\n")).filter(
			func(line: String) -> bool: return "duck" in line
		)
		_holds(ducks.size() >= 2 and '"on":false' in ducks[-1], "%s: %s" % [way, ducks])
		main.free()
	SavedNight.forget()


func _test_a_press_while_the_picture_stands_is_not_lost() -> void:
	Controls.register()
	var night := Night.new(7)
	var score := GameScore.new()
	root.add_child(score)
	var play := Play.new(night, score, Settings.new(), Hand.new())
	root.add_child(play)
	night.showed.emit("kill", Vector2.ZERO)
	await physics_frame
	Input.action_press(&"strike")
	await physics_frame
	Input.action_release(&"strike")
	_holds(night.keeper.strike_wait == 0.0, "the picture does not stand")
	for i: int in 8:
		await physics_frame
	_holds(night.keeper.strike_wait > 0.0, "the strike is lost")
	play.free()
	score.free()


func _test_the_score_is_shown_and_hidden_in_a_pause() -> void:
	var main := _main()
	main.begin(7)
	main.pause(true)
	await process_frame
	_press(&"show_score")
	_holds(main.play.shows_score(), "it cannot be shown")
	_press(&"show_score")
	_holds(not main.play.shows_score(), "it cannot be hidden")
	main.pause(false)
	main.free()


func _test_a_bar_has_as_many_pips_as_beats() -> void:
	var score := GameScore.new()
	root.add_child(score)
	var settings := Settings.new()
	settings.mode = Settings.Mode.BAKED
	score.open(settings)
	var hud := ScoreHud.new(score)
	root.add_child(hud)
	for pair: Array in [["3/4", "○●○ "], ["4/4", "○●○○ "], ["6/8", "○●○○○○ "]]:
		score.source().decided.emit({"kind": "beat", "metre": pair[0]})
		score.source().beat = 2
		var text := hud._where(score.source())
		_holds(pair[1] in text, "%s: %s" % [pair[0], text])
	hud.free()
	score.free()


func _test_a_damaged_night_is_told_at_go_on() -> void:
	var main := _main()
	var file := FileAccess.open(SavedNight.PATH, FileAccess.WRITE)
	file.store_string(JSON.stringify(SavedNight.words(Night.new(9)).merged({"at": 3}, true)))
	file.close()
	main.go_on()
	await process_frame
	var labels := main.find_children("*", "Label", true, false)
	var texts := labels.map(func(label: Label) -> String: return label.text)
	_holds(texts.any(func(text: String) -> bool: return "'at'" in text), "it says %s" % [texts])
	_holds(main.play == null, "a night begins all the same")
	main.free()
	SavedNight.forget()


func _test_late_music_belongs_to_the_night_at_the_fire() -> void:
	var main := _main()
	main.begin(7)
	main.play.night.keeper.oil = 0.75
	main._on_rested(main.play.night)
	main.play.night.keeper.oil = 0.25
	main.score.music_saved.emit("late")
	var found := SavedNight.load_night()
	_holds(is_equal_approx(found.keeper.oil, 0.75), "the night is another one by now")
	_holds(SavedNight.music() == "late", "the music is lost")
	main.free()
	SavedNight.forget()
