extends "res://tests/suite.gd"
## What suites against a real server share. The environment says where it is: AFFEKT_HTTP,
## AFFEKT_OSC.

## What was told, in order: the signal's name and its arguments.
var told: Array[Array] = []


## A connection to the server that the test started.
func connection(session: String) -> AffektConnection:
	var made := AffektConnection.new()
	made.url = "http://" + OS.get_environment("AFFEKT_HTTP")
	made.osc_address = OS.get_environment("AFFEKT_OSC")
	made.session = session
	return made


## A session that writes down all that it tells.
func session_for(to: AffektConnection) -> AffektSession:
	var session := AffektSession.new()
	session.connection = to
	for one: Dictionary in session.get_signal_list():
		var what: String = one["name"]
		if not ClassDB.class_has_signal("Node", what):
			session.connect(what, _write_down.bind(what))
	add_child(session)
	return session


## Waits until a session is open.
func opens(session: AffektSession) -> bool:
	return await comes(
		func() -> bool: return session.connection_state == AffektSession.State.OPEN,
		"the session opens"
	)


## Waits until a signal was told, and returns its arguments.
func hears(what: String, seconds: float = 10.0) -> Array:
	await comes(func() -> bool: return not all_of(what).is_empty(), "%s is told" % what, seconds)
	var found := all_of(what)
	return found[0] if not found.is_empty() else []


## The arguments of all tellings of a signal.
func all_of(what: String) -> Array[Array]:
	var found: Array[Array] = []
	for one in told:
		if one[0] == what:
			found.append(one.slice(1))
	return found


func _write_down(...arguments: Array) -> void:
	told.append([arguments[-1]] + arguments.slice(0, -1))
