extends SceneTree
## Plays a decision log on Godot's mixer in real time, each layer on a bus of its own, and captures
## those. Words after the dashes: set folder, decision log, folder of the captures, seconds.
##
## Tells twice a second which frame of the session is heard, and which of the captures.

const Capture := preload("capture.gd")
const LogSource := preload("log_source.gd")

var _source := LogSource.new()
var _mixer := AffektMixer.new()
var _captures: Array[Capture] = []


func _initialize() -> void:
	_run.call_deferred()


func _run() -> void:
	var words := OS.get_cmdline_user_args()
	Engine.max_fps = 60
	await process_frame
	_source.read(words[1])
	_mixer.music_set = AffektSet.new()
	_mixer.music_set.folder = words[0]
	_mixer.layer_buses = true
	_mixer.source = _source
	root.add_child(_source)
	root.add_child(_mixer)
	AudioServer.lock()
	for layer in _mixer.music_set.layer_names():
		_capture("AffektMusic %s" % layer, words[2].path_join(layer + ".f32"))
	_capture("AffektStingers", words[2].path_join("stingers.f32"))
	AudioServer.unlock()
	_source.begin()
	var ends := Time.get_ticks_msec() + int(words[3]) * 1000
	while Time.get_ticks_msec() < ends:
		print("HEARD %.1f %.1f" % [_mixer.heard_frame(), _captures[0].heard()])
		await create_timer(0.5).timeout
	for capture in _captures:
		capture.end()
	print("MISSED %d %d" % [_mixer.underruns, _mixer.late])
	_mixer.queue_free()
	await process_frame
	await process_frame
	var left := 0
	for bus in AudioServer.bus_count:
		left += int(AudioServer.get_bus_name(bus).begins_with("Affekt"))
	print("BUSES %d" % left)
	print("DONE")
	quit()


func _capture(bus: StringName, path: String) -> void:
	var capture := Capture.new()
	_captures.append(capture)
	root.add_child(capture)
	capture.begin(bus, path)
