extends RefCounted
## Asks for a server on this machine every second, so that its music is back soon after it is.
##
## One that is elsewhere is left to the session's own patience.

const EVERY_S := 1.0
const NEAR: Array[String] = ["127.0.0.1", "localhost", "::1"]

var _waited := 0.0


## Lets time pass; asks when it is due.
func wait(source: Node, seconds: float) -> void:
	var session := source as AffektSession
	if session == null or session.connection_state != AffektSession.State.WAITING:
		_waited = 0.0
		return
	_waited += seconds
	if _waited >= EVERY_S and _is_near(session.connection):
		_waited = 0.0
		session.retry()


func _is_near(connection: AffektConnection) -> bool:
	if connection == null or connection.wire == AffektConnection.Wire.OSC:
		return connection != null and connection.osc_host() in NEAR
	var host := connection.socket_address().get_slice("://", 1).get_slice("/", 0)
	return host.substr(0, host.rfind(":")).trim_prefix("[").trim_suffix("]") in NEAR
