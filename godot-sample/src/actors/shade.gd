class_name Shade
extends RefCounted
## What hunts: drawn by light, afraid of too much of it.

## It has begun to hunt.
signal spotted(shade: Shade)
## It has given up.
signal lost_track(shade: Shade)
## It has hit: how hard.
signal landed(shade: Shade, harm: float)

## What it is.
enum Kind { WISP, SHADE, WARDEN }
## What it does.
enum Mood { WANDER, NOTICE, HUNT, SEARCH, STUNNED, GONE }

## Per kind: strength in a fight, life, speed, harm, size.
const TRAITS: Dictionary[Kind, Array] = {
	Kind.WISP: [0.3, 4, 60.0, 0.06, 8.0],
	Kind.SHADE: [0.32, 6, 94.0, 0.08, 11.0],
	Kind.WARDEN: [1.0, 27, 90.0, 0.11, 24.0],
}
## How long it goes on without seeing anybody.
const LOSES_S := 2.4
const WARDEN_LOSES_S := 8.0
const SEARCHES_S := 6.0
## The warden walks back to the gate; who is farther from it than this walks faster.
const ASTRAY := 170.0
const WINDUP_S := 0.38
const EVERY_S := 1.25
## After a hit it is like smoke for so long: nothing strikes it.
const SMOKE_S := 0.75

var kind: Kind
var mood := Mood.WANDER
var at: Vector2
var home: Vector2
var velocity := Vector2.ZERO
## How sure it is that somebody is there, 0 to 1.
var aware := 0.0
var life: int
## Seconds in this mood.
var since := 0.0
## Seconds until its blow lands; 0 where it does not strike.
var windup := 0.0
## Seconds since it was hit, for the look.
var sore := 9.0

var _aim := Vector2.ZERO
var _unseen := 0.0
var _rests := 0.0
var _chance := RandomNumberGenerator.new()


func _init(what: Kind, where: Vector2, number: int) -> void:
	kind = what
	at = where
	home = where
	_aim = where
	life = int(TRAITS[what][1])
	_chance.seed = hash([number, where])


## How much of a fight it is, 0 to 1.
func strength() -> float:
	return TRAITS[kind][0]


## Whether it can be hit.
func solid() -> bool:
	return life > 0 and (sore > SMOKE_S or kind == Kind.WARDEN)


## How large it is.
func size() -> float:
	return TRAITS[kind][4]


## Whether it is after somebody.
func hunts() -> bool:
	return mood == Mood.HUNT or (mood == Mood.STUNNED and life > 0)


## Move for a step.
func step(keeper: Keeper, forest: Forest, dt: float) -> void:
	since += dt
	sore += dt
	_rests = maxf(_rests - dt, 0.0)
	var wanted := Vector2.ZERO
	match mood:
		Mood.WANDER:
			wanted = _wander(keeper, dt)
		Mood.NOTICE:
			_notice(keeper, dt)
		Mood.HUNT:
			wanted = _hunt(keeper, dt)
		Mood.SEARCH:
			wanted = _search(keeper)
		Mood.STUNNED:
			if since > (0.9 if kind == Kind.WARDEN else 2.0):
				_be(Mood.HUNT)
	velocity = velocity.move_toward(wanted, 420.0 * dt)
	at = forest.free_spot(at + velocity * dt, size() * 0.5)


## Take a hit; true if it was the last.
func hit(harm: int, from: Vector2, stuns: bool) -> bool:
	life -= harm
	sore = 0.0
	windup = 0.0
	velocity = (at - from).normalized() * (90.0 if kind == Kind.WARDEN else 230.0)
	aware = 1.0
	if life <= 0:
		_be(Mood.GONE)
	elif stuns:
		_be(Mood.STUNNED)
	elif mood != Mood.HUNT and mood != Mood.STUNNED:
		_wake()
	if kind == Kind.WARDEN and life > 0 and life % 9 == 0:
		_blink(from)
	return life <= 0


## Whether it sees the keeper.
func sees(keeper: Keeper) -> bool:
	var far := keeper.seen_from() * (1.45 if mood == Mood.HUNT else 1.0)
	return at.distance_squared_to(keeper.at) < far * far


func _wander(keeper: Keeper, _dt: float) -> Vector2:
	if sees(keeper):
		_be(Mood.NOTICE)
	if at.distance_to(_aim) < 12.0 or since > 7.0:
		since = 0.0
		_aim = home + Vector2.from_angle(_chance.randf() * TAU) * _chance.randf_range(30, 150)
	var returns := kind == Kind.WARDEN and at.distance_to(home) > ASTRAY
	return at.direction_to(_aim) * (0.6 * TRAITS[kind][2] if returns else 26.0)


func _notice(keeper: Keeper, dt: float) -> void:
	if sees(keeper):
		var near := 1.0 - at.distance_to(keeper.at) / keeper.seen_from()
		aware += (0.35 + 1.2 * near) * dt
	else:
		aware -= 0.4 * dt
	if aware >= 1.0:
		_wake()
	elif aware <= 0.0:
		aware = 0.0
		_be(Mood.WANDER)


func _hunt(keeper: Keeper, dt: float) -> Vector2:
	_unseen = 0.0 if sees(keeper) else _unseen + dt
	if _unseen == 0.0:
		_aim = keeper.at
	if _unseen > (WARDEN_LOSES_S if kind == Kind.WARDEN else LOSES_S):
		_be(Mood.SEARCH)
		return Vector2.ZERO
	var apart := at.distance_to(keeper.at) - size() - Keeper.SIZE
	if windup > 0.0:
		windup -= dt
		if windup <= 0.0:
			windup = 0.0
			_rests = EVERY_S
			if apart < 20.0:
				landed.emit(self, TRAITS[kind][3])
		return at.direction_to(keeper.at) * 40.0
	if apart < 12.0 and _rests <= 0.0:
		windup = WINDUP_S
	var speed: float = TRAITS[kind][2]
	return at.direction_to(_aim) * (speed * 0.35 if _rests > EVERY_S * 0.4 else speed)


func _search(keeper: Keeper) -> Vector2:
	if sees(keeper):
		_wake()
	elif since > SEARCHES_S:
		aware = 0.0
		lost_track.emit(self)
		_be(Mood.WANDER)
		if kind == Kind.WARDEN:
			_aim = home
	var near := _aim + Vector2.from_angle(since * 1.3) * 46.0
	return at.direction_to(near) * 48.0


func _wake() -> void:
	var was := mood
	_be(Mood.HUNT)
	aware = 1.0
	_unseen = 0.0
	if was != Mood.SEARCH:
		spotted.emit(self)


func _blink(from: Vector2) -> void:
	at += (at - from).normalized().rotated(_chance.randf_range(-0.9, 0.9)) * 170.0
	velocity = Vector2.ZERO
	_be(Mood.STUNNED)


func _be(next: Mood) -> void:
	mood = next
	since = 0.0
