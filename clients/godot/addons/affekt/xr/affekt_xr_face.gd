class_name AffektXRFace
extends RefCounted
## A face tracker's weights in ARKit's names, and the feeling that a few of them hint at.
##
## Godot's face trackers speak Unified Expressions; Affekt, as most of the world, ARKit.

const _ARKIT: Dictionary[String, int] = {
	"browDownLeft": XRFaceTracker.FT_BROW_DOWN_LEFT,
	"browDownRight": XRFaceTracker.FT_BROW_DOWN_RIGHT,
	"browOuterUpLeft": XRFaceTracker.FT_BROW_OUTER_UP_LEFT,
	"browOuterUpRight": XRFaceTracker.FT_BROW_OUTER_UP_RIGHT,
	"cheekSquintLeft": XRFaceTracker.FT_CHEEK_SQUINT_LEFT,
	"cheekSquintRight": XRFaceTracker.FT_CHEEK_SQUINT_RIGHT,
	"eyeBlinkLeft": XRFaceTracker.FT_EYE_CLOSED_LEFT,
	"eyeBlinkRight": XRFaceTracker.FT_EYE_CLOSED_RIGHT,
	"eyeSquintLeft": XRFaceTracker.FT_EYE_SQUINT_LEFT,
	"eyeSquintRight": XRFaceTracker.FT_EYE_SQUINT_RIGHT,
	"eyeWideLeft": XRFaceTracker.FT_EYE_WIDE_LEFT,
	"eyeWideRight": XRFaceTracker.FT_EYE_WIDE_RIGHT,
	"jawOpen": XRFaceTracker.FT_JAW_OPEN,
	"mouthFrownLeft": XRFaceTracker.FT_MOUTH_FROWN_LEFT,
	"mouthFrownRight": XRFaceTracker.FT_MOUTH_FROWN_RIGHT,
	"mouthPressLeft": XRFaceTracker.FT_MOUTH_PRESS_LEFT,
	"mouthPressRight": XRFaceTracker.FT_MOUTH_PRESS_RIGHT,
	"mouthSmileLeft": XRFaceTracker.FT_MOUTH_SMILE_LEFT,
	"mouthSmileRight": XRFaceTracker.FT_MOUTH_SMILE_RIGHT,
	"noseSneerLeft": XRFaceTracker.FT_NOSE_SNEER_LEFT,
	"noseSneerRight": XRFaceTracker.FT_NOSE_SNEER_RIGHT,
}


## The tracker's weights, each 0 to 1, by ARKit's names.
static func weights(tracker: XRFaceTracker) -> Dictionary:
	var found := {}
	for named: String in _ARKIT:
		found[named] = clampf(tracker.get_blend_shape(_ARKIT[named]), 0.0, 1.0)
	return found


## A rough valence of -1 to 1: smiles against frowns, lowered brows and a wrinkled nose.
##
## The muscles are those of pleasure and displeasure in Ekman and Friesen's action units (12 and 6
## against 15, 4 and 9); their shares are a working guess. The server's own reading of faces is
## better where it is there.
static func valence(of: Dictionary) -> float:
	var smile := _both(of, "mouthSmile") + 0.3 * _both(of, "cheekSquint")
	var frown := (
		_both(of, "mouthFrown") + 0.6 * _both(of, "browDown") + 0.4 * _both(of, "noseSneer")
	)
	return clampf(smile - frown, -1.0, 1.0)


static func _both(of: Dictionary, named: String) -> float:
	return 0.5 * (float(of.get(named + "Left", 0.0)) + float(of.get(named + "Right", 0.0)))
