extends SceneTree
## Runs all methods that begin with `_test_`, and counts.

const DT := 1.0 / 60.0

var _faults := 0


func _initialize() -> void:
	_run.call_deferred()


func _run() -> void:
	await process_frame
	var failed := 0
	var passed := 0
	for method: Dictionary in get_script().get_script_method_list():
		var test: String = method["name"]
		if not test.begins_with("_test_"):
			continue
		_faults = 0
		await call(test)
		failed += 1 if _faults > 0 else 0
		passed += 1 if _faults == 0 else 0
		if _faults > 0:
			print("FAILED ", test)
	print("TESTS: %d passed, %d failed" % [passed, failed])
	quit(0 if failed == 0 else 1)


func _holds(so: bool, about: String) -> void:
	if not so:
		_faults += 1
		print("  ", about)


func _step(night: Night, seconds: float, wish: Wish = Wish.new()) -> void:
	for i: int in int(seconds / DT):
		night.step(wish, DT)
