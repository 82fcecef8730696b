extends "res://tests/live.gd"
## A game over WebSocket, from its first word to its save game.


func test_all_that_a_game_says_arrives_and_the_music_answers() -> void:
	var session := session_for(connection("gd-words"))
	session.state({"health": 0.9})
	await opens(session)
	equal(session.welcome["session"], "gd-words", "the session's name")
	session.event("enemy_spotted", 0.75)
	session.state({"threat": 0.25})
	session.feel(0.5, 0.25, -0.5, 1.0, 1.5, true)
	session.free_feeling()
	session.evidence("watch", {"valence": 0.5}, 0.5)
	session.sense("heart_rate", {"bpm": 90})
	session.param("energy", 0.5)
	session.param("energy", null)
	session.volume("music", -3.0)
	session.duck(-9.0, true)
	session.duck(-9.0, false)
	session.control("mute")
	session.control("unmute")
	session.save("slot")
	var saved := await hears("music_saved")
	equal(saved[0], "slot", "the save's name")
	session.restore(saved[1])
	session.cue("section", "tension", "next_beat", 600)
	await comes(func() -> bool: return session.section == "tension", "the section is tension")
	for what: String in ["beat_sounded", "bar_sounded", "layer_changed", "key_changed"]:
		await hears(what)
	for what: String in ["chord_changed", "tempo_changed", "affect_changed", "intent_changed"]:
		await hears(what)
	for what: String in ["ducked", "control_carried_out", "stinger_sounded"]:
		await hears(what)
	equal(all_of("noticed"), [] as Array[Array], "what was refused")
	equal(session.damaged(), 0, "damaged messages")
	session.queue_free()


func test_signals_come_when_it_sounds() -> void:
	var session := session_for(connection("gd-time"))
	var early: Array[float] = []
	var late: Array[float] = []
	session.decided.connect(
		func(event: Dictionary) -> void:
			if event["kind"] == "beat":
				early.append(event["frame"] - session.frame_now())
	)
	var frames: Dictionary[int, float] = {}
	session.decided.connect(
		func(event: Dictionary) -> void:
			if event["kind"] == "beat":
				frames[int(event["bar"]) * 100 + int(event["beat"])] = event["frame"]
	)
	session.beat_sounded.connect(
		func(bar: int, beat: int, _bpm: float) -> void:
			late.append(session.frame_now() - frames[bar * 100 + beat])
	)
	await comes(func() -> bool: return late.size() >= 5, "five beats sound")
	for beat in range(1, early.size()):
		holds(early[beat] > 0.05 * 48000, "beat %d is told %f frames ahead" % [beat, early[beat]])
	for beat in late:
		holds(beat >= 0.0 and beat < 0.1 * 48000, "a beat is told %f frames late" % beat)
	session.queue_free()


func test_the_sound_comes_as_blocks() -> void:
	var session := session_for(connection("gd-sound"))
	session.listen("f32", 480)
	await comes(func() -> bool: return all_of("block_received").size() >= 20, "20 blocks come")
	var blocks := all_of("block_received")
	equal((blocks[1][3] as PackedByteArray).size(), 480 * 8, "bytes of a block")
	equal(blocks[2][0] - blocks[1][0], 480, "frames between two blocks")
	equal(blocks[2][1] - blocks[1][1], 1, "the count between two blocks")
	session.unlisten()
	session.queue_free()


func test_refusals_are_told_and_the_music_goes_on() -> void:
	var session := session_for(connection("gd-refused"))
	await opens(session)
	session.cue("section", "nowhere")
	session.param("tempo", 9000)
	session.restore("nonsense")
	session.sense("heart_rate", {"bpm": 9999})
	session.text("not yet")
	await comes(func() -> bool: return all_of("noticed").size() >= 5, "five refusals are told")
	for notice in all_of("noticed"):
		holds(not str(notice[0]).is_empty() and not str(notice[1]).is_empty(), str(notice))
	equal(session.connection_state, AffektSession.State.OPEN, "the state")
	told.clear()
	await hears("beat_sounded")
	session.queue_free()


func test_a_second_game_joins_by_the_name() -> void:
	var first := session_for(connection("gd-shared"))
	await opens(first)
	await comes(func() -> bool: return first.bar >= 1, "the music begins")
	told.clear()
	var second := session_for(connection("gd-shared"))
	await hears("snapshot_received")
	await comes(func() -> bool: return second.section == first.section, "the section is the same")
	holds(not second.layers.is_empty(), "the layers are known")
	first.queue_free()
	second.queue_free()


func test_a_session_that_is_closed_and_opened_goes_on() -> void:
	var session := session_for(connection("gd-again"))
	await opens(session)
	var id: int = session.welcome["id"]
	session.close()
	equal(session.connection_state, AffektSession.State.CLOSED, "the state after it was closed")
	equal(session.event("explore"), false, "whether something is said then")
	session.open()
	await opens(session)
	equal(session.welcome["id"], id, "the session's id")
	session.queue_free()


func test_what_cannot_be_is_denied_in_words() -> void:
	var wrong := connection("gd-wrong")
	wrong.stem_set = "no_such_set"
	var session := session_for(wrong)
	await comes(
		func() -> bool: return session.connection_state == AffektSession.State.DENIED,
		"it is denied"
	)
	var why: String = all_of("connection_changed")[-1][1]
	holds("no_such_set" in why, "it says why: %s" % why)
	var nowhere := connection("gd-nowhere")
	nowhere.url = "what is this"
	session.open(nowhere)
	equal(
		session.connection_state,
		AffektSession.State.DENIED,
		"the state with an address of nonsense"
	)
	session.queue_free()


func test_a_server_that_is_not_there_is_waited_for() -> void:
	var absent := connection("gd-absent")
	absent.url = "http://127.0.0.1:9"
	var session := session_for(absent)
	await comes(
		func() -> bool: return session.connection_state == AffektSession.State.WAITING, "it waits"
	)
	await comes(func() -> bool: return session.reconnects() >= 2, "it tries again")
	session.queue_free()
