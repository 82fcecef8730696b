class_name SmallLook
extends Node2D
## A cairn or a flask of oil.

var _place: Place
var _time := 0.0
var _light: PointLight2D
var _halo: Sprite2D


func _init(place: Place) -> void:
	_place = place
	position = place.at
	light_mask = 2
	var cairn := place.kind == Place.Kind.CAIRN
	var colour := Palette.MOON if cairn else Palette.OIL
	_light = Palette.light(colour, 90.0 if cairn else 60.0, 0.5)
	_halo = Palette.halo(Color(colour, 0.2), 34.0)
	_halo.position = Vector2(0, -8)
	add_child(_light)
	add_child(_halo)


func _process(delta: float) -> void:
	_time += delta
	var cairn := _place.kind == Place.Kind.CAIRN
	visible = cairn or not _place.done
	var shines := cairn == _place.done
	_light.energy = 0.6 if shines else 0.2
	_halo.modulate.a = (0.26 if shines else 0.08) * (0.8 + 0.2 * sin(_time * 2.2 + position.x))
	queue_redraw()


func _draw() -> void:
	if _place.kind == Place.Kind.CAIRN:
		for i: int in 5:
			var half := 15.0 - i * 2.6
			var at := Vector2((i % 2) * 2.0 - 1.0, -i * 8.0)
			var colour := Palette.STONE.darkened(0.12 * (i % 2))
			draw_rect(Rect2(at - Vector2(half, 4.0), Vector2(half * 2.0, 7.6)), colour)
			draw_circle(at + Vector2(-half, 0), 3.8, colour)
			draw_circle(at + Vector2(half, 0), 3.8, colour)
		return
	var up := sin(_time * 2.2 + position.x) * 1.6
	draw_circle(Vector2(0, 1), 5.0, Color(0, 0, 0, 0.3))
	draw_circle(Vector2(0, -7 + up), 6.0, Palette.OIL.darkened(0.2))
	draw_circle(Vector2(-1.6, -8.4 + up), 2.0, Palette.OIL.lightened(0.5))
	draw_rect(Rect2(-2, -17 + up, 4, 6), Palette.OIL.darkened(0.4))
	draw_rect(Rect2(-2.8, -19 + up, 5.6, 2.6), Palette.BARK)
