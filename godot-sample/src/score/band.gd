class_name Band
extends Node
## Who plays the music, as the player wants it: the server's own sound, the game's mixer as the
## server commands, or a baked table. Where the set is baked, it plays whenever no server does.

## The baked table plays now (true), or the server again.
signal went_over(baked: bool)

## The bus that all of it sounds into.
const BUS := &"Music"
const NO_FILES := "no recordings: run 'affekt sets bake %s --out godot-sample/music/%s'"

## Who decides, and whom the game tells; null where it cannot be.
var source: AffektSource = null
## The session with a server; null where none is wanted.
var session: AffektSession = null

var _score: AffektScore = null
var _line := ""
var _wrong := ""


## Make it as the settings want it, for a set.
func _init(settings: Settings, set_name: String) -> void:
	var recordings := MusicFiles.music_set(set_name)
	var streamed := settings.mode == Settings.Mode.STREAMED
	var baked := settings.mode == Settings.Mode.BAKED
	if not streamed and (recordings == null or (baked and recordings.baked().is_empty())):
		_wrong = NO_FILES % [set_name, set_name]
		return
	_score = AffektScore.new()
	_score.bus = BUS
	_score.music_set = recordings
	_score.mode = settings.mode as AffektScore.Mode
	if not baked:
		session = _session(settings, set_name)
		add_child(session)
		_score.session = session
	_score.sounding_changed.connect(_on_sounding_changed)
	source = _score
	add_child(_score)


## How it stands, in words.
func standing() -> String:
	if _score == null:
		return _wrong
	if session == null:
		return "no server: the baked table plays"
	var helps := _score.sounding == AffektScore.Mode.BAKED and _score.baked.playing()
	return "%s; the baked table plays" % _line if helps else _line


## The game's own server answers now.
func go_to(settings: Settings) -> void:
	if session != null and settings.own:
		session.connection.url = settings.own_url
		session.connection.osc_address = settings.own_osc
		session.open()


## Whether music can be saved and restored this way.
func can_save() -> bool:
	return session == null or session.connection.wire == AffektConnection.Wire.WEBSOCKET


## How often music was missing for a moment.
func underruns() -> int:
	return _score.player.underruns + _score.mixer.underruns if _score != null else 0


func _on_sounding_changed(mode: int) -> void:
	went_over.emit(mode == AffektScore.Mode.BAKED)


func _session(settings: Settings, set_name: String) -> AffektSession:
	var connection := AffektConnection.new()
	var by_osc := settings.osc and settings.mode == Settings.Mode.COMMANDED
	connection.wire = AffektConnection.Wire.OSC if by_osc else AffektConnection.Wire.WEBSOCKET
	connection.url = settings.own_url if settings.own else settings.server
	connection.osc_address = settings.own_osc if settings.own else settings.osc_address
	connection.session = "lantern-%d" % randi_range(0, 999999)
	connection.stem_set = set_name
	var made := AffektSession.new()
	made.connection = connection
	# The game's own server is still on its way.
	made.auto_open = not connection.url.is_empty()
	if not made.auto_open:
		_line = "its own server starts"
	made.connection_changed.connect(func(_state: int, text: String) -> void: _line = text)
	return made
