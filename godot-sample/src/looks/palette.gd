class_name Palette
extends RefCounted
## The night's colours and soft lights, made once.

const NIGHT := Color(0.4, 0.49, 0.66)
const GROUND := Color(0.12, 0.18, 0.16)
const MOSS := Color(0.18, 0.29, 0.2)
const TRAIL := Color(0.34, 0.31, 0.24)
const GRASS := Color(0.25, 0.42, 0.27)
const PINE := Color(0.115, 0.225, 0.185)
const PINE_TIP := Color(0.21, 0.36, 0.27)
const LEAF := Color(0.16, 0.26, 0.15)
const LEAF_TIP := Color(0.27, 0.38, 0.2)
const BARK := Color(0.2, 0.15, 0.125)
const BIRCH := Color(0.56, 0.56, 0.52)
const STONE := Color(0.34, 0.36, 0.38)
const LANTERN := Color(1.0, 0.74, 0.42)
const FIRE := Color(1.0, 0.56, 0.24)
const EMBER := Color(1.0, 0.42, 0.16)
const MOON := Color(0.62, 0.76, 1.0)
const SHADE := Color(0.035, 0.03, 0.055)
const EYES := Color(0.86, 0.93, 1.0)
const HUNTING := Color(1.0, 0.34, 0.26)
const INK := Color(0.93, 0.91, 0.85)
const DIM_INK := Color(0.93, 0.91, 0.85, 0.62)
const OIL := Color(0.96, 0.78, 0.36)
## One for each wonder.
const WONDERS: Array[Color] = [
	Color(0.92, 0.95, 1.0),
	Color(0.55, 0.85, 1.0),
	Color(1.0, 0.6, 0.32),
	Color(0.5, 0.62, 1.0),
	Color(0.78, 1.0, 0.72),
	Color(1.0, 0.55, 0.6),
	Color(0.5, 1.0, 0.92),
]

static var _soft: GradientTexture2D = null
static var _adding: CanvasItemMaterial = null
static var _unlit: CanvasItemMaterial = null


## A round light that fades outwards, 512 pixels wide.
static func soft() -> GradientTexture2D:
	if _soft == null:
		var gradient := Gradient.new()
		gradient.offsets = PackedFloat32Array([0.0, 0.18, 0.45, 0.75, 1.0])
		gradient.colors = PackedColorArray(
			[
				Color(1, 1, 1, 1),
				Color(1, 1, 1, 0.72),
				Color(1, 1, 1, 0.3),
				Color(1, 1, 1, 0.07),
				Color(1, 1, 1, 0),
			]
		)
		_soft = GradientTexture2D.new()
		_soft.gradient = gradient
		_soft.fill = GradientTexture2D.FILL_RADIAL
		_soft.fill_from = Vector2(0.5, 0.5)
		_soft.fill_to = Vector2(1.0, 0.5)
		_soft.width = 512
		_soft.height = 512
	return _soft


## What glows: added to what is behind it, whatever the light.
static func adding() -> CanvasItemMaterial:
	if _adding == null:
		_adding = CanvasItemMaterial.new()
		_adding.blend_mode = CanvasItemMaterial.BLEND_MODE_ADD
		_adding.light_mode = CanvasItemMaterial.LIGHT_MODE_UNSHADED
	return _adding


## What shows its own colour, whatever the light.
static func unlit() -> CanvasItemMaterial:
	if _unlit == null:
		_unlit = CanvasItemMaterial.new()
		_unlit.light_mode = CanvasItemMaterial.LIGHT_MODE_UNSHADED
	return _unlit


## A light that reaches so far; `mask` 1 is the ground, 2 is what stands on it.
static func light(colour: Color, reach: float, energy: float, mask: int = 3) -> PointLight2D:
	var made := PointLight2D.new()
	made.texture = soft()
	made.texture_scale = reach / 256.0
	made.color = colour
	made.energy = energy
	made.range_item_cull_mask = mask
	return made


## A soft spot that glows.
static func halo(colour: Color, reach: float) -> Sprite2D:
	var made := Sprite2D.new()
	made.texture = soft()
	made.scale = Vector2.ONE * reach / 256.0
	made.modulate = colour
	made.material = adding()
	return made
