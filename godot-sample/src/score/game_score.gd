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
## Whether anything is told; a tour skips ahead without.
var telling := true
## What was said last, for the HUD.
var last_said := ""
## How many beats the bar has.
var beats := 4

var _band: Band = null
var _adaptive := true
var _how: Array = []
var _sections: PackedStringArray = []
var _saved := 0
var _loudest := -80.0
## Whether somebody hears: what is said before a session's first welcome is lost.
var _heard := true
var _welcomed := false
## The last word that chose a section by itself, and saved music that nobody has heard of yet.
var _scene := "explore"
var _to_restore := ""
## Whether a save was asked for while nobody heard.
var _to_save := false
## The game stands still; what would begin music waits for its end.
var _paused := false
var _settings: Settings = null
var _to_begin := false
var _ducked := false


func _process(_delta: float) -> void:
	var bus := AudioServer.get_bus_index(Band.BUS)
	_loudest = maxf(_loudest, AudioServer.get_bus_peak_volume_left_db(bus, 0))


## Begin.
func open(settings: Settings) -> void:
	_settings = settings
	_adaptive = settings.adaptive
	_how = _ways(settings)
	_band = Band.new(settings, MUSIC_SET)
	var from := _band.source
	if from != null:
		from.decided.connect(_on_decided)
		from.affect_changed.connect(affect_changed.emit)
		from.beat_sounded.connect(beat_sounded.emit)
		from.section_changed.connect(_on_section_changed)
		from.music_saved.connect(_on_music_saved)
	_heard = _band.session == null
	_welcomed = false
	if _band.session != null:
		_band.session.welcomed.connect(_on_welcomed)
		_band.session.opened_anew.connect(_on_opened_anew)
		_band.went_over.connect(_on_went_over)
	add_child(_band)
	if _ducked:
		duck(true)
	if _heard and not _adaptive:
		_hold_still()


## Take settings that have changed: another band, or another way to tell it. A new band begins to
## play, so it comes when a pause ends.
func take(settings: Settings) -> void:
	_settings = settings
	if _band == null or (_paused and _how != _ways(settings)):
		return
	if _how != _ways(settings):
		# Out of the tree at once: it takes its buses away before the next one makes its own.
		remove_child(_band)
		_band.queue_free()
		open(settings)
		if _heard:
			_begin_telling()
	elif _adaptive != settings.adaptive:
		_adaptive = settings.adaptive
		_begin_telling()


## The game's own server answers now.
func go_to(settings: Settings) -> void:
	if _band != null:
		_band.go_to(settings)


## Who decides about the music now; null for nobody.
func source() -> AffektSource:
	return _band.source if _band != null else null


## How it stands with the music, in words.
func standing() -> String:
	if _band == null:
		return "nobody plays"
	if _paused and _how != _ways(_settings):
		return "%s: when the pause ends" % Settings.MODES[_settings.mode]
	return "%s: %s" % [Settings.MODES[_how[0]], _band.standing()]


## What came of it, in a line.
func summary() -> String:
	var missing := _band.underruns() if _band != null else 0
	var came := [standing(), " ".join(_sections), _saved, _loudest, missing]
	return "%s; sections %s; %d saved; loudest %.0f dB; %d underruns" % came


## Something happened.
func event(what: String, intensity: float = 1.0) -> void:
	_write({"event": what, "intensity": intensity})
	last_said = "%s %.1f" % [what, intensity]
	if what in ["explore", "rest"]:
		_scene = what
	if _tells():
		source().event(what, intensity)


## How things stand.
func state(values: Dictionary[String, float]) -> void:
	_write({"state": values})
	if _tells():
		source().state(values)


## A heart beats.
func heart(bpm: float) -> void:
	_write({"sense": {"source": "heart_rate", "bpm": bpm}})
	if _tells():
		source().sense("heart_rate", {"bpm": bpm})


## The music ends, with its ending or by a fade, until something happens.
func stop(fade_s: float = 0.0) -> void:
	_write({"control": "stop", "fade_s": fade_s} if fade_s > 0.0 else {"control": "stop"})
	last_said = "stop"
	if _tells():
		source().control("stop", fade_s if fade_s > 0.0 else -1.0)


## Make room for a spoken line, or end it.
func duck(on: bool) -> void:
	_ducked = on
	_write({"control": {"duck": {"db": DUCK_DB, "on": on}}})
	if source() != null:
		source().duck(DUCK_DB, on)


## The game stands still, or goes on.
func pause(on: bool) -> void:
	_write({"control": "pause" if on else "resume"})
	_paused = on
	if source() != null:
		source().control("pause" if on else "resume")
	if on:
		return
	if _settings != null:
		take(_settings)
	if _to_begin:
		_begin_telling()


## Ask for the music as it stands, for a save game; [signal music_saved] brings it.
func save() -> void:
	_write({"control": {"save": "fire"}})
	if source() != null and _band.can_save():
		_to_save = not _heard
		source().save("fire")


## Put saved music back; false where that cannot be.
func restore(snapshot: String) -> bool:
	if source() == null or snapshot.is_empty() or not _band.can_save():
		return false
	_write({"control": {"restore": snapshot}})
	_to_restore = snapshot
	return _restore() if _heard else true


func _tells() -> bool:
	return telling and source() != null and _adaptive and _heard


## What cannot be changed while a band plays.
func _ways(settings: Settings) -> Array:
	var where := [] if settings.own else [settings.server, settings.osc_address]
	return [settings.mode, settings.osc, settings.own] + where


func _write(line: Dictionary) -> void:
	if say_file != null:
		say_file.say(line)


## One combination, whatever happens: what a game without an adaptive score sounds like.
func _hold_still() -> void:
	if source() == null:
		return
	source().cue("section", "exploration", "next_bar")
	source().feel(STATIC.x, STATIC.y, STATIC.z, 1.0, 0.0)


## Put saved music back; a line that was spoken as it was saved is over.
func _restore() -> bool:
	var done := source().restore(_to_restore)
	_to_restore = ""
	source().duck(DUCK_DB, _ducked)
	return done


func _begin_telling() -> void:
	_to_begin = _paused
	if _paused:
		return
	if not _adaptive:
		_hold_still()
		return
	if source() == null:
		return
	source().free_feeling()
	if _to_restore.is_empty():
		source().event(_scene)
	else:
		_restore()
	told_anew.emit()


func _on_decided(decision: Dictionary) -> void:
	if decision["kind"] == "beat":
		beats = maxi(int(str(decision.get("metre", "4/4")).get_slice("/", 0)), 1)


func _on_welcomed(_welcome: Dictionary) -> void:
	_heard = true
	if not _welcomed:
		_welcomed = true
		_begin_telling()


## The baked table plays, since no server does; or the server plays again.
func _on_went_over(baked: bool) -> void:
	_hold_pause()
	if baked and not _heard:
		_heard = true
		_begin_telling()
	else:
		told_anew.emit()


func _on_opened_anew() -> void:
	_hold_pause.call_deferred()
	told_anew.emit()


## Whoever begins to play while the game stands still is told so.
func _hold_pause() -> void:
	if _paused and source() != null:
		source().control("pause")


func _on_section_changed(section: String, _event: Dictionary) -> void:
	_sections.append(section)
	if _to_save and _heard:
		save()


func _on_music_saved(_slot: String, snapshot: String) -> void:
	_saved = snapshot.length()
	music_saved.emit(snapshot)
