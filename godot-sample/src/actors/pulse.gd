class_name Pulse
extends RefCounted
## A heart that is made up: it rises with running, danger and blows, and comes down slowly.

const AT_REST := 64.0
const HIGHEST := 168.0

## Beats a minute.
var bpm := AT_REST


## Beat for a step.
func step(night: Night, dt: float) -> void:
	var keeper := night.keeper
	var effort := 0.45 * keeper.velocity.length() / Keeper.RUN + 0.35 * (1.0 - keeper.breath)
	var fear := 0.55 * night.peril.threat + (0.25 if keeper.mercy > 0.0 else 0.0)
	var wanted := AT_REST + (HIGHEST - AT_REST) * clampf(effort + fear, 0.0, 1.0)
	bpm = lerpf(bpm, wanted, 1.0 - exp(-dt / (4.0 if wanted > bpm else 14.0)))
