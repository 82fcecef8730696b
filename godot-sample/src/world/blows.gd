class_name Blows
extends RefCounted
## What the keeper's staff and lantern do to shades.


## Strike ahead: who stands there is hit.
static func strike(night: Night) -> void:
	var keeper := night.keeper
	night.showed.emit("strike", keeper.at)
	for shade: Shade in night.shades:
		if not shade.solid():
			continue
		var away := shade.at - keeper.at
		var close := away.length() < Keeper.STRIKE_REACH + shade.size()
		if close and (away.length() < 20.0 or absf(keeper.facing.angle_to(away)) < 1.15):
			_hit(night, shade, 1, false)


## Let the lantern flare: all who are near reel.
static func flare(night: Night) -> void:
	var keeper := night.keeper
	night.showed.emit("flare", keeper.at)
	for shade: Shade in night.shades:
		var reach := Keeper.FLARE_REACH + shade.size()
		if shade.solid() and shade.at.distance_to(keeper.at) < reach:
			_hit(night, shade, 1, true)


static func _hit(night: Night, shade: Shade, harm: int, stuns: bool) -> void:
	var last := shade.hit(harm, night.keeper.at, stuns)
	night.showed.emit("kill" if last else "hit", shade.at)
	if not last:
		night.happened.emit("hit_dealt", 0.5)
	elif shade.kind == Shade.Kind.WARDEN:
		night.happened.emit("victory", 1.0)
		night.told.emit(Tale.OPEN, true)
	else:
		night.happened.emit("enemy_killed", 0.6)
