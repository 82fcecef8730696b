extends Node
## A game in a browser: it speaks to the server that the page's address names, and prints what it
## hears.

var music := AffektSession.new()
var player := AffektStreamPlayer.new()
var beats := 0


func _ready() -> void:
	_try_osc()
	var connection := AffektConnection.new()
	connection.url = str(
		JavaScriptBridge.eval("new URLSearchParams(location.search).get('server')")
	)
	connection.session = "gd-web"
	music.connection = connection
	music.connection_changed.connect(
		func(state: int, text: String) -> void: print("WEB state %d %s" % [state, text])
	)
	music.section_changed.connect(
		func(section: String, _event: Dictionary) -> void: print("WEB section ", section)
	)
	music.beat_sounded.connect(_on_beat_sounded)
	music.welcomed.connect(func(_welcome: Dictionary) -> void: music.event("enemy_spotted", 0.75))
	add_child(music)
	player.session = music
	add_child(player)


func _on_beat_sounded(bar: int, beat: int, _bpm: float) -> void:
	beats += 1
	print("WEB beat %d:%d heard %d" % [bar, beat, int(player.heard_frame())])
	if beats == 2:
		music.cue("section", "combat", "next_beat")


## What a browser cannot do is refused in words.
func _try_osc() -> void:
	var by_osc := AffektSession.new()
	by_osc.connection = AffektConnection.new()
	by_osc.connection.wire = AffektConnection.Wire.OSC
	by_osc.connection.session = "gd-web-osc"
	by_osc.connection_changed.connect(
		func(state: int, text: String) -> void: print("WEB osc %d %s" % [state, text])
	)
	add_child(by_osc)
