class_name Fencer
extends RefCounted
## How the scripted player fights: steps back from a blow, strikes after it, flares when pressed.


## Fill in a wish for this step of a fight.
static func fight(wish: Wish, night: Night, hunter: Shade) -> void:
	var keeper := night.keeper
	var away := keeper.at - hunter.at
	var apart := away.length() - hunter.size() - Keeper.SIZE
	wish.dim = false
	wish.run = true
	if hunter.windup > 0.0 and apart < 34.0:
		wish.move = away.normalized().rotated(0.5)
	elif apart > 30.0:
		wish.move = -away.normalized()
		wish.run = apart > 120.0
	else:
		wish.move = -away.normalized() * 0.3
		wish.strike = keeper.facing.dot(-away.normalized()) > 0.3
	var near := 0
	for shade: Shade in night.shades:
		if shade.life > 0 and shade.hunts() and shade.mood != Shade.Mood.STUNNED:
			if shade.at.distance_to(keeper.at) < 70.0 + shade.size():
				near += 1
	wish.flare = near >= 2 or (keeper.flame < 0.5 and near >= 1) or (near == 1 and keeper.oil > 0.8)
