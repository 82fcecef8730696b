extends RefCounted
## Whole-number laws of a baked score: the same result in every language.
##
## Feelings, inputs and shares are counted in millionths, levels in thousandths of a dB.

## One, in millionths.
const ONE := 1_000_000
## A draw is a whole number below this.
const SHARES := 1 << 20
const _WORD := 1 << 32
const _SPREAD := 0x45D9B


## Divides downwards.
static func down(value: int, by: int) -> int:
	@warning_ignore("integer_division")
	var quotient := value / by
	return quotient - 1 if value % by != 0 and (value < 0) != (by < 0) else quotient


## Returns a number as millionths, halves upwards.
static func millionths(value: float) -> int:
	return floori(value * ONE + 0.5)


## Returns a curve's value; flat beyond its ends, 0 where it has no points.
static func along(points: Array, x: int) -> int:
	if points.is_empty():
		return 0
	var x0: int = points[0][0]
	var y0: int = points[0][1]
	if x <= x0:
		return y0
	for point: Array in points:
		var x1: int = point[0]
		var y1: int = point[1]
		if x <= x1:
			return y1 if x1 == x0 else y0 + down((y1 - y0) * (x - x0), x1 - x0)
		x0 = x1
		y0 = y1
	return y0


## Returns a draw that depends on nothing but the arguments.
static func draw(music_seed: int, salt: int, bar: int, attempt: int = 0) -> int:
	var word := _mixed(posmod(music_seed, _WORD))
	for one: int in [salt, bar, attempt]:
		word = _mixed(posmod(word + one, _WORD))
	return word >> 12


## Returns the index that a draw falls on, in proportion to weights.
static func pick(weights: Array[int], drawn: int) -> int:
	var total := 0
	for weight in weights:
		total += weight
	var place := drawn * total >> 20
	for index in weights.size():
		place -= weights[index]
		if place < 0:
			return index
	return weights.size() - 1


## Returns [code]value / of[/code] in steps of [code]1 / digits[/code], halves upwards.
static func rounded(value: int, of: int, digits: int = 10_000) -> float:
	return float(down(value * digits * 2 + of, 2 * of)) / digits


## Returns what JSON has read with its whole numbers whole again.
static func plain(value: Variant) -> Variant:
	if value is float and value == floorf(value) and absf(value) < 9.0e15:
		return int(value)
	if value is Dictionary:
		for key: Variant in value:
			value[key] = plain(value[key])
	elif value is Array:
		for index in (value as Array).size():
			value[index] = plain(value[index])
	return value


static func _mixed(word: int) -> int:
	word ^= word >> 16
	word = word * _SPREAD % _WORD
	word ^= word >> 16
	word = word * _SPREAD % _WORD
	return word ^ (word >> 16)
