extends RefCounted
## A way to a server. What it carries are lines: dictionaries in the grammar of the JSON that the
## WebSocket speaks.
##
## A line that came in may also be [code]{"block": {frame, sequence, broken, samples}}[/code].

enum Line { CONNECTING, OPEN, CLOSED }

## Where it stands.
var line := Line.CLOSED
## Damaged messages that were skipped.
var damaged := 0
## Messages and bytes that came in.
var messages_in := 0
var bytes_in := 0

## What has come and was not taken yet.
var _inbox: Array[Dictionary] = []


## Begins; returns what is wrong, or nothing.
func open(_connection: AffektConnection) -> String:
	return "this is no way to a server"


## Sends and receives what there is.
func poll() -> void:
	pass


## Says a line; returns whether it went out.
func say(_line: Dictionary) -> bool:
	return false


## Why a line cannot be said this way, or nothing.
func refuses(_line: Dictionary) -> String:
	return ""


## Ends it.
func close() -> void:
	line = Line.CLOSED


## Takes all that has come.
func take() -> Array[Dictionary]:
	var heard := _inbox
	_inbox = []
	return heard


## Whether something has come that was not taken.
func has_news() -> bool:
	return not _inbox.is_empty()
