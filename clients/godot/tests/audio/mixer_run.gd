extends SceneTree
## Plays a decision log on Godot's mixer in real time, captures it, and tells each signal.
## Words: set folder, decision log, file of the capture, seconds, first frame.

const Capture := preload("capture.gd")
const LogSource := preload("log_source.gd")


func _initialize() -> void:
	_run.call_deferred()


func _run() -> void:
	var words := OS.get_cmdline_user_args()
	await process_frame
	var source := LogSource.new()
	source.read(words[1])
	source.first_frame = float(words[4])
	var mixer := AffektMixer.new()
	mixer.music_set = AffektSet.new()
	mixer.music_set.folder = words[0]
	mixer.source = source
	var capture := Capture.new()
	root.add_child(source)
	root.add_child(mixer)
	root.add_child(capture)
	capture.begin(&"Master", words[2])
	source.begin()
	source.beat_sounded.connect(
		func(bar: int, beat: int, _bpm: float) -> void:
			print("BEAT %d %d %.1f %.1f" % [bar, beat, mixer.heard_frame(), capture.heard()])
	)
	source.section_changed.connect(
		func(section: String, _event: Dictionary) -> void:
			print("SECTION %s %.1f %.1f" % [section, mixer.heard_frame(), capture.heard()])
	)
	await create_timer(float(words[3])).timeout
	capture.end()
	print(
		(
			"UNDERRUNS %d LATE %d LATENCY %.1f SPEED %.5f VOICES %d LOST %d"
			% [
				mixer.underruns,
				mixer.late,
				mixer.latency_ms(),
				mixer.speed(),
				mixer.voices(),
				capture.lost
			]
		)
	)
	print("DONE")
	mixer.queue_free()
	await process_frame
	quit()
