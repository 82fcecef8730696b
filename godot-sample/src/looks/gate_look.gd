class_name GateLook
extends Node2D
## The gate in the east: two stones and a beam, with a light for each wonder that was found.

var _night: Night
var _time := 0.0
var _open := 0.0
var _light := Palette.light(Palette.LANTERN, 420.0, 0.0)
var _halo := Palette.halo(Color(Palette.LANTERN, 0.0), 170.0)
var _shine := Polygon2D.new()


func _init(night: Night, place: Place) -> void:
	_night = night
	position = place.at
	light_mask = 2
	_light.position = Vector2(0, -50)
	_halo.position = Vector2(0, -50)
	_shine.polygon = [Vector2(-44, -112), Vector2(44, -112), Vector2(44, 2), Vector2(-44, 2)]
	_shine.vertex_colors = [
		Color(1.0, 0.86, 0.6), Color(1.0, 0.86, 0.6), Color(1.0, 0.66, 0.3), Color(1.0, 0.66, 0.3)
	]
	_shine.material = Palette.adding()
	for one: Node2D in [_light, _halo, _shine]:
		add_child(one)


func _process(delta: float) -> void:
	_time += delta
	var freed := _night.warden != null and _night.warden.life <= 0
	_open = move_toward(_open, 1.0 if freed else 0.0, delta * 0.5)
	_light.energy = 0.25 + 1.1 * _open
	_halo.modulate.a = 0.06 + 0.7 * _open
	_shine.modulate.a = _open * (0.85 + 0.1 * sin(_time * 1.7))
	queue_redraw()


func _draw() -> void:
	draw_rect(Rect2(-44, -112, 88, 114), Color(0.02, 0.02, 0.035))
	for side: float in [-1.0, 1.0]:
		var post := PackedVector2Array(
			[
				Vector2(side * 40, 4),
				Vector2(side * 66, 4),
				Vector2(side * 60, -118),
				Vector2(side * 44, -118),
			]
		)
		draw_colored_polygon(post, Palette.STONE.darkened(0.15))
		for i: int in 4:
			var y := -14.0 - i * 26.0
			draw_line(
				Vector2(side * 46, y), Vector2(side * 60, y + 4), Palette.STONE.darkened(0.5), 2.0
			)
	var beam := PackedVector2Array(
		[Vector2(-78, -118), Vector2(78, -118), Vector2(70, -140), Vector2(-70, -140)]
	)
	draw_colored_polygon(beam, Palette.STONE)
	for i: int in ForestPlan.NEEDED:
		var at := Vector2((i - (ForestPlan.NEEDED - 1) / 2.0) * 25.0, -129)
		var lit := i < _night.wonders
		draw_circle(at, 6.5, Color(0.1, 0.1, 0.12))
		if lit:
			var blink := 0.85 + 0.15 * sin(_time * 3.0 + i)
			draw_circle(at, 4.6, Palette.WONDERS[i] * blink)
