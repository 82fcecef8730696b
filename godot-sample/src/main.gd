class_name Main
extends Node
## The application: its command line, its settings, its screens.

var _options := Options.from_command_line()
var _score := GameScore.new()


func _ready() -> void:
	add_child(_score)
	if _options.blind:
		_run_blind()
	elif not _options.shots.is_empty():
		_tour()


func _tour() -> void:
	var shots := Shots.new(_options.shots)
	add_child(shots)
	var night := Night.new(7)
	var view := NightView.new(night)
	add_child(view)
	var pilot := Pilot.new(night, "adventure")
	for moment: float in [3.0, 20.0, 26.0, 66.0, 110.0, 188.0, 225.5, 228.0, 232.0, 552.0]:
		while night.time < moment:
			night.step(pilot.decide(night, 1.0 / 60.0), 1.0 / 60.0)
			if moment - night.time < 1.0:
				view.follow(1.0 / 60.0)
				await get_tree().process_frame
		await shots.take("t%03d" % int(moment))
	get_tree().quit()


func _run_blind() -> void:
	var number := _options.number if _options.number > 0 else 7
	_score.say_file = SayFile.new()
	if _score.say_file.open(_options.say_file, GameScore.MUSIC_SET, number) != OK:
		push_error("sample: cannot write '%s'" % _options.say_file)
		get_tree().quit(1)
		return
	var run := BlindRun.new(_score, _options.script_name, number)
	run.finished.connect(get_tree().quit)
	add_child(run)
