class_name WorldSounds
extends Node
## The sounds of the night: steps, blows, flames. Soft, and under the music.

const PLAYERS := 8

var _sounds: Dictionary[String, AudioStreamWAV] = {}
var _players: Array[AudioStreamPlayer] = []
var _next := 0
var _walked := 0.0
var _fire := AudioStreamPlayer.new()


func _init() -> void:
	_sounds = {
		"step": Tones.noise(0.09, 0.16, 0.04, 2.4, 0.5),
		"strike": Tones.noise(0.2, 0.1, 0.6, 1.4, 0.34),
		"flare": Tones.noise(0.7, 0.75, 0.08, 1.8, 0.5),
		"hit": Tones.slide(0.16, 240.0, 90.0, 0.5),
		"kill": Tones.slide(0.7, 420.0, 60.0, 0.4),
		"hurt": Tones.slide(0.3, 130.0, 52.0, 0.8),
		"pickup": Tones.ring(0.4, [1174.7, 1760.0], 0.16),
		"cairn": Tones.ring(0.5, [587.3, 880.0], 0.12),
		"kindle": Tones.noise(0.9, 0.04, 0.3, 1.2, 0.6),
		"spotted": Tones.slide(0.5, 310.0, 240.0, 0.16),
		"warden": Tones.slide(1.6, 70.0, 34.0, 0.9),
	}
	for i: int in PLAYERS:
		var player := AudioStreamPlayer.new()
		player.bus = &"World"
		_players.append(player)
		add_child(player)
	_fire.bus = &"World"
	_fire.stream = _crackle()
	add_child(_fire)


## Follow a night: steps, and how near a fire is.
func follow(night: Night, dt: float) -> void:
	_walked += night.keeper.velocity.length() * dt
	if _walked > 24.0:
		_walked = 0.0
		play("step", -17.0, randf_range(0.85, 1.15))
	var near := 400.0
	for place: Place in night.forest.all_of(Place.Kind.FIRE):
		if place.done:
			near = minf(near, place.at.distance_to(night.keeper.at))
	_fire.volume_db = lerpf(-12.0, -60.0, clampf(near / 400.0, 0.0, 1.0))
	if near < 400.0 and not _fire.playing:
		_fire.play()
	elif near >= 400.0 and _fire.playing:
		_fire.stop()


## Play one.
func play(what: String, db: float = -6.0, pitch: float = 1.0) -> void:
	if not _sounds.has(what):
		return
	var player := _players[_next]
	_next = (_next + 1) % PLAYERS
	player.stream = _sounds[what]
	player.volume_db = db
	player.pitch_scale = pitch
	player.play()


func _crackle() -> AudioStreamWAV:
	var last := [0.0, 0.0]
	var made := Tones.make(
		2.0,
		func(_t: float, _share: float) -> float:
			last[0] += (randf_range(-1.0, 1.0) - last[0]) * 0.05
			last[1] = randf_range(-1.0, 1.0) if randf() < 0.0008 else last[1] * 0.9
			return last[0] * 0.5 + last[1] * 0.6
	)
	made.loop_mode = AudioStreamWAV.LOOP_FORWARD
	made.loop_end = int(2.0 * Tones.RATE)
	return made
