@tool
extends EditorPlugin
## Brings the autoload [code]Affekt[/code] and its project setting.

const AUTOLOAD := "Affekt"
const SETTING := "affekt/connection"


func _enable_plugin() -> void:
	if not ProjectSettings.has_setting("autoload/" + AUTOLOAD):
		add_autoload_singleton(AUTOLOAD, "res://addons/affekt/affekt.gd")


func _disable_plugin() -> void:
	remove_autoload_singleton(AUTOLOAD)


func _enter_tree() -> void:
	if not ProjectSettings.has_setting(SETTING):
		ProjectSettings.set_setting(SETTING, "")
	ProjectSettings.set_initial_value(SETTING, "")
	ProjectSettings.set_as_basic(SETTING, true)
	ProjectSettings.add_property_info(
		{
			"name": SETTING,
			"type": TYPE_STRING,
			"hint": PROPERTY_HINT_FILE,
			"hint_string": "*.tres,*.res"
		}
	)
