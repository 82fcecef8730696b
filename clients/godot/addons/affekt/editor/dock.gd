@tool
extends VBoxContainer
## A dock that listens to a session, of a game that runs or of its own: where the music is, how well
## the clock is known, and a plane of feeling to drag on.

const Circumplex := preload("circumplex.gd")

## So often a dragged feeling is said, in seconds.
const _SAY_S := 0.05
const _STATES: Dictionary[int, String] = {
	AffektSession.State.CLOSED: "closed",
	AffektSession.State.CONNECTING: "connecting",
	AffektSession.State.OPEN: "connected",
	AffektSession.State.WAITING: "waiting for a server",
	AffektSession.State.DENIED: "refused",
}

## The dock's own session.
var session := AffektSession.new()

var _url := LineEdit.new()
var _name := LineEdit.new()
var _switch := Button.new()
var _plane := Circumplex.new()
var _lines: Dictionary[String, Label] = {}
var _pointed := Vector2.INF
var _since_said := 0.0
var _why := ""


func _init() -> void:
	name = "Affekt"
	session.auto_open = false
	add_child(session)
	_url.text = "http://127.0.0.1:8787"
	_url.placeholder_text = "http://127.0.0.1:8787"
	_url.tooltip_text = "The server"
	_name.placeholder_text = "session (empty: one of its own)"
	_name.tooltip_text = "The name of a running game's session, to listen to it"
	_switch.text = "Connect"
	_switch.toggle_mode = true
	_plane.size_flags_vertical = Control.SIZE_EXPAND_FILL
	for control: Control in [_url, _name, _switch, _plane]:
		add_child(control)
	var grid := GridContainer.new()
	grid.columns = 2
	add_child(grid)
	for line: String in ["line", "section", "place", "tempo", "key", "why", "clock", "decided"]:
		_add_line(grid, line)
	session.connection_changed.connect(_on_connection_changed)
	session.decided.connect(_on_decided)
	session.affect_changed.connect(_on_affect_changed)
	_switch.toggled.connect(_on_switched)
	_plane.pointed.connect(_on_pointed)
	_plane.let_go.connect(_on_let_go)


func _process(delta: float) -> void:
	if not is_visible_in_tree():
		return
	_since_said += delta
	if _pointed.is_finite() and _since_said >= _SAY_S:
		_since_said = 0.0
		session.feel(_pointed.x, _pointed.y)
	if session.connection_state != AffektSession.State.OPEN:
		return
	_show("section", session.section)
	_show("place", "bar %d, beat %d" % [session.bar, session.beat])
	_show("tempo", "%.1f BPM" % session.bpm)
	_show("key", "%s %s  %s" % [session.tonic, session.key_mode, session.chord])
	_show("why", _why)
	_show("clock", "±%.1f ms, trip %.1f ms" % [session.clock_error_ms(), session.round_trip_ms()])
	_show("decided", "%d ahead" % session.waiting())


func _add_line(grid: GridContainer, what: String) -> void:
	var title := Label.new()
	title.text = what
	title.modulate.a = 0.6
	grid.add_child(title)
	var value := Label.new()
	value.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	value.clip_text = true
	value.mouse_filter = Control.MOUSE_FILTER_PASS
	grid.add_child(value)
	_lines[what] = value


func _show(what: String, text: String) -> void:
	var label := _lines[what]
	if label.text != text:
		label.text = text
		label.tooltip_text = text


func _on_switched(on: bool) -> void:
	_switch.text = "Disconnect" if on else "Connect"
	if not on:
		session.close()
		return
	var to := AffektConnection.new()
	to.url = _url.text
	to.session = _name.text
	to.join = not _name.text.is_empty()
	session.open(to)


func _on_connection_changed(state: int, text: String) -> void:
	_show("line", _STATES[state])
	_lines["line"].tooltip_text = text
	if state == AffektSession.State.DENIED:
		_show("line", text)
	if state in [AffektSession.State.DENIED, AffektSession.State.CLOSED]:
		_switch.set_pressed_no_signal(false)
		_switch.text = "Connect"


func _on_decided(event: Dictionary) -> void:
	var why: Dictionary = event.get("why", {})
	if event["kind"] in ["section", "stinger"] and not str(why.get("text", "")).is_empty():
		_why = why["text"]


func _on_affect_changed(affect: Dictionary) -> void:
	_plane.show_felt(affect["valence"], affect["arousal"])


func _on_pointed(valence: float, arousal: float) -> void:
	_pointed = Vector2(valence, arousal)


func _on_let_go() -> void:
	_pointed = Vector2.INF
	session.free_feeling()
