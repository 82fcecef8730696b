extends "res://tests/suite.gd"

const Conversation := preload("res://addons/affekt/core/conversation.gd")
const Transport := preload("res://addons/affekt/net/transport.gd")
const OscTransport := preload("res://addons/affekt/net/osc_transport.gd")

const LINES: Array[String] = [
	'{"welcome": {"session": "a", "id": 4, "session_token": "t", "server_seconds_at_frame_0": 1.5}}',
	'{"pong": {"id": 1, "server_seconds": 1.5, "frame": 480, "seq": 7}}',
	'{"error": {"reason": "MALFORMED", "text": "no", "about": "event:x"}}',
	'{"saved": {"name": "slot", "snapshot": "abc"}}',
	'{"snapshot": {"frame": 1, "section": "calm", "layers": {"bed": -3.0, "bass": -96}}}',
	'{"ended": {"why": "the server stops"}}',
	'{"view": {"seq": 3}}',
	'{"id": 1, "frame": 1, "kind": "beat", "bar": 1, "beat": 1.0, "bpm": 96.0, "metre": "4/4"}',
	'{"id": 2, "frame": 1, "kind": "layer", "layer": "bed", "gain_db": -3.0, "fade_beats": 1}',
	'{"id": 3, "frame": 1, "kind": "section", "section": "calm", "to_time": "start", "why": {}}',
	'{"id": 4, "frame": 1, "kind": "note", "voice": "v", "pitch": 1, "velocity": 2, "beats": 1}',
	'{"id": 5, "frame": 1, "kind": "control", "verb": "pause", "supersedes": 4}',
	'{"id": 6, "frame": 1, "kind": "affect", "valence": 0, "arousal": 0, "dominance": 0}',
]


## A way to a server that a test plays.
class Wire:
	extends Transport

	func open(_connection: AffektConnection) -> String:
		line = Line.OPEN
		return ""

	func say(_what: Dictionary) -> bool:
		return true

	func tell(what: Dictionary) -> void:
		_inbox.append(what)


## A session over it.
class Session:
	extends AffektSession
	var wire := Wire.new()

	func _transport_for(_to: AffektConnection) -> Conversation.Transport:
		wire = Wire.new()
		return wire


func test_a_server_gone_mad_harms_nobody() -> void:
	var random := RandomNumberGenerator.new()
	random.seed = 11
	var session := Session.new()
	add_child(session)
	var junk: Array = [null, -1, 1e300, "x", "", [], [1], {}, {"a": 1}, true, NAN]
	for n in 4000:
		var line: Dictionary = JSON.parse_string(LINES[random.randi_range(0, LINES.size() - 1)])
		for change in random.randi_range(0, 2):
			var inner: Dictionary = line
			var key: Variant = inner.keys()[random.randi_range(0, inner.size() - 1)]
			if inner[key] is Dictionary and not inner[key].is_empty() and random.randf() < 0.8:
				inner = inner[key]
				key = inner.keys()[random.randi_range(0, inner.size() - 1)]
			inner[key] = str_to_var(var_to_str(junk[random.randi_range(0, junk.size() - 1)]))
		session.wire.tell(line)
		session._process(0.0)
		if session.connection_state != AffektSession.State.OPEN and n % 10 == 0:
			session.open()
	holds(session.damaged() > 100, "%d damaged messages were counted" % session.damaged())
	session.open()
	session.wire.tell(JSON.parse_string(LINES[0]))
	session._process(0.0)
	equal(session.connection_state, AffektSession.State.OPEN, "the state in the end")


func test_an_osc_server_gone_mad_harms_nobody() -> void:
	var random := RandomNumberGenerator.new()
	random.seed = 12
	var connection := AffektConnection.new()
	connection.osc_address = "127.0.0.1:9"
	connection.session = "s"
	var addresses: Array[String] = [
		"/affekt/session/opened",
		"/affekt/clock/origin",
		"/affekt/clock/pong",
		"/prove",
		"/fail",
		"/affekt/beat",
		"/affekt/take",
		"/affekt/layer",
		"/affekt/control",
		"/affekt/affect/now",
	]
	var junk: Array = ["s", "s", "s", 1, 2.5, -1, "", "x", PackedByteArray([1]), true, 1e30]
	var lines := 0
	for n in 300:
		var wire := OscTransport.new()
		wire.open(connection)
		wire.say({"affekt": 1, "session": "s"})
		for message in 30:
			var arguments := []
			for argument in random.randi_range(0, 7):
				arguments.append(junk[random.randi_range(0, junk.size() - 1)])
			var packet: PackedByteArray = OscTransport.Codec.message(
				addresses[random.randi_range(0, addresses.size() - 1)],
				arguments.filter(func(one: Variant) -> bool: return not one is bool)
			)
			if wire.line == Transport.Line.OPEN:
				wire._read(packet)
		lines += wire.take().size()
		wire.close()
	holds(lines > 0, "some of it made sense")


func test_words_of_another_kind_of_string_are_words() -> void:
	var session := Session.new()
	add_child(session)
	session.wire.tell(JSON.parse_string(LINES[0]))
	session._process(0.0)
	equal(session.param(&"mode", &"dorian"), true, "a parameter")
	equal(session.state({&"health": 1}), true, "a state")
	equal(session.event(&"explore"), true, "an event")
