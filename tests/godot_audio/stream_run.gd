extends SceneTree
## Hears a server's stream for some seconds, captured: when it sounded, and what was missed.
## Words: url, file of the capture, seconds.

const Capture := preload("capture.gd")


func _initialize() -> void:
	_run.call_deferred()


func _run() -> void:
	var words := OS.get_cmdline_user_args()
	await process_frame
	var session := AffektSession.new()
	session.connection = AffektConnection.new()
	session.connection.url = words[0]
	session.connection.set_name = words[3] if words.size() > 3 else ""
	var player := AffektStreamPlayer.new()
	player.session = session
	var capture := Capture.new()
	var began := Time.get_ticks_usec()
	player.sounded.connect(
		func() -> void: print("SOUNDED %.3f" % ((Time.get_ticks_usec() - began) / 1e6))
	)
	player.fell_silent.connect(
		func() -> void: print("SILENT %.3f" % ((Time.get_ticks_usec() - began) / 1e6))
	)
	session.beat_sounded.connect(
		func(bar: int, beat: int, _bpm: float) -> void:
			print("BEAT %d %d %.1f %.1f" % [bar, beat, player.heard_frame(), capture.heard()])
	)
	root.add_child(session)
	root.add_child(player)
	root.add_child(capture)
	capture.begin(&"Master", words[1])
	session.event("explore")
	await create_timer(float(words[2])).timeout
	print(
		(
			"STREAM underruns %d holes %d overruns %d blocks %d latency %.1f speed %.5f"
			% [
				player.underruns,
				player.holes,
				player.overruns,
				player.blocks,
				player.latency_ms(),
				player.speed()
			]
		)
	)
	capture.end()
	print("DONE")
	session.close()
	player.queue_free()
	await process_frame
	quit()
