class_name Tour
extends Node
## Goes through the game's screens and a scripted night, and takes a picture of each.

const DT := 1.0 / 60.0
## Seconds of a night that are drawn before a picture, so that lights and leaves have settled.
const DRAWN_S := 0.8
## Seconds of a night that the score is told of before a picture.
const TOLD_S := 5.0

var _main: Main
var _shots: Shots
var _night: Night
var _pilot: Pilot


func _init(main: Main, folder: String) -> void:
	_main = main
	_shots = Shots.new(folder)
	add_child(_shots)
	process_mode = Node.PROCESS_MODE_ALWAYS


func _ready() -> void:
	_go.call_deferred()


func _go() -> void:
	_main.score.open(_main.settings)
	_main.show_title()
	await _wait(1.0)
	await _shots.take("title")
	_main.show_options(_main.show_title)
	await _wait(0.3)
	await _shots.take("menu")
	_enter(7)
	await _until(2.4, "fire")
	_main.play.show_score(true)
	await _until(19.0, "play")
	await _until(80.4, "wonder")
	await _until(226.0, "fight")
	_main.play.show_score(false)
	while _night.warden == null:
		_step()
	await _until(_night.time + 5.0, "warden")
	while _night.outcome == 0:
		_step()
	_main.play.settle()
	_main.play.set_physics_process(true)
	await _wait(4.5)
	await _shots.take("victory")
	get_tree().quit()


func _enter(number: int) -> void:
	_main.begin(number)
	_night = _main.play.night
	_main.play.set_physics_process(false)
	_pilot = Pilot.new(_night, "adventure")


func _step() -> void:
	_night.step(_pilot.decide(_night, DT), DT)


func _until(moment: float, named: String) -> void:
	_main.score.telling = false
	while _night.time < moment - TOLD_S:
		_step()
	_main.score.telling = true
	while _night.time < moment - DRAWN_S:
		_step()
	_main.score.state(_night.state())
	_main.play.settle()
	while _night.time < moment:
		_step()
		await get_tree().process_frame
	await _shots.take(named)


func _wait(seconds: float) -> void:
	for i: int in int(seconds / DT):
		await get_tree().process_frame
