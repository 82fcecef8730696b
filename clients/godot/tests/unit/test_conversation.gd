extends "res://tests/suite.gd"

const Conversation := preload("res://addons/affekt/core/conversation.gd")
const Transport := preload("res://addons/affekt/net/transport.gd")
const SECOND := 1_000_000

var wires: Array[Wire] = []
var states: Array[int] = []


## A way to a server that a test plays.
class Wire:
	extends Transport
	var said: Array[Dictionary] = []

	func open(_connection: AffektConnection) -> String:
		line = Line.CONNECTING
		return ""

	func say(what: Dictionary) -> bool:
		said.append(what)
		return true

	func answer(what: Dictionary) -> void:
		_inbox.append(what)

	func refuse(reason: String) -> void:
		_inbox.append({"error": {"reason": reason, "text": "no"}})
		line = Line.CLOSED

	func welcome(id: int, token: String) -> void:
		_inbox.append({"welcome": {"session": "arena", "id": id, "session_token": token}})


func test_a_session_is_opened_with_what_the_connection_says() -> void:
	var talk := _talk()
	wires[0].line = Transport.Line.OPEN
	talk.poll(0)
	equal(
		wires[0].said,
		[{"affekt": 1, "session": "arena", "token": "key", "set": "wayfarer", "seed": 7}],
		"the opening"
	)
	equal(talk.say({"event": "early"}), false, "whether something is said before the welcome")
	wires[0].welcome(4, "t")
	talk.poll(10)
	equal(states, [Conversation.State.CONNECTING, Conversation.State.OPEN], "the states")
	equal(talk.session_token(), "t", "the session's token")


func test_pings_come_close_together_first() -> void:
	var talk := _open_talk()
	equal(_pings(wires[0]), 1, "how often it pinged at once")
	var at: Array[int] = []
	for ms in range(0, 9000, 10):
		var before := _pings(wires[0])
		talk.poll(ms * 1000)
		wires[0].answer({"pong": {"id": _pings(wires[0]), "frame": ms * 48}})
		if _pings(wires[0]) > before:
			at.append(ms)
	equal(at, [60, 120, 180, 4180, 8180] as Array[int], "when it pinged again")


func test_the_wait_doubles_up_to_five_seconds_and_varies() -> void:
	var talk := _talk()
	var now := 0
	for wait: int in [250, 500, 1000, 2000, 4000, 5000, 5000]:
		wires[-1].line = Transport.Line.CLOSED
		talk.poll(now)
		equal(talk.state, Conversation.State.WAITING, "the state")
		var many := wires.size()
		talk.poll(now + int(wait * 799))
		equal(wires.size(), many, "whether it tries again too early, after %d ms" % wait)
		now += int(wait * 1201)
		talk.poll(now)
		equal(wires.size(), many + 1, "whether it tries again after %d ms" % wait)


func test_a_broken_line_is_taken_up_where_it_was() -> void:
	var talk := _open_talk()
	talk.poll(0)
	wires[0].answer({"pong": {"id": 1, "frame": 0, "seq": 41}})
	talk.poll(0)
	wires[0].line = Transport.Line.CLOSED
	talk.poll(SECOND)
	talk.poll(2 * SECOND)
	wires[1].line = Transport.Line.OPEN
	talk.poll(2 * SECOND)
	equal(
		wires[1].said[0],
		{"affekt": 1, "session": "arena", "token": "key", "session_token": "t", "last_seq": 41},
		"the opening"
	)


func test_what_is_told_twice_is_heard_once() -> void:
	var talk := _open_talk()
	var heard: Array[int] = []
	talk.decided.connect(func(event: Dictionary) -> void: heard.append(event["id"]))
	for id: int in [1, 2, 2, 1, 3]:
		wires[0].answer({"id": id, "frame": 1, "kind": "marker", "name": "m"})
	talk.poll(0)
	equal(heard, [1, 2, 3] as Array[int], "what was heard")


func test_a_session_that_has_gone_is_opened_anew() -> void:
	for reason: String in ["UNKNOWN_SESSION", "CLOSED", "BAD_TOKEN"]:
		var talk := _open_talk()
		var anew: Array[bool] = []
		talk.opened_anew.connect(func() -> void: anew.append(true))
		wires[-1].line = Transport.Line.CLOSED
		talk.poll(SECOND)
		talk.poll(2 * SECOND)
		wires[-1].refuse(reason)
		talk.poll(2 * SECOND)
		talk.poll(2 * SECOND)
		wires[-1].line = Transport.Line.OPEN
		talk.poll(2 * SECOND)
		equal(wires[-1].said[0].has("session_token"), false, "whether it brings the old token")
		wires[-1].welcome(1, "u")
		talk.poll(2 * SECOND)
		equal(anew, [true] as Array[bool], "how often it was told, after %s" % reason)


func test_a_session_that_is_there_is_joined() -> void:
	var talk := _talk()
	wires[0].refuse("SESSION_EXISTS")
	talk.poll(0)
	talk.poll(0)
	wires[1].line = Transport.Line.OPEN
	talk.poll(0)
	equal(wires[1].said[0].get("join"), true, "whether it joins")
	wires[1].refuse("UNKNOWN_SESSION")
	talk.poll(0)
	talk.poll(0)
	wires[2].line = Transport.Line.OPEN
	talk.poll(0)
	equal(wires[2].said[0].has("join"), false, "whether it joins what has gone")


func test_a_refusal_ends_it() -> void:
	for reason: String in ["BAD_TOKEN", "UNKNOWN_SET", "SESSION_EXISTS"]:
		var talk := _talk()
		for n in 3:
			wires[-1].refuse(reason)
			talk.poll(n)
		equal(talk.state, Conversation.State.DENIED, "the state after %s" % reason)
		talk.poll(60 * SECOND)
		equal(talk.state, Conversation.State.DENIED, "the state a minute later")


func test_a_server_that_is_busy_is_tried_again() -> void:
	for reason: String in ["TOO_MANY", "TOO_FAST", "INTERNAL"]:
		var talk := _talk()
		wires[-1].refuse(reason)
		talk.poll(0)
		talk.poll(0)
		equal(talk.state, Conversation.State.WAITING, "the state after %s" % reason)
		equal(wires.size(), 1, "whether it asks again at once")
		talk.poll(SECOND)
		equal(wires.size(), 2, "whether it asks again")


func test_a_server_that_stops_is_waited_for() -> void:
	var talk := _open_talk()
	wires[0].answer({"ended": {"why": "the server stops"}})
	wires[0].line = Transport.Line.CLOSED
	talk.poll(0)
	equal(talk.state, Conversation.State.WAITING, "the state after the server stopped")
	talk = _open_talk()
	wires[-1].answer({"ended": {"why": "closed by the game"}})
	talk.poll(0)
	equal(talk.state, Conversation.State.CLOSED, "the state after the session ended")


func test_a_server_that_is_silent_is_left() -> void:
	var talk := _open_talk()
	for second in 12:
		talk.poll(second * SECOND)
	equal(talk.state, Conversation.State.OPEN, "the state after 12 s")
	talk.poll(15 * SECOND)
	equal(talk.state, Conversation.State.WAITING, "the state after 15 s")
	talk = _talk()
	talk.poll(6 * SECOND)
	equal(talk.state, Conversation.State.WAITING, "the state where nobody greets for 6 s")


func test_a_game_that_stands_still_for_long_is_not_cut_off() -> void:
	var talk := _open_talk()
	for ms in range(0, 5000, 20):
		talk.poll(ms * 1000)
		wires[0].answer({"pong": {"id": _pings(wires[0]), "frame": ms * 48}})
	talk.poll(5 * SECOND)
	talk.poll(65 * SECOND)
	talk.poll(66 * SECOND)
	equal(talk.state, Conversation.State.OPEN, "the state after a minute's loading")


func test_damaged_lines_are_counted_and_skipped() -> void:
	var talk := _open_talk()
	for line: Dictionary in [
		{"kind": "beat"},
		{"pong": 3},
		{"pong": {"id": "x"}},
		{"welcome": null},
		{"error": "no"},
		{},
		{"id": 1, "frame": 1, "kind": "layer"},
	]:
		wires[0].answer(line)
	talk.poll(0)
	equal(talk.state, Conversation.State.OPEN, "the state")
	equal(talk.damaged, 2, "what was counted")


func test_the_sound_is_asked_for_again() -> void:
	var talk := _open_talk()
	talk.listen({"format": "s16"})
	wires[0].line = Transport.Line.CLOSED
	talk.poll(SECOND)
	talk.poll(2 * SECOND)
	wires[1].welcome(4, "t")
	talk.poll(2 * SECOND)
	holds({"listen": {"format": "s16"}} in wires[1].said, "it asks for the sound again")


func _talk() -> Conversation:
	wires.clear()
	states.clear()
	var connection := AffektConnection.new()
	connection.session = "arena"
	connection.stem_set = "wayfarer"
	connection.music_seed = 7
	connection.token = "key"
	var talk := Conversation.new(
		func(_to: AffektConnection) -> Transport:
			wires.append(Wire.new())
			return wires[-1]
	)
	talk.became.connect(func(state: int, _text: String) -> void: states.append(state))
	talk.open(connection, 0)
	return talk


func _open_talk() -> Conversation:
	var talk := _talk()
	wires[0].line = Transport.Line.OPEN
	wires[0].welcome(4, "t")
	talk.poll(0)
	return talk


func _pings(wire: Wire) -> int:
	return wire.said.filter(func(line: Dictionary) -> bool: return line.has("ping")).size()
