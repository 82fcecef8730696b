@icon("res://addons/affekt/icons/affekt_source.svg")
class_name AffektSpatialLayers
extends Node
## Gives each layer of an [AffektMixer] a place in the room: turn the head, and the music stays.
##
## Layers sound on buses of their own ([member AffektMixer.layer_buses] is turned on). A panner
## follows the direction, level the distance, and what is behind the head is a little darker, as the
## outer ear makes it. Layers without a place, and those of [member centred], stay as they are
## recorded. Positions are metres in the space of [member room]: x right, y up, z back.

## What is behind is this dark, in Hz; in front nothing is taken away.
const BEHIND_HZ := 6500.0
const OPEN_HZ := 20000.0
## Nearer than this, in metres, a layer grows no louder.
const NEAR := 1.0
## Seconds over which the ears follow the head.
const FOLLOW_S := 0.05

## The mixer whose layers are placed.
@export var mixer: AffektMixer:
	set(value):
		_leave()
		mixer = value
		if mixer != null and is_node_ready():
			mixer.layer_buses = true
		update_configuration_warnings()
## Who listens, such as the [XRCamera3D].
@export var listener: Node3D:
	set(value):
		listener = value
		update_configuration_warnings()
## What places are relative to; the world where there is none.
@export var room: Node3D
## Places by layer; where empty, those of the set, and else a ring around the origin.
@export var places: Dictionary[String, Vector3] = {}
## Layers that stay as they are recorded; low sounds have no direction.
@export var centred: PackedStringArray = ["bed", "bass", "low_percussion"]
## How far the ring is, in metres.
@export_range(0.5, 20.0, 0.1) var ring := 3.0

var _placed: Dictionary[String, Vector3] = {}
## Whose layers are placed.
var _placed_set: AffektSet
## The bus on which each layer's effects are.
var _buses: Dictionary[String, StringName] = {}
var _panners: Dictionary[String, AudioEffectPanner] = {}
var _filters: Dictionary[String, AudioEffectLowPassFilter] = {}
var _levels: Dictionary[String, AudioEffectAmplify] = {}


func _get_configuration_warnings() -> PackedStringArray:
	var told := PackedStringArray()
	if mixer == null:
		told.append("Name the AffektMixer whose layers are to be placed: set `mixer`.")
	if listener == null:
		told.append("Name who listens: set `listener` to the camera.")
	return told


func _ready() -> void:
	if mixer != null:
		mixer.layer_buses = true


func _exit_tree() -> void:
	_leave()


func _process(delta: float) -> void:
	if not is_instance_valid(mixer) or not is_instance_valid(listener) or mixer.music_set == null:
		return
	if _placed_set != mixer.music_set:
		_leave()
		_placed_set = mixer.music_set
	if _placed.is_empty():
		_placed = placed(mixer.music_set.manifest, places, centred, ring)
	var share := 1.0 - exp(-delta / FOLLOW_S)
	for layer in _placed:
		if _has_bus(layer):
			_turn(layer, share)


## Where each layer stands: as told, else as the set says, else on a ring in the set's order.
static func placed(
	manifest: Dictionary, told: Dictionary[String, Vector3], middle: PackedStringArray, far: float
) -> Dictionary[String, Vector3]:
	var found: Dictionary[String, Vector3] = {}
	var free: PackedStringArray = []
	for layer: String in manifest.get("layers", {}):
		var of: Variant = (manifest["layers"][layer] as Dictionary).get("position")
		if told.has(layer):
			found[layer] = told[layer]
		elif of is Array and (of as Array).size() == 3:
			found[layer] = Vector3(of[0], of[1], of[2])
		elif not middle.has(layer):
			free.append(layer)
	for n in free.size():
		var angle := TAU * n / free.size()
		found[free[n]] = Vector3(sin(angle), 0.0, -cos(angle)) * far
	return found


## How a place is heard from where the listener is: [code]x[/code] is the pan of -1 to 1,
## [code]y[/code] the level in dB, [code]z[/code] how far behind it is, 0 to 1.
static func heard(place: Vector3, from: Transform3D) -> Vector3:
	var towards := from.affine_inverse() * place
	var far := maxf(towards.length(), 0.001)
	var flat := towards / far
	return Vector3(
		flat.x, -20.0 * log(maxf(far, NEAR) / NEAR) / log(10.0), clampf(flat.z, 0.0, 1.0)
	)


func _turn(layer: String, share: float) -> void:
	var at := _placed[layer]
	var how := heard(room.global_transform * at if room != null else at, listener.global_transform)
	var panner := _panners[layer]
	panner.pan = lerpf(panner.pan, how.x, share)
	# The ring is as loud as the recording.
	var level := how.y + 20.0 * log(maxf(ring, NEAR) / NEAR) / log(10.0)
	_levels[layer].volume_db = lerpf(_levels[layer].volume_db, minf(level, 6.0), share)
	var hertz := exp(lerpf(log(OPEN_HZ), log(BEHIND_HZ), how.z))
	_filters[layer].cutoff_hz = lerpf(_filters[layer].cutoff_hz, hertz, share)


## Whether the layer's bus is there and has its effects.
func _has_bus(layer: String) -> bool:
	_buses[layer] = mixer.layer_bus(layer)
	var bus := AudioServer.get_bus_index(_buses[layer])
	if bus < 0:
		return false
	if not _panners.has(layer):
		_panners[layer] = AudioEffectPanner.new()
		_levels[layer] = AudioEffectAmplify.new()
		_filters[layer] = AudioEffectLowPassFilter.new()
		_filters[layer].cutoff_hz = OPEN_HZ
	for effect in AudioServer.get_bus_effect_count(bus):
		if AudioServer.get_bus_effect(bus, effect) == _panners[layer]:
			return true
	for effect: AudioEffect in [_panners[layer], _levels[layer], _filters[layer]]:
		AudioServer.add_bus_effect(bus, effect)
	return true


func _leave() -> void:
	for layer in _panners:
		var bus := AudioServer.get_bus_index(_buses[layer])
		for effect in range(AudioServer.get_bus_effect_count(bus) - 1 if bus >= 0 else -1, -1, -1):
			var one := AudioServer.get_bus_effect(bus, effect)
			if one in [_panners[layer], _levels[layer], _filters[layer]]:
				AudioServer.remove_bus_effect(bus, effect)
	_panners.clear()
	_levels.clear()
	_filters.clear()
	_buses.clear()
	_placed.clear()
