extends SceneTree
## A game that hears a server for some seconds, captured: streamed, or on its own mixer.
##
## Words after the dashes: url, file of the capture, seconds; [code]mixer=FOLDER[/code] of the set,
## [code]break=SECONDS[/code] until the line is broken.
## Tells each beat with the second, the frame of the capture and how long a frame of the game took.

const Capture := preload("capture.gd")

var _began := 0
var _capture := Capture.new()
var _session := AffektSession.new()
var _player: AffektStreamPlayer
var _mixer: AffektMixer


func _initialize() -> void:
	_run.call_deferred()


func _run() -> void:
	var words := OS.get_cmdline_user_args()
	Engine.max_fps = 60
	await process_frame
	root.add_child(_capture)
	_capture.begin(&"Master", words[1])
	_session.connection = AffektConnection.new()
	_session.connection.url = words[0]
	_session.beat_sounded.connect(_on_beat)
	_session.opened_anew.connect(_on_opened_anew)
	_session.event("explore")
	var more := {}
	for word in words.slice(3):
		more[word.get_slice("=", 0)] = word.get_slice("=", 1)
	if more.has("mixer"):
		_mixer = AffektMixer.new()
		_mixer.music_set = AffektSet.new()
		_mixer.music_set.folder = more["mixer"]
		_mixer.source = _session
		root.add_child(_mixer)
	else:
		_player = AffektStreamPlayer.new()
		_player.session = _session
		_player.sounded.connect(_tell.bind("SOUNDED"))
		_player.fell_silent.connect(_tell.bind("SILENT"))
		root.add_child(_player)
	_began = Time.get_ticks_usec()
	root.add_child(_session)
	_session.event("explore")
	if more.has("break"):
		create_timer(float(more["break"])).timeout.connect(_break)
	await create_timer(float(words[2])).timeout
	_sum()
	_capture.end()
	_session.close()
	await process_frame
	for node: Node in [_player, _mixer, _session, _capture]:
		if node != null:
			node.queue_free()
	await process_frame
	print("DONE")
	quit()


func _break() -> void:
	_tell("BROKEN")
	var conversation: Object = _session.get("_conversation")
	(conversation.get("transport") as Object).call("close")


func _sum() -> void:
	if _player != null:
		print("LATENCY %.1f" % _player.latency_ms())
		print("MISSED %d %d %d" % [_player.underruns, _player.overruns, _player.holes])
		print("SPEED %.6f" % _player.speed())
	else:
		print("LATENCY %.1f" % _mixer.latency_ms())
		print("MISSED %d %d 0" % [_mixer.underruns, _mixer.late])
		print("SPEED %.6f" % _mixer.speed())


func _tell(what: String) -> void:
	print("%s %.4f" % [what, (Time.get_ticks_usec() - _began) / 1e6])


func _on_beat(bar: int, beat: int, _bpm: float) -> void:
	var at := (Time.get_ticks_usec() - _began) / 1e6
	var frame := root.get_process_delta_time()
	print("BEAT %d %d %.4f %.1f %.5f" % [bar, beat, at, _capture.heard(), frame])


func _on_opened_anew() -> void:
	_tell("ANEW")
	_session.event("explore")
