extends RefCounted
## Whether what was read from a file is what it should be, before anything is made from it.

const Score := preload("score.gd")

## What a baked table must have, and of which kind.
const _TABLE: Dictionary[String, int] = {
	"step": TYPE_FLOAT,
	"ahead": TYPE_FLOAT,
	"cents": TYPE_FLOAT,
	"start": TYPE_STRING,
	"box_off": TYPE_BOOL,
	"feeling": TYPE_DICTIONARY,
	"events": TYPE_DICTIONARY,
	"states": TYPE_DICTIONARY,
	"inputs": TYPE_DICTIONARY,
	"params": TYPE_DICTIONARY,
	"layers": TYPE_DICTIONARY,
	"sections": TYPE_DICTIONARY,
	"stingers": TYPE_DICTIONARY,
	"conditions": TYPE_ARRAY,
	"scenes": TYPE_ARRAY,
	"keys": TYPE_ARRAY,
}
const _SNAPSHOT: Dictionary[String, int] = {
	"section": TYPE_STRING,
	"shown": TYPE_ARRAY,
	"values": TYPE_DICTIONARY,
	"pins": TYPE_DICTIONARY,
}


## What is wrong with a table; nothing where a score can be made from it.
static func table_fault(table: Dictionary) -> String:
	var wrong := _missing(table, _TABLE)
	if not wrong.is_empty():
		return wrong
	if float(table["step"]) < 1.0 or not _is_feeling(table["feeling"].get("base")):
		return "its step or its feeling makes no sense"
	if (table["sections"] as Dictionary).is_empty() or not table["sections"].has(table["start"]):
		return "it has no section to begin with"
	return ""


## What is wrong with a snapshot for a score; nothing where it can be put back.
static func snapshot_fault(saved: Dictionary, score: Score) -> String:
	var wrong := _missing(saved, _SNAPSHOT)
	if not wrong.is_empty():
		return wrong
	if not _is_feeling(saved["shown"]):
		return "'shown' is no feeling"
	for value: Variant in saved["values"].values():
		if not _number(value):
			return "'values' has something else than numbers"
	for value: Variant in saved["pins"].values():
		if not (_number(value) or value is String):
			return "'pins' has something else than numbers and words"
	var section: String = saved["section"]
	if not section.is_empty() and not score.baked["sections"].has(section):
		return "the set has no section '%s'" % section
	return ""


static func _missing(found: Dictionary, wanted: Dictionary[String, int]) -> String:
	for key in wanted:
		var value: Variant = found.get(key)
		if wanted[key] == TYPE_FLOAT and _number(value):
			continue
		if typeof(value) != wanted[key]:
			return "'%s' is not there, or is something else" % key
	return ""


static func _is_feeling(value: Variant) -> bool:
	return value is Array and value.size() == 3 and value.all(_number)


static func _number(value: Variant) -> bool:
	return (value is float or value is int) and absf(value) < 9e15
