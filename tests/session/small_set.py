"""A small set for rehearsals: no audio, six sections, one loop of a few seconds each."""

from typing import Any


def section(tempo: float, bars: int = 4, **more: Any) -> dict[str, Any]:
    takes = {"takes": [{"file": "a/bed.ogg"}]}
    two = {"takes": [{"file": "a/t1.ogg", "name": "a"}, {"file": "a/t2.ogg", "name": "b"}]}
    layers = {"bed": takes, "bass": takes, "theme": two}
    return {
        "bars": bars, "tempo": tempo, "key": "D", "mode": "dorian", "progression": ["Dm9", "G7"], "phrase_bars": 4,
        "layers": layers, **more,
    }  # fmt: skip


SET: dict[str, Any] = {
    "format": 1,
    "name": "rehearsal",
    "start": "calm",
    "instruments": {"harp": {"program": 46}},
    "voices": {"harp": {"instrument": "harp"}},
    "layers": {
        "bed": {"role": "bed"},
        "bass": {"role": "bass", "curve": {"input": "energy", "points": [[0, -96], [0.3, -12], [0.6, 0]]}},
        "theme": {"role": "theme", "curve": {"input": "energy", "points": [[0.2, -96], [0.3, 0]]}},
    },
    "sections": {
        "calm": section(60),
        "exploration": section(90, 8, ending="home"),
        "tension": section(96, metre="3/4"),
        "combat": section(120, 8, target={"valence": -0.3, "arousal": 0.8}),
        "victory": section(120, 2, once=True),
        "home": section(90, 2, once=True),
    },
    "transitions": [{"from": "any", "to": "combat", "from_time": "next_beat", "within_ms": 600}],
    "stingers": {"hit": {"takes": [{"file": "h.ogg"}], "cooldown_s": 6}, "discovery": {"takes": [{"file": "d.ogg"}]}},
    "params": {"rush": {"to": "lowpass", "curve": {"input": "state.speed", "points": [[0, 2000], [1, 20000]]}}},
}
