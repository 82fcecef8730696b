"""Random changes of section of every kind: a small set of noise, rules drawn for each session, and cues at random."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.arrange.timing import body_frames, pickup_frames, tail_frames
from affekt.core.inputs import Cue, Input, Param, Said
from affekt.core.score import ScoreEvent, Section
from affekt.core.units import CONTROL_PERIOD, SAMPLE_RATE, Frame
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor

LAYERS = ("bed", "bass", "theme")
NAMES = ("dawn", "noon", "dusk", "night", "twin")
"""`twin` sounds exactly as `dawn` does."""
FROM = ("immediate", "next_beat", "next_bar", "end", "next_marker", "exit_cue", "grid")
TO = ("start", "same_position", "previous_position", "entry_cue", "equivalent_beat")
FADES = ("disabled", "in", "out", "cross", "automatic")
_DEADLINES = (0, 0, 210, 260, 400, 700)
_FIRST_S = 1.0
_LOUD = 0.05


def _section(name: str, bars: int, tempo: float, metre: str, *, tail: float, pickup: float, **more: Any) -> Any:
    file = "dawn" if name == "twin" else name
    layers = {layer: {"takes": [{"file": f"{file}_{layer}.wav"}]} for layer in LAYERS}
    return {
        "bars": bars, "tempo": tempo, "tempo_range": [tempo, tempo], "metre": metre, "phrase_bars": 1, "layers": layers,
        "tail_beats": tail, "pickup_beats": pickup, "resume_s": 2.0, **more,
    }  # fmt: skip


def manifest(rules: list[dict[str, Any]]) -> StemSet:
    """Return the set with these rules."""
    dawn = {"bars": 3, "tempo": 240.0, "metre": "4/4", "tail": 1.0, "pickup": 0.0}
    dawn |= {"markers": [{"bar": 2, "beat": 2, "name": "m"}], "exit_cues": [{"bar": 1, "beat": 3, "tail_beats": 1}]}
    dawn |= {"entry_cues": [{"bar": 2}, {"bar": 3, "beat": 2, "pickup_beats": 1}]}
    noon = {"bars": 2, "tempo": 263.0, "metre": "3/4", "tail": 0.5, "pickup": 1.0, "exit_every_bars": 1}
    noon |= {"markers": [{"bar": 1, "beat": 3, "name": "n"}], "entry_cues": [{"bar": 2, "beat": 2, "pickup_beats": 2}]}
    dusk = {"bars": 4, "tempo": 221.0, "metre": "2/4", "tail": 1.0, "pickup": 0.5, "exit_every_bars": 2}
    dusk |= {"markers": [{"bar": 3, "name": "d"}], "entry_cues": [{"bar": 4}]}
    night = {
        "bars": 1,
        "tempo": 251.0,
        "metre": "4/4",
        "tail": 0.75,
        "pickup": 0.0,
        "exit_cues": [{"bar": 1, "beat": 2}],
    }
    night |= {"markers": [{"bar": 1, "beat": 2.5, "name": "x"}], "entry_cues": [{"bar": 1, "beat": 3}]}
    parts: dict[str, dict[str, Any]] = {"dawn": dawn, "noon": noon, "dusk": dusk, "night": night, "twin": dawn}
    sections = {name: _section(name, **part) for name, part in parts.items()}
    return StemSet.model_validate(
        {
            "format": 1, "name": "seams", "start": "dawn", "sections": sections, "transitions": rules,
            "layers": {"bed": {"role": "bed"}, "bass": {"role": "bass"}, "theme": {"role": "theme"}},
        }
    )  # fmt: skip


def recordings(folder: Path, whole: StemSet) -> None:
    """Write the recordings: white noise, uncorrelated but for the twin's."""
    import soundfile

    rng = np.random.default_rng(11)
    for name, section in whole.sections.items():
        frames = pickup_frames(section) + body_frames(section) + tail_frames(section)
        for layer in () if name == "twin" else LAYERS:
            wide = rng.uniform(-_LOUD, _LOUD, (frames, 1 if layer == "bass" else 2))
            soundfile.write(folder / f"{name}_{layer}.wav", wide, SAMPLE_RATE, subtype="PCM_16")


def _rules(rng: np.random.Generator) -> list[dict[str, Any]]:
    found = []
    for source in NAMES:
        for target in NAMES:
            if source == target:
                continue
            rule: dict[str, Any] = {
                "from": source, "to": target, "from_time": str(rng.choice(FROM)), "to_time": str(rng.choice(TO)),
                "fade": str(rng.choice(FADES)), "fade_beats": float(rng.choice([0.0, 0.25, 0.5, 1.0])),
                "hold_previous": bool(rng.random() < 0.2),
            }  # fmt: skip
            if rule["from_time"] == "grid":
                rule["grid_beats"] = float(rng.choice([0.5, 1.5, 2.5]))
            if rng.random() < 0.15:
                rule["filler"] = str(rng.choice([n for n in NAMES if n not in (source, target)]))
            found.append(rule)
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cue with a deadline."""

    seq: int
    frame: Frame
    target: str
    within_ms: int
    sounding: str
    """What led when it was asked."""


@dataclass(frozen=True, slots=True)
class Played:
    """One session's decisions."""

    loaded: LoadedSet
    events: list[ScoreEvent]
    frames: int
    wanted: list[Wanted]

    @property
    def changes(self) -> list[ScoreEvent]:
        """Every change of section after the opening."""
        return [e for e in self.events if isinstance(e.act, Section)][1:]


def sessions(folder: Path, changes: int, seed: int = 5, each: int = 40) -> Iterator[Played]:
    """Yield sessions until they hold so many changes together; each has rules of its own."""
    count = 0
    for number in range(changes):
        if count >= changes:
            return
        played = _play(folder, np.random.default_rng([seed, number]), number, each)
        count += len(played.changes)
        yield played


def _play(folder: Path, rng: np.random.Generator, number: int, cues: int) -> Played:
    whole = manifest(_rules(rng))
    loaded = LoadedSet(whole, folder, f"{number:064x}")
    conductor = Conductor.of(loaded, default_table())
    state = conductor.begin(number)
    events: list[ScoreEvent] = []
    wanted: list[Wanted] = []
    said: list[tuple[int, Said]] = [(0, Param(f"layer:{name}", 0.0)) for name in LAYERS]
    at = _FIRST_S
    for _ in range(cues):
        target, place = str(rng.choice(NAMES)), str(rng.choice(["now", "next_beat", "next_bar", "next_bar", "end"]))
        within = int(rng.choice(_DEADLINES))
        said.append((round(at * SAMPLE_RATE), Cue("section", target, place, within)))  # type: ignore[arg-type]
        at += float(rng.uniform(0.9, 2.6))
    end = round((at + 2.0) * SAMPLE_RATE)
    waits = iter([*said, (end + 1, None)])
    due = next(waits)
    grid, seq = 0, 0
    while grid <= end:
        while due[0] < grid and due[1] is not None:
            seq += 1
            one = due[1]
            if isinstance(one, Cue) and one.within_ms:
                wanted.append(Wanted(seq, Frame(due[0]), one.name, one.within_ms, state.scene.section))
            stepped = conductor.step(state, [Input(Frame(due[0]), seq, one)], Frame(due[0]))
            state = stepped.state
            events.extend(stepped.events)
            due = next(waits)
        stepped = conductor.step(state, [], Frame(grid))
        state = stepped.state
        events.extend(stepped.events)
        grid += CONTROL_PERIOD
    return Played(loaded, events, end, wanted)
