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


func test_a_pause_said_before_the_first_connection_holds() -> void:
	var session := _begun()
	session.control("mute")
	session.control("pause")
	session.state({"health": 0.5})
	session.wires[-1].welcome(4)
	session._process(0.0)
	equal(
		session.wires[-1].said.slice(1),
		_lines([{"state": {"health": 0.5}}, {"control": "mute"}, {"control": "pause"}]),
		"what is told"
	)
	session.queue_free()


func test_a_session_opened_anew_is_told_last_that_the_music_does_not_play() -> void:
	var session := _open()
	session.opened_anew.connect(func() -> void: session.cue("section", "calm", "now"))
	session.control("mute")
	session.control("pause")
	session.broken().welcome(4)
	session._process(0.0)
	equal(session.wires[-1].said.size(), 1, "what the same session is told again")
	session.broken().welcome(5, 900.0)
	session._process(0.0)
	equal(session.wires[-1].said[1].keys(), ["cue"], "what is told first")
	equal(
		session.wires[-1].said.slice(2),
		_lines([{"control": "mute"}, {"control": "pause"}]),
		"what is told last"
	)
	session.control("resume")
	session.control("unmute")
	session.control("stop")
	session.broken().welcome(6, 1900.0)
	session._process(0.0)
	equal(
		session.wires[-1].said.slice(2),
		_lines([{"control": "stop", "fade_s": 0.0}]),
		"what is told after a stop"
	)
	session.wires[-1].put({"kind": "control", "verb": "stopped", "id": 1, "frame": 0})
	_play(session)
	session.broken().welcome(7, 2900.0)
	session._process(0.0)
	equal(session.wires[-1].said.size(), 2, "what is told where it plays again")
	session.open(AffektConnection.new())
	session.wires[-1].welcome(8)
	session._process(0.0)
	equal(session.wires[-1].said.size(), 1, "what another session is told")
	session.queue_free()


func test_a_resume_said_while_the_line_is_broken_is_told() -> void:
	var session := _open()
	session.control("pause")
	session.wires[-1].line = Transport.Line.CLOSED
	session._process(0.0)
	session.control("resume")
	session.retry()
	session.wires[-1].welcome(4)
	session._process(0.0)
	session._process(0.0)
	equal(session.wires[-1].said.slice(1), _lines([{"control": "resume"}]), "what is told")
	session.queue_free()


func test_events_said_before_the_first_welcome_are_told_on_it() -> void:
	var session := _begun()
	for n in 40:
		session.event("event_%d" % n)
	session.cue("section", "calm")
	equal(session.text("hello"), false, "whether it went out")
	session.wires[-1].welcome(4)
	session._process(0.0)
	var said := session.wires[-1].said
	equal(said.size(), 1 + 32, "how many lines are told")
	equal(said[1].get("event"), "event_9", "the oldest")
	equal(said[-1].keys(), ["cue"], "the newest")
	session.wires[-1].line = Transport.Line.CLOSED
	session._process(0.0)
	session.event("late")
	session.retry()
	session.wires[-1].welcome(4)
	session._process(0.0)
	session._process(0.0)
	equal(session.wires[-1].said.size(), 1, "what is told of an event of later")
	session.queue_free()


func test_an_event_is_kept_for_five_seconds() -> void:
	var held := AffektSession.Held.new()
	held.keep_moment({"event": "old"}, 0)
	held.keep_moment({"event": "new"}, 1)
	holds(not held.keep_moment({"text": "hello"}, 1), "a line of text is kept")
	equal(held.take_moments(5_000_001), _lines([{"event": "new"}]), "what is kept")
	equal(held.take_moments(1), _lines([]), "what is kept after that")


func test_a_snapshot_tells_tempo_and_key() -> void:
	var session := _open()
	session.wires[-1].put(
		{"snapshot": {"section": "calm", "bpm": 93.0, "tonic": "D", "mode": "dorian"}}
	)
	session._process(0.0)
	equal([session.bpm, session.tonic, session.key_mode], [93.0, "D", "dorian"], "what sounds")
	session.wires[-1].put({"snapshot": {"section": "calm", "bpm": "x", "tonic": 3}})
	session._process(0.0)
	equal(
		[session.bpm, session.tonic, session.key_mode], [93.0, "D", "dorian"], "what still sounds"
	)
	session.queue_free()


func test_each_of_three_sessions_of_a_name_has_its_monitors() -> void:
	var sessions: Array[Session] = []
	var before := Performance.get_custom_monitor_names().size()
	for n in 3:
		var parent := Node.new()
		add_child(parent)
		sessions.append(Session.new())
		sessions[n].name = "Music"
		parent.add_child(sessions[n])
	var many := Performance.get_custom_monitor_names().size() - before
	equal(many, 15, "how many monitors there are more")
	for session in sessions:
		session.free()
	equal(Performance.get_custom_monitor_names().size(), before, "how many there are after that")


func test_another_may_be_opened_from_within_a_signal() -> void:
	for what: String in ["ended", "closed", "welcomed", "open"]:
		var session := _open() if what in ["ended", "closed"] else _begun()
		var next := AffektConnection.new()
		next.session = "next"
		var ears: Array[String] = []
		session.section_changed.connect(
			func(now: String, _event: Dictionary) -> void: ears.append(now)
		)
		var welcomes: Array[String] = []
		session.welcomed.connect(func(told: Dictionary) -> void: welcomes.append(told["session"]))
		match what:
			"ended":
				session.ended.connect(session.open.bind(next).unbind(1), CONNECT_ONE_SHOT)
			"welcomed":
				session.welcomed.connect(session.open.bind(next).unbind(1), CONNECT_ONE_SHOT)
			_:
				session.connection_changed.connect(
					session.open.bind(next).unbind(2), CONNECT_ONE_SHOT
				)
		if what in ["ended", "closed"]:
			session.wires[-1].put({"ended": {"why": "closed by the game"}})
		else:
			session.wires[-1].welcome(4)
		session.wires[-1].put(
			{"kind": "section", "section": "stale", "to_time": "start", "id": 9, "frame": 0}
		)
		session._process(0.0)
		session._process(0.0)
		equal(session.connection_state, AffektSession.State.CONNECTING, "the state, in %s" % what)
		equal(session.wires.size(), 2, "how many lines there were, in %s" % what)
		equal(session.wires[-1].said[0].get("session"), "next", "who is asked for, in %s" % what)
		equal(welcomes.size(), 1 if what == "welcomed" else 0, "welcomes, in %s" % what)
		equal(ears, [] as Array[String], "what is heard of the one before, in %s" % what)
		session.queue_free()


## A session that is asked for, whose time a test moves on.
func _begun() -> Session:
	var session := Session.new()
	session.set_process(false)
	add_child(session)
	session.set_process(false)
	session._process(0.0)
	return session


## A session that was welcomed.
func _open() -> Session:
	var session := _begun()
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


func _lines(of: Array) -> Array[Dictionary]:
	var lines: Array[Dictionary] = []
	lines.assign(of)
	return lines
