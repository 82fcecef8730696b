class_name Settings
extends RefCounted
## What the player has chosen; kept in `user://settings.cfg`.

## Something was changed.
signal changed

## How the music sounds.
enum Mode { STREAMED, COMMANDED, BAKED }
## Which heart is simulated.
enum Heart { OFF, PLAYED, HELD }

const PATH := "user://settings.cfg"
const MODES: PackedStringArray = ["streamed", "commanded", "baked"]

var mode := Mode.STREAMED
## Whether to speak OSC instead of WebSocket.
var osc := false
var server := "http://127.0.0.1:8787"
var osc_address := "127.0.0.1:9100"
var heart := Heart.OFF
var bpm := 80.0
## Whether the music follows the player; else one combination loops, to compare.
var adaptive := true
## Music, world and voice, 0 to 1.
var music := 0.9
var world := 0.8
var voice := 0.9
## Text size: 1 is normal.
var text_scale := 1.0
## Whether the screen shakes and flashes.
var shake := true

## Whether changes are kept in the file.
var kept := true


## Read them.
static func load_file() -> Settings:
	var settings := Settings.new()
	var file := ConfigFile.new()
	if file.load(PATH) == OK:
		for key: String in settings.names():
			var value: Variant = file.get_value("sample", key, settings.get(key))
			if typeof(value) == typeof(settings.get(key)):
				settings.set(key, value)
	return settings


## The names of all that is kept.
func names() -> PackedStringArray:
	return [
		"mode",
		"osc",
		"server",
		"osc_address",
		"heart",
		"bpm",
		"adaptive",
		"music",
		"world",
		"voice",
		"text_scale",
		"shake",
	]


## Change one, and keep it.
func put(key: String, value: Variant) -> void:
	set(key, value)
	changed.emit()
	if not kept:
		return
	var file := ConfigFile.new()
	for one: String in names():
		file.set_value("sample", one, get(one))
	file.save(PATH)


## Take what the command line says; it is not kept.
func override(options: Options) -> void:
	kept = options.script_name.is_empty() and options.shots.is_empty()
	if MODES.has(options.mode):
		mode = MODES.find(options.mode) as Mode
	if options.still:
		adaptive = false
	if not options.wire.is_empty():
		osc = options.wire == "osc"
	if not options.server.is_empty():
		server = options.server
	if not options.osc.is_empty():
		osc_address = options.osc
