class_name Night
extends RefCounted
## One night, from the first fire to the gate: all that happens; nothing of its look or sound.

## Something happened, in the words of the score's table: how hard, 0 to 1.
signal happened(event: String, intensity: float)
## A line is to be read; spoken ones are murmured.
signal told(line: String, spoken: bool)
## What looks and sounds want to know: `strike`, `flare`, `hit`, `kill`, `hurt`, `pickup` …
signal showed(what: String, at: Vector2)
## The keeper sat down by a fire: a good time to save.
signal rested(fire: Place)
## The score is to fall silent (true), or may begin again.
signal hushed(on: bool)
## It is over.
signal ended(won: bool)

## How near one must be to use a place.
const NEAR := 46.0
## One is in a hush, or out of it, after so long: not by grazing its edge.
const EDGE_S := 2.0

var forest: Forest
var keeper := Keeper.new()
var shades: Array[Shade] = []
var peril := Peril.new()
## Seconds since it began.
var time := 0.0
## How many wonders were found.
var wonders := 0
## The fire that is sat by; null while walking.
var fire: Place = null
## The wonder that is near and lit; null else.
var wonder: Place = null
## Whether the keeper is where nothing sings.
var in_hush := false
## 1 won, -1 lost, 0 still going.
var outcome := 0
## Whether the warden has come.
var warden: Shade = null

var _still := 0.0
var _edge := 0.0
var _oil_told := false
var _hunted_told := false
var _gate_told := 0.0
## Whether the warden's own fight has ended: with a victory, not with a `combat_end`.
var _warden_told := false


func _init(number: int) -> void:
	forest = Forest.new(number)
	peril.fight_began.connect(_on_fight_began)
	peril.fight_ended.connect(_on_fight_ended)
	var first := forest.all_of(Place.Kind.FIRE)[0]
	first.done = true
	keeper.at = first.at + Vector2(34, 20)
	for place: Place in forest.all_of(Place.Kind.SHADES):
		for i: int in place.number:
			var kind := Shade.Kind.WISP if place.number == 1 else Shade.Kind.SHADE
			let_in(kind, place.at + Vector2.from_angle(i * TAU / 3.0) * 40.0, i)


## Go on for a step.
func step(wish: Wish, dt: float) -> void:
	if outcome != 0:
		return
	time += dt
	keeper.step(wish, forest, dt)
	if keeper.strikes(wish):
		Blows.strike(self)
	if keeper.flares(wish):
		Blows.flare(self)
	for shade: Shade in shades:
		shade.step(keeper, forest, dt)
	shades = shades.filter(func(one: Shade) -> bool: return one.life > 0 or one.since < 1.0)
	peril.step(shades, keeper, dt)
	_visit(dt)
	_warn()
	if keeper.flame <= 0.0:
		_end(false)


## How things stand, in the words of the score's table.
func state() -> Dictionary[String, float]:
	var near_wonder := wonder != null
	return {
		"health": keeper.flame,
		"threat": peril.threat,
		"speed": clampf(keeper.velocity.length() / Keeper.RUN, 0.0, 1.0),
		"oil": keeper.oil,
		"hidden": 1.0 if keeper.seen_from() < 60.0 else 0.0,
		"darkness": 1.0 - keeper.glow if fire == null else 0.0,
		"safety": 1.0 if fire != null else 0.0,
		"wonder": 0.9 if near_wonder else 0.0,
		"progress": minf(float(wonders) / ForestPlan.NEEDED, 1.0),
	}


## Somebody new in the forest.
func let_in(kind: Shade.Kind, where: Vector2, number: int) -> Shade:
	var shade := Shade.new(kind, where, forest.number + number)
	shade.spotted.connect(_on_spotted)
	shade.lost_track.connect(_on_lost_track)
	shade.landed.connect(_on_landed)
	shades.append(shade)
	return shade


## The warden was overcome before, and the gate stands open.
func open_gate() -> void:
	var gate := forest.all_of(Place.Kind.GATE)[0]
	warden = Shade.new(Shade.Kind.WARDEN, gate.at, forest.number)
	warden.life = 0
	_warden_told = true


func _visit(dt: float) -> void:
	_still = _still + dt if keeper.velocity.length() < 8.0 else 0.0
	_gate_told = maxf(_gate_told - dt, 0.0)
	var hush := false
	var near_wonder: Place = null
	for place: Place in forest.places:
		var apart := place.at.distance_to(keeper.at)
		if apart > maxf(place.radius, NEAR):
			continue
		match place.kind:
			Place.Kind.HUSH:
				hush = true
			Place.Kind.WONDER:
				if Visits.wonder(self, place, apart):
					near_wonder = place
			Place.Kind.CAIRN:
				Visits.cairn(self, place, apart)
			Place.Kind.FLASK:
				Visits.flask(self, place)
			Place.Kind.GATE:
				_at_gate(place, apart)
	wonder = near_wonder
	_sit(dt)
	_edge = _edge + dt if hush != in_hush and peril.fight == 0.0 else 0.0
	if _edge > EDGE_S:
		_edge = 0.0
		in_hush = hush
		hushed.emit(hush)
		if hush:
			told.emit(Tale.HUSH, false)


func _sit(dt: float) -> void:
	var near: Place = null
	for place: Place in forest.all_of(Place.Kind.FIRE):
		if place.at.distance_to(keeper.at) < NEAR + 14.0:
			near = place
	if near != null and fire == null and _still > 0.9 and peril.threat < 0.3:
		fire = near
		Visits.fire(self, near)
	elif near == null and fire != null:
		fire = null
		happened.emit("explore", 1.0)
	if fire != null:
		keeper.flame = minf(keeper.flame + 0.07 * dt, 1.0)
		keeper.oil = minf(keeper.oil + 0.1 * dt, 1.0)


func _at_gate(gate: Place, apart: float) -> void:
	if warden == null and wonders >= ForestPlan.NEEDED:
		warden = let_in(Shade.Kind.WARDEN, gate.at, 99)
		warden.aware = 1.0
		warden.mood = Shade.Mood.HUNT
		happened.emit("boss", 1.0)
		told.emit(Tale.WARDEN, true)
		showed.emit("warden", gate.at)
	elif warden != null and warden.life <= 0 and apart < NEAR:
		_end(true)
	elif warden == null and _gate_told == 0.0:
		_gate_told = 20.0
		told.emit(Tale.SHUT % [wonders, ForestPlan.NEEDED], false)


func _warn() -> void:
	if keeper.oil < 0.18 and not _oil_told:
		_oil_told = true
		told.emit(Tale.OIL_LOW, false)
	elif keeper.oil > 0.3:
		_oil_told = false


func _end(won: bool) -> void:
	outcome = 1 if won else -1
	if not won:
		happened.emit("defeat", 1.0)
	ended.emit(won)


func _on_spotted(shade: Shade) -> void:
	if not _hunted_told:
		_hunted_told = true
		told.emit(Tale.HUNTED, false)
	happened.emit("enemy_spotted", 0.5 if shade.kind == Shade.Kind.WISP else 0.8)
	showed.emit("spotted", shade.at)


func _on_lost_track(_shade: Shade) -> void:
	happened.emit("enemy_lost", 0.6)
	told.emit(Tale.LOST, false)


func _on_landed(shade: Shade, harm: float) -> void:
	if not keeper.hurt(harm, shade.at):
		return
	happened.emit("hit_taken", clampf(harm * 5.0, 0.3, 1.0))
	showed.emit("hurt", keeper.at)
	if keeper.flame < 0.3 and keeper.flame + harm >= 0.3:
		happened.emit("low_health", 0.8)


func _on_fight_began(intensity: float) -> void:
	happened.emit("combat_start", snappedf(intensity, 0.01))


func _on_fight_ended(_seconds: float) -> void:
	if warden != null and warden.life <= 0 and not _warden_told:
		_warden_told = true
		return
	happened.emit("combat_end", 1.0)
