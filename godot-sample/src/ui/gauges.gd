class_name Gauges
extends Control
## Flame, oil, breath and wonders, drawn small.

var _night: Night
var _flame := 1.0
var _time := 0.0


func _init(night: Night) -> void:
	_night = night
	set_anchors_preset(Control.PRESET_FULL_RECT)
	mouse_filter = Control.MOUSE_FILTER_IGNORE


func _process(delta: float) -> void:
	_time += delta
	_flame = lerpf(_flame, _night.keeper.flame, 1.0 - exp(-6.0 * delta))
	queue_redraw()


func _draw() -> void:
	var keeper := _night.keeper
	var foot := Vector2(34, size.y - 34)
	_draw_flame(foot)
	var low := keeper.oil < 0.18 and fmod(_time, 0.7) < 0.35
	_bar(foot + Vector2(38, -26), 190, _flame, Palette.FIRE, keeper.flame)
	_bar(foot + Vector2(38, -9), 190, keeper.oil, Color.WHITE if low else Palette.OIL, keeper.oil)
	if keeper.breath < 0.98:
		_bar(foot + Vector2(38, 5), 120, keeper.breath, Color(0.7, 0.85, 1.0, 0.8), 1.0, 3.0)
	for i: int in Tale.WONDERS.size():
		var at := Vector2(size.x * 0.5 + (i - 3) * 30.0, 34)
		var diamond := PackedVector2Array(
			[at + Vector2(0, -9), at + Vector2(7, 0), at + Vector2(0, 9), at + Vector2(-7, 0)]
		)
		if i < _night.wonders:
			draw_colored_polygon(diamond, Palette.WONDERS[i])
		diamond.append(diamond[0])
		var needed := i < ForestPlan.NEEDED
		draw_polyline(diamond, Color(1, 1, 1, 0.62 if needed else 0.24), 1.4)
	if keeper.in_leaves:
		var hidden := "hidden" if keeper.seen_from() < 60.0 else "in the leaves: cover the lantern"
		_word(foot + Vector2(38, -40), hidden)
	elif keeper.covered:
		_word(foot + Vector2(38, -40), "covered")


func _word(at: Vector2, text: String) -> void:
	var font := get_theme_default_font()
	var large := roundi(get_theme_default_font_size() * 0.84)
	draw_string(font, at + Vector2(1, 1), text, HORIZONTAL_ALIGNMENT_LEFT, -1, large, Color.BLACK)
	draw_string(font, at, text, HORIZONTAL_ALIGNMENT_LEFT, -1, large, Palette.INK)


func _bar(at: Vector2, wide: float, share: float, colour: Color, now: float, high := 8.0) -> void:
	draw_rect(Rect2(at - Vector2(2, 2), Vector2(wide + 4, high + 4)), Color(0, 0, 0, 0.55))
	draw_rect(Rect2(at, Vector2(wide * share, high)), Color(colour.darkened(0.45), 0.9))
	draw_rect(Rect2(at, Vector2(wide * minf(share, now), high)), colour)


func _draw_flame(at: Vector2) -> void:
	var tall := lerpf(8.0, 34.0, _flame) * (1.0 + 0.05 * sin(_time * 9.0))
	for i: int in 2:
		var high := tall * (1.0 - 0.4 * i)
		var half := high * 0.34
		var points := PackedVector2Array()
		for k: int in 13:
			var share := k / 12.0
			var x := half * sin(share * TAU)
			var y := -high * (0.5 - 0.5 * cos(share * TAU))
			points.append(at + Vector2(x * (1.0 - 0.5 * absf(y) / high), y + 6))
		points.remove_at(12)
		draw_colored_polygon(points, [Palette.EMBER, Color(1.0, 0.88, 0.55)][i])
