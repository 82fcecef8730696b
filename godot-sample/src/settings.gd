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
## What numbers may be: from, to. What the file holds beyond that is as if it were not there.
const RANGES: Dictionary[String, Vector2] = {
	"mode": Vector2(Mode.STREAMED, Mode.BAKED),
	"heart": Vector2(Heart.OFF, Heart.HELD),
	"bpm": Vector2(50, 170),
	"music": Vector2(0, 1),
	"world": Vector2(0, 1),
	"voice": Vector2(0, 1),
	"text_scale": Vector2(0.8, 1.6),
}
## What stands in Options for the server that lies beside the game.
const OWN := "its own"
const MODES: PackedStringArray = ["streamed", "commanded", "baked"]

var mode := Mode.STREAMED
## Whether to speak OSC instead of WebSocket.
var osc := false
var server := "http://127.0.0.1:8787"
var osc_address := "127.0.0.1:9100"
## Whether a server lies beside the game, whether it is to play, and where it answers: empty until
## it does. None of it is kept.
var has_own := false
var own := false
var own_url := ""
var own_osc := ""
## The server, as Options show it: an address, or [constant OWN].
var server_shown: String:
	get:
		return OWN if own else server
	set(value):
		own = has_own and value == OWN
		if not own and value != server and value != OWN:
			server = value
			_in_file.erase("server")
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

## What stands in the file where the command line said something else.
var _in_file: Dictionary[String, Variant] = {}


## Read them.
static func load_file() -> Settings:
	var settings := Settings.new()
	var file := ConfigFile.new()
	if file.load(PATH) == OK:
		for key: String in settings.names():
			var value: Variant = file.get_value("sample", key, settings.get(key))
			if typeof(value) == typeof(settings.get(key)) and _is_within(key, value):
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
	if get(key) != value:
		_in_file.erase(key)
	set(key, value)
	changed.emit()
	if not kept:
		return
	var file := ConfigFile.new()
	for one: String in names():
		file.set_value("sample", one, _in_file.get(one, get(one)))
	file.save(PATH)


## Take what the command line says; it is not kept.
func override(options: Options) -> void:
	kept = options.script_name.is_empty() and options.shots.is_empty()
	if MODES.has(options.mode):
		_say("mode", MODES.find(options.mode))
	if options.still:
		_say("adaptive", false)
	if not options.wire.is_empty():
		_say("osc", options.wire == "osc")
	if not options.server.is_empty():
		_say("server", options.server)
	if not options.osc.is_empty():
		_say("osc_address", options.osc)


## Have one for this time only.
func _say(key: String, value: Variant) -> void:
	_in_file[key] = get(key)
	set(key, value)


static func _is_within(key: String, value: Variant) -> bool:
	if not RANGES.has(key):
		return true
	return value >= RANGES[key].x and value <= RANGES[key].y
