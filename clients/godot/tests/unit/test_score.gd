extends "res://tests/suite.gd"
## The score node: servers that come and go, what the game has said, and what is set while it plays.


## A wire that a test holds.
class Wire:
	extends "res://addons/affekt/net/transport.gd"
	var said: Array[Dictionary] = []

	func open(_to: AffektConnection) -> String:
		line = Line.OPEN
		return ""

	func say(what: Dictionary) -> bool:
		said.append(what)
		return true

	func put(what: Dictionary) -> void:
		_inbox.append(what)


class Session:
	extends AffektSession
	var wires: Array[Wire] = []

	func _transport_for(_to: AffektConnection) -> Conversation.Transport:
		wires.append(Wire.new())
		return wires[-1]

	func greet(frame: int) -> void:
		var wire := wires[-1]
		var told := {"protocol": 1, "session": "a", "id": wires.size(), "session_token": "x"}
		wire.put({"welcome": told.merged({"set": "s", "server_seconds_at_frame_0": 1.0})})
		await get_tree().process_frame
		await get_tree().process_frame
		wire.put({"pong": {"id": _conversation._ping_id, "frame": frame}})
		await get_tree().process_frame
		await get_tree().process_frame

	func decide(kind: String, what: Dictionary) -> void:
		var now := int(frame_now())
		var place := {"id": 1, "decided_frame": now, "frame": now + 4800, "tick": 0, "kind": kind}
		wires[-1].put(what.merged(place).merged({"to_time": "start", "target_tick": 0}))

	func lose() -> void:
		wires[-1].line = 2 as Conversation.Transport.Line


func test_another_mode_is_told_at_once_where_nothing_sounds() -> void:
	var score := await _score(AffektScore.Mode.COMMANDED)
	equal(score.sounding, AffektScore.Mode.COMMANDED, "what sounds")
	score.mode = AffektScore.Mode.STREAMED
	await comes(func() -> bool: return score.playhead == score.player, "the stream's playhead")
	equal(score.sounding, AffektScore.Mode.STREAMED, "what sounds")
	holds(not score.mixer.playing and score.player.listening, "the stream alone plays")
	_free(score)


func test_another_mode_keeps_what_sounds_until_the_other_does() -> void:
	var score := await _score(AffektScore.Mode.COMMANDED)
	var session := score.session as Session
	session.decide("section", {"section": "calm", "fade": "disabled"})
	await comes(func() -> bool: return score.section == "calm", "calm sounds")
	score.mode = AffektScore.Mode.STREAMED
	await _frames(5)
	equal(score.sounding, AffektScore.Mode.COMMANDED, "what sounds")
	holds(score.mixer.playing and score.player.listening, "the mixer plays on")
	score.mode = AffektScore.Mode.COMMANDED
	await _frames(5)
	holds(score.mixer.playing and not score.player.listening, "the mixer alone plays")
	equal(score.mixer.section(), "calm", "its section")
	_free(score)


func test_what_is_paused_stays_so_without_a_server_until_it_goes_on() -> void:
	var score := await _score(AffektScore.Mode.COMMANDED)
	score.control("mute")
	score.control("pause")
	(score.session as Session).lose()
	await _frames(30)
	holds(not score.baked.playing(), "nothing begins while it is paused")
	score.control("resume")
	await comes(func() -> bool: return score.sounding == AffektScore.Mode.BAKED, "baked")
	await comes(func() -> bool: return score.section == "calm", "it goes on")
	await _frames(10)
	var bus := AudioServer.get_bus_index("AffektMusic")
	near(AudioServer.get_bus_volume_linear(bus), 0.0, 0.001, "the level of what is mute")
	_free(score)


func test_a_stop_ends_with_a_cue_without_a_server() -> void:
	var score := await _score(AffektScore.Mode.COMMANDED)
	score.control("stop")
	(score.session as Session).lose()
	await _frames(30)
	holds(not score.baked.playing(), "nothing begins while it is stopped")
	score.cue("section", "calm")
	await comes(func() -> bool: return score.section == "calm", "it goes on")
	_free(score)


func test_a_return_that_comes_to_nothing_is_tried_again() -> void:
	var score := await _score(AffektScore.Mode.COMMANDED)
	var session := score.session as Session
	session.lose()
	await comes(func() -> bool: return score.sounding == AffektScore.Mode.BAKED, "baked")
	await _again(session, 28_800_000)
	session.decide("section", {"section": "calm", "fade": "disabled", "frame": 900_000_000})
	await comes(func() -> bool: return score.mixer._next == session, "it is to come back")
	session.lose()
	await comes(func() -> bool: return score.mixer._next == null, "it is not any more")
	await _again(session, 28_800_000)
	session.decide("section", {"section": "calm", "fade": "disabled"})
	await comes(
		func() -> bool: return score.sounding == AffektScore.Mode.COMMANDED, "it came back", 5.0
	)
	_free(score)


func test_session_and_set_may_be_given_later_and_go() -> void:
	var score := AffektScore.new()
	add_child(score)
	var session := Session.new()
	add_child(session)
	score.session = session
	equal(score.player.session, session, "the player's session")
	score.music_set = _small()
	equal(score.mixer.music_set, score.music_set, "the mixer's set")
	score.bus = &"Elsewhere"
	equal(score.mixer.bus, &"Elsewhere", "the mixer's bus")
	session.free()
	await comes(func() -> bool: return score.sounding == AffektScore.Mode.BAKED, "baked")
	await comes(func() -> bool: return score.section == "calm", "its section")
	score.free()


func test_one_that_is_moved_plays_on() -> void:
	var score := await _score(AffektScore.Mode.BAKED)
	await comes(func() -> bool: return score.section == "calm", "calm sounds")
	remove_child(score)
	await _frames(3)
	add_child(score)
	await comes(func() -> bool: return score.mixer.heard_frame() > 0.0, "it is heard")
	equal(score.mixer.section(), "calm", "its section")
	_free(score)


func test_it_saves_what_sounds_only() -> void:
	var score := await _score(AffektScore.Mode.COMMANDED)
	var saves: Array[String] = []
	score.music_saved.connect(func(slot: String, _what: String) -> void: saves.append(slot))
	(score.session as Session).lose()
	await comes(func() -> bool: return score.sounding == AffektScore.Mode.BAKED, "baked")
	await _again(score.session as Session, 4800)
	var wire: Wire = (score.session as Session).wires[-1]
	wire.said.clear()
	score.save("slot")
	equal(saves, ["slot"] as Array[String], "what was saved")
	holds(not wire.said.any(func(one: Dictionary) -> bool: return one.has("control")), "the server")
	_free(score)


func _again(session: Session, frame: int) -> void:
	await comes(
		func() -> bool:
			session.retry()
			return session.connection_state == AffektSession.State.CONNECTING,
		"the server is asked again"
	)
	await _frames(3)
	await session.greet(frame)


func _score(mode: AffektScore.Mode) -> AffektScore:
	var session := Session.new()
	var score := AffektScore.new()
	score.session = session
	score.music_set = _small()
	score.mode = mode
	score.patience_s = 0.2
	add_child(session)
	add_child(score)
	await _frames(3)
	await session.greet(48_000)
	return score


func _free(score: AffektScore) -> void:
	score.session.free()
	score.free()


func _frames(many: int) -> void:
	for n in many:
		await get_tree().process_frame


func _small() -> AffektSet:
	var folder := OS.get_user_data_dir().path_join("score")
	DirAccess.make_dir_recursive_absolute(folder)
	var table := ProjectSettings.globalize_path("res://").path_join("../conformance/baked/small")
	DirAccess.copy_absolute(
		table.simplify_path().path_join("baked.json"), folder.path_join("baked.json")
	)
	var sections := {}
	for of: String in ["calm", "lane"]:
		sections[of] = {"bars": 2, "layers": {}}
	var file := FileAccess.open(folder.path_join("set.json"), FileAccess.WRITE)
	file.store_string(JSON.stringify({"name": "s", "layers": {"bed": {}}, "sections": sections}))
	file.close()
	var made := AffektSet.new()
	made.folder = folder
	return made
