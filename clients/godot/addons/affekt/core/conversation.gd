extends RefCounted
## One conversation with a server: opens or joins a session, keeps its clock, and takes the
## conversation up again when the line breaks or the server starts anew.
##
## It is moved on by [method poll] with the time of the caller's choice, and knows no node.

signal became(state: int, text: String)
signal welcomed(welcome: Dictionary)
signal opened_anew
signal decided(event: Dictionary)
signal heard(line: Dictionary)

## As [enum AffektSession.State].
enum State { CLOSED, CONNECTING, OPEN, WAITING, DENIED }

const SessionClock := preload("session_clock.gd")
const Decision := preload("decision.gd")
const Shape := preload("shape.gd")
const Transport := preload("../net/transport.gd")

const FIRST_WAIT_USEC := 250_000
const LONGEST_WAIT_USEC := 5_000_000
const PING_USEC := 4_000_000
const FIRST_PINGS_USEC: Array[int] = [0, 60_000, 120_000, 180_000]
## A server that has not greeted after so long is tried again.
const GREETING_USEC := 5_000_000
## One that answers no ping for so long has gone.
const SILENT_USEC := 13_000_000
## How long an answer to a ping is waited for on the spot, where answers have been as quick.
const LINGER_USEC := 2_000
## Where a session began is told a little differently from time to time.
const SAME_S := 0.5
## Why a session ends that is opened again as soon as there is a server.
const STOPS := "the server stops"
## Refusals that pass by themselves.
const BUSY: Array[String] = ["TOO_MANY", "TOO_FAST", "INTERNAL"]
const GONE: Array[String] = ["UNKNOWN_SESSION", "BAD_TOKEN", "CLOSED"]

var state := State.CLOSED
var clock := SessionClock.new()
## The last welcome.
var welcome: Dictionary = {}
## Whether the last welcome was that of a session opened anew.
var anew := false
var reconnects := 0
## Damaged lines that were skipped.
var damaged := 0
var transport: Transport

var _connection: AffektConnection
var _make_transport: Callable
var _joins := false
var _session := ""
var _set := ""
var _session_token := ""
var _last_seq := -1
var _newest := 0
var _last_error := {}
var _knew_it := false
## Counts the lines that there were: a handler of a signal may have opened another meanwhile.
var _turn := 0
var _asked := false
var _greeted := false
var _wait := FIRST_WAIT_USEC
var _due := 0
var _began := 0
## When the first ping left that was not answered; -1 where all were.
var _unanswered := -1
var _pings: Dictionary[int, int] = {}
var _ping_id := 0
var _next_pings: Array[int] = []
var _listening: Dictionary = {}


## Takes how a transport is made: a [Callable] that is given the connection.
func _init(make_transport: Callable) -> void:
	_make_transport = make_transport


## Begins, and keeps at it until [method close].
func open(connection: AffektConnection, now: int) -> void:
	_drop()
	_connection = connection
	_joins = connection.join
	_session = connection.session
	_set = connection.stem_set
	_session_token = connection.session_token
	_last_seq = -1
	_newest = 0
	_knew_it = false
	_wait = FIRST_WAIT_USEC
	_connect(now)


## Goes on after [method close], with the session that it had.
func go_on(now: int) -> void:
	_wait = FIRST_WAIT_USEC
	_connect(now)


## Leaves; the session waits 30 s for somebody else.
func close() -> void:
	_drop()
	if state != State.CLOSED:
		_become(State.CLOSED, "left")


## Tries again at once, while it waits.
func retry(now: int) -> void:
	if state == State.WAITING:
		_connect(now)


## Sends, receives, and does what is due.
func poll(now: int) -> void:
	if state == State.WAITING and now >= _due:
		_connect(now)
	if transport == null:
		return
	var turn := _turn
	_receive(now)
	if turn != _turn:
		return
	if transport.line == Transport.Line.CLOSED:
		_closed(now)
	elif not _greeted and now - _began > GREETING_USEC:
		_closed(now)
	elif _greeted and _unanswered >= 0 and now - _unanswered > SILENT_USEC:
		_closed(now)
	elif _greeted:
		_ping(now)


## Says a line; returns whether it went out.
func say(line: Dictionary) -> bool:
	return transport != null and _greeted and transport.say(line)


## Asks for the sound, as [method AffektSession.listen]; empty ends it.
func listen(how: Dictionary) -> bool:
	_listening = how
	if how.is_empty():
		return say({"listen": null})
	return say({"listen": how})


## The session's own token, once it is open.
func session_token() -> String:
	return _session_token


func _connect(now: int) -> void:
	_drop()
	_began = now
	_asked = false
	var turn := _turn
	_become(State.CONNECTING, "connecting")
	if turn != _turn:
		return
	transport = _make_transport.call(_connection)
	var wrong := transport.open(_connection)
	if not wrong.is_empty():
		transport = null
		_become(State.DENIED, wrong)


func _drop() -> void:
	_turn += 1
	_greeted = false
	if transport != null:
		transport.close()
		damaged += transport.damaged
		transport = null


func _receive(now: int) -> void:
	var turn := _turn
	transport.poll()
	if not _asked and transport.line == Transport.Line.OPEN:
		_asked = true
		transport.say(_opening())
		transport.poll()
	for line: Dictionary in transport.take():
		_hear(line, now)
		if turn != _turn:
			return


func _opening() -> Dictionary:
	var line := {"affekt": 1}
	if not _session.is_empty():
		line["session"] = _session
	if not _connection.token.is_empty():
		line["token"] = _connection.token
	if not _session_token.is_empty():
		line["session_token"] = _session_token
		if _last_seq >= 0:
			line["last_seq"] = _last_seq
	elif _joins:
		line["join"] = true
	else:
		if not _set.is_empty():
			line["set"] = _set
		if _connection.music_seed >= 0:
			line["seed"] = _connection.music_seed
	return line


func _hear(line: Dictionary, now: int) -> void:
	if line.has("kind"):
		_hear_decision(line)
	elif line.has("block"):
		heard.emit(line)
	elif line.get("pong") is Dictionary:
		_hear_pong(line["pong"], now)
	elif line.get("welcome") is Dictionary:
		_greet(line["welcome"], now)
	elif line.get("error") is Dictionary:
		_last_error = line["error"]
		if _greeted:
			heard.emit(line)
	else:
		if line.get("ended") is Dictionary:
			_ended(Shape.text(line["ended"].get("why")))
		heard.emit(line)


func _hear_decision(line: Dictionary) -> void:
	var event := Decision.whole(line)
	if event.is_empty():
		damaged += 1
		return
	# After a broken line some are told a second time.
	if event["id"] <= _newest and event["id"] > 0:
		return
	_newest = maxi(_newest, event["id"])
	decided.emit(event)


func _hear_pong(pong: Dictionary, now: int) -> void:
	var id := Shape.whole(pong.get("id"), -1)
	_last_seq = Shape.whole(pong.get("seq"), _last_seq)
	if not _pings.has(id):
		return
	clock.hear(_pings[id], now, Shape.number(pong.get("frame")))
	_pings.clear()
	_unanswered = -1


func _greet(told: Dictionary, now: int) -> void:
	var token := Shape.text(told.get("session_token"))
	for key: String in ["protocol", "id", "frame"]:
		told[key] = Shape.whole(told.get(key))
	var turn := _turn
	anew = _knew_it and not _is_same(told)
	if anew or token.is_empty():
		_newest = 0
		_last_seq = -1
	welcome = told
	_greeted = true
	_knew_it = true
	_session_token = token
	if not Shape.text(told.get("session")).is_empty():
		_session = told["session"]
	if not Shape.text(told.get("set")).is_empty():
		_set = told["set"]
	_joins = false
	_wait = FIRST_WAIT_USEC
	_unanswered = -1
	clock.forget()
	_pings.clear()
	_next_pings.assign(FIRST_PINGS_USEC.map(func(after: int) -> int: return now + after))
	if not _listening.is_empty():
		listen(_listening)
	_become(State.OPEN, "connected")
	if turn == _turn:
		welcomed.emit(told)
	if turn == _turn and anew:
		opened_anew.emit()


## Whether the session is the one that was known: a server that was started anew counts from 1.
func _is_same(told: Dictionary) -> bool:
	var apart := (
		Shape.number(told.get("server_seconds_at_frame_0"))
		- Shape.number(welcome.get("server_seconds_at_frame_0"))
	)
	return told["id"] == welcome.get("id", told["id"]) and absf(apart) < SAME_S


## Sends the pings that are due. An answer that arrives between two frames would seem to have been
## on its way for the whole of one, so it is waited for, as long as a near server needs.
func _ping(now: int) -> void:
	if _next_pings.is_empty() or now < _next_pings[0]:
		return
	_next_pings.pop_front()
	if _next_pings.is_empty():
		_next_pings.append(now + PING_USEC)
	_ping_id += 1
	var sent := Time.get_ticks_usec()
	# Where the caller's time is not the system's, the ping left at the caller's.
	var apart := now - sent
	if not say({"ping": _ping_id}):
		return
	_pings[_ping_id] = now
	if _unanswered < 0:
		_unanswered = now
	if OS.has_feature("web"):
		return
	if clock.known() and clock.trip_ms() * 1000.0 > LINGER_USEC and _ping_id > 4:
		return
	var turn := _turn
	while _pings.has(_ping_id) and Time.get_ticks_usec() - sent < LINGER_USEC:
		_receive(Time.get_ticks_usec() + apart)
		if turn != _turn or transport.line != Transport.Line.OPEN:
			return


func _ended(why: String) -> void:
	_forget()
	if why == STOPS:
		return
	_drop()
	_become(State.CLOSED, why)


func _forget() -> void:
	_session_token = ""
	_last_seq = -1
	_newest = 0


func _closed(now: int) -> void:
	var greeted := _greeted
	var reason := str(_last_error.get("reason", ""))
	var text := str(_last_error.get("text", ""))
	_last_error = {}
	_drop()
	if greeted:
		reason = ""
		text = ""
	if not _session_token.is_empty() and reason in GONE:
		_forget()
		_later(now, 0, "the session has gone; opening it again")
	elif reason == "SESSION_EXISTS" and not _joins:
		_joins = true
		_later(now, 0, "joining the open session")
	elif reason == "UNKNOWN_SESSION" and _joins:
		_joins = false
		_later(now, 0, "the session has gone; opening it again")
	elif not reason.is_empty() and not reason in BUSY:
		_become(State.DENIED, "%s: %s" % [reason, text])
	else:
		var wait := int(_wait * randf_range(0.8, 1.2))
		_wait = mini(_wait * 2, LONGEST_WAIT_USEC)
		_later(now, wait, "the server does not answer" if text.is_empty() else text)


func _later(now: int, wait: int, text: String) -> void:
	reconnects += 1
	_due = now + wait
	_become(State.WAITING, text)


func _become(to: State, text: String) -> void:
	state = to
	became.emit(to, text)
