extends "res://tests/suite.gd"


func test_a_folder_that_is_not_there_is_told_with_what_makes_one() -> void:
	var server := AffektServer.new()
	server.folder = "/nowhere/music_server"
	var told: Array[String] = []
	server.failed.connect(func(why: String) -> void: told.append(why))
	server.auto_start = false
	add_child(server)
	equal(server.start(), false, "started")
	equal(told.size(), 1, "faults told")
	holds(told[0].contains("affekt package"), "it says what to do: %s" % told[0])
	equal(server.is_running(), false, "running")


func test_a_program_that_ends_at_once_is_told_with_its_words() -> void:
	var folder := OS.get_user_data_dir().path_join("ends")
	DirAccess.make_dir_recursive_absolute(folder)
	var program := folder.path_join(AffektServer.PROGRAM)
	var file := FileAccess.open(program, FileAccess.WRITE)
	file.store_string("#!/bin/sh\necho 'no such set' >&2\nexit 1\n")
	file.close()
	FileAccess.set_unix_permissions(program, 0x1ed)
	var server := AffektServer.new()
	server.folder = folder
	var told: Array[String] = []
	server.failed.connect(func(why: String) -> void: told.append(why))
	add_child(server)
	await comes(func() -> bool: return not told.is_empty(), "it tells that the server has ended")
	holds(
		not told.is_empty() and told[0].contains("no such set"),
		"the server's own words: %s" % [told]
	)


func test_a_relative_folder_is_the_games_own() -> void:
	var server := AffektServer.new()
	server.folder = "music_server"
	var home := OS.get_executable_path().get_base_dir()
	equal(server.program(), home.path_join("music_server/affekt-server"), "the program")
	server.folder = ""
	equal(server._get_configuration_warnings().size(), 1, "warnings")
	server.free()
