class_name ForestPlan
extends RefCounted
## The journey's stations, from the first fire to the gate, moved about by the seed.

## The forest's size in pixels.
const SIZE := Vector2(7000, 4400)
## How many wonders open the gate.
const NEEDED := 5
## How far a station may lie from where it is drawn here.
const STRAY := 140.0

## The stations on the map's own grid, in the order of the trail: kind, x, y, reach, number.
const STATIONS: Array[Array] = [
	[Place.Kind.FIRE, 520, 3700, 150, 0],
	[Place.Kind.WONDER, 1250, 3100, 170, 0],
	[Place.Kind.CAIRN, 620, 2350, 70, 0],
	[Place.Kind.SHADES, 1050, 1650, 0, 1],
	[Place.Kind.WONDER, 700, 900, 170, 1],
	[Place.Kind.HUSH, 1880, 760, 700, 0],
	[Place.Kind.FIRE, 2850, 1150, 150, 1],
	[Place.Kind.WONDER, 2350, 2150, 170, 2],
	[Place.Kind.CAIRN, 1950, 2950, 70, 1],
	[Place.Kind.SHADES, 2600, 3450, 0, 3],
	[Place.Kind.WONDER, 3450, 3800, 170, 3],
	[Place.Kind.HUSH, 4500, 3500, 700, 1],
	[Place.Kind.FIRE, 4250, 2450, 150, 2],
	[Place.Kind.WONDER, 3650, 1600, 170, 4],
	[Place.Kind.SHADES, 4150, 900, 0, 2],
	[Place.Kind.CAIRN, 4900, 500, 70, 2],
	[Place.Kind.WONDER, 5450, 1300, 170, 5],
	[Place.Kind.WONDER, 5350, 2700, 170, 6],
	[Place.Kind.FIRE, 6050, 3450, 150, 3],
	[Place.Kind.HUSH, 6370, 2100, 660, 2],
	[Place.Kind.GATE, 6380, 640, 220, 0],
]


## The stations of one seed, in the order of the trail.
static func stations(chance: RandomNumberGenerator) -> Array[Place]:
	var found: Array[Place] = []
	for one: Array in STATIONS:
		var moved := Vector2(chance.randf_range(-STRAY, STRAY), chance.randf_range(-STRAY, STRAY))
		var kind: Place.Kind = one[0]
		var x: float = one[1]
		var y: float = one[2]
		var reach: float = one[3]
		var number: int = one[4]
		found.append(Place.new(kind, Vector2(x, y) + moved, reach, number))
	return found


## Flasks of oil beside the trail, two to each leg that has room for them.
static func flasks(trail: PackedVector2Array, chance: RandomNumberGenerator) -> Array[Place]:
	var found: Array[Place] = []
	for leg: int in range(1, trail.size() - 1):
		var along := trail[leg].lerp(trail[leg + 1], chance.randf_range(0.35, 0.65))
		var aside := (trail[leg + 1] - trail[leg]).normalized().orthogonal()
		var side := 1.0 if chance.randf() < 0.5 else -1.0
		var spot := along + aside * side * chance.randf_range(70.0, 150.0)
		found.append(Place.new(Place.Kind.FLASK, spot, 26.0, found.size()))
	return found
