extends "res://addons/affekt/net/transport.gd"
## Messages over UDP, from and to one socket.
##
## A datagram may be lost, and nobody tells that a server has gone: opening is asked for until it is
## answered, and pings keep the session. Frames are those of the server's own clock, once it has
## told where the session began.

const Codec := preload("osc_codec.gd")
const Score := preload("osc_score.gd")
const OscWords := preload("osc_words.gd")

## An answer to opening that does not come is asked for again.
const _AGAIN_USEC := 500_000
## Where a session began is told to the microsecond.
const _SAME_S := 0.5
## A server tells the feeling twice a second: after so long without a word it is asked for one.
const _QUIET_USEC := 1_500_000
const _GONE_USEC := 4_000_000
## Packets that are read at once.
const _MOST := 4096

var _socket: PacketPeerUDP
var _score := Score.new()
var _session := ""
var _set := ""
var _opened := -1
var _joining := false
var _origin := NAN
var _asked := 0
var _heard := 0
var _early: Array[Array] = []


func open(connection: AffektConnection) -> String:
	if OS.has_feature("web"):
		return "a browser has no UDP: use the WebSocket instead of OSC"
	if connection.session.is_empty():
		return "a session over OSC needs a name"
	if connection.osc_port() == 0:
		return "the osc_address must be like 127.0.0.1:9100, not '%s'" % connection.osc_address
	_socket = PacketPeerUDP.new()
	var host := connection.osc_host().trim_prefix("[").trim_suffix("]")
	var error := _socket.connect_to_host(host, connection.osc_port())
	if error != OK:
		_socket = null
		return "%s cannot be reached: %s" % [connection.osc_address, error_string(error)]
	line = Line.OPEN
	return ""


func poll() -> void:
	if _socket == null:
		return
	var left := _MOST
	while left > 0 and _socket != null and _socket.get_available_packet_count() > 0:
		_read(_socket.get_packet())
		left -= 1
	if _socket == null or _session.is_empty():
		return
	var now := Time.get_ticks_usec()
	var wanted := is_nan(_origin) or now - _heard > _QUIET_USEC
	if wanted and now - _asked > _AGAIN_USEC:
		_ask()
	if not is_nan(_origin) and now - _heard > _GONE_USEC:
		_leave()


func say(said: Dictionary) -> bool:
	if _socket == null:
		return false
	if said.has("affekt"):
		_session = said["session"]
		_set = str(said.get("set", ""))
		_joining = said.get("join", false)
		_ask()
		return true
	if said.has("ping"):
		# Only who asks about the session learns that it has gone.
		_send("/affekt/clock/origin", [_session])
		return _send("/affekt/clock/ping", [said["ping"]])
	var went := true
	for message: Array in OscWords.messages(_session, said):
		went = _send(message[0], message[1]) and went
	return went


func refuses(said: Dictionary) -> String:
	return OscWords.refuses(said)


func close() -> void:
	if _socket != null:
		if _opened >= 0:
			_send("/notify", [0, _session])
		_socket.close()
		_socket = null
	line = Line.CLOSED


## Asks for what is still missing: the session, then where it began.
func _ask() -> void:
	_asked = Time.get_ticks_usec()
	if _opened >= 0:
		_send("/affekt/clock/origin", [_session])
	elif _joining:
		_send("/notify", [1, _session])
		_send("/affekt/clock/origin", [_session])
	else:
		_send("/affekt/session/open", [_session] if _set.is_empty() else [_session, _set])


func _send(address: String, arguments: Array) -> bool:
	var packet := Codec.message(address, arguments)
	if packet.is_empty() or packet.size() > Codec.LARGEST:
		return false
	return _socket.put_packet(packet) == OK


func _read(packet: PackedByteArray) -> void:
	_heard = Time.get_ticks_usec()
	messages_in += 1
	bytes_in += packet.size()
	var heard := Codec.read(packet)
	if heard.is_empty():
		damaged += 1
	for message: Array in heard:
		if _socket != null:
			_hear(message[0], message[1], message[2])


func _hear(at: float, address: String, arguments: Array) -> void:
	match [address, Score.types_of(arguments)]:
		["/affekt/session/opened", "si"]:
			if arguments[0] == _session and _opened < 0:
				_opened = arguments[1]
				_ask()
		["/affekt/clock/origin", "ss"]:
			if arguments[0] == _session:
				_on_origin(str(arguments[1]).to_float())
		["/affekt/clock/pong", "is"]:
			if not is_nan(_origin):
				var seconds := str(arguments[1]).to_float()
				var frame := roundi((seconds - _origin) * 48000.0)
				_inbox.append({"pong": {"id": arguments[0], "frame": frame}})
		["/prove", "i"]:
			_send("/prove", arguments)
		["/fail", "sss"]:
			_on_fail(arguments[0], arguments[1], arguments[2])
		_:
			_on_score(at, address, arguments)


func _on_origin(origin: float) -> void:
	if is_nan(_origin):
		_begin(origin)
	elif absf(origin - _origin) > _SAME_S:
		_leave()


func _on_score(at: float, address: String, arguments: Array) -> void:
	if arguments.is_empty() or not arguments[0] is String or arguments[0] != _session:
		return
	if not is_nan(_origin):
		_decide(at, address, arguments)
	elif _early.size() < _MOST:
		_early.append([at, address, arguments])


func _begin(origin: float) -> void:
	_origin = origin
	_heard = Time.get_ticks_usec()
	var welcome := {
		"protocol": 1,
		"session": _session,
		"id": maxi(_opened, 0),
		"session_token": "",
		"set": _set,
		"server_seconds_at_frame_0": origin,
	}
	_inbox.append({"welcome": welcome})
	for one in _early:
		_decide(one[0], one[1], one[2])
	_early.clear()


func _decide(at: float, address: String, arguments: Array) -> void:
	# What is not timetagged is true now: at the newest moment that is known.
	var frame := 0
	if at != Codec.AT_ONCE:
		frame = roundi((at - _origin) * 48000.0)
	var event := _score.decision(frame, address, arguments)
	if not event.is_empty():
		_inbox.append(event)


func _on_fail(address: String, reason: String, text: String) -> void:
	var about := address.trim_prefix("/affekt/")
	if address in ["/affekt/session/open", "/notify"] and is_nan(_origin):
		_inbox.append({"error": {"reason": reason, "text": text}})
		_leave()
	elif reason == "CLOSED" and address == "/affekt/session":
		if text.begins_with(_session + ": "):
			_inbox.append({"ended": {"why": text.substr(_session.length() + 2)}})
			_leave()
	elif reason == "UNKNOWN_SESSION":
		# The server was started anew, or the lease ran out.
		_leave()
	else:
		_inbox.append({"error": {"reason": reason, "text": text, "about": about}})


func _leave() -> void:
	_socket.close()
	_socket = null
	line = Line.CLOSED
