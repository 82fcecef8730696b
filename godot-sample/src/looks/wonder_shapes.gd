class_name WonderShapes
extends RefCounted
## The seven wonders, each drawn with a few strokes.


## Draw one on a canvas.
static func draw(on: CanvasItem, number: int, strong: Color, faint: Color, time: float) -> void:
	match number % 7:
		0:
			_flowers(on, strong, faint, time)
		1:
			_bell(on, strong, faint, time)
		2:
			_tree(on, strong, faint, time)
		3:
			_pool(on, strong, faint, time)
		4:
			_stair(on, strong, faint, time)
		5:
			_heart(on, strong, faint, time)
		_:
			_door(on, strong, faint, time)


static func _flowers(on: CanvasItem, strong: Color, faint: Color, time: float) -> void:
	for i: int in 14:
		var at := Vector2.from_angle(i * TAU / 14.0) * Vector2(44, 26)
		var head := at + Vector2(sin(time + i) * 1.5, -12)
		on.draw_line(at, head, Color(0.4, 0.6, 0.45, strong.a), 1.4)
		for petal: int in 5:
			on.draw_circle(head + Vector2.from_angle(petal * TAU / 5.0 + i) * 3.2, 2.1, strong)
		on.draw_circle(head, 5.5, faint)


static func _bell(on: CanvasItem, strong: Color, faint: Color, time: float) -> void:
	var swing := sin(time * 1.4) * 3.0
	var points := PackedVector2Array()
	for i: int in 11:
		var share := i / 10.0
		var half := 4.0 + 10.0 * sqrt(share) + 10.0 * pow(share, 5.0)
		points.append(Vector2(-half + swing * share, -56.0 + 44.0 * share))
	for i: int in 11:
		var share := 1.0 - i / 10.0
		var half := 4.0 + 10.0 * sqrt(share) + 10.0 * pow(share, 5.0)
		points.append(Vector2(half + swing * share, -56.0 + 44.0 * share))
	on.draw_colored_polygon(points, faint)
	on.draw_polyline(points, strong, 2.0)
	on.draw_circle(Vector2(swing * 1.6, -9.0), 4.0, strong)
	for ring: int in 3:
		var reach := 26.0 + fmod(time * 14.0 + ring * 20.0, 60.0)
		on.draw_arc(
			Vector2(0, -30), reach, 0, TAU, 40, Color(strong, (1.0 - reach / 86.0) * 0.4), 1.2
		)


static func _tree(on: CanvasItem, strong: Color, faint: Color, time: float) -> void:
	on.draw_line(Vector2(0, 2), Vector2(0, -40), Color(0.25, 0.16, 0.13), 7.0)
	for i: int in 7:
		var way := Vector2.from_angle(-PI * 0.5 + (i - 3) * 0.42)
		var foot := Vector2(0, -26.0 - 3.0 * (i % 3))
		on.draw_line(foot, foot + way * 36.0, Color(0.25, 0.16, 0.13), 3.0)
		for leaf: int in 6:
			var at := (
				foot + way * (16.0 + leaf * 5.0) + Vector2(sin(time + leaf + i) * 2.0, leaf % 3)
			)
			var blink := 0.55 + 0.45 * sin(time * 2.0 + i * 3.0 + leaf)
			on.draw_circle(at, 4.5, Color(faint, faint.a * 0.6))
			on.draw_circle(at, 2.2, Color(strong, strong.a * blink))


static func _pool(on: CanvasItem, strong: Color, faint: Color, time: float) -> void:
	on.draw_set_transform(Vector2.ZERO, 0.0, Vector2(1.0, 0.55))
	on.draw_circle(Vector2.ZERO, 52.0, Color(0.03, 0.05, 0.12))
	on.draw_circle(Vector2.ZERO, 48.0, Color(faint, faint.a * 0.5))
	on.draw_arc(Vector2.ZERO, 52.0, 0, TAU, 48, strong, 2.0)
	on.draw_arc(Vector2.ZERO, fmod(time * 9.0, 50.0), 0, TAU, 40, faint, 1.4)
	on.draw_set_transform(Vector2.ZERO)
	for i: int in 22:
		var at := Vector2.from_angle(i * 2.4) * sqrt(i / 22.0) * 46.0
		var blink := 0.4 + 0.6 * absf(sin(time * 0.9 + i * 1.7))
		on.draw_circle(at * Vector2(1, 0.55), 1.1 + 0.7 * (i % 3), Color(strong, strong.a * blink))


static func _stair(on: CanvasItem, strong: Color, faint: Color, time: float) -> void:
	for i: int in 9:
		var share := i / 8.0
		var at := Vector2(-34.0 + 68.0 * share, -4.0 - 68.0 * share + sin(time * 1.2 + i) * 1.6)
		var step := Rect2(at - Vector2(13, 2), Vector2(26, 5))
		on.draw_rect(step.grow(2.5), Color(faint, faint.a * (1.0 - share * 0.6)))
		on.draw_rect(step, Color(strong, strong.a * (1.0 - share * 0.7)))


static func _heart(on: CanvasItem, strong: Color, faint: Color, time: float) -> void:
	var beat := 1.0 + 0.06 * pow(maxf(sin(time * 2.4), 0.0), 6.0)
	var points := PackedVector2Array()
	for i: int in 40:
		var t := i / 40.0 * TAU
		var x := 16.0 * pow(sin(t), 3.0)
		var y := -(13.0 * cos(t) - 5.0 * cos(2 * t) - 2.0 * cos(3 * t) - cos(4 * t))
		points.append(Vector2(x, y) * 1.55 * beat + Vector2(0, -26))
	on.draw_colored_polygon(points, Color(0.3, 0.2, 0.24))
	on.draw_colored_polygon(points, faint)
	points.append(points[0])
	on.draw_polyline(points, strong, 2.0)
	on.draw_polyline(
		[Vector2(-4, -44), Vector2(3, -32), Vector2(-3, -24), Vector2(2, -10)], strong, 1.6
	)


static func _door(on: CanvasItem, strong: Color, faint: Color, time: float) -> void:
	var frame := PackedVector2Array([Vector2(-24, 2), Vector2(-24, -52)])
	for i: int in 9:
		frame.append(Vector2(0, -52) + Vector2.from_angle(PI + i * PI / 8.0) * 24.0)
	frame.append(Vector2(24, 2))
	on.draw_colored_polygon(frame, Color(faint, faint.a * 0.45))
	on.draw_polyline(frame, strong, 3.0)
	for i: int in 26:
		var x := -21.0 + fmod(i * 7.31, 42.0)
		var y := -66.0 + fmod(i * 13.7 + time * 58.0, 66.0)
		on.draw_line(Vector2(x, y), Vector2(x, y + 7.0), Color(strong, strong.a * 0.7), 1.1)
