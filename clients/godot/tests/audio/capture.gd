extends Node
## Writes what a bus sounds like to a file of floats, and knows when each frame of it was heard.

var frames := 0
var lost := 0

var _effect := AudioEffectCapture.new()
var _file: FileAccess


func begin(bus: StringName, path: String) -> void:
	_effect.buffer_length = 4.0
	AudioServer.add_bus_effect(AudioServer.get_bus_index(bus), _effect)
	_file = FileAccess.open(path, FileAccess.WRITE)


## The number of the frame that is heard now, by the law of the addon's own playheads.
func heard() -> float:
	AudioServer.lock()
	var all := frames + _effect.get_frames_available()
	var since := AudioServer.get_time_since_last_mix()
	var lump := since + AudioServer.get_time_to_next_mix()
	AudioServer.unlock()
	return all + (minf(since, lump) - lump) * AudioServer.get_mix_rate()


func _process(_delta: float) -> void:
	var many := _effect.get_frames_available()
	if many > 0 and _file != null:
		_file.store_buffer(_effect.get_buffer(many).to_byte_array())
		frames += many
	lost = _effect.get_discarded_frames()


func end() -> void:
	_process(0.0)
	_file.close()
	_file = null
