@tool
@icon("res://addons/affekt/icons/affekt_session.svg")
class_name AffektServer
extends Node
## A server that the game brings along: started with this node, ended with it.
##
## [code]affekt package[/code] makes the folder; put it beside the exported game. The server takes
## free ports, and [member connection] is told which; [member session] opens as soon as the server
## is ready. If the game crashes the server ends by itself, since the pipe to it closes.
##
## [codeblock]
## AffektServer        connection = the same resource as the session's
## AffektSession       auto_open = false
## [/codeblock]

## The server answers; [param url] is where.
signal ready_to_serve(url: String)
## It could not be started, or has ended without being asked to.
signal failed(why: String)

const PROGRAM := "affekt-server"

## The folder that [code]affekt package[/code] made; where it is relative, from the game's own.
@export var folder := "music_server":
	set(value):
		folder = value
		update_configuration_warnings()

## What is told where the server is, such as the connection of an [AffektSession].
@export var connection: AffektConnection

## A session that is opened when the server is ready.
@export var session: AffektSession

## Flags of [code]affekt serve[/code] that follow, such as [code]--commands-only[/code].
@export var flags: PackedStringArray = []

## Whether to start with the scene.
@export var auto_start := true

## The doors that the server has opened ([code]http, osc, grpc[/code]), each with its host and port.
var doors: Dictionary[String, String] = {}

var _pid := -1
var _pipe: FileAccess = null
var _errors: FileAccess = null
var _read := PackedByteArray()
var _ready_told := false


func _init() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS
	set_process(false)


func _ready() -> void:
	if auto_start and not Engine.is_editor_hint():
		start()


func _exit_tree() -> void:
	stop()


func _get_configuration_warnings() -> PackedStringArray:
	var told := PackedStringArray()
	if folder.is_empty():
		told.append("Name the folder that `affekt package` made: set `folder`.")
	return told


## Where the server's program is looked for.
func program() -> String:
	var place := folder
	if not place.is_absolute_path():
		place = OS.get_executable_path().get_base_dir().path_join(place)
	return ProjectSettings.globalize_path(place).path_join(PROGRAM)


## Whether it runs.
func is_running() -> bool:
	return _pid > 0 and OS.is_process_running(_pid)


## Starts it; [signal ready_to_serve] tells when it answers. Returns false, and tells why by
## [signal failed], where there is no such program.
func start() -> bool:
	if is_running():
		return true
	var path := program()
	if OS.has_feature("web") or not FileAccess.file_exists(path):
		failed.emit("there is no %s; make it with 'affekt package'" % path)
		return false
	var made := OS.execute_with_pipe(path, flags, false)
	if made.is_empty():
		failed.emit("%s cannot be run; is it executable?" % path)
		return false
	_pid = made["pid"]
	_pipe = made["stdio"]
	_errors = made["stderr"]
	_read.clear()
	doors.clear()
	_ready_told = false
	set_process(true)
	return true


## Ends it: the server ends when its pipe closes.
func stop() -> void:
	set_process(false)
	if _pipe != null:
		_pipe.close()
	if _errors != null:
		_errors.close()
	_pipe = null
	_errors = null
	_pid = -1


func _process(_delta: float) -> void:
	if _pipe == null:
		return
	# What is not read would fill the pipe and stop the server.
	_read.append_array(_pipe.get_buffer(4096))
	var why := _errors.get_buffer(4096).get_string_from_utf8().strip_edges()
	var end := _read.find(10)
	while end >= 0:
		_hear(_read.slice(0, end).get_string_from_utf8())
		_read = _read.slice(end + 1)
		end = _read.find(10)
	if not is_running():
		stop()
		failed.emit("the server has ended%s" % ("" if why.is_empty() else ": " + why))


func _hear(line: String) -> void:
	var words := line.strip_edges().split(" ")
	if words.size() == 3 and words[0] == "listening":
		doors[words[1]] = words[2]
	elif words[0] == "ready" and not _ready_told:
		_ready_told = true
		var url: String = "http://%s" % doors.get("http", "")
		if connection != null:
			connection.url = url
		if session != null:
			session.open(connection)
		ready_to_serve.emit(url)
