class_name EndingScreen
extends Screen
## How it ended.

## The player chose something: `load`, `begin`, `title`.
signal chosen(what: String)


func _init(theme_now: Theme, night: Night, may_load: bool) -> void:
	super(theme_now)
	var won := night.outcome > 0
	darken(0.5 if won else 0.72)
	var lines := Tale.WON if won else Tale.DIED
	add_title(lines[0], 54, Palette.LANTERN if won else Palette.MOON)
	add_line(lines[1], Palette.INK)
	add_gap(10)
	var minutes := int(night.time) / 60
	var found := "%d of %d wonders" % [night.wonders, Tale.WONDERS.size()]
	add_line("%s, in %d:%02d" % [found, minutes, int(night.time) % 60], Palette.INK)
	add_gap(20)
	if may_load and not won:
		add_button("Back to the last fire", func() -> void: chosen.emit("load"))
	add_button("A new night", func() -> void: chosen.emit("begin"))
	add_button("To the title", func() -> void: chosen.emit("title"))
	modulate.a = 0.0


func _ready() -> void:
	super()
	create_tween().tween_property(self, "modulate:a", 1.0, 1.6)
