@icon("res://addons/affekt/icons/affekt_source.svg")
class_name AffektXRSenses
extends Node
## Tells a session what a headset knows: how head and hands move, and the face where one is
## tracked.
##
## Motion is told as evidence of arousal, the face as evidence of valence, both with little
## reliability: they colour what the game says, and never lead. Nothing but these two numbers
## leaves this node unless [member raw] is on.

## Speeds in metres a second that count as still and as wild.
const STILL := 0.05
const WILD := 2.5
## Seconds over which speeds are smoothed.
const SMOOTH_S := 1.5
## What moves faster than this, in metres a second, was lost and found again by its tracker.
const JUMP := 12.0

## Where readings go.
@export var source: AffektSource:
	set(value):
		source = value
		update_configuration_warnings()
## What moves with the head, such as the [XRCamera3D].
@export var head: Node3D:
	set(value):
		head = value
		update_configuration_warnings()
## What moves with the left hand, such as an [XRController3D].
@export var left_hand: Node3D
## What moves with the right hand.
@export var right_hand: Node3D
## In whose space head and hands move, so that riding or being moved by a stick is no motion of
## theirs. Without one it is the [XROrigin3D] above each of them.
@export var space: Node3D
## Whether a face tracker is read where there is one.
@export var face := true
## The name of the face tracker; this one is OpenXR's.
@export var face_tracker := &"/user/face_tracker"
## Whether the readings themselves are told as well: [code]head_pose[/code],
## [code]controller[/code], [code]face[/code].
@export var raw := false
## Seconds between two reports.
@export_range(0.1, 10.0, 0.1) var every_s := 0.5
## How far motion is believed, above 0 to 1.
@export_range(0.01, 1.0, 0.01) var motion_reliability := 0.2
## How far the face is believed, above 0 to 1.
@export_range(0.01, 1.0, 0.01) var face_reliability := 0.3

## How fast head and hands move, smoothed, in metres a second.
var speed := 0.0

var _last: Dictionary[Node3D, Vector3] = {}
var _since := 0.0


func _get_configuration_warnings() -> PackedStringArray:
	var told := PackedStringArray()
	if source == null:
		told.append("Name the session that is to be told: set `source`.")
	if head == null:
		told.append("Name what moves with the head: set `head` to the XRCamera3D.")
	return told


func _process(delta: float) -> void:
	if delta <= 0.0:
		return
	var fastest := 0.0
	for part: Node3D in [head, left_hand, right_hand]:
		if part != null:
			fastest = maxf(fastest, _speed_of(part, delta))
	speed += (fastest - speed) * (1.0 - exp(-delta / SMOOTH_S))
	_since += delta
	if _since >= every_s and source != null:
		_since = fmod(_since, every_s)
		_report()


## The arousal that a speed hints at, 0.15 to 0.9.
static func arousal_of(metres_a_second: float) -> float:
	var share := clampf(inverse_lerp(STILL, WILD, metres_a_second), 0.0, 1.0)
	return lerpf(0.15, 0.9, sqrt(share))


func _speed_of(part: Node3D, delta: float) -> float:
	var within := space if is_instance_valid(space) else _origin_of(part)
	var here := part.global_position
	if within != null:
		here = within.global_transform.affine_inverse() * here
	var before: Vector3 = _last.get(part, here)
	_last[part] = here
	var moved := here.distance_to(before) / delta
	return moved if moved < JUMP else 0.0


static func _origin_of(part: Node3D) -> Node3D:
	var above := part.get_parent()
	while above != null and not above is XROrigin3D:
		above = above.get_parent()
	return above as Node3D


func _report() -> void:
	if head != null:
		source.evidence("motion", {"arousal": arousal_of(speed)}, motion_reliability)
		if raw:
			var turned := head.global_basis.get_euler()
			var pose := {
				"pitch_deg": rad_to_deg(turned.x),
				"yaw_deg": rad_to_deg(turned.y),
				"roll_deg": rad_to_deg(turned.z),
			}
			source.sense("head_pose", pose)
	var tracker := _face_tracker()
	if tracker != null:
		var weights := AffektXRFace.weights(tracker)
		source.evidence("face", {"valence": AffektXRFace.valence(weights)}, face_reliability)
		if raw:
			source.sense("face", {"blendshapes": weights})


func _face_tracker() -> XRFaceTracker:
	if not face:
		return null
	return XRServer.get_tracker(face_tracker) as XRFaceTracker
