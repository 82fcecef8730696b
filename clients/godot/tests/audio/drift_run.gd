extends SceneTree
## The receiver's law in time of its own, with a sound card that is off.
##
## Words after the dashes: by how many millionths, for how many minutes. Tells how often the reserve
## ran dry or over, and how far it is from what is wanted at the end.

const Pace := preload("res://addons/affekt/audio/pace.gd")
const RATE := 48000.0
const LUMP := 1024
const BLOCK := 480
const RESERVE := 3840
const GAME_S := 1.0 / 60.0


func _initialize() -> void:
	var words := OS.get_cmdline_user_args()
	var card := RATE * (1.0 + float(words[0]) / 1e6)
	var pace := Pace.new()
	var chance := RandomNumberGenerator.new()
	chance.seed = 7
	var now := 0.0
	var come := 0
	var next_block := 0.0
	var taken := 0.0
	var next_mix := 0.0
	var sounding := false
	var dry := 0
	var over := 0
	while now < float(words[1]) * 60.0:
		now += GAME_S
		# Blocks come up to 15 ms late, each in its turn.
		while next_block <= now:
			come += BLOCK
			next_block = come / RATE + chance.randf() * 0.015
		sounding = sounding or come >= LUMP + RESERVE
		while sounding and next_mix <= now:
			var wanted := LUMP * pace.speed
			if come - taken < wanted:
				dry += 1
			else:
				taken += wanted
			next_mix = maxf(next_mix, now - GAME_S) + LUMP / card
		if sounding:
			var heard := taken - (next_mix - now) * RATE
			var held := come - heard
			over += int(held > LUMP + 4 * RESERVE)
			pace.follow((held - LUMP - RESERVE) / RATE, GAME_S)
	print("DRIFT %d %d %.1f %.6f" % [dry, over, pace.behind * 1000.0, pace.speed])
	print("DONE")
	quit()
