class_name ScoreHud
extends PanelContainer
## What the score does: feeling, section, place, tempo, layers, mode, connection. F1 shows it.

var _score: GameScore
var _circle := Circumplex.new()
var _bars := LayerBars.new()
var _section := Label.new()
var _place := Label.new()
var _said := Label.new()
var _line := Label.new()
var _pulse := 0.0


func _init(score: GameScore) -> void:
	_score = score
	set_anchors_and_offsets_preset(Control.PRESET_TOP_RIGHT, Control.PRESET_MODE_MINSIZE)
	grow_horizontal = Control.GROW_DIRECTION_BEGIN
	offset_right = -18
	offset_top = 18
	mouse_filter = Control.MOUSE_FILTER_IGNORE
	process_mode = Node.PROCESS_MODE_ALWAYS
	var column := VBoxContainer.new()
	column.add_theme_constant_override("separation", 5)
	add_child(column)
	for one: Control in [_section, _place, _circle, _bars, _said, _line]:
		column.add_child(one)
	_section.add_theme_color_override("font_color", Palette.LANTERN)
	for label: Label in [_said, _line]:
		label.custom_minimum_size = Vector2(216, 0)
		label.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
		label.add_theme_color_override("font_color", Palette.DIM_INK)
	score.affect_changed.connect(_circle.tell)
	score.beat_sounded.connect(_on_beat)


func _notification(what: int) -> void:
	if what != NOTIFICATION_THEME_CHANGED or not is_inside_tree():
		return
	var base := get_theme_default_font_size()
	_section.add_theme_font_size_override("font_size", roundi(base * 1.2))
	for label: Label in [_place, _said, _line]:
		label.add_theme_font_size_override("font_size", roundi(base * 0.78))


func _process(delta: float) -> void:
	_pulse = maxf(_pulse - delta * 3.5, 0.0)
	if not visible:
		return
	var source := _score.source()
	_section.text = source.section if source != null and source.section != "" else "silence"
	_section.modulate = Color.WHITE.lerp(Color(1.5, 1.4, 1.2), _pulse)
	if source != null:
		_bars.tell(source.layers)
	_place.text = _where(source)
	_said.text = "said: %s" % _score.last_said
	_line.text = _score.standing()


func _where(source: AffektSource) -> String:
	if source == null:
		return ""
	var pips := ""
	for i: int in _score.beats:
		pips += "●" if i + 1 == source.beat else "○"
	var key := ("%s %s" % [source.tonic, source.key_mode]).strip_edges()
	var tones := ("%s  %s" % [key, source.chord]).strip_edges()
	return "bar %d %s  %.0f bpm\n%s" % [source.bar, pips, source.bpm, tones]


func _on_beat(_bar: int, beat: int, _bpm: float) -> void:
	_pulse = 1.0 if beat == 1 else 0.45
