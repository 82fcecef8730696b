extends RefCounted
## Samples as Godot's mixer takes them, added and weighed.


## So many frames of silence.
static func silence(frames: int) -> PackedVector2Array:
	var made := PackedVector2Array()
	made.resize(frames)
	made.fill(Vector2.ZERO)
	return made


## Adds a part to samples from one of their frames on; empty samples are as many as [param frames].
static func added(
	samples: PackedVector2Array, part: PackedVector2Array, first: int, frames: int
) -> PackedVector2Array:
	if samples.is_empty() and first == 0 and part.size() == frames:
		return part
	if samples.is_empty():
		samples = silence(frames)
	for i in part.size():
		samples[first + i] += part[i]
	return samples


## Samples at a steady gain.
static func scaled(samples: PackedVector2Array, gain: float) -> PackedVector2Array:
	if gain == 1.0:
		return samples
	return Transform2D(Vector2(gain, 0.0), Vector2(0.0, gain), Vector2.ZERO) * samples


## Interleaved 16-bit stereo as samples.
static func from_s16(bytes: PackedByteArray) -> PackedVector2Array:
	var made := PackedVector2Array()
	made.resize(bytes.size() / 4)
	for i in made.size():
		made[i] = Vector2(bytes.decode_s16(4 * i), bytes.decode_s16(4 * i + 2)) * (1.0 / 32768.0)
	return made


## A level in dB as a gain; at -96 dB and below it is nothing.
static func gain(db: float) -> float:
	return 0.0 if db <= -96.0 else db_to_linear(db)
