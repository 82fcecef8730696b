extends RefCounted
## The deck: a set's recordings on playheads, written frame by frame as decisions say.
##
## It knows no player and no clock: what is written depends on decisions and frames only. Each layer
## is a lane of its own, stingers are the last one.

const Blend := preload("blend.gd")
const Head := preload("head.gd")
const Placing := preload("placing.gd")
const Ramp := preload("ramp.gd")
const Rows := preload("rows.gd")
const Voice := preload("voice.gd")

## The shortest fade, 5 ms.
const DECLICK := 240
## The fade at a pause and at a resume, 10 ms.
const PAUSE_FADE := 480
## The fade of a stop that names none, 30 ms.
const STOP_NOW := 1440
## The tag of what is let go, which no decision has.
const GONE := -1000
## A stinger that is later than this is left out.
const TOO_LATE := 24000

## The next frame of the session to be written.
var frame := 0
## The music's name for each lane; the last is the stingers'.
var lanes := PackedStringArray()
## Whether it is held.
var paused := false
## How many decisions came too late for their frame.
var late := 0

var _set: AffektSet
var _rows := Rows.new()
var _placing: Placing
var _heads: Array[Head] = []
var _shots: Head
var _pause_gain := Ramp.new()
var _cut := Ramp.new()
var _jump := Ramp.new()
var _paused_at := 0
var _hold := 0
var _stopping := 0


func _init(of: AffektSet) -> void:
	_set = of
	lanes = of.layer_names()
	lanes.append("stingers")
	_placing = Placing.new(of)
	_shots = Head.new()


## The section that is placed at a frame; empty where there is none.
func section_at(at: int) -> String:
	var placed := _placing.at(at)
	return placed.section if placed != null else ""


## How many voices there are.
func voices() -> int:
	var many := _shots.voices.size()
	for head in _heads:
		many += head.voices.size()
	return many


## Takes a decision in; it acts at its frame, or at once where that has been written.
func apply(decision: Dictionary) -> void:
	var at := int(decision["frame"])
	if decision.get("supersedes", 0) > 0:
		_withdraw(decision)
	match decision["kind"]:
		"section":
			_enter(decision)
		"layer":
			_level(decision)
		"stinger":
			_strike(decision)
		"control":
			_control(decision, at)


## Goes on as a session's snapshot says, from its frame; what sounded fades.
func restore(state: Dictionary, fade: int = 0) -> void:
	clear(fade)
	var at := int(state.get("frame", 0))
	var section := str(state.get("section", ""))
	if not section.is_empty() and not state.get("stopped", false) and _set.has_section(section):
		var placed := _placing.resume(state)
		_rows.put(at, 0, _begin.bind(placed, at, DECLICK, Ramp.Shape.LINEAR))
		var takes: Dictionary = state.get("takes", {})
		var levels: Dictionary = state.get("layers", {})
		for layer: String in levels:
			var take := str(takes.get(layer, ""))
			_rows.put(at, 0, _move.bind(placed, layer, take, Blend.gain(levels[layer]), 0))
	if state.get("paused", false):
		_rows.put(at, 0, _pause.bind(at))


## Lets go of all that sounds and waits, over a fade; without one at once.
func clear(fade: int) -> void:
	_rows.clear()
	_placing.clear()
	for head in _heads:
		head.tag = GONE
		head.leave(frame, fade, Ramp.Shape.LINEAR)
	_shots.voices.clear()
	if fade == 0:
		_heads.clear()
	paused = false
	_stopping = 0
	_pause_gain = Ramp.new()
	_cut = Ramp.new()


## Writes the next frames: for each lane its samples, or none where it is silent.
func write(frames: int) -> Array[PackedVector2Array]:
	var made: Array[PackedVector2Array] = []
	made.resize(lanes.size())
	var done := 0
	while done < frames:
		var act := _rows.next(frame)
		while act.is_valid():
			act.call(frame)
			act = _rows.next(frame)
		_reap()
		var many := mini(frames - done, _rows.until(frame, frames))
		if paused and frame < _hold:
			many = mini(many, _hold - frame)
		if not paused or frame < _hold:
			_add(made, done, many, frames)
		frame += many
		done += many
	return made


## Counts on from another frame; what sounds goes on as it is.
func count_from(to: int) -> void:
	var frames := to - frame
	frame = to
	for head in _all():
		head.start += frames
		head.gain.move(frames)
		for voice in head.voices:
			voice.gain.move(frames)
			voice.close.move(frames)
	for gain: Ramp in [_pause_gain, _cut, _jump]:
		gain.move(frames)


## Goes on elsewhere in the session, across a short fade that is written first.
func jump(to: int) -> Array[PackedVector2Array]:
	_jump.between(frame, frame + DECLICK, 1.0, 0.0)
	var made := write(DECLICK)
	frame = to
	_jump.between(frame, frame + DECLICK, 0.0, 1.0)
	return made


# -- what is written -------------------------------------------------------------------------------


func _add(made: Array[PackedVector2Array], done: int, many: int, frames: int) -> void:
	for head in _all():
		var place := head.place(frame)
		for voice in head.voices:
			var gains: Array[Ramp] = [head.gain, voice.gain, voice.close, _pause_gain, _cut, _jump]
			if gains.any(func(gain: Ramp) -> bool: return gain.is_silent(frame)):
				continue
			var loop := head.loop_of(voice)
			var part := voice.sound(place, many, loop.x, loop.y)
			if part.is_empty():
				continue
			made[voice.lane] = Blend.added(made[voice.lane], _weighed(part, gains), done, frames)


func _weighed(samples: PackedVector2Array, gains: Array[Ramp]) -> PackedVector2Array:
	var steady := 1.0
	for gain in gains:
		if frame >= gain.end:
			steady *= gain.to
		else:
			samples = gain.over(samples, frame)
	return Blend.scaled(samples, steady)


func _reap() -> void:
	if paused:
		return
	for head in _heads:
		head.reap(frame)
	_shots.reap(frame)
	_heads = _heads.filter(
		func(head: Head) -> bool: return not head.dying or not head.voices.is_empty()
	)


func _all() -> Array[Head]:
	var all := _heads.duplicate()
	all.append(_shots)
	return all


func _head(tag: int) -> Head:
	for head in _heads:
		if head.tag == tag:
			return head
	return null


# -- decisions become rows -------------------------------------------------------------------------


func _enter(decision: Dictionary) -> void:
	if not _set.has_section(str(decision["section"])):
		return
	var at := int(decision["frame"])
	var id := int(decision["id"])
	var plan := _placing.enter(decision)
	late += int(at < frame)
	var start := plan.placed.start
	_rows.put(start, id, _begin.bind(plan.placed, start, plan.rise, plan.shape))
	if plan.ringing != null:
		_rows.put(plan.leave_at, id, _ring.bind(plan))
	_rows.put(plan.leave_at, id, _leave.bind(id, plan.fall, plan.shape_out, plan.delay))


func _level(decision: Dictionary) -> void:
	var at := int(decision["frame"])
	var placed := _placing.at(at)
	if placed == null:
		return
	late += int(at < frame)
	var begin := placed.start if placed.frame == at else at
	var fade := _set.beats_frames(placed.section, float(decision.get("fade_beats", 0.0)))
	var gain := Blend.gain(float(decision["gain_db"]))
	var act := _move.bind(placed, str(decision["layer"]), str(decision.get("take", "")), gain, fade)
	_rows.put(begin, int(decision["id"]), act)


func _strike(decision: Dictionary) -> void:
	var at := int(decision["frame"])
	var of := _set.stinger(str(decision["name"]), str(decision.get("take", "")), section_at(at))
	if of.is_empty() or at < frame - TOO_LATE:
		return
	var pickup := int(of["pickup_frames"])
	var earliest := int(decision.get("decided_frame", 0)) + Placing.MARGIN
	var begin := mini(maxi(at - pickup, earliest), at) if pickup > 0 else at
	var skipped := begin - (at - pickup)
	var act := _shoot.bind(str(of["file"]), begin, skipped, Blend.gain(of["gain_db"]))
	_rows.put(begin, int(decision["id"]), act)


func _control(decision: Dictionary, at: int) -> void:
	var id := int(decision["id"])
	match decision["verb"]:
		"pause":
			_placing.forget(at)
			_rows.put(at, id, _pause.bind(at))
		"resume":
			_rows.put(at, id, _resume.bind(at))
		"stop":
			_placing.forget(at)
			var fade := roundi(float(decision.get("fade_s", 0.0)) * AffektSet.RATE)
			fade = fade if fade > 0 else STOP_NOW
			_rows.put(at, id, _stop.bind(at, fade, id))
			_rows.put(at + fade, id, _stopped.bind(id))
		"stopped":
			_rows.put(at, id, _leave.bind(0, 0, Ramp.Shape.LINEAR, 0))


func _withdraw(decision: Dictionary) -> void:
	var old := int(decision["supersedes"])
	_rows.cancel(old)
	if _placing.withdraw(old):
		var at := int(decision["decided_frame"]) + Placing.MARGIN
		_rows.put(at, int(decision["id"]), _drop.bind(old))


# -- what rows do, at the frame at which they act --------------------------------------------------


func _begin(now: int, placed: Placing.Placed, nominal: int, rise: int, shape: Ramp.Shape) -> void:
	if _stopping != 0:
		for head in _heads:
			head.gain.from = head.gain.at(now) * _cut.at(now)
			head.gain.between(now, now + DECLICK, head.gain.from, 0.0)
			head.dying = true
		_end_stop(now)
	var head := Head.new()
	head.tag = placed.tag
	head.section = placed.section
	head.start = now
	head.body = placed.body + now - placed.frame
	head.length = _set.body_frames(placed.section)
	head.passes = 1 if _set.is_once(placed.section) else Voice.ENDLESS
	if now > nominal and head.body > 0:
		rise = maxi(rise, DECLICK)
	head.gain.between(now, now + rise, 0.0 if rise > 0 else 1.0, 1.0, shape)
	_heads.append(head)


func _leave(now: int, tag: int, fade: int, shape: Ramp.Shape, delay: int) -> void:
	for head in _heads:
		if head.tag != tag:
			head.leave(now, fade, shape, delay)


## Lets each layer of a section that is about to be left ring on, at the layer's level.
func _ring(now: int, plan: Placing.Plan) -> void:
	var head := _head(plan.ringing.tag)
	var since := now - plan.leave_at
	var left := plan.tail - since
	if head == null or left <= DECLICK:
		return
	for going in head.voices:
		var file := AffektSet.tails_file(going.file)
		var stream := _set.recording(file) if not going.dying else null
		if stream == null:
			continue
		var voice := Voice.new(stream, going.lane, file, 0)
		voice.place_at(_shots.place(now) - plan.slot - since)
		voice.dying = true
		var share := head.gain.at(now)
		voice.gain.begin = going.gain.begin
		voice.gain.end = going.gain.end
		voice.gain.shape = going.gain.shape
		voice.gain.from = share * going.gain.from
		voice.gain.to = share * going.gain.to
		voice.close.between(now + left - DECLICK, now + left, 1.0, 0.0)
		_shots.voices.append(voice)


func _drop(now: int, tag: int) -> void:
	var head := _head(tag)
	if head != null:
		head.leave(now, DECLICK, Ramp.Shape.LINEAR)


func _move(
	now: int, placed: Placing.Placed, layer: String, take: String, level: float, fade: int
) -> void:
	var head := _head(placed.tag)
	if head == null:
		return
	var file := _set.take_file(placed.section, layer, take)
	var lane := lanes.find(layer)
	var mine: Voice = null
	var other: Voice = null
	for voice in head.voices:
		if voice.lane == lane and not voice.dying:
			if voice.file == file:
				mine = voice
			else:
				other = voice
	var fresh := head.start == now
	if mine != null:
		mine.gain.aim(now, level, 0 if fresh else maxi(fade, DECLICK))
		return
	if lane < 0 or file.is_empty() or (level == 0.0 and other == null):
		return
	var stream := _set.recording(file)
	if stream == null:
		return
	var voice := Voice.new(stream, lane, file, _set.pickup_frames(placed.section))
	voice.own_loop = _set.loop_frames(placed.section, layer)
	_take_over(now, head, voice, other, level, 0 if fresh else maxi(fade, DECLICK))
	head.voices.append(voice)


## Begins a voice, in place of another of its layer where there is one: at a seam of the loop that
## one's tail rings on, elsewhere they cross.
func _take_over(now: int, head: Head, voice: Voice, other: Voice, level: float, fade: int) -> void:
	var here := head.place(now)
	var length := voice.loop(head.length)
	var pass_now := maxi(floori(float(here) / length), 0)
	var seam := here == pass_now * length
	var was := 0.0
	if other != null:
		was = other.gain.at(now)
		other.dying = true
		if seam and pass_now > 0:
			other.passes = pass_now
		else:
			other.gain.aim(now, 0.0, maxi(fade, DECLICK), Ramp.Shape.EQUAL_POWER)
	voice.first = 0 if fade == 0 else pass_now
	var shape := Ramp.Shape.LINEAR
	if other != null and not seam:
		shape = Ramp.Shape.EQUAL_POWER
	if fade == 0 or (seam and other != null and was == level):
		voice.gain.between(now, now, level, level)
	else:
		voice.gain.between(now, now + fade, was if seam else 0.0, level, shape)


func _shoot(now: int, file: String, nominal: int, skipped: int, level: float) -> void:
	var stream := _set.recording(file)
	if stream == null or now > nominal + TOO_LATE:
		return
	late += int(now > nominal)
	var voice := Voice.new(stream, lanes.size() - 1, file, 0)
	var begin := nominal - skipped
	# Each is a pass of its own of the one playhead that never goes round.
	voice.place_at(_shots.place(begin))
	voice.gain.between(now, now + (DECLICK if now > begin else 0), 0.0, level)
	_shots.voices.append(voice)


func _pause(now: int, at: int) -> void:
	if paused:
		return
	paused = true
	_paused_at = at
	_hold = now + PAUSE_FADE
	_pause_gain.aim(now, 0.0, PAUSE_FADE)
	_rows.forget(now)
	for head in _heads:
		if head.place(now) < 0:
			head.leave(now, PAUSE_FADE, Ramp.Shape.LINEAR)


func _resume(now: int, at: int) -> void:
	if not paused:
		return
	paused = false
	var frames := at - _paused_at
	for head in _all():
		head.start += frames
		head.gain.shift(_paused_at, frames)
		for voice in head.voices:
			voice.gain.shift(_paused_at, frames)
			voice.close.shift(_paused_at, frames)
	_pause_gain.aim(now, 1.0, PAUSE_FADE)


func _stop(now: int, at: int, fade: int, id: int) -> void:
	_stopping = id
	_cut.between(now, maxi(at + fade, now + DECLICK), 1.0, 0.0)
	_rows.forget(now)
	_rows.put(at + fade, id, _stopped.bind(id))


func _stopped(now: int, id: int) -> void:
	if _stopping != id:
		return
	if now < _cut.end:
		_rows.put(_cut.end, id, _stopped.bind(id))
		return
	_heads.clear()
	_shots.voices.clear()
	_end_stop(now)
	if paused:
		paused = false
		_pause_gain = Ramp.new()


func _end_stop(now: int) -> void:
	_stopping = 0
	_cut.between(now, now, 1.0, 1.0)
