extends RefCounted
## Figures of a session in the debugger's Monitors tab, under [code]affekt[/code].
##
## Several sessions have them under their nodes' names, the first under none.

const _FIGURES: Dictionary[String, String] = {
	"clock_error_ms": "clock_error_ms",
	"round_trip_ms": "round_trip_ms",
	"decisions_waiting": "waiting",
	"reconnects": "reconnects",
	"damaged": "damaged",
}

var _ids: Array[StringName] = []


## Begins to show a session's figures.
func show(session: Node) -> void:
	hide()
	var prefix := "affekt/"
	var many := 1
	while Performance.has_custom_monitor(prefix + _FIGURES.keys()[0]):
		prefix = (
			"affekt %s/" % session.name if many == 1 else "affekt %s %d/" % [session.name, many]
		)
		many += 1
	for figure: String in _FIGURES:
		var id := StringName(prefix + figure)
		Performance.add_custom_monitor(id, _read.bind(session, _FIGURES[figure]))
		_ids.append(id)


## Ends it.
func hide() -> void:
	for id in _ids:
		if Performance.has_custom_monitor(id):
			Performance.remove_custom_monitor(id)
	_ids.clear()


static func _read(session: Node, figure: String) -> float:
	if not is_instance_valid(session):
		return 0.0
	var value := float(session.call(figure))
	return value if is_finite(value) else 0.0
