extends RefCounted
## All that a baked conductor knows, and how it tells a decision.

## How strong a request is.
enum { LOOP, EVENT, CUE, STOP }

const BodyPass := preload("body_pass.gd")
const Feelings := preload("feelings.gd")
const Whole := preload("whole.gd")
const SILENCE := -96_000
const AIMS: Array[String] = ["valence", "arousal", "dominance"]

var baked: Dictionary
var music_seed := 0
var frame := -1
var seq := 0
var next_id := 1
var feelings: Feelings
## The newest three; the last is being committed.
var passes: Array[BodyPass] = []
## Each layer of the section: [code]name, gain, x[/code] (null before it was read), [code]plays,
## take, heard[/code].
var layers: Array[Dictionary] = []
## What is laid out, in the order of ticks: [code]tick, kind, values, why[/code].
var plan: Array[Dictionary] = []
var bar_end := 0
## A request for a section, and a change that waits for its tick; empty where there is none.
var wish: Dictionary = {}
var pending: Dictionary = {}
var section := ""
## What was asked for, where an alternate plays.
var asked := ""
var came_from := ""
var entered := 0
## Bars begun in this section.
var bars := 0
var stopping := false
var quiet_since := 0
var rests := 0
## -1 where the music does not rest.
var rest_from := -1
var rest_to := -1
## Section → the frame at which it was left, and the bar line of its body, in ticks.
var left: Dictionary[String, int] = {}
var places: Dictionary[String, int] = {}
var key: Array = ["", ""]
var chord := ""
var bpm := 0.0
var paused_at := -1
var stopped := false
var muted := false
## What a client ducks by, in thousandths of a dB; likewise a stinger.
var duck := 0
var bed := 0
var bed_until := -1
## Stinger → the frame and take in which it sounded last.
var stung: Dictionary[String, Array] = {}
var pins: Dictionary = {}
## Parameter → the input and value that it last stood at.
var roads: Dictionary[String, Array] = {}
## Decisions for the grid that may not have sounded yet.
var ahead: Array[Dictionary] = []
var warned: Dictionary[String, bool] = {}
## What was told since it was last taken.
var events: Array[Dictionary] = []
var notices: Array[Dictionary] = []


func _init(table: Dictionary, with_seed: int) -> void:
	baked = table
	music_seed = with_seed
	feelings = Feelings.new(table)


## The section that is being committed.
func brief() -> Dictionary:
	return baked["sections"][section]


## The pass that is being committed.
func now() -> BodyPass:
	return passes[-1]


## What lies on the grid before this frame is told now.
func horizon() -> int:
	return frame + int(baked["ahead"])


## Whether the grid runs: begun, not paused, not stopped.
func plays() -> bool:
	return not section.is_empty() and paused_at < 0 and not stopped


## Goes on with another pass.
func then(one: BodyPass) -> void:
	passes.append(one)
	if passes.size() > 3:
		passes.pop_front()


## Returns the musical position of a frame.
func place_of(at: int) -> Dictionary:
	for index in range(passes.size() - 1, -1, -1):
		if passes[index].frame() <= at:
			return passes[index].place(passes[index].tick_at(at))
	return {"tick": 0, "bar": 1, "beat": 1.0, "section_bar": 1}


## Lays something out, after all that is laid out for the same tick.
func lay(planned: Dictionary) -> void:
	var index := plan.size()
	while index > 0 and plan[index - 1]["tick"] > planned["tick"]:
		index -= 1
	plan.insert(index, planned)


## Commits a decision for the grid at a tick of the newest pass; returns its frame.
func tell(tick: int, kind: String, values: Dictionary, why: Array) -> int:
	var at := now().frame_at(tick)
	var event := _event(at, now().place(tick), kind, values, why)
	ahead.append(event)
	return at


## Commits a decision that acts at once, or at a frame.
func tell_now(kind: String, values: Dictionary, why: Array, at: int = -1) -> void:
	var when := frame if at < 0 else at
	_event(when, place_of(when), kind, values, why)


## Commits a decision anew, later, in place of one that has not sounded.
func tell_again(event: Dictionary, later: int) -> void:
	var moved := event.duplicate(true)
	moved["supersedes"] = event["id"]
	moved["id"] = next_id
	moved["decided_frame"] = frame
	moved["frame"] = int(event["frame"]) + later
	moved["t"] = _seconds(moved["frame"])
	next_id += 1
	events.append(moved)
	ahead.append(moved)


## Tells something, once a session for each thing it is about.
func warn(reason: String, text: String, about: String) -> void:
	if not warned.has(about):
		warned[about] = true
		notices.append({"reason": reason, "text": text, "about": about})


## Returns what a curve reads, in millionths.
func read(name: String) -> int:
	if name.begins_with("state."):
		return feelings.values.get(name.trim_prefix("state."), 0)
	if name.begins_with("param."):
		return number(name.trim_prefix("param."))
	var pin: Variant = pins.get(name.get_slice("@", 0))
	if is_number(pin):
		return Whole.millionths(pin)
	var want := aim()
	if name in AIMS:
		return want[AIMS.find(name)]
	return Feelings.looked_up(baked["inputs"][name], want)


## Returns the feeling that the music aims at now.
func aim() -> Array[int]:
	return feelings.shown if section.is_empty() else feelings.aim(brief())


## Returns a pinned number in millionths; 0 where none is.
func number(name: String) -> int:
	var pin: Variant = pins.get(name)
	return Whole.millionths(pin) if is_number(pin) else 0


## Whether something is a number.
static func is_number(value: Variant) -> bool:
	return value is float or value is int


## Returns a level in dB.
static func db(thousandths: int) -> float:
	return thousandths / 1000.0


func _event(at: int, place: Dictionary, kind: String, values: Dictionary, why: Array) -> Dictionary:
	var event := {"id": next_id, "decided_frame": frame, "frame": at, "t": _seconds(at)}
	event.merge(place)
	event["kind"] = kind
	event.merge(values)
	event["why"] = {"rule": why[0], "cause_seq": why[1], "text": why[2]}
	next_id += 1
	events.append(event)
	return event


static func _seconds(at: int) -> float:
	return Whole.rounded(at, 48_000, Whole.ONE)
