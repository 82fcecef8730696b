class_name Shots
extends Node
## Takes a picture of the window under a name, for the read-me and for tests.

var _folder: String


func _init(folder: String) -> void:
	_folder = folder
	process_mode = Node.PROCESS_MODE_ALWAYS
	DirAccess.make_dir_recursive_absolute(folder)


## Wait for the next drawing and keep it.
func take(named: String) -> void:
	await RenderingServer.frame_post_draw
	var image := get_viewport().get_texture().get_image()
	image.resize(800, 450, Image.INTERPOLATE_LANCZOS)
	image.save_png(_folder.path_join(named + ".png"))
	print("shot: ", named)
