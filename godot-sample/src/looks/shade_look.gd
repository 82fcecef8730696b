class_name ShadeLook
extends Node2D
## A shade as it is seen: smoke that stands upright, and two eyes.

## The shade that it shows.
var shade: Shade

var _time := 0.0
var _sight := 0.0
var _phase: float


func _init(of: Shade) -> void:
	shade = of
	material = Palette.unlit()
	position = of.at
	_phase = of.home.x


## Follow it; it shows near light and hides in the dark, but for its eyes.
func follow(lantern: Vector2, glow: float, dt: float) -> void:
	_time += dt
	position = shade.at
	var near := 1.0 - shade.at.distance_to(lantern) / lerpf(120.0, 300.0, glow)
	var wanted := clampf(near * 1.6, 0.2 if shade.mood == Shade.Mood.WANDER else 0.75, 1.0)
	_sight = lerpf(_sight, wanted, 1.0 - exp(-4.0 * dt))
	modulate.a = 1.0 if shade.life > 0 else maxf(1.0 - shade.since, 0.0)
	queue_redraw()


func _draw() -> void:
	var size := shade.size()
	var tall := size * 2.9
	var white := clampf(1.0 - shade.sore * 5.0, 0.0, 1.0)
	var shown := _sight * (0.62 if not shade.solid() and shade.life > 0 else 1.0)
	var body := Palette.SHADE.lerp(Color.WHITE, white)
	if shade.kind == Shade.Kind.WARDEN:
		_draw_crown(tall, shown)
	for veil: int in 3:
		var outline := _outline(size * (1.22 - 0.14 * veil), tall * (1.04 - 0.02 * veil), veil)
		draw_colored_polygon(outline, Color(body, [0.16, 0.45, 0.9][veil] * shown))
		if veil == 1:
			outline.append(outline[0])
			draw_polyline(outline, Color(0.45, 0.5, 0.78, 0.3 * shown), 1.4)
	_draw_eyes(tall, size)
	if shade.windup > 0.0:
		var left := shade.windup / Shade.WINDUP_S
		var ring := Color(Palette.HUNTING, 0.9 - 0.5 * left)
		draw_arc(Vector2(0, -tall * 0.4), size * (1.2 + 1.5 * left), 0.0, TAU, 28, ring, 2.4)


## A hooded shape that frays into three tails, blown back by its own haste.
func _outline(half: float, tall: float, veil: int) -> PackedVector2Array:
	var flow := -shade.velocity * 0.09
	var points := PackedVector2Array()
	for i: int in 9:
		var angle := PI + i * PI / 8.0
		var hood := Vector2(cos(angle) * half * 0.66, sin(angle) * half * 0.8 - tall * 0.78)
		points.append(hood)
	var steps := 5
	for i: int in range(1, steps):
		points.append(_flank(1.0, i / float(steps), half, tall, flow, veil))
	for tail: int in 3:
		var x := (1.0 - tail) * half * 0.62
		var fray := sin(_time * 3.4 + tail * 2.1 + _phase + veil) * half * 0.16
		points.append(Vector2(x + fray, half * 0.42) + flow)
		if tail < 2:
			points.append(Vector2(x - half * 0.31, -half * 0.16) + flow * 0.8)
	for i: int in range(1, steps):
		points.append(_flank(-1.0, 1.0 - i / float(steps), half, tall, flow, veil))
	return points


func _flank(
	side: float, share: float, half: float, tall: float, flow: Vector2, veil: int
) -> Vector2:
	var wave := sin(_time * 2.6 + share * 5.0 + _phase + veil * 0.7) * half * 0.08
	var wide := half * (0.66 + 0.3 * sin(share * PI * 0.8))
	return Vector2(side * wide + wave, -tall * 0.78 * (1.0 - share)) + flow * share * 0.8


func _draw_eyes(tall: float, size: float) -> void:
	var colour := Palette.EYES
	var open := 1.0
	match shade.mood:
		Shade.Mood.NOTICE:
			colour = Palette.EYES.lerp(Palette.HUNTING, shade.aware * 0.7)
		Shade.Mood.HUNT:
			colour = Palette.HUNTING
		Shade.Mood.STUNNED:
			open = 0.25
		Shade.Mood.WANDER:
			open = 0.6 if fmod(_time + _phase, 4.1) > 0.16 else 0.1
	for side: float in [-1.0, 1.0]:
		var at := Vector2(side * size * 0.34 + shade.velocity.x * 0.02, -tall * 0.86)
		draw_circle(at, size * 0.34, Color(colour, 0.2))
		draw_circle(at, size * 0.16 * open + 0.5, colour)
	if shade.mood == Shade.Mood.NOTICE:
		var ring := Color(colour, 0.8)
		draw_arc(Vector2(0, -tall * 1.32), 5.0, -PI / 2, -PI / 2 + TAU * shade.aware, 20, ring, 2.0)


func _draw_crown(tall: float, shown: float) -> void:
	var colour := Color(0.1, 0.09, 0.14, shown)
	for side: float in [-1.0, 1.0]:
		var from := Vector2(side * 7.0, -tall * 1.02)
		for i: int in 3:
			var way := Vector2(side * (9.0 + i * 8.0), -20.0 + i * 5.0)
			draw_line(from, from + way, colour, 4.0 - i)
			from += way * 0.55
	draw_circle(Vector2(0, -tall * 0.4), 6.0, Color(Palette.MOON, 0.5 * shown))
