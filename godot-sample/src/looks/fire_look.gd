class_name FireLook
extends Node2D
## A place for a fire; it burns once it is kindled.

var _place: Place
var _time := 0.0
var _grown := 0.0
var _light := Palette.light(Palette.FIRE, 330.0, 0.0)
var _halo := Palette.halo(Color(Palette.FIRE, 0.5), 90.0)
var _embers := CPUParticles2D.new()


func _init(place: Place) -> void:
	_place = place
	position = place.at
	_grown = 1.0 if place.done else 0.0
	light_mask = 2
	_light.position = Vector2(0, -10)
	_halo.position = Vector2(0, -8)
	_embers.amount = 26
	_embers.lifetime = 2.6
	_embers.direction = Vector2.UP
	_embers.spread = 24.0
	_embers.gravity = Vector2(4, -16)
	_embers.initial_velocity_min = 8.0
	_embers.initial_velocity_max = 30.0
	_embers.scale_amount_min = 0.8
	_embers.scale_amount_max = 2.0
	_embers.color = Color(Palette.EMBER, 0.9)
	_embers.emission_shape = CPUParticles2D.EMISSION_SHAPE_SPHERE
	_embers.emission_sphere_radius = 7.0
	_embers.material = Palette.adding()
	for one: Node in [_light, _halo, _embers]:
		add_child(one)


func _process(delta: float) -> void:
	_time += delta
	_grown = move_toward(_grown, 1.0 if _place.done else 0.0, delta * 0.7)
	var flicker := 1.0 + 0.07 * sin(_time * 9.0) + 0.05 * sin(_time * 23.0)
	_light.energy = 1.15 * _grown * flicker
	_halo.modulate.a = 0.5 * _grown * flicker
	_embers.emitting = _grown > 0.3
	queue_redraw()


func _draw() -> void:
	draw_set_transform(Vector2.ZERO, 0.0, Vector2(1.0, 0.62))
	draw_circle(Vector2.ZERO, 22.0, Color(0.09, 0.08, 0.08))
	for i: int in 11:
		var at := Vector2.from_angle(i * TAU / 11.0) * 21.0
		draw_circle(at, 5.0, Palette.STONE.darkened(0.25 + 0.3 * (i % 3) / 2.0))
	draw_set_transform(Vector2.ZERO)
	for side: float in [-1.0, 1.0]:
		var foot := Vector2(side * 13.0, 3.0)
		draw_line(foot, Vector2(-side * 6.0, -9.0), Palette.BARK.lightened(0.1), 5.0)
	for i: int in 5 if _grown > 0.12 else 0:
		var share := i / 4.0
		var wave := sin(_time * (6.0 + i) + i * 2.0)
		var high := (30.0 - 15.0 * share + 4.0 * wave) * _grown
		var half := (12.0 - 7.0 * share) * _grown
		var colour := Palette.EMBER.lerp(Color(1.0, 0.93, 0.62), share)
		var points := PackedVector2Array(
			[
				Vector2(-half, -3.0 * _grown),
				Vector2(-half * 0.7, -high * 0.4),
				Vector2(wave * 3.0, -high),
				Vector2(half * 0.75, -high * 0.45),
				Vector2(half, -3.0 * _grown),
				Vector2(0, 2.0 * _grown),
			]
		)
		draw_colored_polygon(points, Color(colour * 1.25, 0.9))
