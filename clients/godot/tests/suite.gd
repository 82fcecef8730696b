extends Node
## What a suite of tests is made from: a test says what should be, and the runner tells what is not.

## What was not as it should be.
var faults := PackedStringArray()
## How much was looked at.
var checks := 0


## Says that two values should be the same.
func equal(found: Variant, wanted: Variant, about: String = "") -> void:
	checks += 1
	if typeof(found) != typeof(wanted) or found != wanted:
		faults.append("%s is %s, not %s" % [about, var_to_str(found), var_to_str(wanted)])


## Says that a number should be near another.
func near(found: float, wanted: float, within: float, about: String = "") -> void:
	checks += 1
	if not absf(found - wanted) <= within:
		faults.append("%s is %s, not within %s of %s" % [about, found, within, wanted])


## Says that something should be so.
func holds(so: bool, about: String) -> void:
	checks += 1
	if not so:
		faults.append(about)


## Waits until something is so, at most some seconds; says that it should come to be.
func comes(so: Callable, about: String, seconds: float = 10.0) -> bool:
	var until := Time.get_ticks_msec() + seconds * 1000.0
	while not so.call() and Time.get_ticks_msec() < until:
		await get_tree().process_frame
	holds(so.call(), about)
	return so.call()
