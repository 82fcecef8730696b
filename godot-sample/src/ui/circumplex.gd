class_name Circumplex
extends Control
## Where the feeling is: displeasure to pleasure across, calm to excited upwards, with its doubt.

const KEPT := 40

var _valence := 0.0
var _arousal := 0.3
var _doubt := 0.3
var _way := PackedVector2Array()


func _init() -> void:
	custom_minimum_size = Vector2(216, 176)


## A feeling was told.
func tell(affect: Dictionary) -> void:
	_valence = affect.get("valence", _valence)
	_arousal = affect.get("arousal", _arousal)
	_doubt = affect.get("sigma_valence", affect.get("sigma_v", _doubt))
	_way.append(Vector2(_valence, _arousal))
	if _way.size() > KEPT:
		_way.remove_at(0)
	queue_redraw()


func _draw() -> void:
	var frame := Rect2(Vector2.ZERO, size)
	draw_rect(frame, Color(0, 0, 0, 0.3))
	draw_line(Vector2(size.x / 2, 0), Vector2(size.x / 2, size.y), Color(1, 1, 1, 0.14))
	draw_line(Vector2(0, size.y / 2), Vector2(size.x, size.y / 2), Color(1, 1, 1, 0.14))
	draw_arc(size / 2, size.y * 0.46, 0, TAU, 64, Color(1, 1, 1, 0.16), 1.2)
	_word("excited", Vector2(size.x / 2 + 4, 14))
	_word("calm", Vector2(size.x / 2 + 4, size.y - 5))
	_word("−", Vector2(5, size.y / 2 - 4))
	_word("+", Vector2(size.x - 14, size.y / 2 - 4))
	for i: int in _way.size():
		draw_circle(_spot(_way[i]), 2.0, Color(Palette.LANTERN, 0.5 * i / KEPT))
	var at := _spot(Vector2(_valence, _arousal))
	draw_circle(at, clampf(_doubt, 0.05, 0.5) * size.x * 0.32, Color(Palette.LANTERN, 0.14))
	draw_circle(at, 5.0, Palette.LANTERN)


func _spot(feeling: Vector2) -> Vector2:
	return Vector2((feeling.x * 0.5 + 0.5) * size.x, (1.0 - feeling.y) * size.y)


func _word(text: String, at: Vector2) -> void:
	var small := roundi(get_theme_default_font_size() * 0.68)
	draw_string(
		get_theme_default_font(), at, text, HORIZONTAL_ALIGNMENT_LEFT, -1, small, Palette.DIM_INK
	)
