@tool
extends Control
## A plane of feeling to drag on: displeasure to pleasure from left to right, calm to excited from
## below. A ring shows what is felt now, as the server believes it.

## A feeling was pointed at.
signal pointed(valence: float, arousal: float)
## The finger was lifted.
signal let_go

const _CORNERS: Dictionary[String, Vector2] = {
	"tense": Vector2(-0.7, 0.9),
	"excited": Vector2(0.7, 0.9),
	"sad": Vector2(-0.7, 0.1),
	"calm": Vector2(0.7, 0.1),
}
const _PAPER := Color(0.13, 0.14, 0.18)
const _LINES := Color(1.0, 1.0, 1.0, 0.16)
const _WORDS := Color(1.0, 1.0, 1.0, 0.5)
const _RING := Color(0.56, 0.94, 0.59)
const _FINGER := Color(1.0, 0.8, 0.4)

var _felt := Vector2.INF
var _finger := Vector2.INF


func _init() -> void:
	custom_minimum_size = Vector2(160, 160)
	mouse_default_cursor_shape = Control.CURSOR_CROSS
	tooltip_text = "Drag to state a feeling; let go to end it."


## Shows what is felt; infinite where nothing is known.
func show_felt(valence: float, arousal: float) -> void:
	_felt = Vector2(valence, arousal)
	queue_redraw()


func _gui_input(event: InputEvent) -> void:
	var button := event as InputEventMouseButton
	if button != null and button.button_index == MOUSE_BUTTON_LEFT:
		if button.pressed:
			_point(button.position)
		else:
			_finger = Vector2.INF
			let_go.emit()
			queue_redraw()
		accept_event()
	elif event is InputEventMouseMotion and _finger != Vector2.INF:
		_point((event as InputEventMouseMotion).position)
		accept_event()


func _draw() -> void:
	draw_rect(Rect2(Vector2.ZERO, size), _PAPER)
	draw_line(Vector2(size.x / 2, 0), Vector2(size.x / 2, size.y), _LINES)
	draw_line(Vector2(0, size.y / 2), Vector2(size.x, size.y / 2), _LINES)
	var font := get_theme_default_font()
	for word: String in _CORNERS:
		var place := _place(_CORNERS[word])
		var width := font.get_string_size(word, HORIZONTAL_ALIGNMENT_LEFT, -1, 12).x
		draw_string(
			font, place - Vector2(width / 2, -4), word, HORIZONTAL_ALIGNMENT_LEFT, -1, 12, _WORDS
		)
	if _felt.is_finite():
		draw_arc(_place(_felt), 7.0, 0.0, TAU, 24, _RING, 2.0, true)
	if _finger.is_finite():
		draw_circle(_place(_finger), 5.0, _FINGER)


func _point(at: Vector2) -> void:
	var share := (at / size).clamp(Vector2.ZERO, Vector2.ONE)
	_finger = Vector2(share.x * 2.0 - 1.0, 1.0 - share.y)
	pointed.emit(_finger.x, _finger.y)
	queue_redraw()


func _place(feeling: Vector2) -> Vector2:
	return Vector2((feeling.x + 1.0) / 2.0, 1.0 - feeling.y) * size
