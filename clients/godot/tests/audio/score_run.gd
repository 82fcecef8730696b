extends SceneTree
## A game with an [AffektScore], captured: tells whose music sounds, sections and bars.
## Words after the dashes: url, file of the capture, seconds, the set's folder, the mode's number.
## It ends two bars after the server's music has come back.

const Capture := preload("capture.gd")

var _began := 0
var _capture := Capture.new()
var _score := AffektScore.new()
var _changes := 0
var _bars_since := 0


func _initialize() -> void:
	_run.call_deferred()


func _run() -> void:
	var words := OS.get_cmdline_user_args()
	Engine.max_fps = 60
	await process_frame
	root.add_child(_capture)
	_capture.begin(&"Master", words[1])
	_score.session = AffektSession.new()
	_score.session.connection = AffektConnection.new()
	_score.session.connection.url = words[0]
	_score.music_set = AffektSet.new()
	_score.music_set.folder = words[3]
	_score.mode = int(words[4]) as AffektScore.Mode
	_score.patience_s = 0.5
	_score.sounding_changed.connect(_on_sounding_changed)
	_score.bar_sounded.connect(_on_bar)
	_score.section_changed.connect(
		func(section: String, _event: Dictionary) -> void: _tell("SECTION %s" % section)
	)
	_began = Time.get_ticks_usec()
	root.add_child(_score.session)
	root.add_child(_score)
	_score.event("explore")
	var ends := Time.get_ticks_msec() + int(words[2]) * 1000
	while Time.get_ticks_msec() < ends and not (_changes >= 3 and _bars_since >= 3):
		await process_frame
	_tell("MISSED %d %d" % [_score.mixer.underruns, _score.player.underruns])
	_capture.end()
	_score.session.close()
	await process_frame
	for node: Node in [_score.session, _score, _capture]:
		node.queue_free()
	await process_frame
	print("DONE")
	quit()


func _on_sounding_changed(mode: int) -> void:
	_changes += 1
	_bars_since = 0
	_tell("SOUNDS %d" % mode)


func _on_bar(bar: int, _in_section: int) -> void:
	_bars_since += 1
	_tell("BAR %d" % bar)


func _tell(what: String) -> void:
	print("%s AT %.4f %.1f" % [what, (Time.get_ticks_usec() - _began) / 1e6, _capture.heard()])
