class_name ForestLook
extends Node2D
## The forest round the camera: squares come as one walks, and go behind.

## Squares so far away are made and kept.
const AHEAD := 2

## Where trees and all that stands goes, sorted by depth.
var stands: Node2D

var _forest: Forest
var _floor := Node2D.new()
var _chunks: Dictionary[Vector2i, Array] = {}


func _init(forest: Forest, sorted: Node2D) -> void:
	_forest = forest
	stands = sorted
	_floor.z_index = -10
	var earth := Polygon2D.new()
	var whole := Rect2(Vector2.ZERO, ForestPlan.SIZE).grow(1200.0)
	earth.polygon = [
		whole.position,
		Vector2(whole.end.x, whole.position.y),
		whole.end,
		Vector2(whole.position.x, whole.end.y)
	]
	earth.color = Palette.GROUND
	earth.z_index = -11
	add_child(earth)
	add_child(_floor)


## Show what is round a spot; `behind` is who must be seen behind trees.
func follow(at: Vector2, behind: Vector2) -> void:
	var grown := 0
	var middle := Vector2i((at / ChunkLook.SIDE).floor())
	for x: int in range(middle.x - AHEAD, middle.x + AHEAD + 1):
		for y: int in range(middle.y - 1, middle.y + 2):
			if not _chunks.has(Vector2i(x, y)) and (grown == 0 or _chunks.size() < 15):
				_grow(Vector2i(x, y))
				grown += 1
	for cell: Vector2i in _chunks.keys():
		if absi(cell.x - middle.x) > AHEAD + 1 or absi(cell.y - middle.y) > AHEAD:
			for node: Node in _chunks[cell]:
				node.queue_free()
			_chunks.erase(cell)
	_fade(Vector2i((behind / ChunkLook.SIDE).floor()), behind)


func _grow(cell: Vector2i) -> void:
	var nodes: Array[Node] = []
	var square := Rect2(Vector2(cell) * ChunkLook.SIDE, Vector2.ONE * ChunkLook.SIDE)
	var ground := ChunkLook.new(_forest, cell)
	_floor.add_child(ground)
	nodes.append(ground)
	for i: int in _forest.trees_in(square):
		nodes.append(TreeLook.new(_forest.trees[i], _forest.trunks[i], i))
		stands.add_child(nodes[-1])
	for i: int in _forest.thickets.size():
		if square.has_point(_forest.thickets[i]):
			nodes.append(ThicketLook.new(_forest.thickets[i], _forest.thicket_reach[i], i))
			stands.add_child(nodes[-1])
	_chunks[cell] = nodes


func _fade(cell: Vector2i, who: Vector2) -> void:
	for x: int in range(cell.x - 1, cell.x + 2):
		for y: int in range(cell.y - 1, cell.y + 2):
			for node: Node in _chunks.get(Vector2i(x, y), []):
				if node is ThicketLook:
					(node as ThicketLook).part_round(who)
				var tree := node as TreeLook
				if tree == null:
					continue
				var from := tree.position - who
				var hides := absf(from.x) < 30.0 and from.y > 0.0 and from.y < 105.0
				tree.modulate.a = move_toward(tree.modulate.a, 0.32 if hides else 1.0, 0.05)
