"""Intent becomes notes: harmony, melody and the voices around it, one bar ahead. Pure, seeded."""

from affekt.compose.bar import chords_of, compose_bar
from affekt.compose.context import BarContext, PlannedNote, ThemeHead, VoiceBrief
from affekt.compose.memory import Memory
from affekt.compose.planner import plan_chords

__all__ = [
    "BarContext", "Memory", "PlannedNote", "ThemeHead", "VoiceBrief", "chords_of", "compose_bar", "plan_chords",
]  # fmt: skip
