class_name Tale
extends RefCounted
## The lines that the forest speaks. Each wonder tells one, in the order in which they are found.

const WONDERS: PackedStringArray = [
	"A ring of white flowers, open to no moon. “Before the gate was shut, we lit the road ourselves.”",
	"A bell with no tower, still humming. “Each night one light went ahead, and one stayed behind.”",
	"A tree with embers for leaves. “The one that went ahead was my sister. She laughed at the dark.”",
	"A pool that holds yesterday’s stars. “She did not come back. I took her place, and counted.”",
	"A stair of light going nowhere. “I counted until the dark had learned the numbers too.”",
	"A stone heart, warm to the hand. “It wears her shape now, at the gate. Do not be afraid of it.”",
	"A door of rain, standing by itself. “Tell it that the road is lit. Tell it that it may go home.”",
]
const CAIRNS: PackedStringArray = [
	"A cairn. Somebody went this way, and stacked what they could not carry.",
	"A cairn, with a glove on top. The wind has not been here.",
	"A cairn. The last stones are still wet.",
]
const FIRST := "Keep the lantern fed. Five lights open the gate, far in the east."
const HUSH := "Nothing sings here. Even the dark holds its breath."
const KINDLED := "The fire takes. For a while, nothing is owed."
const SAVED := "The fire remembers you."
const SHUT := "The gate counts the lights you carry: %d of %d."
const WARDEN := "Something at the gate wears a familiar shape."
const OPEN := "The shape lets go. Behind it the gate stands open."
const OIL_LOW := "The oil is low. Cover the lantern, or find a flask."
const HUNTED := "It has seen the light. Strike, flare, or cover the lantern and hide in leaves."
const LOST := "It has lost you."
const WON: PackedStringArray = ["The road is lit.", "Somewhere ahead, somebody laughs at the dark."]
const DIED: PackedStringArray = [
	"The light goes out.", "The forest keeps your place. It has kept many."
]
