class_name Veil
extends CanvasLayer
## What lies over the picture: dark corners, mist, hurt and hush.

var _rect := ColorRect.new()
var _paint := ShaderMaterial.new()
var _hurt := 0.0
var _hush := 0.0
var _fading := 0.0


func _init() -> void:
	layer = 5
	var noise := FastNoiseLite.new()
	noise.frequency = 0.006
	noise.fractal_octaves = 4
	var mist := NoiseTexture2D.new()
	mist.noise = noise
	mist.seamless = true
	mist.width = 512
	mist.height = 512
	_paint.shader = load("res://src/looks/veil.gdshader")
	_paint.set_shader_parameter("mist", mist)
	_rect.material = _paint
	_rect.mouse_filter = Control.MOUSE_FILTER_IGNORE
	_rect.set_anchors_preset(Control.PRESET_FULL_RECT)
	add_child(_rect)


## Show that it hurt.
func hurt() -> void:
	_hurt = 1.0


## Follow a night.
func follow(night: Night, camera: Vector2, dt: float) -> void:
	_hurt = maxf(_hurt - dt * 2.2, 0.0)
	_hush = move_toward(_hush, 1.0 if night.in_hush else 0.0, dt * 0.35)
	var low := clampf((0.35 - night.keeper.flame) / 0.35, 0.0, 1.0)
	_fading = lerpf(_fading, maxf(low, 1.0 - night.keeper.glow) * 0.9, 1.0 - exp(-3.0 * dt))
	var throb := low * 0.28 * (0.6 + 0.4 * sin(night.time * 5.0))
	_paint.set_shader_parameter("hurt", clampf(_hurt * 0.8 + throb, 0.0, 1.0))
	_paint.set_shader_parameter("hush", _hush)
	_paint.set_shader_parameter("fading", _fading)
	_paint.set_shader_parameter("camera", camera)
