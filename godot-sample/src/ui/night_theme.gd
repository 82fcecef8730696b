class_name NightTheme
extends RefCounted
## How text, buttons and panels look, at a text size.

const PANEL := Color(0.03, 0.045, 0.06, 0.86)
const EDGE := Color(0.96, 0.78, 0.36, 0.5)


## Make it; 1 is the normal text size.
static func make(scale: float) -> Theme:
	var theme := Theme.new()
	theme.default_font_size = roundi(19.0 * scale)
	for kind: String in [
		"Label", "Button", "CheckButton", "OptionButton", "LineEdit", "RichTextLabel"
	]:
		theme.set_color("font_color", kind, Palette.INK)
	for kind: String in ["Button", "CheckButton", "OptionButton"]:
		theme.set_color("font_hover_color", kind, Palette.LANTERN)
		theme.set_color("font_focus_color", kind, Palette.LANTERN)
		theme.set_color("font_pressed_color", kind, Palette.LANTERN)
		theme.set_color("font_hover_pressed_color", kind, Palette.LANTERN)
		theme.set_stylebox(
			"normal", kind, _box(Color(0.03, 0.045, 0.06, 0.62), Color(1, 1, 1, 0.1))
		)
		theme.set_stylebox("hover", kind, _box(Color(0.1, 0.1, 0.1, 0.7), EDGE))
		theme.set_stylebox("pressed", kind, _box(Color(1, 0.8, 0.4, 0.14), EDGE))
		theme.set_stylebox("focus", kind, _box(Color(1, 0.8, 0.4, 0.09), Color(EDGE, 0.95), 2))
	theme.set_stylebox("normal", "LineEdit", _box(Color(0, 0, 0, 0.4), Color(1, 1, 1, 0.15)))
	theme.set_stylebox("focus", "LineEdit", _box(Color(0, 0, 0, 0.4), EDGE, 2))
	theme.set_stylebox("panel", "PanelContainer", _box(PANEL, Color(1, 1, 1, 0.07), 1, 18))
	theme.set_stylebox("panel", "PopupMenu", _box(Color(PANEL, 0.98), EDGE))
	return theme


static func _box(fill: Color, edge: Color, width: int = 1, margin: int = 8) -> StyleBoxFlat:
	var box := StyleBoxFlat.new()
	box.bg_color = fill
	box.border_color = edge
	box.set_border_width_all(width)
	box.set_corner_radius_all(6)
	box.content_margin_left = margin + 6
	box.content_margin_right = margin + 6
	box.content_margin_top = margin * 0.7
	box.content_margin_bottom = margin * 0.7
	return box
