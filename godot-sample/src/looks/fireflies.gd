class_name Fireflies
extends Node2D
## They drift about the keeper, and rather towards the next wonder: who follows them finds the way.

const COUNT := 16

var _night: Night
var _at := PackedVector2Array()
var _phase := PackedFloat32Array()
var _time := 0.0
var _chance := RandomNumberGenerator.new()


func _init(night: Night) -> void:
	_night = night
	z_index = 15
	material = Palette.adding()
	for i: int in COUNT:
		_at.append(
			(
				night.keeper.at
				+ Vector2(_chance.randf_range(-300, 300), _chance.randf_range(-180, 180))
			)
		)
		_phase.append(_chance.randf() * TAU)


func _process(delta: float) -> void:
	_time += delta
	var goal := _goal()
	var way := _night.keeper.at.direction_to(goal) if goal != Vector2.INF else Vector2.ZERO
	for i: int in COUNT:
		var about := Vector2.from_angle(_time * 0.5 + _phase[i] * 3.0) * 12.0
		_at[i] += (way * 26.0 + about) * delta
		if _at[i].distance_to(_night.keeper.at) > 380.0:
			var back := Vector2(_chance.randf_range(-260, 260), _chance.randf_range(-160, 160))
			_at[i] = _night.keeper.at + back - way * 120.0
	queue_redraw()


func _goal() -> Vector2:
	if _night.in_hush:
		return Vector2.INF
	if _night.wonders >= ForestPlan.NEEDED:
		return _night.forest.all_of(Place.Kind.GATE)[0].at
	var next := _night.forest.nearest(Place.Kind.WONDER, _night.keeper.at)
	return next.at if next != null else Vector2.INF


func _draw() -> void:
	if _night.in_hush:
		return
	for i: int in COUNT:
		var blink := maxf(sin(_time * 1.7 + _phase[i] * 5.0), 0.0)
		draw_circle(_at[i], 5.0, Color(0.75, 1.0, 0.45, 0.1 * blink))
		draw_circle(_at[i], 1.5, Color(0.85, 1.0, 0.55, 0.9 * blink))
