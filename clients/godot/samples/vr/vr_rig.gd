extends Node3D
## A VR soundtrack: a headset's motion and face colour the music, and each layer has its place.
##
## Without a headset it can be looked at on a screen: the mouse turns the head, the arrow keys walk.

const WALK := 2.0
const TURN := 0.003

@export var pulse_bpm := 0.0:
	set(value):
		pulse_bpm = value
		if value > 0.0 and is_node_ready():
			_session.sense("heart_rate", {"bpm": value})

var _worn := false

@onready var _session: AffektSession = $AffektSession
@onready var _origin: XROrigin3D = $XROrigin3D
@onready var _camera: XRCamera3D = $XROrigin3D/XRCamera3D
@onready var _told: Label3D = $Told


func _ready() -> void:
	var openxr := XRServer.find_interface("OpenXR")
	_worn = openxr != null and openxr.is_initialized()
	get_viewport().use_xr = _worn
	if not _worn:
		_camera.position.y = 1.7
	_session.section_changed.connect(
		func(section: String, _event: Dictionary) -> void: _tell(section)
	)
	_session.connection_changed.connect(
		func(_state: int, text: String) -> void: _tell("%s  (%s)" % [_session.section, text])
	)
	_session.event("explore")


func _process(delta: float) -> void:
	if _worn:
		return
	var way := Input.get_vector("ui_left", "ui_right", "ui_up", "ui_down")
	_origin.translate(_camera.basis * Vector3(way.x, 0.0, way.y) * WALK * delta)
	_origin.position.y = 0.0


func _unhandled_input(event: InputEvent) -> void:
	var moved := event as InputEventMouseMotion
	if not _worn and moved != null:
		_camera.rotation.y -= moved.relative.x * TURN
		_camera.rotation.x = clampf(_camera.rotation.x - moved.relative.y * TURN, -1.4, 1.4)


func _tell(what: String) -> void:
	_told.text = what
