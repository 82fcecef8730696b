class_name Keeper
extends RefCounted
## Who walks: a body with a flame, a lantern with oil.

const WALK := 76.0
const RUN := 128.0
const SNEAK := 46.0
## How fast it gets going, and how fast it stands, in pixels a second each second.
const PUSH := 620.0
const GRIP := 760.0
const SIZE := 9.0
const STRIKE_REACH := 50.0
const STRIKE_EVERY := 0.42
const FLARE_REACH := 150.0
const FLARE_EVERY := 1.3
const FLARE_OIL := 0.13
## Seconds of oil with the lantern open, and covered.
const OIL_S := 210.0
const COVERED_OIL_S := 1200.0
## After a blow nothing hurts for so long.
const MERCY_S := 0.9

## Where it stands.
var at := Vector2.ZERO
## Pixels a second.
var velocity := Vector2.ZERO
## Where it looks, one long.
var facing := Vector2.RIGHT
## What keeps it going; at 0 the light is out.
var flame := 1.0
## What the lantern has, 0 to 1.
var oil := 1.0
## What running takes, 0 to 1.
var breath := 1.0
## Whether the lantern is covered.
var covered := false
## Whether leaves hide it.
var in_leaves := false
## Seconds until the next strike, flare and blow are possible.
var strike_wait := 0.0
var flare_wait := 0.0
var mercy := 0.0
## How bright it shines now, 0 to 1: follows the lantern softly.
var glow := 1.0


## Move for a step; true strikes and flares are told by `strikes` and `flares`.
func step(wish: Wish, forest: Forest, dt: float) -> void:
	strike_wait = maxf(strike_wait - dt, 0.0)
	flare_wait = maxf(flare_wait - dt, 0.0)
	mercy = maxf(mercy - dt, 0.0)
	covered = wish.dim
	var running := wish.run and not covered and breath > 0.02 and wish.move != Vector2.ZERO
	breath = clampf(breath + (-0.2 if running else 0.14) * dt, 0.0, 1.0)
	var top := RUN if running else SNEAK if covered else WALK
	var wanted := wish.move.limit_length() * top
	velocity = velocity.move_toward(wanted, (PUSH if wish.move != Vector2.ZERO else GRIP) * dt)
	if wish.move.length() > 0.1:
		facing = facing.slerp(wish.move.normalized(), 1.0 - exp(-14.0 * dt)).normalized()
	at = forest.free_spot(at + velocity * dt, SIZE)
	in_leaves = forest.in_thicket(at)
	_burn(dt)


## Whether a strike begins; it then takes its time.
func strikes(wish: Wish) -> bool:
	if not wish.strike or strike_wait > 0.0:
		return false
	strike_wait = STRIKE_EVERY
	velocity += facing * 60.0
	return true


## Whether the lantern flares; it costs oil.
func flares(wish: Wish) -> bool:
	if not wish.flare or flare_wait > 0.0 or oil < FLARE_OIL:
		return false
	flare_wait = FLARE_EVERY
	oil -= FLARE_OIL
	return true


## Take a blow from somewhere; false while the last one is still felt.
func hurt(amount: float, from: Vector2) -> bool:
	if mercy > 0.0:
		return false
	mercy = MERCY_S
	flame = maxf(flame - amount, 0.0)
	velocity += (at - from).normalized() * 190.0
	return true


## How far a shade sees it: light carries, leaves hide.
func seen_from() -> float:
	if in_leaves and glow < 0.5:
		return 38.0
	var noise := 45.0 if velocity.length() > WALK * 1.2 else 0.0
	return lerpf(105.0, 265.0, glow) + noise


func _burn(dt: float) -> void:
	oil = maxf(oil - dt / (COVERED_OIL_S if covered else OIL_S), 0.0)
	if oil == 0.0:
		flame = maxf(flame - dt / 90.0, 0.0)
	var bright := 0.16 if covered else 0.3 if oil == 0.0 else lerpf(0.72, 1.0, minf(oil * 3.0, 1.0))
	glow = lerpf(glow, bright, 1.0 - exp(-5.0 * dt))
