extends AffektSession
## The game's own session, as the autoload [code]Affekt[/code]: [code]Affekt.event("explore")[/code]
## from any script.
##
## It opens by itself where the project setting [code]affekt/connection[/code] names an
## [AffektConnection]; otherwise call [code]Affekt.open()[/code].

## Names the resource of the connection.
const CONNECTION_SETTING := "affekt/connection"


func _init() -> void:
	super()
	auto_open = false


func _ready() -> void:
	var path := str(ProjectSettings.get_setting(CONNECTION_SETTING, ""))
	if path.is_empty():
		return
	var found: Resource = load(path) if ResourceLoader.exists(path) else null
	if found is AffektConnection:
		open(found)
	else:
		push_error(
			"Affekt: %s must name an AffektConnection; %s is none" % [CONNECTION_SETTING, path]
		)
