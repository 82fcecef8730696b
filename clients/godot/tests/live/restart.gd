extends "res://tests/live.gd"
## What happens when the line breaks and when the server goes and comes back; whoever runs this
## kills the server when it reads KILL ME, and starts another when it reads GONE.

var ids: Array[int] = []


func test_the_conversation_goes_on() -> void:
	var by_socket := session_for(_connection("gd-break", "a-long-secret-of-ours"))
	var osc := _connection("gd-break-osc", "")
	osc.wire = AffektConnection.Wire.OSC
	var by_osc := AffektSession.new()
	by_osc.connection = osc
	var anew: Array[String] = []
	by_socket.opened_anew.connect(func() -> void: anew.append("socket"))
	by_osc.opened_anew.connect(func() -> void: anew.append("osc"))
	add_child(by_osc)
	await opens(by_socket)
	await opens(by_osc)
	await _is_denied()
	await _is_resumed(by_socket)
	equal(anew, [] as Array[String], "what was opened anew")

	print("KILL ME")
	await comes(
		func() -> bool: return not _is_open(by_socket) and not _is_open(by_osc), "both wait", 20.0
	)
	equal(by_socket.state({"health": 0.125}), false, "whether something is said meanwhile")
	print("GONE")
	await comes(func() -> bool: return anew.size() == 2, "both are opened anew", 40.0)
	equal(by_socket.event("explore"), true, "whether it hears again")
	equal(by_osc.event("explore"), true, "whether it hears again over OSC")
	equal(by_socket.bar, 0, "the bar before the first")
	await comes(func() -> bool: return by_socket.bar >= 1 and by_osc.bar >= 1, "both play again")
	by_socket.close()
	by_osc.close()


## The line breaks, the server stays: nothing that was decided is lost or told twice.
func _is_resumed(session: AffektSession) -> void:
	session.decided.connect(func(event: Dictionary) -> void: ids.append(event["id"]))
	await comes(func() -> bool: return session.bar >= 1 and ids.size() > 10, "the music begins")
	var id: int = session.welcome["id"]
	var conversation: Object = session.get("_conversation")
	(conversation.get("transport") as Object).call("close")
	await comes(func() -> bool: return not _is_open(session), "the line is broken")
	var before := ids.size()
	await opens(session)
	await comes(func() -> bool: return ids.size() > before + 5, "it goes on")
	equal(session.welcome["id"], id, "the session's id")
	for n in range(1, ids.size()):
		equal(ids[n], ids[n - 1] + 1, "the id after %d" % ids[n - 1])


func _is_denied() -> void:
	var session := AffektSession.new()
	session.connection = _connection("gd-stranger", "a-wrong-secret-of-theirs")
	add_child(session)
	await comes(
		func() -> bool: return session.connection_state == AffektSession.State.DENIED,
		"a wrong token is denied"
	)
	session.queue_free()


func _is_open(session: AffektSession) -> bool:
	return session.connection_state == AffektSession.State.OPEN


func _connection(session: String, token: String) -> AffektConnection:
	var made := connection(session)
	made.token = token
	return made
