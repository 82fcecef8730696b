extends SceneTree
## Writes what the deck makes of decision logs: each lane as raw floats, stereo, interleaved.
##
## The word after the dashes names a file of cases: set, log, out, frames, and how many frames a
## decision is late at the deck; and the frame from which on it is joined, as after a snapshot.

const Deck := preload("res://addons/affekt/audio/deck.gd")
const Standing := preload("res://addons/affekt/audio/standing.gd")
const CHUNK := 800


func _initialize() -> void:
	var words := OS.get_cmdline_user_args()
	for one: Dictionary in JSON.parse_string(FileAccess.get_file_as_string(words[0])):
		_write(one)
	print("DONE")
	quit()


func _write(one: Dictionary) -> void:
	var music := AffektSet.new()
	music.folder = one["set"]
	if not music.fault().is_empty():
		push_error(music.fault())
		return
	var waiting: Array[Dictionary] = []
	for line in FileAccess.get_file_as_string(one["log"]).split("\n", false):
		waiting.append(JSON.parse_string(line))
	var deck := Deck.new(music)
	var first := int(one.get("from", 0))
	if first > 0:
		_join(deck, waiting, first)
	var files: Array[FileAccess] = []
	for lane in deck.lanes:
		var path := (one["out"] as String).path_join(lane + ".f32")
		files.append(FileAccess.open(path, FileAccess.WRITE))
	var silence := PackedVector2Array()
	silence.resize(CHUNK)
	silence.fill(Vector2.ZERO)
	var began := Time.get_ticks_usec()
	while deck.frame - first < int(one["frames"]):
		var heard := deck.frame - int(one["ahead"])
		while not waiting.is_empty() and waiting[0]["decided_frame"] <= heard:
			deck.apply(waiting.pop_front())
		var made := deck.write(CHUNK)
		for lane in files.size():
			var samples := silence if made[lane].is_empty() else made[lane]
			files[lane].store_buffer(samples.to_byte_array())
	print("TOOK %d ms, late %d" % [(Time.get_ticks_usec() - began) / 1000, deck.late])


## Joins in the middle: what was decided before is known as far as it stands.
func _join(deck: Deck, waiting: Array[Dictionary], first: int) -> void:
	var standing := Standing.new()
	while not waiting.is_empty() and waiting[0]["decided_frame"] <= first:
		standing.hear(waiting.pop_front())
	deck.count_from(first)
	var state := standing.state_at(first)
	state.erase("origin_tick")
	deck.restore(state)
	for decision in standing.ahead():
		deck.apply(decision)
