extends RefCounted
## Reads what a server sent as what it should be, and as nothing where it is something else.


## A number; [param otherwise] where it is none, or no finite one.
static func number(value: Variant, otherwise: float = 0.0) -> float:
	if (value is float or value is int) and is_finite(value):
		return value
	return otherwise


## A whole number; [param otherwise] where it is none that a session could have.
static func whole(value: Variant, otherwise: int = 0) -> int:
	var found := number(value, NAN)
	return int(found) if absf(found) < 9e15 else otherwise


## A text; empty where it is none.
static func text(value: Variant) -> String:
	return value if value is String else ""


## A dictionary; empty where it is none.
static func table(value: Variant) -> Dictionary:
	return value if value is Dictionary else {}
