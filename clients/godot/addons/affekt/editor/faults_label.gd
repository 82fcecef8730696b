@tool
extends Label
## Says what is wrong with a connection, for as long as it is shown.

var _connection: AffektConnection


## Begins. A method of the label itself is let go of when the label is freed; one that is bound to
## it would be called on without it.
func watch(connection: AffektConnection) -> void:
	_connection = connection
	connection.changed.connect(_tell)
	_tell()


func _tell() -> void:
	text = "\n".join(_connection.faults())
