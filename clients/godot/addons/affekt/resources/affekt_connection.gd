@tool
@icon("res://addons/affekt/icons/affekt_connection.svg")
class_name AffektConnection
extends Resource
## Where a server is, and which session to open there.
##
## Nothing needs to be filled in for a server on this machine: [code]affekt serve[/code] listens at
## the addresses below.

## How to speak to it.
enum Wire {
	## JSON lines; carries the sound too, and works in a browser.
	WEBSOCKET,
	## Messages over UDP, timetagged; no sound, no saved music, not in a browser.
	OSC,
}

## How to speak to the server.
@export var wire := Wire.WEBSOCKET:
	set(value):
		wire = value
		notify_property_list_changed()
		emit_changed()

## The server's address over HTTP, with the path under which a proxy has it.
## Empty in a browser is the host that the game came from.
@export var url := "http://127.0.0.1:8787":
	set(value):
		url = value.strip_edges()
		emit_changed()

## The server's address for OSC.
@export var osc_address := "127.0.0.1:9100":
	set(value):
		osc_address = value.strip_edges()
		emit_changed()

## The session's name: 1 to 64 letters, digits, [code]_ . -[/code]. Empty lets the server invent
## one.
@export var session := "":
	set(value):
		session = value.strip_edges()
		emit_changed()

## The set of a new session; empty is the server's own choice.
@export var stem_set := "":
	set(value):
		stem_set = value.strip_edges()
		emit_changed()

## The seed of a new session's random draws; -1 is the server's own choice.
@export_range(-1, 2147483647, 1, "or_greater") var music_seed := -1

## The server's token, where it asks for one. Whoever has the game can read it.
@export var token := ""

## Joins a session that is open already, on the server's own machine.
@export var join := false

## The token of a session that is open, to join it.
var session_token := ""


## What is wrong with it, a sentence each.
func faults() -> PackedStringArray:
	var found := PackedStringArray()
	if wire == Wire.WEBSOCKET and socket_address().is_empty():
		found.append("The url must be like http://127.0.0.1:8787, not '%s'." % url)
	if wire == Wire.OSC and osc_host().is_empty():
		found.append("The osc_address must be like 127.0.0.1:9100, not '%s'." % osc_address)
	if wire == Wire.OSC and session.is_empty():
		found.append("A session over OSC needs a name: fill in 'session'.")
	if not session.is_empty() and not _is_name(session):
		found.append("The session's name must be 1 to 64 letters, digits, '_', '.' or '-'.")
	return found


## Where the WebSocket is; empty where the url makes no sense.
func socket_address() -> String:
	var base := url
	if base.is_empty() and OS.has_feature("web"):
		base = str(JavaScriptBridge.eval("location.origin"))
	for pair: Array in [["http://", "ws://"], ["https://", "wss://"]]:
		if base.begins_with(pair[0]):
			base = pair[1] + base.substr(len(pair[0]))
	var rest := base.get_slice("://", 1).get_slice("?", 0).get_slice("#", 0)
	rest = rest.trim_suffix("/").trim_suffix("/v1/ws")
	var host := rest.get_slice("/", 0)
	if not (base.begins_with("ws://") or base.begins_with("wss://")) or host.is_empty():
		return ""
	return base.get_slice("://", 0) + "://" + rest + "/v1/ws?json=1"


## The host of [member osc_address]; empty where it makes no sense.
func osc_host() -> String:
	return osc_address.substr(0, osc_address.rfind(":")) if osc_port() > 0 else ""


## The port of [member osc_address]; 0 where it makes no sense.
func osc_port() -> int:
	var at := osc_address.rfind(":")
	var port := osc_address.substr(at + 1) if at > 0 else ""
	return int(port) if port.is_valid_int() and int(port) in range(1, 65536) else 0


func _validate_property(property: Dictionary) -> void:
	var hidden: Array[String] = ["osc_address"]
	if wire == Wire.OSC:
		hidden = ["url", "music_seed", "token", "join"]
	if property["name"] in hidden:
		property["usage"] = PROPERTY_USAGE_STORAGE


static func _is_name(text: String) -> bool:
	var pattern := RegEx.create_from_string("^[A-Za-z0-9_.-]{1,64}$")
	return pattern.search(text) != null
