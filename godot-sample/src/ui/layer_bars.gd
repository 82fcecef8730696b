class_name LayerBars
extends Control
## The set's layers, and how loud each is meant to be.

const ROW := 17.0

var _layers: Dictionary[String, float] = {}
var _shown: Dictionary[String, float] = {}


func _init() -> void:
	custom_minimum_size = Vector2(216, ROW)


## A layer is to move to a level.
func tell(layers: Dictionary[String, float]) -> void:
	_layers = layers


func _process(delta: float) -> void:
	if _layers.is_empty() and _shown.is_empty():
		return
	for layer: String in _shown.keys():
		if not _layers.has(layer):
			_shown.erase(layer)
	for layer: String in _layers:
		var wanted := clampf((_layers[layer] + 30.0) / 33.0, 0.0, 1.0)
		_shown[layer] = lerpf(_shown.get(layer, 0.0), wanted, 1.0 - exp(-5.0 * delta))
	custom_minimum_size.y = ROW * maxi(_shown.size(), 1)
	queue_redraw()


func _draw() -> void:
	var small := roundi(get_theme_default_font_size() * 0.68)
	var row := 0
	for layer: String in _shown:
		var y := row * ROW
		var on := _shown[layer] > 0.02
		var ink := Palette.INK if on else Color(Palette.INK, 0.34)
		var said := layer.replace("_", " ")
		draw_string(
			get_theme_default_font(),
			Vector2(0, y + 12),
			said,
			HORIZONTAL_ALIGNMENT_LEFT,
			110,
			small,
			ink
		)
		var bar := Rect2(116, y + 4, size.x - 116, 8)
		draw_rect(bar, Color(1, 1, 1, 0.08))
		draw_rect(Rect2(bar.position, Vector2(bar.size.x * _shown[layer], 8)), Palette.OIL)
		row += 1
