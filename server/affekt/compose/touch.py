"""The player's touch: length, loudness and the small unevenness of hands."""

from math import pi, sin

from affekt.compose.context import BarContext, PlannedNote, VoiceBrief
from affekt.compose.dice import Dice
from affekt.compose.grid import Grid
from affekt.compose.leading import Tone
from affekt.compose.memory import Mood
from affekt.compose.plan import Step

_ACCENT = (-0.1, 0.0, 0.05, 0.1)


def play(
    tones: list[Tone], context: BarContext, voice: VoiceBrief, mood: Mood, grid: Grid, step: Step
) -> list[PlannedNote]:
    """Return tones as notes: articulation shortens them, energy and dominance make them louder, a phrase swells.

    Phrase arch and high-is-louder follow the KTH rule system's ideas (Friberg, Bresin & Sundberg 2006).
    """
    if not tones:
        return []
    dice = Dice(context.seed, f"touch.{voice.name}", context.bar, context.attempt)
    soft, loud = min(voice.velocity), max(voice.velocity)
    base = 0.12 + 0.52 * mood.energy + 0.16 * (mood.dominance + 1.0) / 2.0
    whole = step.length or context.phrase_length
    done = step.place if step.length else context.phrase_offset
    middle, span = (voice.low + voice.high) / 2.0, max(voice.high - voice.low, 1)
    per_ms = mood.tempo * 960.0 / 60_000.0
    gate = {"pad": 0.99 - 0.1 * mood.articulation, "bass": 0.97 - 0.4 * mood.articulation}.get(
        voice.role, 0.97 - 0.5 * mood.articulation
    )
    notes = []
    for index, tone in enumerate(tones):
        uneven, early = dice.pair(str(index))
        arch = sin(pi * min((done + tone.tick / grid.ticks) / whole, 1.0)) - 0.5
        strength = grid.strength_at(tone.tick)
        level = base + 0.28 * arch + (_ACCENT[strength] if strength >= 0 else -0.12)
        level += 0.15 * (tone.pitch - middle) / span + 0.16 * uneven
        velocity = round(soft + (loud - soft) * min(max(level, 0.0), 1.0))
        lag = max(0, round((early + 1.5) * context.humanise_ms * per_ms)) if context.humanise_ms else 0
        onset = min(tone.tick + lag, tone.tick + tone.ticks // 4, grid.ticks - 1)
        long = 2 * tone.ticks >= 3 * grid.pulse_ticks and voice.role != "bass"
        length = max(1, round(tone.ticks * (max(gate, 0.85) if long else gate)))
        notes.append(
            PlannedNote(
                voice.name, onset, max(1, min(length, grid.ticks - onset)), tone.pitch,
                min(max(velocity, 1), 127), tone.tension,
            )
        )  # fmt: skip
    return notes
