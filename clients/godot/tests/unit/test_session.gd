extends "res://tests/suite.gd"
## The session's node on wires that a test plays.

const Transport := preload("res://addons/affekt/net/transport.gd")


## A way to a server that a test plays.
class Wire:
	extends Transport
	var said: Array[Dictionary] = []

	func open(_connection: AffektConnection) -> String:
		line = Line.OPEN
		return ""

	func say(what: Dictionary) -> bool:
		if not what.has("ping"):
			said.append(what)
		return true

	func put(what: Dictionary) -> void:
		_inbox.append(what)

	func welcome(id: int, began_s: float = 1.0) -> void:
		var told := {"session": "line-1", "id": id, "session_token": "t", "set": "w"}
		told["server_seconds_at_frame_0"] = began_s
		_inbox.append({"welcome": told})


## A session on such wires.
class Session:
	extends AffektSession
	var wires: Array[Wire] = []

	func _transport_for(_to: AffektConnection) -> Conversation.Transport:
		wires.append(Wire.new())
		return wires[-1]

	## Breaks the line, and goes on to the next.
	func broken() -> Wire:
		wires[-1].line = Transport.Line.CLOSED
		_process(0.0)
		retry()
		_process(0.0)
		return wires[-1]


func test_another_conversation_begins_again() -> void:
	var session := _open()
	var began: Array[int] = []
	session.began_again.connect(func() -> void: began.append(session.waiting()))
	_play(session)
	equal([session.bpm, session.tonic, session.chord], [90.0, "D", "Dm9"], "what sounds")
	session.broken().welcome(4)
	session._process(0.0)
	equal(began, [] as Array[int], "after a broken line")
	equal(session.tonic, "D", "the key after a broken line")
	session.broken().welcome(5, 900.0)
	session._process(0.0)
	equal(began.size(), 1, "after it was opened anew")
	_knows_nothing(session)
	_play(session, 100)
	session.open(AffektConnection.new())
	equal(began, [0, 0] as Array[int], "after another was opened")
	_knows_nothing(session)
	session.queue_free()


func test_a_session_that_moves_in_the_scene_goes_on() -> void:
	var session := _open()
	var began: Array[bool] = []
	session.began_again.connect(func() -> void: began.append(true))
	_play(session)
	session.wires[-1].put({"pong": {"id": 1, "frame": 100, "seq": 41}})
	session._process(0.0)
	remove_child(session)
	add_child(session)
	session._process(0.0)
	equal(
		session.wires[-1].said,
		(
			[{"affekt": 1, "session": "line-1", "session_token": "t", "last_seq": 41}]
			as Array[Dictionary]
		),
		"the opening"
	)
	session.wires[-1].welcome(4)
	session._process(0.0)
	equal(session.section, "calm", "the section")
	equal(began, [] as Array[bool], "how often it began again")
	session.queue_free()


## A session that was welcomed, whose time a test moves on.
func _open() -> Session:
	var session := Session.new()
	session.set_process(false)
	add_child(session)
	session.set_process(false)
	session.wires[-1].welcome(4)
	session._process(0.0)
	equal(session.connection_state, AffektSession.State.OPEN, "the state")
	return session


func _play(session: Session, id: int = 10) -> void:
	for line: Dictionary in [
		{"kind": "section", "section": "calm", "to_time": "start"},
		{"kind": "beat", "bpm": 90.0, "metre": "4/4", "bar": 1, "beat": 1},
		{"kind": "key", "tonic": "D", "mode": "dorian"},
		{"kind": "chord", "chord": "Dm9", "scale": "D dorian"},
		{"kind": "affect", "valence": 0.1, "arousal": 0.2, "dominance": 0.3},
		{"kind": "intent", "energy": 0.5},
	]:
		id += 1
		line.merge({"id": id, "frame": 0})
		session.wires[-1].put(line)
	session._process(0.0)


func _knows_nothing(session: Session) -> void:
	equal(
		[session.section, session.bar, session.bpm, session.tonic, session.key_mode, session.chord],
		["", 0, 0.0, "", "", ""],
		"what sounds"
	)
	equal([session.affect, session.intent], [{}, {}], "what is felt and wished")
