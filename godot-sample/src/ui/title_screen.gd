class_name TitleScreen
extends Screen
## The first screen.

## The player chose something: `go_on`, `begin`, `options`, `quit`.
signal chosen(what: String)


func _init(theme_now: Theme, may_go_on: bool) -> void:
	super(theme_now)
	darken(0.3)
	add_title("The Lantern Keeper", 62, Palette.LANTERN)
	add_line("One light, one night, one road east.")
	add_gap(26)
	if may_go_on:
		add_button("Go on", func() -> void: chosen.emit("go_on"))
	add_button("A new night", func() -> void: chosen.emit("begin"))
	add_button("Options", func() -> void: chosen.emit("options"))
	if not OS.has_feature("web"):
		add_button("Quit", func() -> void: chosen.emit("quit"))
	add_gap(22)
	for i: int in range(0, Controls.HELP.size(), 4):
		add_line("     ".join(Controls.HELP.slice(i, i + 4)))
	for label: Node in _column.get_children().slice(-2):
		(label as Label).add_theme_font_size_override(
			"font_size", roundi(theme.default_font_size * 0.8)
		)
