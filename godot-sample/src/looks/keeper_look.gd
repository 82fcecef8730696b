class_name KeeperLook
extends Node2D
## The keeper as it is seen: a cloak, a hood, a staff with a lantern, and what the lantern lights.

const REACH := 320.0

## Where the lantern hangs, in the world.
var lantern_at := Vector2.ZERO

var _keeper: Keeper
var _ground_light := Palette.light(Palette.LANTERN, REACH, 1.0, 1)
var _stand_light := Palette.light(Palette.LANTERN, REACH, 0.8, 2)
var _halo := Palette.halo(Color(Palette.LANTERN, 0.34), 46.0)
var _sparks := CPUParticles2D.new()
var _flash := 0.0
var _swing := 0.0
var _walked := 0.0
var _time := 0.0


func _init(keeper: Keeper) -> void:
	_keeper = keeper
	light_mask = 2
	_ground_light.shadow_enabled = true
	_ground_light.shadow_filter = Light2D.SHADOW_FILTER_PCF5
	_ground_light.shadow_filter_smooth = 3.0
	_ground_light.shadow_color = Color(0, 0, 0, 0.62)
	for one: Node2D in [_ground_light, _stand_light, _halo]:
		add_child(one)
	_make_sparks()


## Show a strike or a flare, or that it hurt.
func show_what(what: String) -> void:
	match what:
		"strike":
			_swing = 1.0
		"flare":
			_flash = 1.0


## Follow the keeper.
func follow(dt: float) -> void:
	_time += dt
	position = _keeper.at
	_walked += _keeper.velocity.length() * dt
	_flash = maxf(_flash - dt * 1.6, 0.0)
	_swing = maxf(_swing - dt * 4.2, 0.0)
	var hang := Vector2(_keeper.facing.x * 13.0, -17.0 + _keeper.facing.y * 5.0)
	hang.y += sin(_walked * 0.16) * 1.4
	var flicker := 1.0 + 0.04 * sin(_time * 11.0) + 0.03 * sin(_time * 17.3)
	var glow := _keeper.glow * flicker + _flash * 0.9
	for one: PointLight2D in [_ground_light, _stand_light]:
		one.position = hang
		one.energy = lerpf(0.3, 1.5, glow)
		one.texture_scale = REACH / 256.0 * lerpf(0.32, 1.0, glow)
	_halo.position = hang
	_halo.modulate.a = 0.34 * glow
	_halo.scale = Vector2.ONE * (0.12 + 0.1 * glow + 0.9 * _flash)
	_sparks.position = hang
	_sparks.emitting = glow > 0.25
	lantern_at = position + hang
	var hurt := _keeper.mercy > 0.0 and fmod(_keeper.mercy, 0.16) > 0.08
	modulate = Color(1.7, 0.7, 0.6) if hurt else Color.WHITE
	if _keeper.in_leaves:
		modulate.a = 0.62
	queue_redraw()


func _draw() -> void:
	var side := 1.0 if _keeper.facing.x >= 0.0 else -1.0
	var bob := absf(sin(_walked * 0.16)) * 1.6
	var lean := clampf(_keeper.velocity.x / Keeper.RUN, -1.0, 1.0) * 2.6
	draw_circle(Vector2(0, 1), 8.0, Color(0, 0, 0, 0.35))
	var hem := Vector2(sin(_walked * 0.16) * 1.6, 0)
	var cloak := PackedVector2Array(
		[
			Vector2(-8, 2) + hem,
			Vector2(8, 2) - hem,
			Vector2(5 + lean, -17 - bob),
			Vector2(-5 + lean, -17 - bob),
		]
	)
	draw_colored_polygon(cloak, Color(0.36, 0.2, 0.19))
	var fold := PackedVector2Array([cloak[0], Vector2(-1, 2), cloak[3] + Vector2(2, 0), cloak[3]])
	draw_colored_polygon(fold, Color(0.26, 0.14, 0.15))
	draw_circle(Vector2(lean, -20 - bob), 6.0, Color(0.4, 0.23, 0.21))
	draw_circle(Vector2(lean + side * 1.8, -19.5 - bob), 3.8, Color(0.86, 0.68, 0.54))
	draw_arc(Vector2(lean, -20 - bob), 5.4, PI, TAU, 10, Color(0.3, 0.16, 0.16), 2.4)
	var hand := Vector2(lean + side * 6.0, -11 - bob)
	var hang: Vector2 = _halo.position
	draw_line(hand + Vector2(0, 9), hang + Vector2(-side * 2.0, -5), Color(0.42, 0.3, 0.2), 2.0)
	draw_rect(Rect2(hang - Vector2(2.6, 3.6), Vector2(5.2, 7.2)), Color(0.2, 0.16, 0.12))
	var lit := Palette.LANTERN.lerp(Color.WHITE, 0.4) * lerpf(0.5, 1.6, _keeper.glow)
	draw_rect(Rect2(hang - Vector2(1.7, 2.4), Vector2(3.4, 4.8)), Color(lit, 1.0))
	if _swing > 0.0:
		_draw_swing()


func _draw_swing() -> void:
	var way := _keeper.facing.angle()
	var from := way - 1.2 + 1.9 * (1.0 - _swing)
	for i: int in 9:
		var angle := from + i * 0.09
		var tip := Vector2.from_angle(angle) * (Keeper.STRIKE_REACH - 4.0)
		var inner := Vector2.from_angle(angle) * 20.0
		var colour := Color(1.0, 0.88, 0.62, _swing * (i + 1) / 11.0)
		draw_line(inner + Vector2(0, -9), tip + Vector2(0, -9), colour, 3.6)


func _make_sparks() -> void:
	_sparks.amount = 7
	_sparks.lifetime = 0.9
	_sparks.local_coords = false
	_sparks.direction = Vector2.UP
	_sparks.spread = 40.0
	_sparks.gravity = Vector2(0, -22)
	_sparks.initial_velocity_min = 3.0
	_sparks.initial_velocity_max = 12.0
	_sparks.scale_amount_min = 0.6
	_sparks.scale_amount_max = 1.4
	_sparks.color = Color(Palette.LANTERN, 0.7)
	_sparks.material = Palette.adding()
	add_child(_sparks)
