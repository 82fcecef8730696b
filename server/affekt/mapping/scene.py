"""The scene: what the playing section asks of the music, and what the listener's wishes may change."""

from dataclasses import dataclass
from typing import Literal

from affekt.core.feeling import Feeling
from affekt.core.values import quick

Policy = Literal["mirror", "lead", "contrast", "hold"]
Preset = Literal["evidence", "seed-table", "seed-code"]


_NEUTRAL = Feeling(0.0, 0.3, 0.0)
_BOX = Feeling(0.25, 0.2, 0.4)
"""Reach each way (music.md, "Who leads")."""


@quick
@dataclass(frozen=True, slots=True)
class Scene:
    """The playing section as the mapping sees it. Build one a section and reuse it."""

    section: str
    target: Feeling = _NEUTRAL
    """The feeling that the section aims at."""
    box: Feeling = _BOX
    """How far the music may move from the target, each way."""
    policy: Policy = "mirror"
    """Follow the player; pull towards the target; lean against the player; or stay."""
    key: str = "C"
    mode: str = "ionian"
    tempo: float = 100.0
    """The section's own tempo, in quarter notes a minute: what sounds."""
    tempo_range: tuple[float, float] = (92.0, 108.0)
    """What the feeling may make of it."""
    bar_beats: float = 4.0
    """Quarter notes in a bar."""
    lead: Literal["scene", "feeling"] = "scene"
    """`feeling`: no box, the listener leads."""
    free: bool = False
    """A stated feeling has switched the box off; see `Fusion.box_off`."""
    modes: tuple[str, ...] = ()
    """Other modes that it has recordings in."""
