class_name Murmur
extends Node
## A voice without words: a few vowels, made once, spoken in the rhythm of a line's syllables.

## Formants of a, e, i, o, u, roughly: two bands each.
const VOWELS: Array[Array] = [
	[730.0, 1090.0], [530.0, 1840.0], [310.0, 2200.0], [570.0, 840.0], [320.0, 870.0]
]
const PITCH := 142.0

var _syllables: Array[AudioStreamWAV] = []
var _player := AudioStreamPlayer.new()
var _left := 0
var _wait := 0.0
var _pitch := 1.0
var _chance := RandomNumberGenerator.new()


func _init() -> void:
	_player.bus = &"Voice"
	_player.volume_db = -9.0
	add_child(_player)
	for vowel: Array in VOWELS:
		_syllables.append(_make(vowel[0], vowel[1]))


## Murmur a line.
func speak(line: String) -> void:
	_chance.seed = hash(line)
	_left = clampi(line.length() / 4, 4, 26)
	_wait = 0.15
	_pitch = _chance.randf_range(0.94, 1.08)


## Say no more.
func hush() -> void:
	_left = 0


func _process(delta: float) -> void:
	if _left <= 0:
		return
	_wait -= delta
	if _wait > 0.0:
		return
	_left -= 1
	_wait = _chance.randf_range(0.13, 0.2) + (0.26 if _chance.randf() < 0.14 else 0.0)
	_player.stream = _syllables[_chance.randi() % _syllables.size()]
	_player.pitch_scale = _pitch * _chance.randf_range(0.93, 1.09) * (0.9 if _left == 0 else 1.0)
	_player.play()


func _make(low: float, high: float) -> AudioStreamWAV:
	var harmonics: Array[float] = []
	for i: int in range(1, 18):
		var at := PITCH * i
		var near := exp(-pow((at - low) / 110.0, 2.0)) + 0.5 * exp(-pow((at - high) / 160.0, 2.0))
		harmonics.append(near + 0.12 / i)
	return Tones.make(
		0.17,
		func(t: float, share: float) -> float:
			var sum := 0.0
			for i: int in harmonics.size():
				sum += sin(TAU * PITCH * (i + 1) * t) * harmonics[i]
			return sum * 0.2 * sin(share * PI)
	)
