extends RefCounted
## OSC 1.0 in bytes: messages and timetagged bundles, with arguments of the types
## [code]i f s b[/code], and besides [code]h d T F[/code] from others.
##
## A message is an array: its bundle's time in seconds since 1970 (-1 is at once), its address, and
## an array of its arguments.

## A packet of so many bytes fits one frame of a network.
const LARGEST := 1400
## The time of what is not in a bundle, or in one that says at once.
const AT_ONCE := -1.0

## Seconds from 1900, where OSC's time begins, to 1970.
const _EPOCH := 2_208_988_800
const _DEEPEST := 4


## Returns a message's bytes, its types taken from the values: [int], [float], [String] or
## [PackedByteArray]. Empty where a value has no place in a message.
static func message(address: String, arguments: Array) -> PackedByteArray:
	var tags := ","
	var values := StreamPeerBuffer.new()
	values.big_endian = true
	for value: Variant in arguments:
		match typeof(value):
			TYPE_INT:
				tags += "i"
				values.put_32(value)
			TYPE_FLOAT:
				tags += "f"
				values.put_float(value)
			TYPE_STRING, TYPE_STRING_NAME:
				tags += "s"
				values.put_data(_string(str(value)))
			TYPE_PACKED_BYTE_ARRAY:
				tags += "b"
				values.put_32((value as PackedByteArray).size())
				values.put_data(_padded(value))
			_:
				return PackedByteArray()
	return _string(address) + _string(tags) + values.data_array


## Returns messages as one bundle; [param at] is in seconds since 1970, [constant AT_ONCE] at once.
static func bundle(at: float, messages: Array[PackedByteArray]) -> PackedByteArray:
	var bytes := StreamPeerBuffer.new()
	bytes.big_endian = true
	bytes.put_data(_string("#bundle"))
	if at == AT_ONCE:
		bytes.put_u64(1)
	else:
		var whole := floori(at)
		bytes.put_u32(whole + _EPOCH)
		bytes.put_u32(mini(roundi((at - whole) * 4294967296.0), 0xFFFFFFFF))
	for one in messages:
		bytes.put_32(one.size())
		bytes.put_data(one)
	return bytes.data_array


## Reads a packet into messages, in order, bundles unpacked. A damaged one is nothing at all.
static func read(packet: PackedByteArray) -> Array[Array]:
	var found: Array[Array] = []
	if not _read_into(packet, AT_ONCE, 0, found):
		found.clear()
	return found


static func _read_into(packet: PackedByteArray, at: float, depth: int, found: Array[Array]) -> bool:
	if packet.size() % 4 != 0 or packet.size() < 8 or depth > _DEEPEST:
		return false
	if packet[0] != 35:
		return _read_message(packet, at, found)
	if (
		packet.size() < 16
		or packet.slice(0, 8) != "#bundle".to_ascii_buffer() + PackedByteArray([0])
	):
		return false
	var bytes := _reader(packet, 8)
	var seconds := bytes.get_u32()
	var fraction := bytes.get_u32()
	var when := AT_ONCE
	if seconds != 0 or fraction != 1:
		when = seconds - _EPOCH + fraction / 4294967296.0
	while bytes.get_available_bytes() >= 4:
		var size := bytes.get_32()
		var from := bytes.get_position()
		if size <= 0 or size % 4 != 0 or size > packet.size() - from:
			return false
		if not _read_into(packet.slice(from, from + size), when, depth + 1, found):
			return false
		bytes.seek(from + size)
	return bytes.get_available_bytes() == 0


static func _read_message(packet: PackedByteArray, at: float, found: Array[Array]) -> bool:
	var bytes := _reader(packet, 0)
	var address: Variant = _read_string(bytes)
	var tags: Variant = _read_string(bytes)
	if address == null or tags == null or not str(address).begins_with("/"):
		return false
	if not str(tags).begins_with(","):
		return false
	var arguments := []
	for tag in str(tags).substr(1):
		var needed: int = {"i": 4, "f": 4, "b": 4, "h": 8, "d": 8}.get(tag, 0)
		if bytes.get_available_bytes() < needed:
			return false
		match tag:
			"i":
				arguments.append(bytes.get_32())
			"f":
				arguments.append(bytes.get_float())
			"h":
				arguments.append(bytes.get_64())
			"d":
				arguments.append(bytes.get_double())
			"T", "F":
				arguments.append(tag == "T")
			"s":
				arguments.append(_read_string(bytes))
			"b":
				arguments.append(_read_blob(bytes))
			_:
				return false
		if arguments[-1] == null:
			return false
	found.append([at, str(address), arguments])
	return true


static func _reader(packet: PackedByteArray, from: int) -> StreamPeerBuffer:
	var bytes := StreamPeerBuffer.new()
	bytes.big_endian = true
	bytes.data_array = packet
	bytes.seek(from)
	return bytes


## Reads a string; null where it does not end.
static func _read_string(bytes: StreamPeerBuffer) -> Variant:
	var from := bytes.get_position()
	var end := bytes.data_array.find(0, from)
	var after := (end + 4) & ~3
	if end < 0 or after > bytes.get_size():
		return null
	bytes.seek(after)
	return bytes.data_array.slice(from, end).get_string_from_utf8()


## Reads a blob; null where it is larger than its message.
static func _read_blob(bytes: StreamPeerBuffer) -> Variant:
	var size := bytes.get_32()
	var from := bytes.get_position()
	if size < 0 or ((size + 3) & ~3) > bytes.get_available_bytes():
		return null
	bytes.seek(from + ((size + 3) & ~3))
	return bytes.data_array.slice(from, from + size)


static func _string(text: String) -> PackedByteArray:
	var raw := text.to_utf8_buffer()
	raw.append(0)
	return _padded(raw)


static func _padded(raw: PackedByteArray) -> PackedByteArray:
	var padded := raw.duplicate()
	padded.resize((raw.size() + 3) & ~3)
	return padded
