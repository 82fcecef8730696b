class_name Way
extends RefCounted
## Finds a way between trees, on a grid.

## The side of a square of the grid, in pixels.
const CELL := 32.0

var _grid := AStarGrid2D.new()
var _path := PackedVector2Array()
var _goal := Vector2.INF


func _init(forest: Forest) -> void:
	_grid.region = Rect2i(Vector2i.ZERO, Vector2i(ForestPlan.SIZE / CELL))
	_grid.cell_size = Vector2(CELL, CELL)
	_grid.offset = Vector2(CELL, CELL) * 0.5
	_grid.diagonal_mode = AStarGrid2D.DIAGONAL_MODE_ONLY_IF_NO_OBSTACLES
	_grid.update()
	for i: int in forest.trees.size():
		var reach := forest.trunks[i] + Keeper.SIZE + 3.0
		var low := Vector2i((forest.trees[i] - Vector2(reach, reach)) / CELL)
		var high := Vector2i((forest.trees[i] + Vector2(reach, reach)) / CELL)
		for x: int in range(low.x, high.x + 1):
			for y: int in range(low.y, high.y + 1):
				var cell := Vector2i(x, y)
				var middle := (Vector2(cell) + Vector2(0.5, 0.5)) * CELL
				if not _grid.is_in_boundsv(cell):
					continue
				if middle.distance_to(forest.trees[i]) < reach:
					_grid.set_point_solid(cell)


## Which direction to walk from a spot towards a goal; zero when there.
func towards(from: Vector2, goal: Vector2) -> Vector2:
	if goal.distance_to(from) < 10.0:
		return Vector2.ZERO
	if goal.distance_to(_goal) > CELL or _path.is_empty():
		_goal = goal
		_path = _grid.get_point_path(_cell(from), _cell(goal), true)
	while not _path.is_empty() and from.distance_to(_path[0]) < CELL * 0.7:
		_path.remove_at(0)
	var next := goal if _path.is_empty() else _path[0]
	if from.distance_to(next) > CELL * 6.0:
		_path.clear()
	return from.direction_to(next)


## The whole way from a spot to another; empty where there is none.
func path(from: Vector2, to: Vector2) -> PackedVector2Array:
	return _grid.get_point_path(_cell(from), _cell(to))


## Think anew: something pushed.
func forget() -> void:
	_path.clear()
	_goal = Vector2.INF


func _cell(at: Vector2) -> Vector2i:
	var cell := Vector2i(at / CELL)
	cell = cell.clamp(Vector2i.ZERO, _grid.region.size - Vector2i.ONE)
	if not _grid.is_point_solid(cell):
		return cell
	for ring: int in range(1, 6):
		for x: int in range(-ring, ring + 1):
			for y: int in range(-ring, ring + 1):
				var near := cell + Vector2i(x, y)
				if _grid.is_in_boundsv(near) and not _grid.is_point_solid(near):
					return near
	return cell
