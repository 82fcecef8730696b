extends "res://tests/suite.gd"
## The stream player in the tree: moved about, and sessions that go or have no sound.


func test_one_that_is_moved_listens_again() -> void:
	var session := _session()
	var player := _player(session)
	remove_child(player)
	equal(session.playhead, null, "the playhead while it is away")
	add_child(player)
	equal(session.playhead, player, "the playhead")
	equal(session.block_received.get_connections().size(), 1, "who hears the sound")
	player.free()


func test_a_session_that_is_freed_is_let_go() -> void:
	var session := _session()
	var player := _player(session)
	session.free()
	await get_tree().process_frame
	await get_tree().process_frame
	var other := _session()
	player.session = other
	equal(other.playhead, player, "the next one's playhead")
	player.free()


func test_osc_has_no_sound_to_wait_for() -> void:
	var session := _session()
	session.connection = AffektConnection.new()
	session.connection.wire = AffektConnection.Wire.OSC
	var player := _player(session)
	equal(session.playhead, null, "the playhead")
	player.free()


func test_what_was_given_is_heard_to_its_end_and_then_it_stops() -> void:
	var session := _session()
	var player := _player(session)
	var bytes := PackedByteArray()
	bytes.resize(4 * 960)
	for n in 30:
		session.block_received.emit(960 * n, n, false, bytes)
	holds(player.is_sounding, "it sounds")
	player.listening = false
	await comes(func() -> bool: return not player.playing, "it stops", 3.0)
	player.free()


func _session() -> AffektSession:
	var session := AffektSession.new()
	session.auto_open = false
	add_child(session)
	return session


func _player(session: AffektSession) -> AffektStreamPlayer:
	var player := AffektStreamPlayer.new()
	player.session = session
	add_child(player)
	return player
