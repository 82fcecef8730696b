extends RefCounted
## What waits for its frame: acts in the order of their frames, and of their arrival within a frame.


class Row:
	extends RefCounted
	var at := 0
	var id := 0
	var serial := 0
	var act: Callable


## The most that may wait.
const MOST := 4096

## How many were left out because too many waited.
var dropped := 0

var _rows: Array[Row] = []
var _serial := 0
## Of the row that acts now.
var _acting := 0


## Lets something be done at a frame, for the decision of an id.
func put(at: int, id: int, act: Callable) -> void:
	if _rows.size() >= MOST:
		dropped += 1
		return
	var row := Row.new()
	row.at = at
	row.id = id
	_serial += 1
	row.serial = _serial
	row.act = act
	var place := _rows.size()
	while place > 0 and _rows[place - 1].at > at:
		place -= 1
	_rows.insert(place, row)


## Takes out the next act that is due at a frame; an invalid one where none is.
func next(frame: int) -> Callable:
	if _rows.is_empty() or _rows[0].at > frame:
		return Callable()
	var row: Row = _rows.pop_front()
	_acting = row.serial
	return row.act


## The frames from one on in which nothing is to be done, so many at most.
func until(frame: int, most: int) -> int:
	return most if _rows.is_empty() else clampi(_rows[0].at - frame, 0, most)


## Forgets what a decision wanted.
func cancel(id: int) -> void:
	_rows = _rows.filter(func(row: Row) -> bool: return row.id != id)


## Forgets what waits for a frame or later, and was put before the act that is carried out now.
func forget(frame: int) -> void:
	var acting := _acting
	_rows = _rows.filter(func(row: Row) -> bool: return row.at < frame or row.serial > acting)


## Forgets all.
func clear() -> void:
	_rows.clear()
