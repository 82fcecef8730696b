class_name GameScore
extends Node
## All that the game says to its music, in one place: to Affekt, and to a session file.

## The feeling as it is believed now.
signal affect_changed(affect: Dictionary)
## A beat sounds.
signal beat_sounded(bar: int, beat: int, bpm: float)
## The music was saved.
signal music_saved(snapshot: String)
## The music is another one now, and must be told how things stand.
signal told_anew

## The music of the game.
const MUSIC_SET := "wayfarer"
## A static score is held at this feeling (valence, arousal, dominance), and told nothing else.
const STATIC := Vector3(0.25, 0.35, 0.1)
const DUCK_DB := -8.0

## Where it is written down; null for nowhere.
var say_file: SayFile = null
## What was said last, for the HUD.
var last_said := ""

var _session: AffektSession = null
var _adaptive := true
var _stands := "nobody plays"
var _sections: PackedStringArray = []


## Begin.
func open(settings: Settings) -> void:
	_adaptive = settings.adaptive
	var connection := AffektConnection.new()
	connection.wire = AffektConnection.Wire.OSC if settings.osc else AffektConnection.Wire.WEBSOCKET
	connection.url = settings.server
	connection.osc_address = settings.osc_address
	connection.session = "lantern-%d" % (Time.get_unix_time_from_system() as int % 100000)
	connection.set_name = MUSIC_SET
	_session = AffektSession.new()
	_session.connection = connection
	_session.connection_changed.connect(_on_connection_changed)
	_session.affect_changed.connect(affect_changed.emit)
	_session.beat_sounded.connect(beat_sounded.emit)
	_session.section_changed.connect(_on_section_changed)
	_session.opened_anew.connect(_begin_telling)
	_session.music_saved.connect(_on_music_saved)
	add_child(_session)
	if not _adaptive:
		_hold_still()


## Take settings that have changed.
func take(settings: Settings) -> void:
	if _session != null and _adaptive != settings.adaptive:
		_adaptive = settings.adaptive
		_begin_telling()


## Who decides about the music now; null for nobody.
func source() -> AffektSource:
	return _session


## How the connection stands, in words.
func standing() -> String:
	return _stands


## What came of it, in a line.
func summary() -> String:
	return "%s; sections %s" % [_stands, " ".join(_sections)]


## Something happened.
func event(what: String, intensity: float = 1.0) -> void:
	_write({"event": what, "intensity": intensity})
	last_said = "%s %.1f" % [what, intensity]
	if _tells():
		_session.event(what, intensity)


## How things stand.
func state(values: Dictionary[String, float]) -> void:
	_write({"state": values})
	if _tells():
		_session.state(values)


## A heart beats.
func heart(bpm: float) -> void:
	_write({"sense": {"source": "heart_rate", "bpm": bpm}})
	if _tells():
		_session.sense("heart_rate", {"bpm": bpm})


## The music ends, with its ending or by a fade, until something happens.
func stop(fade_s: float = 0.0) -> void:
	_write({"control": "stop", "fade_s": fade_s} if fade_s > 0.0 else {"control": "stop"})
	last_said = "stop"
	if _tells():
		_session.control("stop", fade_s if fade_s > 0.0 else -1.0)


## Make room for a spoken line, or end it.
func duck(on: bool) -> void:
	_write({"control": {"duck": {"db": DUCK_DB, "on": on}}})
	if _session != null:
		_session.duck(DUCK_DB, on)


## The game stands still, or goes on.
func pause(on: bool) -> void:
	_write({"control": "pause" if on else "resume"})
	if _session != null:
		_session.control("pause" if on else "resume")


## Ask for the music as it stands, for a save game; [signal music_saved] brings it.
func save() -> void:
	_write({"control": {"save": "fire"}})
	if _session != null and not _is_osc():
		_session.save("fire")


## Put saved music back; false where that cannot be.
func restore(snapshot: String) -> bool:
	if _session == null or snapshot.is_empty() or _is_osc():
		return false
	_write({"control": {"restore": snapshot}})
	return _session.restore(snapshot)


func _is_osc() -> bool:
	return _session.connection.wire == AffektConnection.Wire.OSC


func _tells() -> bool:
	return _session != null and _adaptive


func _write(line: Dictionary) -> void:
	if say_file != null:
		say_file.say(line)


## One combination, whatever happens: what a game without an adaptive score sounds like.
func _hold_still() -> void:
	_session.cue("section", "exploration", "next_bar")
	_session.feel(STATIC.x, STATIC.y, STATIC.z, 1.0, 0.0)


func _begin_telling() -> void:
	if not _adaptive:
		_hold_still()
		return
	_session.free_feeling()
	_session.event("explore")
	told_anew.emit()


func _on_connection_changed(_state: int, text: String) -> void:
	_stands = text


func _on_section_changed(section: String, _event: Dictionary) -> void:
	_sections.append(section)


func _on_music_saved(_slot: String, snapshot: String) -> void:
	music_saved.emit(snapshot)
