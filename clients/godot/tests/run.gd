extends SceneTree
## Runs every method [code]test_*[/code] of the suites in [code]res://tests/unit[/code], or of those
## whose paths follow [code]--[/code], and says at the end [code]TESTS: 12 passed, 0 failed[/code].
##
## A script error ends a test without a word, and Godot with exit code 0: whoever runs this looks
## for that line.

const FOLDER := "res://tests/unit"


func _initialize() -> void:
	_run.call_deferred()


func _run() -> void:
	await process_frame
	var passed := 0
	var failed := 0
	var paths := OS.get_cmdline_user_args()
	if paths.is_empty():
		for file in DirAccess.get_files_at(FOLDER):
			if file.begins_with("test_") and file.ends_with(".gd"):
				paths.append(FOLDER.path_join(file))
	for path in paths:
		for test in _tests_of(path):
			var suite: Node = (load(path) as GDScript).new()
			root.add_child(suite)
			await suite.call(test)
			var faults: PackedStringArray = suite.get("faults")
			for fault in faults:
				print("FAILED %s %s: %s" % [path.get_file(), test, fault])
			if faults.is_empty() and suite.get("checks") == 0:
				faults.append("nothing was checked")
				print("FAILED %s %s: nothing was checked" % [path.get_file(), test])
			failed += 0 if faults.is_empty() else 1
			passed += 1 if faults.is_empty() else 0
			suite.queue_free()
			await process_frame
	print("TESTS: %d passed, %d failed" % [passed, failed])
	quit(0 if failed == 0 and passed > 0 else 1)


func _tests_of(path: String) -> PackedStringArray:
	var found := PackedStringArray()
	for method in (load(path) as GDScript).get_script_method_list():
		if str(method["name"]).begins_with("test_"):
			found.append(method["name"])
	return found
