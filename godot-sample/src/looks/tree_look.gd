class_name TreeLook
extends Node2D
## One tree, seen slantwise, standing on its foot.

static var _swaying: ShaderMaterial = null
static var _foot: OccluderPolygon2D = null

var _kind: int
var _size: float
var _chance := RandomNumberGenerator.new()


func _init(at: Vector2, trunk: float, number: int) -> void:
	position = at
	light_mask = 2
	_chance.seed = hash(number)
	_size = trunk / 9.5 * _chance.randf_range(0.92, 1.16)
	var drawn := _chance.randf()
	_kind = 0 if drawn < 0.72 else 1 if drawn < 0.93 else 2
	material = _sway()
	var shadow := LightOccluder2D.new()
	shadow.occluder = _occluder()
	shadow.scale = Vector2.ONE * trunk
	add_child(shadow)


func _draw() -> void:
	match _kind:
		0:
			_draw_pine()
		1:
			_draw_round()
		_:
			_draw_birch()


func _draw_pine() -> void:
	var wide := 30.0 * _size
	draw_rect(Rect2(-3.5 * _size, -16 * _size, 7 * _size, 18 * _size), Palette.BARK)
	var tiers := 4
	for tier: int in tiers:
		var share := float(tier) / tiers
		var low := -12.0 * _size - 23.0 * _size * tier
		var half := wide * (1.0 - 0.62 * share) * _chance.randf_range(0.93, 1.07)
		var high := low - 42.0 * _size * (1.0 - 0.35 * share)
		var colour := Palette.PINE.lerp(Palette.PINE_TIP, share * 0.75)
		_draw_tier(low, high, half, colour.darkened(0.22))
		_draw_tier(low - 4.0 * _size, high, half * 0.74, colour)


func _draw_tier(low: float, high: float, half: float, colour: Color) -> void:
	var points := PackedVector2Array()
	var teeth := 6
	for i: int in teeth + 1:
		var x := lerpf(-half, half, float(i) / teeth)
		var down := 5.0 * _size if i % 2 == 0 else 0.0
		points.append(Vector2(x, low + down - absf(x) * 0.16))
	points.append(Vector2(_chance.randf_range(-2, 2), high))
	draw_colored_polygon(points, colour)


func _draw_round() -> void:
	draw_rect(Rect2(-4 * _size, -34 * _size, 8 * _size, 36 * _size), Palette.BARK)
	for i: int in 9:
		var at := Vector2.from_angle(i * 2.4) * _chance.randf_range(6, 21) * _size
		at = Vector2(at.x, at.y * 0.8 - 54.0 * _size)
		var share := clampf((-30.0 * _size - at.y) / (50.0 * _size), 0.0, 1.0)
		var reach := _chance.randf_range(13, 19) * _size
		draw_circle(at + Vector2(0, 3), reach, Palette.LEAF.darkened(0.3))
		draw_circle(at, reach, Palette.LEAF.lerp(Palette.LEAF_TIP, share))


func _draw_birch() -> void:
	var top := -92.0 * _size
	var trunk := PackedVector2Array(
		[
			Vector2(-4.5, 2) * _size,
			Vector2(4.5, 2) * _size,
			Vector2(2.0 * _size, top),
			Vector2(-1.0 * _size, top),
		]
	)
	draw_colored_polygon(trunk, Palette.BIRCH.darkened(0.25))
	for i: int in 6:
		var y := lerpf(-8.0 * _size, top, i / 6.0)
		draw_rect(Rect2(-3.0 * _size, y, _chance.randf_range(2, 5) * _size, 1.6), Palette.BARK)
	for i: int in 5:
		var from := Vector2(0, lerpf(-44.0 * _size, top, i / 5.0))
		var side := 1.0 if i % 2 == 0 else -1.0
		var to := (
			from + Vector2(side * _chance.randf_range(14, 28), -_chance.randf_range(12, 24)) * _size
		)
		draw_line(from, to, Palette.BIRCH.darkened(0.35), 1.8 * _size)


static func _sway() -> ShaderMaterial:
	if _swaying == null:
		_swaying = ShaderMaterial.new()
		_swaying.shader = load("res://src/looks/sway.gdshader")
	return _swaying


static func _occluder() -> OccluderPolygon2D:
	if _foot == null:
		_foot = OccluderPolygon2D.new()
		var points := PackedVector2Array()
		for i: int in 8:
			points.append(Vector2.from_angle(i * TAU / 8.0) * Vector2(0.85, 0.6))
		_foot.polygon = points
	return _foot
