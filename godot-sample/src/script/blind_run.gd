class_name BlindRun
extends Node
## Plays a night by script, undrawn, as fast as it goes, and writes down what the score is told.

## It has come to its end.
signal finished

const DT := 1.0 / 60.0
## Steps between two looks at the window's events.
const AT_ONCE := 600
## A night that has not ended by now is given up.
const LONGEST_S := 1200.0
## After the end the music is left to ring for so long.
const RINGS_S := 24.0

var _night: Night
var _pilot: Pilot
var _teller: Teller
var _score: GameScore
var _heard: Array[String] = []


func _init(score: GameScore, script_name: String, number: int) -> void:
	_score = score
	_night = Night.new(number)
	_pilot = Pilot.new(_night, script_name)
	_teller = Teller.new(_night, score)
	_night.happened.connect(_on_happened)


func _ready() -> void:
	_score.event("explore")


func _process(_delta: float) -> void:
	for i: int in AT_ONCE:
		if _night.outcome != 0 or _pilot.is_done() or _night.time > LONGEST_S:
			_finish()
			return
		_score.say_file.at(_night.time)
		_night.step(_pilot.decide(_night, DT), DT)
		_teller.step(DT)


func _on_happened(event: String, _intensity: float) -> void:
	_heard.append("%.1f %s" % [_night.time, event])


func _finish() -> void:
	set_process(false)
	_score.say_file.at(_night.time + RINGS_S)
	_score.stop()
	_score.say_file.close()
	var outcome := "won" if _night.outcome > 0 else "lost" if _night.outcome < 0 else "unfinished"
	print("night %s after %.1f s, %d wonders" % [outcome, _night.time, _night.wonders])
	finished.emit()
