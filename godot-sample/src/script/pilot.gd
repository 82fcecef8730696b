class_name Pilot
extends RefCounted
## A scripted player: visits the trail's stations in turn, fights what hunts it, sneaks past two.

## How long it stays at a place, in seconds, by kind.
const STAYS: Dictionary[Place.Kind, float] = {
	Place.Kind.FIRE: 27.0,
	Place.Kind.WONDER: 12.0,
	Place.Kind.CAIRN: 4.0,
	Place.Kind.FLASK: 0.2,
	Place.Kind.HUSH: 16.0,
	Place.Kind.SHADES: 2.0,
	Place.Kind.GATE: 1.0,
}

## What it plays: `adventure` to the gate, `defeat` until it is caught, `hide` until a wisp that
## hunted it has lost it.
var script_name: String
## What it would do in this step; the same object each time.
var wish := Wish.new()

var _way: Way
var _hider := Hider.new()
var _todo: Array[Place] = []
var _stay := 0.0
var _stuck := 0.0
var _was := Vector2.ZERO


func _init(night: Night, named: String) -> void:
	script_name = named
	_way = Way.new(night.forest)
	for place: Place in night.forest.places:
		var by := place.kind == Place.Kind.SHADES and place.number == 2
		if place.kind != Place.Kind.FLASK and not by:
			_todo.append(place)
	if named == "hide":
		_todo = _todo.filter(func(place: Place) -> bool: return place.kind == Place.Kind.SHADES)
	_stay = 12.0


## Whether it has played all that it plays; a night that is won or lost ends by itself.
func is_done() -> bool:
	return _hider.done


## Decide for a step.
func decide(night: Night, dt: float) -> Wish:
	wish.strike = false
	wish.flare = false
	wish.run = false
	if script_name == "hide" and _hider.steer(wish, night, _way, dt):
		_unstick(night, dt)
		return wish
	var hunter := _nearest_hunter(night)
	if hunter == null:
		_walk(night, dt)
	elif script_name == "defeat" and night.peril.fight >= Peril.EARNEST:
		wish.move = Vector2.ZERO
	else:
		Fencer.fight(wish, night, hunter)
		_way.forget()
	_unstick(night, dt)
	return wish


func _walk(night: Night, dt: float) -> void:
	if _todo.is_empty():
		wish.move = Vector2.ZERO
		return
	var goal := _goal(night)
	wish.dim = _sneaks(night)
	var there := goal.at.distance_to(night.keeper.at) < _near(goal)
	if goal.kind == Place.Kind.GATE:
		there = false
	if not there:
		wish.move = _way.towards(night.keeper.at, goal.at)
		return
	wish.move = Vector2.ZERO
	_stay -= dt
	if _stay <= 0.0:
		_todo.erase(goal)
		_stay = STAYS[_todo[0].kind] if not _todo.is_empty() else 0.0


func _near(goal: Place) -> float:
	match goal.kind:
		Place.Kind.FLASK:
			return 16.0
		Place.Kind.SHADES:
			return 190.0
	return 38.0


## The next station, or a flask that is not far off it.
func _goal(night: Night) -> Place:
	var flask := night.forest.nearest(Place.Kind.FLASK, night.keeper.at)
	if flask != null and night.keeper.oil < 0.85 and flask.at.distance_to(night.keeper.at) < 260.0:
		if _todo[0].kind != Place.Kind.FLASK:
			_todo.push_front(flask)
	if _todo[0].kind == Place.Kind.FLASK and _todo[0].done:
		_todo.pop_front()
	return _todo[0]


## Whether to cover the lantern: near the two that it would rather pass by.
func _sneaks(night: Night) -> bool:
	for place: Place in night.forest.all_of(Place.Kind.SHADES):
		if place.number == 2 and place.at.distance_to(night.keeper.at) < 420.0:
			return true
	return false


func _nearest_hunter(night: Night) -> Shade:
	var best: Shade = null
	for shade: Shade in night.shades:
		if shade.life <= 0 or not shade.hunts():
			continue
		var far := shade.at.distance_squared_to(night.keeper.at)
		if best == null or far < best.at.distance_squared_to(night.keeper.at):
			best = shade
	return best


func _unstick(night: Night, dt: float) -> void:
	var wants := wish.move != Vector2.ZERO
	_stuck = _stuck + dt if wants and night.keeper.at.distance_to(_was) < 20.0 * dt else 0.0
	_was = night.keeper.at
	if _stuck > 0.4:
		wish.move = wish.move.rotated(PI * 0.6)
		_way.forget()
		_stuck = 0.0
