extends RefCounted
## Bars: at each bar line the coming bar is laid out: beats, chords and markers, levels, and rests.

const Layers := preload("layers.gd")
const Score := preload("score.gd")
const Whole := preload("whole.gd")


## Lays out the bar that begins at a tick, or is entered there.
static func begin_bar(
	score: Score, tick: int, opening: bool = false, takes: Dictionary = {}
) -> void:
	var one := score.now()
	var section := one.section
	var bar_ticks: int = section["bar_ticks"]
	var inside := tick - one.first_tick()
	var line := Whole.down(inside, bar_ticks) * bar_ticks
	var start := tick - (inside - line)
	score.bar_end = mini(start + bar_ticks, one.end_tick())
	score.bars += 1
	if not opening:
		_rest(score, tick)
		Layers.move_layers(score, tick, takes)
	for at in range(start, start + bar_ticks, int(section["beat_ticks"])):
		var beat := {"bpm": float(section["bpm"]), "metre": section["metre"]}
		_lay(score, tick, at, "beat", beat, "grid")
	_chords(score, tick, line, start)
	for marker: Array in section["markers"]:
		if line <= marker[0] and marker[0] < line + bar_ticks:
			_lay(
				score, tick, start + int(marker[0]) - line, "marker", {"name": marker[1]}, "marker"
			)


## Plays the body once more.
static func loop(score: Score) -> void:
	score.then(score.now().again())
	var takes := {}
	for state in score.layers:
		takes[state["name"]] = state["take"]
	Layers.draw_pass(score)
	begin_bar(score, score.now().tick, false, takes)


static func _lay(
	score: Score, entry: int, at: int, kind: String, values: Dictionary, rule: String
) -> void:
	if entry <= at and at < score.bar_end:
		score.lay({"tick": at, "kind": kind, "values": values, "why": [rule, 0, ""]})


## Lays out the bar's chords where they change; the one that sounds at the entry is told there.
static func _chords(score: Score, entry: int, line: int, start: int) -> void:
	var section := score.now().section
	var bar: Array[Array] = []
	for chord: Array in section["chords"]:
		if line <= chord[0] and chord[0] < line + int(section["bar_ticks"]):
			bar.append(chord)
	for n in bar.size():
		var gone := n + 1 < bar.size() and start + int(bar[n + 1][0]) - line <= entry
		if bar[n][1] != score.chord and not gone:
			score.chord = bar[n][1]
			var at := maxi(start + int(bar[n][0]) - line, entry)
			var values := {"chord": bar[n][1], "scale": section["scale"]}
			_lay(score, entry, at, "chord", values, "progression")


## Falls silent after a quiet while; comes back after a time, or an event.
static func _rest(score: Score, tick: int) -> void:
	var rest: Variant = score.brief()["rest"]
	var frame := score.now().frame_at(tick)
	if score.rest_to >= 0:
		if frame < score.rest_to and score.quiet_since < score.rest_from:
			return
		score.rest_from = -1
		score.rest_to = -1
		score.rests += 1
		score.quiet_since = frame
	elif rest != null:
		if frame - maxi(score.quiet_since, score.entered) >= _drawn(score, rest["after"], 0):
			score.rest_from = frame
			score.rest_to = frame + _drawn(score, rest["for"], 1)


static func _drawn(score: Score, span: Array, attempt: int) -> int:
	var drawn := Whole.draw(score.music_seed, score.brief()["salt"], score.rests, attempt)
	return int(span[0]) + ((int(span[1]) - int(span[0])) * drawn >> 20)
