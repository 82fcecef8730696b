extends "res://tests/suite.gd"
## The transcripts of the wires: what each call says, what is made of what comes, how a conversation
## is taken up again.

const Clock := preload("res://addons/affekt/core/session_clock.gd")
const Codec := preload("res://addons/affekt/net/osc_codec.gd")
const Conversation := preload("res://addons/affekt/core/conversation.gd")
const OscScore := preload("res://addons/affekt/net/osc_score.gd")
const OscWords := preload("res://addons/affekt/net/osc_words.gd")
const Transport := preload("res://addons/affekt/net/transport.gd")
const WebSocketTransport := preload("res://addons/affekt/net/websocket_transport.gd")


## A source that writes down what it would say.
class Said:
	extends AffektSource
	var lines: Array[Dictionary] = []

	func _say(line: Dictionary) -> bool:
		lines.append(line)
		return true


## A way to a server that a transcript plays.
class Wire:
	extends Transport
	var said: Array[Dictionary] = []

	func open(_connection: AffektConnection) -> String:
		line = Line.CONNECTING
		return ""

	func say(what: Dictionary) -> bool:
		if not what.has("ping"):
			said.append(what)
		return true

	func answer(what: Dictionary) -> void:
		_inbox.append(what)


## One conversation that a transcript leads along.
class Talk:
	extends RefCounted
	var given: Array = []
	var wires: Array[Wire] = []
	var now := 0
	var conversation: Conversation
	var connection := AffektConnection.new()

	func _init(asked: Dictionary) -> void:
		connection.session = asked["session"]
		connection.stem_set = asked["set"]
		connection.music_seed = int(asked["seed"])
		connection.token = asked["token"]
		conversation = Conversation.new(_wire)
		conversation.welcomed.connect(
			func(_told: Dictionary) -> void: given.append({"told": "welcomed"})
		)
		conversation.opened_anew.connect(func() -> void: given.append({"told": "opened_anew"}))
		conversation.decided.connect(
			func(event: Dictionary) -> void: given.append({"told": "decided", "id": event["id"]})
		)
		conversation.heard.connect(
			func(line: Dictionary) -> void:
				if line.has("ended"):
					given.append({"told": "ended"})
		)

	## Does what a line says; returns what came of it.
	func do(line: Dictionary) -> Array:
		given = []
		match line["do"]:
			"open":
				conversation.open(connection, now)
			"connected":
				wires[-1].line = Transport.Line.OPEN
				_poll()
				given.append({"sends": wires[-1].said.pop_front()})
			"hear":
				wires[-1].answer(line["line"])
				_poll()
				if conversation.state == Conversation.State.CLOSED:
					given.append({"state": "closed"})
			"breaks":
				_break()
			"wait":
				now += 6_000_000
				_poll()
		return given

	## Lets go of the conversation, whose signals hold this.
	func leave() -> void:
		conversation.close()
		conversation = null

	func _break() -> void:
		wires[-1].line = Transport.Line.CLOSED
		_poll()
		if conversation.state == Conversation.State.DENIED:
			given.append({"state": "denied"})
		else:
			given.append({"waits_ms": (conversation.get("_due") - now) / 1000.0})

	func _poll() -> void:
		now += 1
		conversation.poll(now)

	func _wire(_to: AffektConnection) -> Transport:
		wires.append(Wire.new())
		given.append({"connects": true})
		return wires[-1]


func test_each_call_says_its_line_and_its_osc() -> void:
	var source := Said.new()
	var calls := 0
	for step in steps("said/calls.jsonl"):
		var what: String = step[0]["call"]
		var arguments: Array = step[0]["arguments"]
		var wanted: Dictionary = step[1][0]
		if not source.has_method(what):
			continue
		calls += 1
		if what == "control" and arguments[1] == null:
			arguments[1] = -1.0
		holds(source.callv(what, arguments), what)
		var line: Dictionary = source.lines.pop_back()
		holds(same(line, wanted["line"]), "%s says %s, not %s" % [what, line, wanted["line"]])
		equal(OscWords.refuses(line).is_empty(), wanted["osc"] != null, "%s over OSC" % what)
		if wanted["osc"] != null:
			var packets: Array = OscWords.messages("arena", line).map(
				func(one: Array) -> String: return Codec.message(one[0], one[1]).hex_encode()
			)
			equal(packets, wanted["osc"], "%s over OSC" % what)
	holds(calls > 30, "%d calls" % calls)
	source.free()


func test_what_comes_as_json_is_told() -> void:
	var socket := WebSocketTransport.new()
	for step in steps("heard/json.jsonl"):
		var talk := _open()
		var told: Array = []
		talk.conversation.decided.connect(
			func(event: Dictionary) -> void: told.append({"decision": event})
		)
		talk.conversation.heard.connect(func(line: Dictionary) -> void: told.append(line))
		socket.call("_line", step[0]["text"])
		for line: Dictionary in socket.take():
			talk.wires[-1].answer(line)
		talk.do({"do": "hear", "line": {}})
		told = told.filter(func(one: Dictionary) -> bool: return not one.is_empty())
		var wanted: Array = step[1]
		if wanted[0].has("damaged"):
			equal(told, [], step[0]["text"])
			equal(talk.conversation.damaged + socket.damaged > 0, true, step[0]["text"])
			socket.damaged = 0
		elif not wanted[0].has("pong"):
			holds(same(told, wanted), "%s is told as %s" % [step[0]["text"], told])
		talk.leave()


func test_what_comes_as_osc_is_told() -> void:
	var score := OscScore.new()
	var origin := 1_700_000_000.25
	for step in steps("heard/osc.jsonl"):
		var messages := Codec.read(PackedByteArray(_bytes(step[0])))
		var told: Array = []
		for message: Array in messages:
			var frame := roundi((message[0] - origin) * 48_000.0)
			var event := score.decision(frame, message[1], message[2])
			if not event.is_empty():
				told.append(event)
		for wanted: Dictionary in step[1]:
			if wanted.has("damaged"):
				equal(messages, [] as Array[Array], str(step))
			elif wanted.has("message"):
				var one := {"address": messages[0][1], "values": messages[0][2]}
				holds(same(one, wanted["message"]), "%s, not %s" % [one, wanted])
			else:
				var event: Dictionary = told.pop_front()
				for key: String in wanted["decision"]:
					var value: Variant = wanted["decision"][key]
					holds(same(event.get(key), value), "%s of %s is not %s" % [key, event, value])


func test_sound_comes_in_blocks() -> void:
	for step in steps("heard/sound.jsonl"):
		if step[0]["wire"] != "json":
			continue
		var socket := WebSocketTransport.new()
		socket.call("_sound", _bytes(step[0]))
		if step[1][0].has("damaged"):
			equal(socket.damaged, 1, "damaged")
			continue
		var block: Dictionary = socket.take()[0]["block"]
		block["samples"] = (block["samples"] as PackedByteArray).hex_encode()
		holds(same({"block": block}, step[1][0]), "%s is not %s" % [block, step[1][0]])


func test_a_conversation_is_taken_up_again() -> void:
	for file in DirAccess.get_files_at(_folder().path_join("connection")):
		var path := "connection/" + file
		var talk := Talk.new(_lines(path)[0]["asked"])
		for step in steps(path):
			var given := talk.do(step[0])
			var wanted: Array = step[1]
			if not wanted.is_empty() and wanted[0].has("waits_ms"):
				var waits: float = given[0]["waits_ms"]
				var bounds: Array = wanted[0]["waits_ms"]
				holds(
					waits >= bounds[0] - 0.01 and waits <= bounds[1] + 0.01, "%s %s" % [path, waits]
				)
			else:
				holds(same(given, wanted), "%s %s: %s, not %s" % [path, step[0], given, wanted])
		talk.leave()


func test_the_fastest_of_twelve_pings_is_believed() -> void:
	var clock := Clock.new()
	for step in steps("clock/pings.jsonl"):
		clock.hear(step[0]["sent_us"], step[0]["back_us"], step[0]["frame"])
		var wanted: Dictionary = step[1][0]["frame_at"]
		near(clock.frame_at(wanted["us"]), wanted["frame"], 0.01, str(step[0]))


## The steps of a transcript: what is done, and what it gives.
func steps(path: String) -> Array[Array]:
	var found: Array[Array] = []
	for line: Dictionary in _lines(path).slice(1):
		if line.has("do"):
			found.append([line, []])
		else:
			found[-1][1].append(line["gives"])
	holds(not found.is_empty(), path)
	return found


## Whether two values say the same: numbers as numbers, objects by their keys.
func same(one: Variant, other: Variant) -> bool:
	if (one is float or one is int) and (other is float or other is int):
		return absf(float(one) - float(other)) <= 1e-6 * maxf(1.0, absf(float(other)))
	if typeof(one) != typeof(other) or not (one is Dictionary or one is Array):
		return typeof(one) == typeof(other) and one == other
	if one.size() != other.size():
		return false
	var keys: Array = one.keys() if one is Dictionary else range(one.size())
	return keys.all(
		func(key: Variant) -> bool:
			return (other is Array or other.has(key)) and same(one[key], other[key])
	)


func _open() -> Talk:
	var talk := Talk.new({"session": "arena", "set": "", "seed": -1, "token": ""})
	talk.do({"do": "open"})
	talk.do({"do": "connected"})
	var welcome := {"session": "arena", "id": 1, "session_token": "t"}
	talk.do({"do": "hear", "line": {"welcome": welcome}})
	return talk


func _bytes(line: Dictionary) -> PackedByteArray:
	return str(line["bytes"]).hex_decode()


func _lines(path: String) -> Array[Dictionary]:
	var found: Array[Dictionary] = []
	for text in FileAccess.get_file_as_string(_folder().path_join(path)).split("\n", false):
		found.append(JSON.parse_string(text))
	return found


func _folder() -> String:
	return ProjectSettings.globalize_path("res://").path_join("../conformance").simplify_path()
