class_name Play
extends Node2D
## A night being played: the night itself, its look, its sounds, and whoever plays.

## It is over.
signal ended(night: Night)
## The player wants a pause.
signal paused
## A fire was sat by.
signal rested(night: Night)

## The night.
var night: Night
## Seen or not: a short run for tests may do without.
var view: NightView

var _score: GameScore
var _settings: Settings
var _teller: Teller
var _player: Object
var _sounds := WorldSounds.new()
var _murmur := Murmur.new()
var _over := 0.0
var _caption: Caption
var _hud := CanvasLayer.new()
var _score_hud: ScoreHud
var _freeze := 0.0


func _init(of: Night, score: GameScore, settings: Settings, player: Object) -> void:
	night = of
	_score = score
	_settings = settings
	_player = player
	_teller = Teller.new(night, score)
	view = NightView.new(night)
	for one: Node in [view, _sounds, _murmur, _hud]:
		add_child(one)
	_dress()
	night.told.connect(_caption.tell)
	night.showed.connect(_on_showed)
	night.ended.connect(_on_ended)
	night.rested.connect(func(_fire: Place) -> void: rested.emit(night))
	score.told_anew.connect(_teller.tell_all)
	settings.changed.connect(_take_settings)
	_take_settings()


func _physics_process(delta: float) -> void:
	_freeze -= delta
	if _freeze > 0.0:
		if _player is Hand:
			(_player as Hand).attend()
		return
	if _score.say_file != null:
		_score.say_file.at(night.time)
	var wish: Wish = _player.call("decide", night, delta)
	if night.outcome != 0:
		_over += delta
		if _over > 2.2:
			_hud.visible = false
			set_physics_process(false)
			ended.emit(night)
		return
	night.step(wish, delta)
	_teller.step(delta)


func _process(delta: float) -> void:
	view.follow(delta)
	_sounds.follow(night, delta)


func _unhandled_input(event: InputEvent) -> void:
	if event.is_action_pressed(&"pause") and night.outcome == 0:
		get_viewport().set_input_as_handled()
		paused.emit()


## Show the score's panel, or not.
func show_score(on: bool) -> void:
	_score_hud.visible = on


## Whether the score's panel is shown.
func shows_score() -> bool:
	return _score_hud.visible


## Tell a line.
func tell(line: String, is_spoken: bool = false) -> void:
	_caption.tell(line, is_spoken)


## Let the camera and the forest be where the night is, at once.
func settle() -> void:
	_caption.clear()
	for i: int in 90:
		view.follow(1.0 / 30.0)


func _dress() -> void:
	_hud.layer = 10
	var root := Control.new()
	root.set_anchors_preset(Control.PRESET_FULL_RECT)
	root.mouse_filter = Control.MOUSE_FILTER_IGNORE
	_hud.add_child(root)
	_caption = Caption.new()
	_caption.spoken.connect(_on_spoken)
	_score_hud = ScoreHud.new(_score)
	_score_hud.visible = false
	for one: Control in [Gauges.new(night), _caption, _score_hud]:
		root.add_child(one)


func _take_settings() -> void:
	(_hud.get_child(0) as Control).theme = NightTheme.make(_settings.text_scale)
	view.may_shake = _settings.shake
	_teller.heart = _settings.heart
	_teller.held_bpm = _settings.bpm


func _on_showed(what: String, _at: Vector2) -> void:
	_sounds.play(what, -6.0, randf_range(0.93, 1.07))
	if _settings.shake and what == "hurt":
		Input.start_joy_vibration(0, 0.4, 0.7, 0.2)
	if _settings.shake and what in ["hit", "kill", "hurt"]:
		_freeze = 0.035 if what == "hit" else 0.07


func _on_spoken(on: bool, line: String) -> void:
	_score.duck(on)
	if on:
		_murmur.speak(line)
	else:
		_murmur.hush()


func _on_ended(_won: bool) -> void:
	_over = 0.0
