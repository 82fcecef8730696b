"""One bar of music for every voice, written at the bar line one bar ahead."""

from collections.abc import Sequence

from affekt.compose.context import BarContext, PlannedNote, VoiceBrief
from affekt.compose.memory import Memory


def compose_bar(
    context: BarContext, voices: Sequence[VoiceBrief], memory: Memory
) -> tuple[Memory, tuple[PlannedNote, ...], str]:
    """Compose one bar.

    Returns:
        The memory for the next bar, the notes in order of onset, and the plan in words.
    """
    del context, voices
    return memory, (), ""
