class_name NightView
extends Node2D
## The night as it is seen: forest, places, keeper, shades, light, camera.

const ZOOM := 1.75

## Whether the screen may shake.
var may_shake := true

var _night: Night
var _stands := Node2D.new()
var _forest: ForestLook
var _keeper: KeeperLook
var _shades: Dictionary[Shade, ShadeLook] = {}
var _bursts := Bursts.new()
var _camera := Camera2D.new()
var _dark := CanvasModulate.new()
var _veil := Veil.new()
var _shake := 0.0
var _look := Vector2.ZERO


func _init(night: Night) -> void:
	_night = night
	_stands.y_sort_enabled = true
	_forest = ForestLook.new(night.forest, _stands)
	_keeper = KeeperLook.new(night.keeper)
	_dark.color = Palette.NIGHT
	_camera.zoom = Vector2.ONE * ZOOM
	_camera.position = night.keeper.at
	for one: Node in [_dark, _forest, _stands, Fireflies.new(night), _bursts, _camera, _veil]:
		add_child(one)
	_stands.add_child(_keeper)
	for place: Place in night.forest.places:
		var look := _look_of(place)
		if look != null:
			_stands.add_child(look)
	night.showed.connect(show_what)


func _ready() -> void:
	_camera.make_current()
	follow(1.0 / 60.0)


## Follow the night.
func follow(dt: float) -> void:
	_keeper.follow(dt)
	for shade: Shade in _night.shades:
		if not _shades.has(shade):
			_shades[shade] = ShadeLook.new(shade)
			_stands.add_child(_shades[shade])
		_shades[shade].follow(_keeper.lantern_at, _night.keeper.glow, dt)
	for shade: Shade in _shades.keys():
		if not _night.shades.has(shade):
			_shades[shade].queue_free()
			_shades.erase(shade)
	var ahead := _night.keeper.velocity * 0.42 + _night.keeper.facing * 14.0
	_look = _look.lerp(ahead, 1.0 - exp(-2.4 * dt))
	_camera.position = _night.keeper.at + _look + Vector2(0, -12)
	_shake = maxf(_shake - dt * 2.6, 0.0)
	var jolt := _shake * _shake * 9.0 if may_shake else 0.0
	_camera.offset = Vector2(randf_range(-jolt, jolt), randf_range(-jolt, jolt))
	_forest.follow(_camera.position, _night.keeper.at)
	_veil.follow(_night, _camera.position, dt)
	var cold := Color(0.4, 0.43, 0.47) if _night.in_hush else Palette.NIGHT
	_dark.color = _dark.color.lerp(cold, 1.0 - exp(-0.8 * dt))


## Look at the keeper from aside, as behind a title.
func look_aside(by: Vector2) -> void:
	_camera.position += by
	_camera.reset_smoothing()


## Show something once.
func show_what(what: String, at: Vector2) -> void:
	_bursts.show_what(what, at)
	_keeper.show_what(what)
	match what:
		"hurt":
			_veil.hurt()
			_shake = 1.0
		"hit":
			_shake = maxf(_shake, 0.45)
		"kill", "flare":
			_shake = maxf(_shake, 0.7)
		"warden":
			_shake = 1.3


func _look_of(place: Place) -> Node2D:
	match place.kind:
		Place.Kind.FIRE:
			return FireLook.new(place)
		Place.Kind.WONDER:
			return WonderLook.new(place)
		Place.Kind.CAIRN, Place.Kind.FLASK:
			return SmallLook.new(place)
		Place.Kind.GATE:
			return GateLook.new(_night, place)
	return null
