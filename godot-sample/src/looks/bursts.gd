class_name Bursts
extends Node2D
## Sparks and rings where something happens, once.

## Per happening: how many sparks, their colour, speed, seconds.
const KINDS: Dictionary[String, Array] = {
	"hit": [14, Color(0.8, 0.86, 1.0), 120.0, 0.5],
	"kill": [44, Color(0.62, 0.7, 1.0), 150.0, 1.1],
	"hurt": [18, Color(1.0, 0.45, 0.3), 130.0, 0.6],
	"pickup": [16, Color(1.0, 0.82, 0.4), 60.0, 0.8],
	"cairn": [18, Color(0.7, 0.85, 1.0), 40.0, 1.4],
	"kindle": [46, Color(1.0, 0.6, 0.25), 90.0, 1.4],
	"wonder": [80, Color(1.0, 0.97, 0.9), 110.0, 2.4],
	"flare": [60, Color(1.0, 0.8, 0.5), 260.0, 0.7],
	"warden": [70, Color(0.4, 0.4, 0.7), 140.0, 1.8],
	"spotted": [8, Color(1.0, 0.4, 0.3), 50.0, 0.6],
}

var _rings: Array[Dictionary] = []


func _init() -> void:
	z_index = 20
	material = Palette.adding()


## Show something at a spot.
func show_what(what: String, at: Vector2) -> void:
	if not KINDS.has(what):
		return
	var kind: Array = KINDS[what]
	var colour: Color = kind[1]
	var sparks := CPUParticles2D.new()
	sparks.position = at + Vector2(0, -10)
	sparks.one_shot = true
	sparks.explosiveness = 0.95
	sparks.amount = kind[0]
	sparks.lifetime = kind[3]
	sparks.spread = 180.0
	sparks.gravity = Vector2(0, 30)
	sparks.initial_velocity_min = kind[2] * 0.2
	sparks.initial_velocity_max = kind[2]
	sparks.damping_min = 60.0
	sparks.damping_max = 120.0
	sparks.scale_amount_min = 1.0
	sparks.scale_amount_max = 2.6
	sparks.color = colour
	sparks.material = Palette.adding()
	sparks.finished.connect(sparks.queue_free)
	add_child(sparks)
	sparks.emitting = true
	if what in ["flare", "wonder", "kill", "kindle"]:
		var reach := Keeper.FLARE_REACH if what == "flare" else 120.0
		_rings.append({"at": at, "t": 0.0, "colour": colour, "reach": reach})


func _process(delta: float) -> void:
	if _rings.is_empty():
		return
	for ring: Dictionary in _rings:
		ring["t"] += delta * 1.7
	_rings = _rings.filter(func(ring: Dictionary) -> bool: return ring["t"] < 1.0)
	queue_redraw()


func _draw() -> void:
	for ring: Dictionary in _rings:
		var t: float = ring["t"]
		var reach: float = ring["reach"] * (1.0 - pow(1.0 - t, 3.0))
		var colour: Color = ring["colour"]
		draw_arc(
			ring["at"], reach, 0, TAU, 72, Color(colour, 0.7 * (1.0 - t)), 9.0 * (1.0 - t) + 0.5
		)
