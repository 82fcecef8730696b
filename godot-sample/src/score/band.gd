class_name Band
extends Node
## Who plays the music, in one of three ways: the server's own sound, the game's mixer as the server
## commands, or the game's mixer with a baked table and no server.

## The bus that all of it sounds into.
const BUS := &"Music"
const NO_FILES := "no recordings: run 'affekt sets bake %s --out godot-sample/music/%s'"

## Who decides, and whom the game tells; null where it cannot be.
var source: AffektSource = null
## The session with a server; null where the music is baked.
var session: AffektSession = null
## How it stands, in words.
var standing := ""

var _mixer: AffektMixer = null
var _stream: AffektStreamPlayer = null


## Make it as the settings want it, for a set.
func _init(settings: Settings, set_name: String) -> void:
	var recordings: AffektSet = null
	if settings.mode != Settings.Mode.STREAMED:
		recordings = MusicFiles.music_set(set_name)
		if recordings == null:
			standing = NO_FILES % [set_name, set_name]
			return
	if settings.mode == Settings.Mode.BAKED:
		_bake(recordings, set_name)
	else:
		_call_server(settings, set_name)
	if source == null:
		return
	add_child(source)
	if settings.mode == Settings.Mode.STREAMED:
		_stream = AffektStreamPlayer.new()
		_stream.session = session
		_stream.bus = BUS
		add_child(_stream)
	else:
		_mixer = AffektMixer.new()
		_mixer.source = source
		_mixer.music_set = recordings
		_mixer.bus = BUS
		add_child(_mixer)


## Whether music can be saved and restored this way.
func can_save() -> bool:
	return session == null or session.connection.wire == AffektConnection.Wire.WEBSOCKET


## How often music was missing for a moment.
func underruns() -> int:
	return _stream.underruns if _stream != null else _mixer.underruns if _mixer != null else 0


func _bake(_recordings: AffektSet, set_name: String) -> void:
	var table := MusicFiles.baked_table(set_name)
	if table.is_empty():
		standing = NO_FILES % [set_name, set_name]
		return
	var baked := AffektBaked.new()
	baked.ready.connect(_begin_baked.bind(baked, table))
	source = baked


func _begin_baked(baked: AffektBaked, table: Dictionary) -> void:
	var wrong := baked.begin(table)
	standing = wrong if not wrong.is_empty() else "no server: the baked table plays"


func _call_server(settings: Settings, set_name: String) -> void:
	var connection := AffektConnection.new()
	var by_osc := settings.osc and settings.mode == Settings.Mode.COMMANDED
	connection.wire = AffektConnection.Wire.OSC if by_osc else AffektConnection.Wire.WEBSOCKET
	connection.url = settings.server
	connection.osc_address = settings.osc_address
	connection.session = "lantern-%d" % randi_range(0, 999999)
	connection.stem_set = set_name
	session = AffektSession.new()
	session.connection = connection
	session.connection_changed.connect(_on_connection_changed)
	source = session


func _on_connection_changed(_state: int, text: String) -> void:
	standing = text
