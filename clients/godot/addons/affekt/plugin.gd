@tool
extends EditorPlugin
## Brings the autoload [code]Affekt[/code], its project setting, the dock and the inspector's help.

const AUTOLOAD := "Affekt"
const SETTING := "affekt/connection"

const ConnectionInspector := preload("editor/connection_inspector.gd")
const Dock := preload("editor/dock.gd")

var _dock: Dock
var _inspector: ConnectionInspector


func _enable_plugin() -> void:
	if not ProjectSettings.has_setting("autoload/" + AUTOLOAD):
		add_autoload_singleton(AUTOLOAD, "res://addons/affekt/affekt.gd")


func _disable_plugin() -> void:
	remove_autoload_singleton(AUTOLOAD)


func _enter_tree() -> void:
	_add_setting()
	_dock = Dock.new()
	add_control_to_dock(DOCK_SLOT_RIGHT_BL, _dock)
	_inspector = ConnectionInspector.new()
	add_inspector_plugin(_inspector)


func _exit_tree() -> void:
	remove_inspector_plugin(_inspector)
	remove_control_from_docks(_dock)
	_dock.queue_free()


func _add_setting() -> void:
	if not ProjectSettings.has_setting(SETTING):
		ProjectSettings.set_setting(SETTING, "")
	ProjectSettings.set_initial_value(SETTING, "")
	ProjectSettings.set_as_basic(SETTING, true)
	var hint := {"name": SETTING, "type": TYPE_STRING, "hint": PROPERTY_HINT_FILE}
	hint["hint_string"] = "*.tres,*.res"
	ProjectSettings.add_property_info(hint)
