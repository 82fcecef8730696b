class_name Main
extends Node
## The application: its settings, its screens, and the night that is played.

## The settings, as chosen.
var settings := Settings.load_file()
## What the music is told.
var score := GameScore.new()
## The night that is played; null at the title.
var play: Play = null

var _server := AffektServer.new()
var _options := Options.from_command_line()
var _screens := CanvasLayer.new()
var _screen: Screen = null
var _backdrop: NightView = null
var _left := 0.0
## The night as it was at the fire, while its music is on the way.
var _resting: Dictionary = {}


func _ready() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	Controls.register()
	settings.override(_options)
	if not _options.blind and _options.server.is_empty():
		_start_own_server()
	settings.changed.connect(_take_settings)
	_screens.layer = 20
	add_child(_screens)
	add_child(score)
	_take_settings()
	score.music_saved.connect(_on_music_saved)
	_left = _options.seconds
	if _options.pause_at > 0.0:
		_pause_once.call_deferred()
	if _options.blind:
		_run_blind()
	elif not _options.shots.is_empty():
		add_child(Tour.new(self, _options.shots))
	elif _options.go_on:
		score.open(settings)
		go_on()
	elif _options.play or not _options.script_name.is_empty():
		score.open(settings)
		begin(_number())
	else:
		score.open(settings)
		show_title()


func _process(delta: float) -> void:
	if _left > 0.0:
		_left -= delta
		if _left <= 0.0:
			print("sample: ", score.summary())
			get_tree().quit()


func _unhandled_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"show_score") and play != null:
		get_viewport().set_input_as_handled()
		play.show_score(not play.shows_score())


## The first screen, over a forest that waits.
func show_title() -> void:
	_leave_play()
	if _backdrop == null:
		_backdrop = NightView.new(Night.new(7))
		add_child(_backdrop)
		_backdrop.look_aside(Vector2(-215, -40))
	score.event("rest")
	var screen := TitleScreen.new(_theme(), SavedNight.exists())
	screen.chosen.connect(_on_chosen)
	show_screen(screen)


## Play a night of a seed.
func begin(number: int) -> void:
	_enter(Night.new(number))
	score.event("explore")
	play.tell(Tale.FIRST)


## Play the night that was saved, with its music; where it is damaged, say so.
func go_on() -> void:
	var wrong := SavedNight.fault()
	if not wrong.is_empty():
		_tell_damage(wrong)
		return
	var night := SavedNight.load_night()
	if night == null:
		begin(_number())
		return
	_enter(night)
	if not score.restore(SavedNight.music()):
		score.event("rest")


## Show a screen in place of the one before; null for none.
func show_screen(screen: Screen) -> void:
	if _screen != null:
		_screen.queue_free()
	_screen = screen
	if screen != null:
		_screens.add_child(screen)


## Stand still, the music with it; or go on.
func pause(on: bool) -> void:
	get_tree().paused = on
	score.pause(on)
	if on:
		_show_pause()
	else:
		show_screen(null)


## Choose options, and come back to a screen.
func show_options(back: Callable) -> void:
	var screen := OptionsScreen.new(_theme(), settings)
	screen.closed.connect(back)
	show_screen(screen)


func _enter(night: Night) -> void:
	_leave_play()
	if _backdrop != null:
		_backdrop.queue_free()
		_backdrop = null
	show_screen(null)
	var player: Object = Hand.new()
	if not _options.script_name.is_empty():
		player = Pilot.new(night, _options.script_name)
	play = Play.new(night, score, settings, player)
	play.paused.connect(pause.bind(true))
	play.ended.connect(_on_ended)
	play.rested.connect(_on_rested)
	play.process_mode = Node.PROCESS_MODE_PAUSABLE
	add_child(play)


func _tell_damage(wrong: String) -> void:
	if play == null:
		show_title()
	var path := ProjectSettings.globalize_path(SavedNight.PATH)
	var lines: PackedStringArray = [
		"The saved night cannot be read: %s." % wrong,
		path,
		"A new night, saved at a fire, replaces it.",
	]
	print("sample: %s %s" % [lines[0], path])
	var screen := NoteScreen.new(_theme(), "No way back", lines)
	screen.closed.connect(_show_pause if get_tree().paused else show_title)
	show_screen(screen)


func _show_pause() -> void:
	var screen := PauseScreen.new(_theme(), SavedNight.exists())
	screen.chosen.connect(_on_chosen)
	show_screen(screen)


func _leave_play() -> void:
	if get_tree().paused:
		pause(false)
	if play != null:
		remove_child(play)
		play.queue_free()
		play = null


func _on_chosen(what: String) -> void:
	match what:
		"begin":
			begin(_number())
		"go_on", "load":
			go_on()
		"options":
			show_options(_show_pause if play != null else show_title)
		"resume":
			pause(false)
		"title":
			show_title()
		"quit":
			get_tree().quit()


func _on_ended(night: Night) -> void:
	var screen := EndingScreen.new(_theme(), night, SavedNight.exists())
	screen.chosen.connect(_on_chosen)
	show_screen(screen)


func _on_rested(night: Night) -> void:
	_resting = SavedNight.words(night)
	_write(_resting, "")
	score.save()


## The music comes a moment later; it belongs to the night as it was when it was asked for.
func _on_music_saved(snapshot: String) -> void:
	if not _resting.is_empty():
		_write(_resting, snapshot)
		_resting = {}


func _write(kept: Dictionary, music: String) -> void:
	var failed := SavedNight.write(kept, music)
	if failed != OK:
		push_warning("sample: the night is not saved: %s" % error_string(failed))


func _take_settings() -> void:
	for pair: Array in [
		["Music", settings.music], ["World", settings.world], ["Voice", settings.voice]
	]:
		var bus := AudioServer.get_bus_index(pair[0])
		AudioServer.set_bus_volume_linear(bus, pair[1])
	score.take(settings)


## A server that was made by `affekt package` and lies beside the game plays, where there is one.
func _start_own_server() -> void:
	_server.auto_start = false
	_server.folder = _options.own_server
	if not FileAccess.file_exists(_server.program()):
		return
	settings.has_own = true
	settings.own = true
	_server.ready_to_serve.connect(_on_ready_to_serve)
	_server.failed.connect(_on_server_failed)
	add_child(_server)
	_server.start.call_deferred()


func _on_ready_to_serve(url: String) -> void:
	settings.own_url = url
	settings.own_osc = _server.doors.get("osc", "")
	score.go_to(settings)


func _on_server_failed(why: String) -> void:
	push_warning("sample: %s" % why)
	settings.has_own = false
	settings.own = false
	settings.changed.emit()


func _notification(what: int) -> void:
	if what == NOTIFICATION_PREDELETE and not _server.is_inside_tree():
		_server.free()


func _theme() -> Theme:
	return NightTheme.make(settings.text_scale)


func _number() -> int:
	return _options.number if _options.number > 0 else randi_range(1, 99999)


func _pause_once() -> void:
	await get_tree().create_timer(_options.pause_at).timeout
	pause(true)
	await get_tree().create_timer(1.0).timeout
	pause(false)


func _run_blind() -> void:
	var number := _options.number if _options.number > 0 else 7
	score.say_file = SayFile.new()
	if score.say_file.open(_options.say_file, GameScore.MUSIC_SET, number) != OK:
		push_error("sample: cannot write '%s'" % _options.say_file)
		get_tree().quit(1)
		return
	var run := BlindRun.new(score, _options.script_name, number)
	run.finished.connect(get_tree().quit)
	add_child(run)
