extends "res://addons/affekt/net/transport.gd"
## JSON lines over a WebSocket; sound comes as binary messages.

## Bytes that may wait to be read: ten seconds of stereo in [code]f32[/code], while a game loads.
const _INBOUND := 1 << 22
const _QUEUED := 8192
const _HEADER_BYTES := 16
## What a server closes with, after it has told why.
const _REFUSED := 4400
const _REASONS: Dictionary[int, String] = {
	4401: "BAD_TOKEN",
	4403: "FORBIDDEN",
	4404: "UNKNOWN_SESSION",
	4409: "SESSION_EXISTS",
	4410: "CLOSED",
	4413: "TOO_LARGE",
	4429: "TOO_FAST",
	4500: "INTERNAL",
	4503: "TOO_MANY",
}

var _socket: WebSocketPeer
## The last line told why it would end.
var _told := false


func open(connection: AffektConnection) -> String:
	var address := connection.socket_address()
	if address.is_empty():
		return "the url must be like http://127.0.0.1:8787, not '%s'" % connection.url
	_socket = WebSocketPeer.new()
	_socket.supported_protocols = PackedStringArray(["affekt.v1"])
	_socket.inbound_buffer_size = _INBOUND
	_socket.max_queued_packets = _QUEUED
	var error := _socket.connect_to_url(address)
	if error != OK:
		return "%s cannot be reached: %s" % [address, error_string(error)]
	line = Line.CONNECTING
	return ""


func poll() -> void:
	if _socket == null:
		return
	_socket.poll()
	while _socket.get_available_packet_count() > 0:
		var packet := _socket.get_packet()
		messages_in += 1
		bytes_in += packet.size()
		if _socket.was_string_packet():
			_line(packet.get_string_from_utf8())
		else:
			_sound(packet)
	match _socket.get_ready_state():
		WebSocketPeer.STATE_OPEN:
			line = Line.OPEN
		WebSocketPeer.STATE_CLOSED:
			line = Line.CLOSED
			_last_words(_socket.get_close_code(), _socket.get_close_reason())
			_socket = null


func say(said: Dictionary) -> bool:
	if _socket == null or _socket.get_ready_state() != WebSocketPeer.STATE_OPEN:
		return false
	return _socket.send_text(JSON.stringify(said, "", false, true)) == OK


func close() -> void:
	if _socket != null:
		_socket.close(1000)
		_socket.poll()
		_socket = null
	line = Line.CLOSED


func _line(text: String) -> void:
	# JSON.parse_string would tell each damaged line as an error of the engine.
	var json := JSON.new()
	var found: Variant = json.data if json.parse(text) == OK else null
	if found is Dictionary:
		_inbox.append(found)
		_told = found.has("error") or found.has("ended")
	else:
		damaged += 1


## Takes what the server said last from how it closed: Godot throws away messages that arrive
## together with the end.
func _last_words(code: int, reason: String) -> void:
	if code >= _REFUSED and not _told:
		_inbox.append({"error": {"reason": _REASONS.get(code, "REFUSED"), "text": reason}})
	elif code == 1000 and not reason.is_empty() and not _told:
		_inbox.append({"ended": {"why": reason}})


func _sound(packet: PackedByteArray) -> void:
	if packet.size() < _HEADER_BYTES:
		damaged += 1
		return
	var block := {
		"sequence": packet.decode_u32(0),
		"broken": (packet.decode_u32(4) & 1) == 1,
		"frame": packet.decode_s64(8),
		"samples": packet.slice(_HEADER_BYTES),
	}
	_inbox.append({"block": block})
