extends "res://tests/live.gd"
## A game over OSC.


func test_all_that_osc_can_say_arrives_and_the_music_answers() -> void:
	var session := session_for(_connection("gd-osc"))
	session.state({"health": 0.9})
	await opens(session)
	session.event("enemy_spotted", 0.75)
	session.state({"threat": 0.25, "speed": 0.5})
	session.feel(0.5, 0.25, -0.5, 1.0, 1.5)
	session.free_feeling()
	session.sense("heart_rate", {"bpm": 90})
	session.param("energy", 0.5)
	session.param("energy", null)
	session.volume("music", -3.0)
	session.duck(-9.0, true)
	session.duck(-9.0, false)
	session.control("mute")
	session.control("unmute")
	session.cue("section", "tension", "next_beat", 600)
	await comes(func() -> bool: return session.section == "tension", "the section is tension")
	for what: String in ["beat_sounded", "bar_sounded", "layer_changed", "key_changed"]:
		await hears(what)
	for what: String in ["chord_changed", "affect_changed"]:
		await hears(what)
	for what: String in ["ducked", "control_carried_out", "stinger_sounded"]:
		await hears(what)
	equal(all_of("noticed"), [] as Array[Array], "what was refused")
	equal(session.damaged(), 0, "damaged messages")
	session.queue_free()


func test_what_osc_has_no_words_for_is_refused_here() -> void:
	var session := session_for(_connection("gd-osc-words"))
	await opens(session)
	equal(session.save("slot"), false, "save")
	equal(session.restore("text"), false, "restore")
	equal(session.listen(), false, "listen")
	for notice in all_of("noticed"):
		equal(notice[0], "UNSUPPORTED", str(notice))
	equal(all_of("noticed").size(), 3, "how often it was told")
	session.cue("section", "nowhere")
	await comes(func() -> bool: return all_of("noticed").size() == 4, "the server refuses too")
	equal(session.connection_state, AffektSession.State.OPEN, "the state")
	session.queue_free()


func test_decisions_are_the_log_s_as_far_as_osc_tells() -> void:
	var by_osc := session_for(_connection("gd-both"))
	await opens(by_osc)
	var socket := connection("gd-both")
	socket.join = true
	var by_socket := AffektSession.new()
	by_socket.connection = socket
	var heard: Dictionary[String, Array] = {"osc": [], "socket": []}
	by_socket.decided.connect(_note.bind(heard["socket"]))
	by_osc.decided.connect(_note.bind(heard["osc"]))
	add_child(by_socket)
	await opens(by_socket)
	await comes(func() -> bool: return by_osc.bar >= 1, "the music begins")
	by_osc.cue("section", "combat", "next_bar")
	await comes(func() -> bool: return by_osc.section == "combat", "the section is combat")
	await comes(func() -> bool: return by_socket.section == "combat", "on both wires")
	var both := 0
	for line: String in heard["socket"]:
		both += 1 if line in heard["osc"] else 0
	holds(both > 20, "%d decisions are the same on both wires" % both)
	for line: String in heard["osc"]:
		holds(line in heard["socket"] or int(line) < 48_000, "also over the socket: %s" % line)
	near(by_osc.frame_now(), by_socket.frame_now(), 480.0, "the clocks' frame")
	by_osc.queue_free()
	by_socket.queue_free()


func test_a_server_that_is_not_there_is_waited_for() -> void:
	var absent := _connection("gd-osc-absent")
	absent.osc_address = "127.0.0.1:9"
	var session := session_for(absent)
	await comes(
		func() -> bool: return session.connection_state == AffektSession.State.WAITING, "it waits"
	)
	session.queue_free()


func _connection(session: String) -> AffektConnection:
	var made := connection(session)
	made.wire = AffektConnection.Wire.OSC
	return made


## Writes a decision as its frame and what both wires tell of it.
func _note(event: Dictionary, into: Array) -> void:
	var of: String = event["kind"]
	if of in ["beat", "layer", "section", "key", "chord", "stinger", "note", "tempo"]:
		var values := [of]
		for key: String in ["bar", "layer", "take", "section", "to_time", "tonic", "chord", "name"]:
			if event.has(key) and (key != "bar" or of == "beat"):
				values.append(event[key])
		for key: String in ["gain_db", "fade_beats", "bpm"]:
			if event.has(key):
				values.append("%.3f" % event[key])
		into.append("%d %s" % [event["frame"], values])
