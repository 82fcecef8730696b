"""A scripted player: what benches say to a session, the same every time."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from affekt.core.inputs import GameEvent, GameState, Said, Signal
from affekt.core.units import Frame, frames

Line = dict[str, Any]

_SCENES: tuple[Line, ...] = (
    {"t": 0.0, "event": "explore"},
    {"t": 0.1, "state": {"health": 1.0, "threat": 0.0, "speed": 0.45}},
    {"t": 2.0, "sense": {"source": "heart_rate", "bpm": 74}},
    {"t": 6.0, "event": "discovery", "intensity": 0.9},
    {"t": 11.0, "event": "enemy_spotted", "intensity": 0.6},
    {"t": 11.1, "state": {"threat": 0.4, "speed": 0.5}},
    {"t": 17.0, "event": "combat_start", "intensity": 0.9},
    {"t": 17.1, "state": {"threat": 0.9, "speed": 0.95}},
    {"t": 18.0, "sense": {"source": "heart_rate", "bpm": 118}},
    {"t": 21.0, "event": "hit_taken", "intensity": 0.7},
    {"t": 21.1, "state": {"health": 0.6}},
    {"t": 25.0, "event": "enemy_killed", "intensity": 0.8},
    {"t": 29.0, "event": "victory"},
    {"t": 29.1, "state": {"threat": 0.0, "speed": 0.3}},
)  # fmt: skip
"""One adventure of half a minute."""
ADVENTURE_S = 36.0


def adventure(seconds: float) -> list[Line]:
    """Return session lines of one adventure after another, for so many seconds."""
    lines: list[Line] = []
    for again in range(int(seconds // ADVENTURE_S) + 1):
        lines += [{**scene, "t": round(scene["t"] + again * ADVENTURE_S, 3)} for scene in _SCENES]
    return [line for line in lines if line["t"] < seconds]


def write(path: Path, lines: list[Line], *, stem_set: str, seconds: float, seed: int = 7) -> Path:
    """Write a session file, its lines in order of time."""
    ordered = sorted(lines, key=lambda line: float(line["t"]))
    header = {"affekt": 1, "set": stem_set, "seed": seed, "seconds": seconds}
    path.write_text("".join(json.dumps(line) + "\n" for line in (header, *ordered)), "utf-8")
    return path


def said(lines: list[Line]) -> Iterator[tuple[Frame, Said]]:
    """Yield what the lines of an adventure say, and when."""
    for line in lines:
        frame = frames(line["t"])
        if "event" in line:
            yield frame, GameEvent(line["event"], line.get("intensity", 1.0))
        elif "state" in line:
            yield frame, GameState(tuple(line["state"].items()))
        else:
            yield frame, Signal(line["sense"]["source"], (("bpm", float(line["sense"]["bpm"])),))
