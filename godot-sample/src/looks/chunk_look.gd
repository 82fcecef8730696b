class_name ChunkLook
extends Node2D
## A square of the forest's floor: moss, grass, the trail. What stands on it is sorted by depth.

const SIDE := 512.0

var _forest: Forest
var _square: Rect2
var _cell: Vector2i


func _init(forest: Forest, cell: Vector2i) -> void:
	_forest = forest
	_cell = cell
	_square = Rect2(Vector2(cell) * SIDE, Vector2(SIDE, SIDE))
	light_mask = 1


func _draw() -> void:
	var chance := RandomNumberGenerator.new()
	chance.seed = hash([_forest.number, _cell])
	for i: int in 46:
		var at := _spot(chance)
		_draw_patch(
			at, chance.randf_range(18, 62), Palette.MOSS, chance.randf_range(0.1, 0.3), chance
		)
	_draw_trail(chance)
	for i: int in 230:
		var at := _spot(chance)
		if _forest.from_trail(at) > 26.0:
			_draw_tuft(at, chance)
	for i: int in 16:
		var at := _spot(chance)
		var size := chance.randf_range(2, 6)
		draw_circle(at + Vector2(1, 2), size, Palette.GROUND.darkened(0.4))
		draw_circle(at, size, Palette.STONE.darkened(chance.randf_range(0.2, 0.5)))


func _spot(chance: RandomNumberGenerator) -> Vector2:
	return _square.position + Vector2(chance.randf(), chance.randf()) * SIDE


func _draw_patch(
	at: Vector2, reach: float, colour: Color, alpha: float, chance: RandomNumberGenerator
) -> void:
	var points := PackedVector2Array()
	for i: int in 11:
		var far := reach * chance.randf_range(0.72, 1.1)
		points.append(at + Vector2.from_angle(i * TAU / 11.0) * far * Vector2(1.0, 0.72))
	draw_colored_polygon(points, Color(colour, alpha))


func _draw_trail(chance: RandomNumberGenerator) -> void:
	for leg: int in range(1, _forest.trail.size()):
		var from := _forest.trail[leg - 1]
		var to := _forest.trail[leg]
		var steps := int(from.distance_to(to) / 15.0)
		for i: int in steps:
			var aside := (to - from).normalized().orthogonal() * sin(i * 0.16) * 9.0
			var at := from.lerp(to, float(i) / steps) + aside
			if _square.grow(40.0).has_point(at):
				_draw_patch(at, chance.randf_range(15, 26), Palette.TRAIL, 0.2, chance)


func _draw_tuft(at: Vector2, chance: RandomNumberGenerator) -> void:
	var colour := Palette.GRASS.lerp(Palette.MOSS, chance.randf()).darkened(chance.randf() * 0.35)
	for blade: int in chance.randi_range(2, 4):
		var tip := at + Vector2(chance.randf_range(-4, 4), -chance.randf_range(4, 10))
		draw_line(at + Vector2(blade * 1.6 - 2.4, 0), tip, colour, 1.3)
