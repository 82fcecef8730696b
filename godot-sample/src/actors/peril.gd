class_name Peril
extends RefCounted
## How dangerous it is now, and where a fight begins and ends: what the score is told of shades.

## A fight has begun or grown: how hard, 0 to 1.
signal fight_began(intensity: float)
## Nobody hunts any more.
signal fight_ended(seconds: float)

## Who is so near fights.
const CLOSE := 150.0
## A fight ends when nobody has hunted for so long.
const OVER_S := 2.5
## Threat follows within so many seconds.
const FOLLOWS_S := 0.7
## From here on it is a fight in earnest; below, one shade and a lantern.
const EARNEST := 0.4

## 0 to 1.
var threat := 0.0
## How hard the fight is; 0 where there is none.
var fight := 0.0
## How long it has gone on.
var fight_s := 0.0

var _quiet := 0.0


## Look round, once a step.
func step(shades: Array[Shade], keeper: Keeper, dt: float) -> void:
	var wanted := 0.0
	var hunters := 0.0
	var close := false
	for shade: Shade in shades:
		match shade.mood:
			Shade.Mood.NOTICE:
				wanted = maxf(wanted, 0.12 + 0.2 * shade.aware)
			Shade.Mood.SEARCH:
				wanted = maxf(wanted, 0.3)
			Shade.Mood.HUNT, Shade.Mood.STUNNED:
				hunters += shade.strength()
				close = close or shade.at.distance_to(keeper.at) < CLOSE
	if hunters > 0.0:
		wanted = maxf(wanted, 0.58 if hunters < EARNEST else minf(0.72 + 0.2 * hunters, 1.0))
	threat = lerpf(threat, wanted, 1.0 - exp(-dt / FOLLOWS_S))
	_follow_fight(minf(hunters, 1.0), close, dt)


func _follow_fight(hunters: float, close: bool, dt: float) -> void:
	if fight > 0.0:
		fight_s += dt
		_quiet = 0.0 if hunters > 0.0 else _quiet + dt
		if _quiet > OVER_S:
			fight = 0.0
			fight_ended.emit(fight_s)
		elif fight < EARNEST and hunters >= EARNEST:
			fight = hunters
			fight_began.emit(fight)
	elif close and hunters > 0.0:
		fight = hunters
		fight_s = 0.0
		_quiet = 0.0
		fight_began.emit(fight)
