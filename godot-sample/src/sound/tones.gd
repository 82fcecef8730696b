class_name Tones
extends RefCounted
## Makes the game's small sounds: noise and sines in an envelope, 16 bit, mono.

const RATE := 22050


## A sound of so many seconds; `shape` gives a sample for (second, share of the length).
static func make(seconds: float, shape: Callable) -> AudioStreamWAV:
	var count := int(seconds * RATE)
	var data := PackedByteArray()
	data.resize(count * 2)
	for i: int in count:
		var value: float = shape.call(float(i) / RATE, float(i) / count)
		data.encode_s16(i * 2, int(clampf(value, -1.0, 1.0) * 32000.0))
	var made := AudioStreamWAV.new()
	made.format = AudioStreamWAV.FORMAT_16_BITS
	made.mix_rate = RATE
	made.data = data
	return made


## Noise through a one-pole filter, from one brightness (0 to 1) to another, dying away.
static func noise(
	seconds: float, from: float, to: float, dies: float, loud: float
) -> AudioStreamWAV:
	var last := [0.0]
	return make(
		seconds,
		func(_t: float, share: float) -> float:
			var way: float = lerpf(from, to, share)
			last[0] += (randf_range(-1.0, 1.0) - last[0]) * way
			var rise := minf(share * 40.0, 1.0)
			return last[0] * loud * rise * pow(1.0 - share, dies)
	)


## A few sines that ring out.
static func ring(seconds: float, tones: Array[float], loud: float, dies := 3.0) -> AudioStreamWAV:
	return make(
		seconds,
		func(t: float, share: float) -> float:
			var sum := 0.0
			for i: int in tones.size():
				sum += sin(TAU * tones[i] * t) / (1.0 + i)
			return sum * loud * minf(share * 90.0, 1.0) * pow(1.0 - share, dies)
	)


## A sine that slides.
static func slide(seconds: float, from: float, to: float, loud: float) -> AudioStreamWAV:
	var phase := [0.0]
	return make(
		seconds,
		func(_t: float, share: float) -> float:
			phase[0] += TAU * lerpf(from, to, share) / RATE
			return sin(phase[0]) * loud * minf(share * 30.0, 1.0) * pow(1.0 - share, 1.6)
	)
