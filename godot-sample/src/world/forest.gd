class_name Forest
extends RefCounted
## One night's forest, made from a seed: trees, thickets and places. Nothing of it is drawn here.

## Trees stand about so far apart.
const SPACING := 74.0
## The trail is free of trees so far to either side.
const TRAIL := 46.0
## The side of a square in which neighbours are looked for.
const CELL := 128.0

## What it was made from.
var number: int
## Where each tree stands.
var trees := PackedVector2Array()
## How thick each trunk is, in pixels.
var trunks := PackedFloat32Array()
## The middle of each thicket, in which one cannot be seen.
var thickets := PackedVector2Array()
## How far each thicket reaches.
var thicket_reach := PackedFloat32Array()
## The stations in the order of the trail, then the flasks.
var places: Array[Place] = []
## The way past all stations.
var trail := PackedVector2Array()

var _cells: Dictionary[Vector2i, PackedInt32Array] = {}


func _init(from: int) -> void:
	number = from
	var chance := RandomNumberGenerator.new()
	chance.seed = hash(from)
	places = ForestPlan.stations(chance)
	for place: Place in places:
		trail.append(place.at)
	places.append_array(ForestPlan.flasks(trail, chance))
	_plant(chance)
	_grow_thickets(chance)


## The places of one kind.
func all_of(kind: Place.Kind) -> Array[Place]:
	return places.filter(func(place: Place) -> bool: return place.kind == kind)


## The nearest place of a kind that is not done; null when all are.
func nearest(kind: Place.Kind, to: Vector2) -> Place:
	var best: Place = null
	for place: Place in places:
		if place.kind != kind or place.done:
			continue
		if best == null or place.at.distance_squared_to(to) < best.at.distance_squared_to(to):
			best = place
	return best


## The trees in a square whose sides lie on [constant CELL].
func trees_in(square: Rect2) -> PackedInt32Array:
	var found := PackedInt32Array()
	var low := Vector2i((square.position / CELL).round())
	var high := Vector2i((square.end / CELL).round())
	for x: int in range(low.x, high.x):
		for y: int in range(low.y, high.y):
			found.append_array(_cells.get(Vector2i(x, y), PackedInt32Array()))
	return found


## Whether one is hidden by leaves here.
func in_thicket(at: Vector2) -> bool:
	for i: int in thickets.size():
		if thickets[i].distance_squared_to(at) < thicket_reach[i] * thicket_reach[i]:
			return true
	return false


## The nearest thicket's middle.
func nearest_thicket(to: Vector2) -> Vector2:
	var best := thickets[0]
	for at: Vector2 in thickets:
		if at.distance_squared_to(to) < best.distance_squared_to(to):
			best = at
	return best


## Where somebody of a size stands who would walk to a spot: beside trunks, within the forest.
func free_spot(at: Vector2, size: float) -> Vector2:
	var spot := at.clamp(Vector2(40, 40), ForestPlan.SIZE - Vector2(40, 40))
	var cell := Vector2i((spot / CELL).floor())
	for x: int in range(cell.x - 1, cell.x + 2):
		for y: int in range(cell.y - 1, cell.y + 2):
			for tree: int in _cells.get(Vector2i(x, y), PackedInt32Array()):
				var apart := size + trunks[tree]
				var away := spot - trees[tree]
				if away.length_squared() < apart * apart:
					var aside := away.normalized() if away != Vector2.ZERO else Vector2.RIGHT
					spot = trees[tree] + aside * apart
	return spot


## How far a spot is from the trail.
func from_trail(at: Vector2) -> float:
	var best := INF
	for i: int in range(1, trail.size()):
		var near := Geometry2D.get_closest_point_to_segment(at, trail[i - 1], trail[i])
		best = minf(best, near.distance_to(at))
	return best


func _plant(chance: RandomNumberGenerator) -> void:
	var density := FastNoiseLite.new()
	density.seed = number
	density.frequency = 0.0016
	var x := SPACING * 0.5
	while x < ForestPlan.SIZE.x:
		var y := SPACING * 0.5
		while y < ForestPlan.SIZE.y:
			var moved := Vector2(chance.randf_range(-26, 26), chance.randf_range(-26, 26))
			var wanted := 0.62 + 0.5 * density.get_noise_2d(x, y)
			var trunk := chance.randf_range(7.0, 12.0)
			if chance.randf() < maxf(wanted, _edge(Vector2(x, y))):
				_plant_one(Vector2(x, y) + moved, trunk)
			y += SPACING
		x += SPACING


func _edge(at: Vector2) -> float:
	var inside := minf(minf(at.x, at.y), minf(ForestPlan.SIZE.x - at.x, ForestPlan.SIZE.y - at.y))
	return 1.0 if inside < 150.0 else 0.0


func _plant_one(at: Vector2, trunk: float) -> void:
	for place: Place in places:
		var clear := clampf(place.radius * 0.62, 48.0, 150.0)
		if place.at.distance_squared_to(at) < clear * clear:
			return
	if from_trail(at) < TRAIL:
		return
	var cell := Vector2i((at / CELL).floor())
	if not _cells.has(cell):
		_cells[cell] = PackedInt32Array()
	_cells[cell].append(trees.size())
	trees.append(at)
	trunks.append(trunk)


func _grow_thickets(chance: RandomNumberGenerator) -> void:
	for i: int in range(1, trail.size()):
		for share: float in [0.3, 0.72]:
			var on := trail[i - 1].lerp(trail[i], share + chance.randf_range(-0.08, 0.08))
			var aside := (trail[i] - trail[i - 1]).normalized().orthogonal()
			var side := 1.0 if chance.randf() < 0.5 else -1.0
			thickets.append(on + aside * side * chance.randf_range(40.0, 90.0))
			thicket_reach.append(chance.randf_range(38.0, 60.0))
