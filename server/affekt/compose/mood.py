"""When the music may change its mind: the feeling is taken up where a half-phrase begins, or at once for an event."""

from affekt.compose.context import BarContext
from affekt.compose.memory import Memory, Mood

HALF_PHRASE = 2
"""Bars that are finished in one feeling."""


def phrase_bar(context: BarContext) -> int:
    """Return the session bar where the current phrase began (it may lie before the section was entered)."""
    return context.bar - context.phrase_offset


def new_phrase(context: BarContext, memory: Memory) -> bool:
    """Return whether this bar begins a phrase, or lands in one that memory does not know."""
    return memory.mood is None or memory.section != context.section or memory.phrase != phrase_bar(context)


def mood_for(context: BarContext, memory: Memory) -> Mood:
    """Return the feeling this bar is written for."""
    held = memory.mood
    inside = context.phrase_offset % HALF_PHRASE and not new_phrase(context, memory)
    if held is not None and inside and not context.event:
        return held
    intent = context.intent
    return Mood(
        round(intent.valence, 2), round(intent.dominance, 2), round(intent.energy, 2), round(intent.tension, 2),
        round(intent.density, 2), round(intent.note_rate, 2), round(intent.brightness, 2),
        round(intent.articulation, 2), round(context.tempo, 2),
    )  # fmt: skip


_SHARE = {"melody": 0.62, "counter": 0.3, "arpeggio": 0.85, "bass": 0.36, "pad": 0.3}
"""Each role's share of the wished note rate; several voices and the stems sound together."""


def notes_wanted(mood: Mood, role: str, bar_ticks: int) -> float:
    """Return how many notes a bar of a role should have, fractions included.

    The wished rate is in notes a second (1.2 … 6: Eerola, Friberg & Bresin 2013), so a faster tempo alone brings
    no more notes a second; a density pinned away from its middle thins or fills by up to half an octave.
    """
    bar_s = bar_ticks * 60.0 / (960.0 * max(mood.tempo, 1.0))
    return float(mood.note_rate * bar_s * _SHARE[role] * 2.0 ** (mood.density - 0.5))
