extends "res://tests/suite.gd"


class Heard:
	extends AffektSource
	var lines: Array[Dictionary] = []

	func _say(line: Dictionary) -> bool:
		lines.append(line)
		return true


func _rig() -> AffektXRSenses:
	var senses := AffektXRSenses.new()
	senses.source = Heard.new()
	senses.head = Node3D.new()
	senses.add_child(senses.source)
	senses.add_child(senses.head)
	senses.set_process(false)
	add_child(senses)
	return senses


func test_motion_becomes_evidence_of_arousal_twice_a_second() -> void:
	var senses := _rig()
	for n in 61:
		senses.head.position.x += 0.02
		senses._process(1.0 / 60.0)
	var lines: Array[Dictionary] = (senses.source as Heard).lines
	equal(lines.size(), 2, "reports in a second")
	var told: Dictionary = lines[-1]["evidence"]
	equal(told["source"], "motion", "the source")
	equal(told["reliability"], 0.2, "the reliability")
	near(senses.speed, 1.2 * (1.0 - exp(-1.0 / 1.5)), 0.04, "the speed")
	near(told["arousal"], AffektXRSenses.arousal_of(senses.speed), 0.01, "the arousal")


func test_a_hand_that_was_lost_and_found_is_no_motion() -> void:
	var senses := _rig()
	senses._process(0.01)
	senses.head.position.x = 3.0
	senses._process(0.01)
	equal(senses.speed, 0.0, "the speed")


func test_who_is_carried_does_not_move() -> void:
	for named: bool in [false, true]:
		var senses := _rig()
		var cart: Node3D = Node3D.new() if named else XROrigin3D.new()
		senses.add_child(cart)
		senses.head.reparent(cart)
		senses.space = cart if named else null
		for n in 60:
			cart.position.x += 0.05
			cart.rotate_y(0.01)
			senses._process(1.0 / 60.0)
		near(senses.speed, 0.0, 0.001, "the speed of who is carried")
		for n in 60:
			cart.position.x += 0.05
			senses.head.position.z += 0.02
			senses._process(1.0 / 60.0)
		near(senses.speed, 1.2 * (1.0 - exp(-1.0 / 1.5)), 0.04, "the speed of who moves on a cart")
		senses.queue_free()


func test_stillness_and_wildness_are_the_bounds() -> void:
	near(AffektXRSenses.arousal_of(0.0), 0.15, 0.0001, "still")
	near(AffektXRSenses.arousal_of(9.0), 0.9, 0.0001, "wild")


func test_a_face_is_read_and_its_weights_have_arkits_names() -> void:
	var tracker := XRFaceTracker.new()
	tracker.name = &"/user/face_tracker"
	tracker.set_blend_shape(XRFaceTracker.FT_MOUTH_SMILE_LEFT, 0.8)
	tracker.set_blend_shape(XRFaceTracker.FT_MOUTH_SMILE_RIGHT, 0.6)
	XRServer.add_tracker(tracker)
	var senses := _rig()
	senses.raw = true
	senses._process(0.6)
	XRServer.remove_tracker(tracker)
	var by_kind := {}
	for line in (senses.source as Heard).lines:
		var reading: Dictionary = line.values()[0]
		by_kind["%s %s" % [line.keys()[0], reading["source"]]] = reading
	near(by_kind["evidence face"]["valence"], 0.7, 0.001, "the valence")
	near(by_kind["sense face"]["blendshapes"]["mouthSmileLeft"], 0.8, 0.001, "a weight")
	holds(by_kind.has("sense head_pose"), "the head's pose is told")


func test_a_frown_is_displeasure() -> void:
	near(
		AffektXRFace.valence({"mouthFrownLeft": 0.5, "mouthFrownRight": 0.5}), -0.5, 0.001, "frown"
	)
	near(AffektXRFace.valence({}), 0.0, 0.001, "no face")


func test_a_rig_without_a_head_says_what_to_set() -> void:
	var senses := AffektXRSenses.new()
	equal(senses._get_configuration_warnings().size(), 2, "warnings")
	senses.free()
