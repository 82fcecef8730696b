extends "res://tests/suite.gd"

const Codec := preload("res://addons/affekt/net/osc_codec.gd")
const OscWords := preload("res://addons/affekt/net/osc_words.gd")
const Score := preload("res://addons/affekt/net/osc_score.gd")


func test_a_message_in_bytes() -> void:
	var packet := Codec.message("/a", [1, 0.5, "hi", PackedByteArray([7])])
	equal(
		packet.hex_encode(),
		"2f610000" + "2c69667362000000" + "00000001" + "3f000000" + "68690000" + "0000000107000000",
		"the bytes"
	)
	equal(
		Codec.read(packet),
		[[Codec.AT_ONCE, "/a", [1, 0.5, "hi", PackedByteArray([7])]]] as Array[Array],
		"what is read"
	)
	equal(Codec.message("/a", [Vector2.ONE]), PackedByteArray(), "what has no place in a message")


func test_words_of_every_length_and_script() -> void:
	for text: String in ["", "a", "abc", "abcd", "Zürich", "夜", "x".repeat(300)]:
		var found := Codec.read(Codec.message("/say", [text, text]))
		equal(found, [[Codec.AT_ONCE, "/say", [text, text]]] as Array[Array], text)


func test_bundles_and_their_times() -> void:
	var one := Codec.message("/one", [1])
	var two := Codec.message("/two", [])
	var inner := Codec.bundle(1_795_373_560.25, [two])
	var outer := Codec.bundle(1_795_373_560.5, [one, inner])
	equal(
		Codec.read(outer),
		[[1_795_373_560.5, "/one", [1]], [1_795_373_560.25, "/two", []]] as Array[Array],
		"a bundle in a bundle"
	)
	equal(Codec.read(Codec.bundle(Codec.AT_ONCE, [two]))[0][0], Codec.AT_ONCE, "at once")
	var at := 1_795_373_560.123456
	near(Codec.read(Codec.bundle(at, [two]))[0][0], at, 1e-6, "a time")


func test_what_others_send() -> void:
	var packet := PackedByteArray()
	packet.append_array("/x".to_ascii_buffer() + PackedByteArray([0, 0]))
	packet.append_array(",dhTF".to_ascii_buffer() + PackedByteArray([0, 0, 0]))
	packet.append_array(PackedByteArray([0x3F, 0xE0, 0, 0, 0, 0, 0, 0]))
	packet.append_array(PackedByteArray([0, 0, 0, 1, 0, 0, 0, 0]))
	equal(Codec.read(packet)[0][2], [0.5, 4_294_967_296, true, false], "the arguments")


func test_damaged_packets_are_nothing_and_harm_nobody() -> void:
	var good := Codec.bundle(
		1_795_373_560.5,
		[Codec.message("/affekt/beat", ["arena", 1, 2, 96.0]), Codec.message("/b", ["x"])]
	)
	var random := RandomNumberGenerator.new()
	random.seed = 7
	for n in 3000:
		var packet := good.duplicate()
		packet.resize(random.randi_range(0, good.size()))
		for change in random.randi_range(0, 3):
			if not packet.is_empty():
				packet[random.randi_range(0, packet.size() - 1)] = random.randi_range(0, 127)
		for message in Codec.read(packet):
			holds(str(message[1]).begins_with("/"), "an address begins with /")
	var first := 16 + 4 + good.decode_u8(19)
	for n in range(1, good.size()):
		var whole := 1 if n == first else 0
		equal(Codec.read(good.slice(0, n)).size(), whole, "messages in the first %d bytes" % n)


func test_each_word_has_its_message() -> void:
	for pair: Array in [
		[{"event": "hit", "intensity": 1}, [["/affekt/event", ["s", "hit", 1.0]]]],
		[
			{"state": {"a": 1, "b": 0.5}},
			[["/affekt/state", ["s", "a", 1.0]], ["/affekt/state", ["s", "b", 0.5]]]
		],
		[{"affect": null}, [["/affekt/affect/free", ["s"]]]],
		[
			{"cue": {"kind": "stinger", "name": "n", "at": "now", "within_ms": 5}},
			[["/affekt/cue", ["s", "stinger", "n", "now", 5]]]
		],
		[
			{"param": {"tempo": 90, "key": "D", "mode": null}},
			[
				["/affekt/param", ["s", "tempo", 90.0]],
				["/affekt/param", ["s", "key", "D"]],
				["/affekt/param/free", ["s", "mode"]]
			]
		],
		[{"control": "stop", "fade_s": 2}, [["/affekt/control", ["s", "stop", 2.0]]]],
		[
			{"control": {"duck": {"db": -9.0, "on": false}}},
			[["/affekt/control", ["s", "duck", 0.0]]]
		],
		[
			{"control": {"volume": {"bus": "notes", "db": -3.0}}},
			[["/affekt/control", ["s", "volume:notes", -3.0]]]
		],
		[
			{"sense": {"source": "heart_rate", "bpm": 90}},
			[["/affekt/sense/heart_rate", ["s", 90.0]]]
		],
	]:
		equal(OscWords.refuses(pair[0]), "", str(pair[0]))
		equal(str(OscWords.messages("s", pair[0])), str(pair[1]), str(pair[0]))


func test_what_osc_has_no_words_for_is_told() -> void:
	for line: Dictionary in [
		{"listen": {}},
		{"watch": {}},
		{"control": {"save": "x"}},
		{"control": {"restore": "x"}},
		{"evidence": {"source": "x"}},
		{"cue": {"kind": "section", "name": "x", "at": "now", "marker": "gate"}},
		{"affect": {"valence": 0.0, "free": true}},
		{"sense": {"source": "eeg"}},
	]:
		holds(not OscWords.refuses(line).is_empty(), str(line))


func test_the_score_is_read_as_decisions() -> void:
	var score := Score.new()
	score.decision(0, "/affekt/section", ["s", "calm", "start", 0, "cross", 1.0])
	var beat := score.decision(480, "/affekt/beat", ["s", 5, 1, 96.0, 3, 4])
	equal([beat["bar"], beat["section_bar"], beat["metre"]], [5, 1, "3/4"], "a beat")
	beat = score.decision(960, "/affekt/beat", ["s", 6, 1, 96.0, 3, 4])
	equal([beat["id"], beat["section_bar"]], [3, 2], "the next bar")
	equal(score.decision(960, "/affekt/take", ["s", "layer", "bed", "b"]), {}, "a take")
	var layer := score.decision(960, "/affekt/layer", ["s", "bed", -6.0, 2.0])
	equal([layer["bar"], layer["take"], layer["gain_db"]], [6, "b", -6.0], "a layer")
	var again := score.decision(960, "/affekt/layer", ["s", "bed", -9.0, 2.0])
	equal(again.has("take"), false, "whether a take holds for the next")
	var level := score.decision(0, "/affekt/control", ["s", "volume:music", -3.0])
	equal([level["verb"], level["bus"], level["db"]], ["volume", "music", -3.0], "a level")
	equal(score.decision(0, "/affekt/layer", ["s", "bed"]), {}, "a layer without its level")
	equal(score.decision(0, "/affekt/spin", ["s"]), {}, "an address of tomorrow")
