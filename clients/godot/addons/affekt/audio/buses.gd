extends RefCounted
## The buses that music sounds on: levels, what makes room, and filters, gliding in real time.
##
## Buses of these names that the project has already are used with its own effects, at their own
## level. While another mixer has them, the next one has buses with a number in their names.

const Blend := preload("blend.gd")
const Ramp := preload("ramp.gd")
const RATE := 48000
const MUSIC := "AffektMusic"
const STINGERS := "AffektStingers"
## The shortest glide of a level, 20 ms, and that of a mute.
const SMOOTH := 960
const MUTE := 480
## A stinger's own duck: 50 ms down, 500 ms back.
const STING_ATTACK := 2400
const STING_RELEASE := 24000
const OPEN_LOWPASS := 20000.0
const OPEN_HIGHPASS := 20.0

## Whose buses are in use, by the name of the music's.
static var _taken: Array[StringName] = []

var music := &""
var stingers := &""
## The bus of each layer; the music's where they have none of their own.
var layers: Array[StringName] = []

var _made: Array[StringName] = []
## The levels of the project's own buses as they were found.
var _found: Dictionary[StringName, float] = {}
var _levels: Dictionary[String, Ramp] = {}
var _trims: Dictionary[int, Ramp] = {}
var _speech: Array[int] = []
var _duck_times: Array[int] = [0, 0]
var _duck_db := 0.0
var _spoken_db := 0.0
var _lowpass := AudioEffectLowPassFilter.new()
var _highpass := AudioEffectHighPassFilter.new()


## Makes the buses that are missing; all sound into [param target].
func _init(of: AffektSet, target: StringName, apart: bool) -> void:
	var number := ""
	while StringName(MUSIC + number) in _taken:
		number = str(maxi(int(number), 1) + 1)
	music = _bus(MUSIC + number, target)
	stingers = _bus(STINGERS + number, target)
	_taken.append(music)
	for layer in of.layer_names():
		layers.append(_bus("%s %s" % [music, layer], music) if apart else music)
	for filter: AudioEffectFilter in [_lowpass, _highpass]:
		filter.db = AudioEffectFilter.FILTER_12DB
		AudioServer.add_bus_effect(AudioServer.get_bus_index(music), filter)
	for level: String in ["music", "stingers", "notes", "master", "mute", "duck", "hush"]:
		_levels[level] = Ramp.new()
	_levels["lowpass"] = Ramp.new(log(OPEN_LOWPASS))
	_levels["highpass"] = Ramp.new(log(OPEN_HIGHPASS))
	var duck: Dictionary = (of.manifest.get("mix", {}) as Dictionary).get("duck", {})
	for layer: String in duck.get("layers", []):
		_speech.append(of.layer_names().find(layer))
		_trims[_speech[-1]] = Ramp.new()
	_duck_times = [
		roundi(float(duck.get("attack_ms", 80.0)) * RATE / 1000),
		roundi(float(duck.get("release_ms", 800.0)) * RATE / 1000),
	]
	glide()


## Takes away the buses that were made, and leaves the project's own as they were found.
func leave() -> void:
	var at := AudioServer.get_bus_index(music)
	for effect in range(AudioServer.get_bus_effect_count(at) - 1 if at >= 0 else -1, -1, -1):
		if AudioServer.get_bus_effect(at, effect) in [_lowpass, _highpass]:
			AudioServer.remove_bus_effect(at, effect)
	for bus: StringName in _found:
		_set_level(bus, 1.0)
	_found.clear()
	_made.reverse()
	for bus in _made:
		at = AudioServer.get_bus_index(bus)
		if at >= 0:
			AudioServer.remove_bus(at)
	_made.clear()
	_taken.erase(music)


## Lets what was made sound into another bus.
func send_to(target: StringName) -> void:
	for bus: StringName in [music, stingers]:
		var at := AudioServer.get_bus_index(bus)
		if at >= 0 and bus in _made:
			AudioServer.set_bus_send(at, target)


## Opens all levels and filters, as another session begins.
func reset() -> void:
	for level: String in ["music", "stingers", "notes", "master"]:
		_go(level, 1.0, SMOOTH)
	_effect("lowpass", OPEN_LOWPASS, SMOOTH)
	_effect("highpass", OPEN_HIGHPASS, SMOOTH)
	restore({})


## Carries out a decision about the mix; [param seconds] is how long a fade of its takes.
func apply(decision: Dictionary, seconds: float) -> void:
	match decision["kind"]:
		"duck":
			var rule := str((decision.get("why", {}) as Dictionary).get("rule", ""))
			_give_way(float(decision["db"]), rule.begins_with("stinger"))
		"effect":
			_effect(str(decision["name"]), float(decision["value"]), roundi(seconds * RATE))
		"control":
			_control(decision)


## Takes over what a snapshot says of the mix.
func restore(state: Dictionary) -> void:
	for bus: String in state.get("volumes", {}):
		_go(bus, Blend.gain(state["volumes"][bus]), SMOOTH)
	for effect: String in state.get("effects", {}):
		_effect(effect, state["effects"][effect], SMOOTH)
	_go("mute", 0.0 if state.get("muted", false) else 1.0, MUTE)
	_duck_db = 0.0
	_give_way(float(state.get("duck_db", 0.0)), false)


## Silences what was given already and must not be heard, and lets sound again.
func hush(silent: bool) -> void:
	_go("hush", 0.0 if silent else 1.0, MUTE)


## How far a layer's own player is turned down, as a gain.
func trim(layer: int) -> float:
	return _trims[layer].at(_now()) if _trims.has(layer) else 1.0


## Moves the levels on; wanted every frame.
func glide() -> void:
	var now := _now()
	var all := _at("master", now) * _at("mute", now) * _at("hush", now)
	_set_level(music, all * _at("music", now) * _at("duck", now))
	_set_level(stingers, all * _at("stingers", now))
	var at := AudioServer.get_bus_index(music)
	for effect in AudioServer.get_bus_effect_count(at) if at >= 0 else 0:
		var filter := AudioServer.get_bus_effect(at, effect) as AudioEffectFilter
		if filter != _lowpass and filter != _highpass:
			continue
		var low := filter == _lowpass
		var hertz := exp(_at("lowpass" if low else "highpass", now))
		filter.cutoff_hz = hertz
		var open := hertz > OPEN_LOWPASS - 1.0 if low else hertz < OPEN_HIGHPASS + 0.1
		AudioServer.set_bus_effect_enabled(at, effect, not open)


func _bus(name: String, target: StringName) -> StringName:
	if AudioServer.get_bus_index(name) < 0:
		AudioServer.add_bus()
		AudioServer.set_bus_name(AudioServer.bus_count - 1, name)
		AudioServer.set_bus_send(AudioServer.bus_count - 1, target)
		_made.append(StringName(name))
	else:
		_found[StringName(name)] = AudioServer.get_bus_volume_linear(
			AudioServer.get_bus_index(name)
		)
	return StringName(name)


func _set_level(bus: StringName, gain: float) -> void:
	var at := AudioServer.get_bus_index(bus)
	if at >= 0:
		AudioServer.set_bus_volume_linear(at, gain * _found.get(bus, 1.0))


func _at(level: String, now: int) -> float:
	return _levels[level].at(now)


func _go(level: String, to: float, frames: int) -> void:
	if _levels.has(level):
		_levels[level].aim(_now(), to, frames)


func _now() -> int:
	return Time.get_ticks_usec() * RATE / 1_000_000


func _effect(name: String, value: float, frames: int) -> void:
	if name in ["lowpass", "highpass"]:
		_go(name, log(clampf(value, OPEN_HIGHPASS, OPEN_LOWPASS)), frames)


func _control(decision: Dictionary) -> void:
	match decision["verb"]:
		"mute":
			_go("mute", 0.0, MUTE)
		"unmute":
			_go("mute", 1.0, MUTE)
		"volume":
			var frames := maxi(roundi(float(decision.get("fade_s", 0.0)) * RATE), SMOOTH)
			_go(str(decision.get("bus", "")), Blend.gain(float(decision.get("db", 0.0))), frames)


## A stinger pushes all of the music down, speech what the set says.
func _give_way(db: float, for_stinger: bool) -> void:
	var down := db < _duck_db
	_duck_db = db
	var apart := not _speech.is_empty()
	if for_stinger:
		var goal := 0.0 if apart and db >= _spoken_db else db
		_go("duck", Blend.gain(goal), STING_ATTACK if down else STING_RELEASE)
		return
	_spoken_db = db
	var frames := _duck_times[0 if down else 1]
	_go("duck", 1.0 if apart else Blend.gain(db), frames)
	for layer: int in _trims:
		_trims[layer].aim(_now(), Blend.gain(db), frames)
