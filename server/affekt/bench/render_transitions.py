"""Changes of section: a thousand at random against arithmetic in double precision, their levels, deadlines, harmony."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.arrange.shelf import find_set
from affekt.bench.rows import Row, judged
from affekt.bench.run import Setting
from affekt.bench.transition_reference import Reference
from affekt.bench.transition_scene import LAYERS, Played, manifest, recordings, sessions
from affekt.core.inputs import Cue, Input, Param, Said
from affekt.core.score import ScoreEvent, Section
from affekt.core.units import CONTROL_PERIOD, HORIZON, SAMPLE_RATE, Frame
from affekt.render.offline import render
from affekt.render.overlap import NEAR_DB, SHORT_S, overlaps
from affekt.render.stems import StemTable
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor

COUNT = 1_000
_SPLICE = 1_024
_LAGS = 8
_WINDOW = 9_600
_NEAREST_MS = HORIZON * 1000 // SAMPLE_RATE + 5
"""Deadlines nearer than what is committed already cannot be met, and say so."""


def random_changes(setting: Setting, count: int = COUNT) -> Iterator[Row]:
    """Render changes of every kind, and hold samples, splices and deadlines against what they must be."""
    folder = setting.scratch / "seams"
    folder.mkdir(parents=True, exist_ok=True)
    recordings(folder, manifest([]))
    worst, apart, changes, asked, late = 0.0, 0, 0, 0, []
    kinds: set[tuple[str, str, str]] = set()
    for played in sessions(folder, count):
        heard = render(played.loaded, played.events, played.frames, synth="none").f32.astype(np.float64)
        want = Reference(played.loaded).render(played.events, played.frames)
        worst = max(worst, float(np.abs(heard - want).max()))
        for event in played.changes:
            if event.frame + _SPLICE + _LAGS < played.frames:
                apart = max(apart, abs(_lag(heard, want, int(event.frame))))
                changes += 1
        kinds |= {(e.act.from_time, e.act.to_time, e.act.fade) for e in played.changes if isinstance(e.act, Section)}
        more, missed = _deadlines(played)
        asked += more
        late += missed
    why = f"{changes} changes, {len(kinds)} kinds of from-time, to-time and fade; with fillers, pick-ups and tails"
    yield judged("transitions-null", "the most a sample is away from arithmetic in double precision", worst,
                 "of full scale", "<= 0.0001", peer="numpy in float64", runs=changes, why=why)  # fmt: skip
    text = "the most that a splice is away from its place"
    yield judged("transitions-splice", text, apart, "samples", "== 0", runs=changes, why=f"lags within ±{_LAGS}")
    met = 1.0 - len(late) / asked if asked else 1.0
    why = f"{asked} deadlines of {_NEAREST_MS} to 700 ms" + "".join(f"; missed: {one}" for one in late[:3])
    yield judged("transitions-deadlines", "deadlines met (`within_ms`)", met, "of 1", "== 1", runs=asked, why=why)


def _lag(heard: NDArray[np.float64], want: NDArray[np.float64], frame: int) -> int:
    """Return the lag at which what is heard from a frame on is nearest to what is wanted."""
    part = heard[frame : frame + _SPLICE]
    misses = {k: float(((part - want[frame + k : frame + k + _SPLICE]) ** 2).sum()) for k in range(-_LAGS, _LAGS + 1)}
    return min(misses, key=lambda k: (misses[k], abs(k)))


def _deadlines(played: Played) -> tuple[int, list[str]]:
    """Return how many deadlines there were, and which were missed."""
    count, missed = 0, []
    sections = [e for e in played.events if isinstance(e.act, Section)]
    for one in played.wanted:
        if one.within_ms < _NEAREST_MS:
            continue
        change = next((e for e in sections if e.why.cause_seq == one.seq), None)
        if change is None:
            # What plays already, or is on its way, is not entered again.
            there = [e for e in sections if e.frame <= one.frame + one.within_ms * SAMPLE_RATE // 1000]
            goal = there[-1].act.section if there and isinstance(there[-1].act, Section) else ""
            led = there and f"to {one.target} " in there[-1].why.text
            if goal == one.target or one.sounding == one.target or led:
                continue
        count += 1
        if change is None or change.frame - one.frame > one.within_ms * SAMPLE_RATE // 1000:
            missed.append(f"{one.target} within {one.within_ms} ms")
    return count, missed


def levels(setting: Setting) -> Iterator[Row]:
    """Cross-fade uncorrelated and identical material, and look for a dip or a bump in the level."""
    folder = setting.scratch / "levels"
    folder.mkdir(parents=True, exist_ok=True)
    loaded = _level_set(folder)
    plain = _heard(loaded, [])
    for id, target, material, bar in (
        ("uncorrelated", "other", "uncorrelated", "<= 0.5"),
        ("identical", "same", "identical", "<= 0.2"),
    ):
        events, heard = _session(loaded, [(2.1, Cue("section", target)), (10.1, Cue("section", "one"))])
        spans = [(int(e.frame), int(e.frame) + 4 * SAMPLE_RATE) for e in events if isinstance(e.act, Section)][1:]
        steady = float(np.mean(plain[SAMPLE_RATE : 3 * SAMPLE_RATE] ** 2))
        off = []
        for first, last in spans:
            for at in range(first, last - _WINDOW + 1, _WINDOW):
                beside = plain[at : at + _WINDOW] if id == "identical" else None
                power = float(np.mean(heard[at : at + _WINDOW] ** 2))
                whole = float(np.mean(beside**2)) if beside is not None else steady
                off.append(abs(10.0 * np.log10(power / whole)))
        text = f"the deepest dip or highest bump of an automatic fade over {material} material"
        why = f"{len(spans)} fades of 8 beats (4 s), windows of 200 ms; noise alone strays by about 0.1 dB"
        yield judged(f"transitions-{id}", text, max(off), "dB", bar, runs=len(spans), why=why)


def _level_set(folder: Path) -> LoadedSet:
    rule = {"from_time": "next_bar", "to_time": "same_position", "fade": "automatic", "fade_beats": 8}
    section: dict[str, Any] = {"bars": 4, "tempo": 120.0, "tempo_range": [120.0, 120.0], "tail_beats": 0, "resume_s": 0}
    files = {"one": "dawn", "other": "noon", "same": "dawn"}
    sections = {
        name: {**section, "layers": {layer: {"takes": [{"file": f"{file}_{layer}.wav"}]} for layer in LAYERS}}
        for name, file in files.items()
    }
    layers = {"bed": {"role": "bed"}, "bass": {"role": "bass"}, "theme": {"role": "theme"}}
    plain = {"format": 1, "name": "levels", "start": "one", "layers": layers, "sections": sections}
    whole = StemSet.model_validate({**plain, "transitions": [rule]})
    _noise(folder, whole)
    return LoadedSet(whole, folder, "1" * 64)


def _noise(folder: Path, whole: StemSet) -> None:
    import soundfile

    rng = np.random.default_rng(23)
    frames = 8 * SAMPLE_RATE
    for section in ("one", "other"):
        for part in whole.sections[section].layers.values():
            wide = rng.uniform(-0.05, 0.05, (frames, 2))
            soundfile.write(folder / part.takes[0].file, wide, SAMPLE_RATE, subtype="PCM_16")


def _heard(loaded: LoadedSet, said: list[tuple[float, Said]]) -> NDArray[np.float64]:
    return _session(loaded, said)[1]


def _session(loaded: LoadedSet, said: list[tuple[float, Said]]) -> tuple[list[ScoreEvent], NDArray[np.float64]]:
    conductor = Conductor.of(loaded, default_table())
    state, seq = conductor.begin(3), 0
    events: list[ScoreEvent] = []
    held: list[tuple[float, Said]] = [(0.0, Param(f"layer:{name}", 0.0)) for name in LAYERS]
    due = [(round(at * SAMPLE_RATE), one) for at, one in [*held, *said]]
    length = 24 * SAMPLE_RATE
    for grid in range(0, length, CONTROL_PERIOD):
        while due and due[0][0] < grid:
            seq += 1
            frame, one = due.pop(0)
            stepped = conductor.step(state, [Input(Frame(frame), seq, one)], Frame(frame))
            state = stepped.state
            events.extend(stepped.events)
        stepped = conductor.step(state, [], Frame(grid))
        state = stepped.state
        events.extend(stepped.events)
    return events, render(loaded, events, length, synth="none").f32.astype(np.float64)


def harmony(setting: Setting) -> Iterator[Row]:
    """Look at every way the set's rules can go for two chords that sound together."""
    loaded, table = load(find_set(setting.stem_set)), StemTable()
    table.add(loaded)
    ways, wrong, pairs = 0, [], 0
    for count, found in overlaps(loaded, table):
        ways, pairs = ways + count, pairs + 1
        wrong += found
    worst = max(wrong, key=lambda one: one.seconds, default=None)
    said = f"; worst: {worst.rule} from {worst.source} to {worst.target}, {worst.seconds:.2f} s" if worst else ""
    why = (
        f"{pairs} pairs of sections of {setting.stem_set}; pitched layers within {NEAR_DB:g} dB of each other for more"
    )
    why += f" than {SHORT_S * 1000:g} ms{said}"
    text = "changes at which two different chords sound together"
    yield judged("transitions-harmony", text, len(wrong), "changes", "== 0", runs=ways, why=why)
