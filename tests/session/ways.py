"""A little set of sections that lead to one another, bent by each test, and what was heard of it in short."""

from pathlib import Path
from typing import Any

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.score import Control, Section, Stinger
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal


def part(bars: int = 4, tempo: float = 120, **more: Any) -> dict[str, Any]:
    """A section; at 120 a beat lasts half a second and a bar two."""
    layers = {"bed": {"takes": [{"file": "a/bed.ogg"}]}}
    return {"bars": bars, "tempo": tempo, "phrase_bars": bars, "layers": layers, **more}


def rehearsal(
    rules: list[dict[str, Any]] | None = None, seed: int = 7, sections: dict[str, Any] | None = None, **more: Any
) -> Rehearsal:
    """A rehearsal of `here` (8 bars), `there` (8 bars), `bridge` (1 bar), `cheer` (2 bars, once) and what is given."""
    plain = {
        "format": 1, "name": "ways", "start": "here",
        "layers": {"bed": {"role": "bed"}},
        "sections": {
            "here": part(8), "there": part(8), "bridge": part(1), "cheer": part(2, once=True), **(sections or {}),
        },
        "transitions": rules or [],
        "stingers": {
            "hit": {"takes": [{"file": "h.ogg"}], "cooldown_s": 0},
            "spark": {"takes": [{"file": "s.ogg"}], "cooldown_s": 0},
        },
        **more,
    }  # fmt: skip
    return Rehearsal(Conductor.of(LoadedSet(StemSet.model_validate(plain), Path(), "0"), default_table()), seed)


def told(played: Rehearsal) -> list[tuple[str, float]]:
    """(section, or `stop`; seconds since the music began at 0.25 s), in order."""
    kept = [
        e for e in played.events if isinstance(e.act, Section) or (isinstance(e.act, Control) and e.act.verb == "stop")
    ]
    named = [(e.act.section if isinstance(e.act, Section) else "stop", e) for e in kept]
    return [(name, round(e.frame / 48_000 - 0.25, 3)) for name, e in named]


def entries(played: Rehearsal) -> list[tuple[str, int]]:
    """(section, bar of its body where it was entered, from 1) in order."""
    return [(e.act.section, e.act.target_tick // 3840 + 1) for e in played.heard(Section)]


def stings(played: Rehearsal) -> list[tuple[str, float]]:
    """(stinger, seconds since the music began)."""
    return [(e.act.name, round(e.frame / 48_000 - 0.25, 3)) for e in played.heard(Stinger)]


def why(played: Rehearsal, section: str) -> str:
    """The reason of the newest entry of a section."""
    return next(e.why.text for e in reversed(played.heard(Section)) if e.act.section == section)
