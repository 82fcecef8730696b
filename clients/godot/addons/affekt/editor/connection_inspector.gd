@tool
extends EditorInspectorPlugin
## Adds to a connection's inspector what is wrong with it, and a button to try it.

const FaultsLabel := preload("faults_label.gd")
const _TIME_S := 4.0


func _can_handle(object: Object) -> bool:
	return object is AffektConnection


func _parse_begin(object: Object) -> void:
	var connection := object as AffektConnection
	var said := FaultsLabel.new()
	said.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	said.watch(connection)
	var button := Button.new()
	button.text = "Try it"
	button.tooltip_text = "Opens a session there for a moment"
	button.pressed.connect(_try.bind(connection, said))
	add_custom_control(button)
	add_custom_control(said)


func _try(connection: AffektConnection, said: Label) -> void:
	var trial := connection.duplicate() as AffektConnection
	trial.session = "try-%d" % (Time.get_ticks_usec() % 1_000_000)
	var session := AffektSession.new()
	session.auto_open = false
	said.add_child(session)
	said.text = "asking %s …" % (trial.url if trial.wire == 0 else trial.osc_address)
	session.connection_changed.connect(
		func(state: int, text: String) -> void:
			if state in [AffektSession.State.OPEN, AffektSession.State.DENIED]:
				said.text = "It plays %s." % session.welcome.get("set", "")
				if state == AffektSession.State.DENIED:
					said.text = text
				session.queue_free()
			elif state == AffektSession.State.WAITING:
				said.text = "There is no answer yet: is 'affekt serve' running?"
	)
	session.open(trial)
	await said.get_tree().create_timer(_TIME_S).timeout
	if is_instance_valid(session):
		session.queue_free()
