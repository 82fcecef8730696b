extends "testing.gd"
## The game's own tests: `godot --headless --path godot-sample -s res://tests/run.gd`. Says at the
## end `TESTS: 12 passed, 0 failed`; a script error ends a test without a word.


func _test_a_forest_is_the_same_from_the_same_seed() -> void:
	var one := Forest.new(3)
	_holds(one.trees == Forest.new(3).trees, "the trees of seed 3 differ")
	_holds(one.trees != Forest.new(4).trees, "seeds 3 and 4 have the same trees")


func _test_every_station_can_be_walked_to() -> void:
	for number: int in [1, 2, 3]:
		var forest := Forest.new(number)
		var way := Way.new(forest)
		for i: int in range(1, forest.trail.size()):
			var found := way.path(forest.trail[i - 1], forest.trail[i])
			var near := found[-1].distance_to(forest.trail[i]) if not found.is_empty() else INF
			_holds(near < 2.0 * Way.CELL, "seed %d: no way to station %d" % [number, i])


func _test_nobody_walks_through_a_tree() -> void:
	var forest := Forest.new(5)
	for i: int in range(400, 900):
		var spot := forest.free_spot(forest.trees[i] + Vector2(2, 1), Keeper.SIZE)
		var apart := spot.distance_to(forest.trees[i])
		_holds(apart >= forest.trunks[i] + Keeper.SIZE - 3.0, "tree %d is walked into" % i)


func _test_a_keeper_gathers_way_and_stands() -> void:
	var night := Night.new(7)
	var wish := Wish.new()
	wish.move = Vector2.UP
	_step(night, 0.05, wish)
	var slow := night.keeper.velocity.length()
	_step(night, 0.5, wish)
	_holds(slow < Keeper.WALK * 0.7, "it is at full pace at once")
	_holds(night.keeper.velocity.length() > Keeper.WALK * 0.9, "it never gets going")
	_step(night, 0.4)
	_holds(night.keeper.velocity.length() < 1.0, "it slides on")


func _test_leaves_hide_who_covers_the_lantern() -> void:
	var night := Night.new(7)
	var keeper := night.keeper
	keeper.at = night.forest.thickets[0]
	var cover := Wish.new()
	cover.dim = true
	_step(night, 1.5)
	_holds(keeper.seen_from() > 200.0, "an open lantern is hidden")
	_step(night, 1.5, cover)
	_holds(keeper.seen_from() < 50.0, "a covered lantern in leaves is seen")


func _test_a_shade_notices_hunts_and_loses_track() -> void:
	var forest := Forest.new(7)
	var keeper := Keeper.new()
	keeper.at = Vector2(2000, 2000)
	var shade := Shade.new(Shade.Kind.SHADE, keeper.at + Vector2(180, 0), 1)
	var moods: Array[Shade.Mood] = []
	for i: int in 60 * 30:
		if i == 60 * 4:
			keeper.at += Vector2(900, 0)
		shade.step(keeper, forest, DT)
		if moods.is_empty() or moods[-1] != shade.mood:
			moods.append(shade.mood)
	var wanted: Array[Shade.Mood] = [
		Shade.Mood.NOTICE, Shade.Mood.HUNT, Shade.Mood.SEARCH, Shade.Mood.WANDER
	]
	_holds(moods == wanted, "its moods were %s" % [moods])


func _test_a_warden_that_sees_nobody_goes_home() -> void:
	var night := Night.new(7)
	night.shades.clear()
	night.wonders = ForestPlan.NEEDED
	var gate := night.forest.all_of(Place.Kind.GATE)[0]
	var told: Array[String] = []
	night.happened.connect(func(what: String, _how: float) -> void: told.append(what))
	night.keeper.at = gate.at + Vector2(0, 120)
	_step(night, 3.0)
	_holds(told.slice(0, 2) == ["boss", "combat_start"], "the warden does not come: %s" % [told])
	var fire := night.forest.all_of(Place.Kind.FIRE)[3]
	night.keeper.at = fire.at
	_step(night, 30.0)
	_holds(told.has("combat_end") and night.peril.threat < 0.05, "it hunts on: %s" % [told])
	_holds(night.fire == fire, "nobody may sit down")
	night.warden.at = gate.at + Vector2(0, 600)
	_step(night, 40.0)
	_holds(night.warden.at.distance_to(gate.at) < 200.0, "it does not go home")
	night.keeper.at = night.warden.at + Vector2(60, 0)
	_step(night, 4.0)
	_holds(night.warden.hunts(), "it forgot what it is there for")


func _test_one_shade_is_a_small_fight_and_three_are_not() -> void:
	for pair: Array in [[1, 0.6], [3, 1.0]]:
		var keeper := Keeper.new()
		var shades: Array[Shade] = []
		for i: int in pair[0]:
			shades.append(Shade.new(Shade.Kind.SHADE, Vector2(60, 10 * i), i))
			shades[-1].mood = Shade.Mood.HUNT
		var peril := Peril.new()
		for i: int in 240:
			peril.step(shades, keeper, DT)
		_holds(peril.threat <= pair[1], "%d shades threaten by %.2f" % [pair[0], peril.threat])
		_holds((peril.fight >= Peril.EARNEST) == (pair[0] > 1), "%d shades: wrong fight" % pair[0])


func _test_light_without_oil_goes_out() -> void:
	var night := Night.new(7)
	night.keeper.at = Vector2(3000, 3000)
	night.shades.clear()
	night.keeper.oil = 0.001
	_step(night, 95.0)
	_holds(night.outcome == -1, "it still burns")


func _test_a_flare_makes_shades_reel_and_costs_oil() -> void:
	var night := Night.new(7)
	night.shades.clear()
	night.keeper.at = Vector2(3000, 3000)
	var shade := night.let_in(Shade.Kind.SHADE, night.keeper.at + Vector2(80, 0), 1)
	var wish := Wish.new()
	wish.flare = true
	night.step(wish, DT)
	_holds(shade.mood == Shade.Mood.STUNNED, "it does not reel")
	_holds(night.keeper.oil < 1.0 - Keeper.FLARE_OIL * 0.9, "it costs nothing")


func _test_missing_recordings_are_told_with_what_to_do() -> void:
	for mode: Settings.Mode in [Settings.Mode.BAKED, Settings.Mode.COMMANDED]:
		var settings := Settings.new()
		settings.mode = mode
		var band := Band.new(settings, "no_such_set")
		_holds(band.source == null, "somebody plays a set that is not there")
		_holds("affekt sets bake no_such_set" in band.standing(), "it says '%s'" % band.standing())
		band.free()


func _test_the_music_may_be_held_still_and_let_go() -> void:
	var score := GameScore.new()
	root.add_child(score)
	var settings := Settings.new()
	settings.adaptive = false
	settings.server = "http://127.0.0.1:1"
	score.open(settings)
	score.event("combat_start")
	_holds(score.source().refused == 0 and score.last_said == "combat_start 1.0", "it fails")
	settings.adaptive = true
	score.take(settings)
	_holds(score.source() != null, "the switch takes the music away")
	score.free()


func _test_every_screen_opens() -> void:
	var theme := NightTheme.make(1.3)
	var night := Night.new(7)
	night.outcome = 1
	for screen: Screen in [
		TitleScreen.new(theme, true),
		PauseScreen.new(theme, true),
		OptionsScreen.new(theme, Settings.new()),
		EndingScreen.new(theme, night, true),
	]:
		root.add_child(screen)
		await process_frame
		var buttons := screen.find_children("*", "BaseButton", true, false)
		_holds(buttons.size() > 1, "a screen has no buttons")
		_holds((buttons[0] as Control).has_focus(), "no button has the focus")
		screen.free()
