class_name WonderLook
extends Node2D
## Something that glows, and tells a line of a story. Faint until it is found.

var _place: Place
var _colour: Color
var _time := 0.0
var _lit := 0.0
var _light: PointLight2D
var _halo: Sprite2D
var _motes := CPUParticles2D.new()


func _init(place: Place) -> void:
	_place = place
	position = place.at
	_colour = Palette.WONDERS[place.number % Palette.WONDERS.size()]
	_lit = 1.0 if place.done else 0.0
	_light = Palette.light(_colour, 300.0, 0.3)
	_halo = Palette.halo(_colour, 150.0)
	_halo.position = Vector2(0, -18)
	material = Palette.unlit()
	_motes.amount = 34
	_motes.lifetime = 5.0
	_motes.gravity = Vector2(0, -5)
	_motes.emission_shape = CPUParticles2D.EMISSION_SHAPE_SPHERE
	_motes.emission_sphere_radius = 84.0
	_motes.initial_velocity_min = 2.0
	_motes.initial_velocity_max = 9.0
	_motes.spread = 180.0
	_motes.scale_amount_min = 0.7
	_motes.scale_amount_max = 2.1
	_motes.color = Color(_colour, 0.75)
	_motes.material = Palette.adding()
	for one: Node in [_light, _halo, _motes]:
		add_child(one)


func _process(delta: float) -> void:
	_time += delta
	_lit = move_toward(_lit, 1.0 if _place.done else 0.0, delta * 0.6)
	var breath := 0.5 + 0.5 * sin(_time * 1.1 + _place.number)
	_light.energy = lerpf(0.22 + 0.14 * breath, 1.05, _lit)
	_halo.modulate.a = lerpf(0.1 + 0.09 * breath, 0.36, _lit)
	_motes.emitting = true
	_motes.speed_scale = lerpf(0.45, 1.0, _lit)
	_motes.modulate.a = lerpf(0.3, 1.0, _lit)
	queue_redraw()


func _draw() -> void:
	var strong := Color(_colour, lerpf(0.4, 1.0, _lit))
	var faint := Color(_colour, lerpf(0.14, 0.42, _lit))
	WonderShapes.draw(self, _place.number, strong, faint, _time)
