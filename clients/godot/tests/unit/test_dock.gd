extends "res://tests/suite.gd"

const Circumplex := preload("res://addons/affekt/editor/circumplex.gd")
const Dock := preload("res://addons/affekt/editor/dock.gd")
const FaultsLabel := preload("res://addons/affekt/editor/faults_label.gd")


func test_a_drag_is_a_feeling_until_it_is_let_go() -> void:
	var plane := Circumplex.new()
	plane.size = Vector2(200, 200)
	add_child(plane)
	var said: Array = []
	plane.pointed.connect(func(v: float, a: float) -> void: said.append([v, a]))
	plane.let_go.connect(func() -> void: said.append("free"))
	plane._gui_input(_button(Vector2(150, 50), true))
	plane._gui_input(_motion(Vector2(0, 200)))
	plane._gui_input(_motion(Vector2(999, -50)))
	plane._gui_input(_button(Vector2(100, 50), false))
	plane._gui_input(_motion(Vector2(10, 10)))
	equal(said, [[0.5, 0.75], [-1.0, 0.0], [1.0, 1.0], "free"], "what was pointed at")
	plane.show_felt(0.2, 0.3)
	await get_tree().process_frame


func test_a_connection_outlives_the_label_that_tells_its_faults() -> void:
	var connection := AffektConnection.new()
	var label := FaultsLabel.new()
	label.watch(connection)
	equal(label.text, "", "what is said of a good one")
	connection.url = "nonsense"
	holds("nonsense" in label.text, "what is said of a bad one")
	label.free()
	equal(connection.changed.get_connections().size(), 0, "who hears of it")
	connection.url = "http://127.0.0.1:1"


func test_the_dock_says_how_it_stands() -> void:
	var dock := Dock.new()
	add_child(dock)
	var url: LineEdit = dock.get("_url")
	var button: Button = dock.get("_switch")
	url.text = "nonsense"
	button.button_pressed = true
	var lines: Dictionary = dock.get("_lines")
	holds("must be like" in (lines["line"] as Label).text, "it says what is wrong")
	equal(button.button_pressed, false, "whether the switch is on")
	url.text = "http://127.0.0.1:9"
	button.button_pressed = true
	await comes(
		func() -> bool: return (lines["line"] as Label).text == "waiting for a server",
		"it waits for a server"
	)
	button.button_pressed = false
	equal((lines["line"] as Label).text, "closed", "the state")


func test_a_session_has_its_figures_in_the_monitors() -> void:
	var first := AffektSession.new()
	first.auto_open = false
	var second := AffektSession.new()
	second.auto_open = false
	second.name = "Second"
	var shared: Node = get_tree().root.get_node_or_null("Affekt")
	add_child(first)
	add_child(second)
	holds(Performance.has_custom_monitor("affekt/decisions_waiting"), "the first one's figures")
	if shared == null:
		equal(Performance.get_custom_monitor("affekt/clock_error_ms"), 0.0, "an unknown figure")
	holds(Performance.has_custom_monitor("affekt Second/reconnects"), "the second one's figures")
	second.free()
	equal(Performance.has_custom_monitor("affekt Second/reconnects"), false, "after it was freed")


func test_warnings_say_what_is_wrong_with_the_connection() -> void:
	var session := AffektSession.new()
	equal(session._get_configuration_warnings().size(), 0, "without a connection")
	session.connection = AffektConnection.new()
	session.connection.url = "nowhere"
	equal(session._get_configuration_warnings().size(), 1, "with a wrong address")
	session.free()


func _button(at: Vector2, pressed: bool) -> InputEventMouseButton:
	var event := InputEventMouseButton.new()
	event.button_index = MOUSE_BUTTON_LEFT
	event.position = at
	event.pressed = pressed
	return event


func _motion(at: Vector2) -> InputEventMouseMotion:
	var event := InputEventMouseMotion.new()
	event.position = at
	return event
