"""Baked scores of a small set."""

from collections.abc import Callable
from typing import Any

import pytest

from affekt.arrange.manifest import StemSet
from affekt.baked import BakedConductor, bake
from affekt.baked.bake import Recording
from affekt.sense.game import GameTable, read_table

RATE = 48_000


def layer(name: str, takes: int = 1, **more: Any) -> dict[str, Any]:
    return {"takes": [{"file": f"{name}_{n}.ogg", "name": "abc"[n]} for n in range(takes)], **more}


def section(tempo: float, bars: int = 4, **more: Any) -> dict[str, Any]:
    curve = {"input": "energy", "points": [[0.3, -96], [0.4, -12], [0.7, 0]], "hysteresis": 0.05}
    layers = {"bed": layer("bed"), "theme": layer("theme", 3, curve=curve, leads=[[2, 3]])}
    plain = {"bars": bars, "tempo": tempo, "key": "D", "mode": "dorian", "progression": ["Dm", "G C"]}
    return plain | {"layers": layers} | more


SMALL: dict[str, Any] = {
    "format": 1,
    "name": "small",
    "start": "calm",
    "layers": {"bed": {"role": "bed", "gain_db": -2.0}, "theme": {"role": "theme", "fade_beats": 2.0}},
    "sections": {
        "calm": section(
            60, 4, exit_every_bars=2, markers=[{"bar": 3, "name": "turn"}], ending="home", min_bars=1,
            rest={"after_s": [40, 60], "for_s": [20, 30], "keep": ["bed"]},
        ),
        "road": section(96, 8, entry_cues=[{"bar": 5}], alternates=[{"section": "lane"}], cooldown_s=0),
        "lane": section(96, 4),
        "waltz": section(100, 6, metre="3/4", target={"valence": -0.4, "arousal": 0.6}, policy="lead", cooldown_s=30),
        "fight": section(140, 4, target={"valence": -0.3, "arousal": 0.8}, key="A", mode="aeolian", min_bars=2),
        "won": section(120, 2, once=True, loops={"then": "calm"}),
        "home": section(60, 2, once=True, tail_beats=3),
    },
    "transitions": [
        {"from": "any", "to": "any", "from_time": "next_bar", "fade": "out", "fade_beats": 0.25},
        {"from": "any", "to": "fight", "from_time": "next_beat", "within_ms": 600, "fade": "cross", "fade_beats": 1},
        {"from": "calm", "to": "road", "from_time": "exit_cue", "to_time": "entry_cue"},
        {"from": "road", "to": "waltz", "from_time": "next_bar", "to_time": "equivalent_beat"},
        {"from": "won", "to": "any", "from_time": "end"},
    ],
    "stingers": {
        "hit": {"takes": [{"file": "hit.ogg"}], "cooldown_s": 2, "length_beats": 2},
        "find": {
            "takes": [{"file": "find_d.ogg", "name": "d", "key": "D"}, {"file": "find_a.ogg", "name": "a", "key": "A"}],
            "pitched": True, "key": "D",
        },
        "bell": {"takes": [{"file": f"bell_{n}.ogg", "name": n} for n in "abc"], "duck_db": 0, "cooldown_s": 0},
    },
    "params": {
        "water": {"to": "lowpass", "curve": {"input": "state.water", "points": [[0, 20000], [1, 600]], "seek_s": 0.5}},
        "crowd": {"to": "layer:bed", "curve": {"input": "state.crowd", "points": [[0, -2], [1, -20]]}},
    },
}  # fmt: skip

TABLE = """\
format = 1
[base]
valence = 0.1
arousal = 0.3
[events.find]
valence = 0.5
decay_s = 10
cue = { kind = "stinger", name = "find", at = "next_beat" }
[events.fight]
valence = -0.4
arousal = 0.5
decay_s = 15
cues = [
  { kind = "stinger", name = "hit", at = "now", min_intensity = 0.4 },
  { kind = "section", name = "fight", at = "next_beat", within_ms = 600, min_intensity = 0.4 },
]
[events.walk]
arousal = 0.1
cue = { kind = "section", name = "road", at = "next_bar" }
[events.won]
valence = 0.8
cues = [
  { kind = "section", name = "won", at = "next_bar", from = ["fight"], after_s = 5 },
  { kind = "section", name = "calm", at = "next_bar", from = ["fight"], until_s = 5 },
]
[state.threat]
range = [0, 10]
valence = -0.5
arousal = [[0.0, 0.0], [0.5, 0.2], [1.0, 0.6]]
[[scenes]]
to = "fight"
from = ["calm", "road", "lane"]
key = "threat"
above = 0.7
for_s = 1.0
at = "next_beat"
within_ms = 600
[[scenes]]
to = "calm"
from = ["fight"]
key = "threat"
below = 0.2
for_s = 2.0
dwell_bars = 3
"""


@pytest.fixture(scope="session")
def manifest() -> StemSet:
    return StemSet.model_validate(SMALL)


@pytest.fixture(scope="session")
def table() -> GameTable:
    return read_table(TABLE)


@pytest.fixture(scope="session")
def baked(manifest: StemSet, table: GameTable) -> dict[str, Any]:
    return bake(manifest, table, "0", {"bed_0.ogg": Recording(100, 2)}).table


Line = tuple[float, dict[str, Any]]


@pytest.fixture
def play(baked: dict[str, Any]) -> Callable[..., list[dict[str, Any]]]:
    def make(*lines: Line, until: float, seed: int = 7) -> list[dict[str, Any]]:
        conductor, decided = BakedConductor(baked, seed), []
        for seconds, line in lines:
            decided += conductor.say(round(seconds * RATE), line)
        decided += conductor.advance(round(until * RATE))
        return decided

    return make
