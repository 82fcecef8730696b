class_name Visits
extends RefCounted
## What places do to who comes by.


## Come near a wonder: it lights up once; true while it shines.
static func wonder(night: Night, place: Place, apart: float) -> bool:
	if not place.done and apart < Night.NEAR + 24.0 and night.peril.threat < 0.4:
		place.done = true
		night.told.emit(Tale.WONDERS[mini(night.wonders, Tale.WONDERS.size() - 1)], true)
		night.wonders += 1
		night.happened.emit("wonder", 1.0)
		night.showed.emit("wonder", place.at)
	return place.done


## Read a cairn.
static func cairn(night: Night, place: Place, apart: float) -> void:
	if place.done or apart > Night.NEAR:
		return
	place.done = true
	night.keeper.flame = minf(night.keeper.flame + 0.12, 1.0)
	night.happened.emit("discovery", 0.6)
	night.told.emit(Tale.CAIRNS[place.number % Tale.CAIRNS.size()], false)
	night.showed.emit("cairn", place.at)


## Pick up oil.
static func flask(night: Night, place: Place) -> void:
	if place.done:
		return
	place.done = true
	night.keeper.oil = minf(night.keeper.oil + 0.3, 1.0)
	night.happened.emit("pickup", 0.7)
	night.showed.emit("pickup", place.at)


## Sit down by a fire, and kindle it where it is cold.
static func fire(night: Night, place: Place) -> void:
	night.told.emit(Tale.SAVED if place.done else Tale.KINDLED, false)
	if not place.done:
		place.done = true
		night.showed.emit("kindle", place.at)
	night.happened.emit("rest", 1.0)
	if night.keeper.flame < 0.95:
		night.happened.emit("heal", 0.7)
	night.rested.emit(place)
