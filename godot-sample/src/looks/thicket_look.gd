class_name ThicketLook
extends Node2D
## Leaves in which one cannot be seen.

var _reach: float
var _number: int


func _init(at: Vector2, reach: float, number: int) -> void:
	position = at + Vector2(0, reach * 0.45)
	_reach = reach
	_number = number
	light_mask = 2


## Let somebody who is inside be seen.
func part_round(who: Vector2) -> void:
	var inside := who.distance_to(position - Vector2(0, _reach * 0.45)) < _reach
	modulate.a = move_toward(modulate.a, 0.4 if inside else 1.0, 0.05)


func _draw() -> void:
	var chance := RandomNumberGenerator.new()
	chance.seed = hash(_number)
	for ring: int in 3:
		var share := ring / 2.0
		for i: int in 15 - ring * 4:
			var at := (
				Vector2.from_angle(i * TAU / (15 - ring * 4) + ring)
				* _reach
				* (0.92 - 0.36 * share)
			)
			at = Vector2(at.x, at.y * 0.6 - _reach * 0.45 - 5.0 * share)
			var colour := Palette.LEAF.lerp(Palette.LEAF_TIP, 0.25 + 0.5 * share)
			var size := chance.randf_range(10, 17)
			draw_circle(at + Vector2(0, 3), size, Color(Palette.LEAF.darkened(0.4), 0.85))
			draw_circle(at, size, Color(colour.darkened(chance.randf() * 0.2), 0.85))
	for i: int in 9:
		var at := Vector2(chance.randf_range(-1, 1), chance.randf_range(-0.5, 0.5)) * _reach * 0.8
		draw_circle(at - Vector2(0, _reach * 0.45), 2.0, Color(0.85, 0.3, 0.35))
