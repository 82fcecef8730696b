extends "res://tests/suite.gd"


func test_the_address_of_the_socket() -> void:
	var connection := AffektConnection.new()
	for pair: Array in [
		["http://127.0.0.1:8787", "ws://127.0.0.1:8787/v1/ws?json=1"],
		["https://music.example/", "wss://music.example/v1/ws?json=1"],
		["ws://localhost:1", "ws://localhost:1/v1/ws?json=1"],
		["https://game.example/music", "wss://game.example/music/v1/ws?json=1"],
		["https://game.example/music/on/?a=b#c", "wss://game.example/music/on/v1/ws?json=1"],
		["ws://localhost:1/v1/ws?json=1", "ws://localhost:1/v1/ws?json=1"],
		["127.0.0.1:8787", ""],
		["http://", ""],
		["", ""],
	]:
		connection.url = pair[0]
		equal(connection.socket_address(), pair[1], pair[0])


func test_the_address_for_osc() -> void:
	var connection := AffektConnection.new()
	connection.osc_address = "[::1]:9100"
	equal(connection.osc_host(), "[::1]", "the host")
	equal(connection.osc_port(), 9100, "the port")
	for wrong: String in ["", "localhost", ":9100", "host:0", "host:99999", "host:x"]:
		connection.osc_address = wrong
		equal(connection.osc_port(), 0, wrong)


func test_the_game_s_own_session_is_there_and_waits_to_be_opened() -> void:
	var own: AffektSession = get_tree().root.get_node("Affekt")
	equal(own.connection_state, AffektSession.State.CLOSED, "the state")
	equal(own.event("explore"), false, "whether something is said")


func test_faults_say_what_to_do() -> void:
	var connection := AffektConnection.new()
	equal(connection.faults(), PackedStringArray(), "the shipped connection's")
	connection.url = "nowhere"
	connection.session = "two words"
	equal(connection.faults().size(), 2, "how many there are")
	connection.wire = AffektConnection.Wire.OSC
	connection.session = ""
	connection.osc_address = "x"
	equal(connection.faults().size(), 2, "how many there are over OSC")
