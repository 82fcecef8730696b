"""A session's block: eight layers with live tempo, reverb, limiter and 16 bits, beside a plain mix of eight stems."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from statistics import median

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.load import load
from affekt.arrange.shelf import find_set
from affekt.bench.core_offline import eight_layers
from affekt.bench.player import Line, write
from affekt.bench.render_mix import ramped_mix
from affekt.bench.rows import Row, judged, unmeasured
from affekt.bench.run import Setting
from affekt.clock import thread_seconds
from affekt.core.score import Layer
from affekt.core.units import BLOCK, SAMPLE_RATE
from affekt.host.offline import read_script
from affekt.host.offline import run as conduct
from affekt.render import layout as at
from affekt.render.engine import Engine
from affekt.render.layout import Rows, row, table
from affekt.render.plan import Plan
from affekt.render.stems import StemTable
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor

SESSIONS = 24
LENGTH_S = 40.0
SETTLED_S = 20.0
"""From here on is measured: every session is elsewhere in the music, and everything is switched on."""
STAGGER = 31
"""Blocks from one session to the next."""
SHIFT = 1.1
"""The live tempo, by the recorded one."""
LOUD = 8.0
"""The master's level while the limiter is made to work."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a session's block does."""

    name: str
    text: str
    tempo: bool = False
    reverb: bool = False
    loud: bool = False


SCENES = (
    Scene("block-8", "8 layers"),
    Scene("block-8-tempo", "8 layers, live tempo", tempo=True),
    Scene("block-8-reverb", "8 layers, reverb", reverb=True),
    Scene("block-8-limiter", "8 layers, limiter at work", loud=True),
    Scene("block-8-all", "8 layers, live tempo, reverb, limiter", tempo=True, reverb=True),
    Scene("block-8-all-loud", "8 layers, live tempo, reverb, limiter at work", tempo=True, reverb=True, loud=True),
)
HELD = "block-8-all"
"""The scene that the bar is held to."""

HAS_TEMPO = find_spec("affekt.render.kernel_stretch") is not None
_RAMPS = vars(at)
HAS_REVERB = "R_REVERB" in _RAMPS


def block(setting: Setting) -> Iterator[Row]:
    """Render blocks of many sessions, and between them the plain mix; tell the medians and their ratio."""
    for scene in SCENES:
        bar = "<= 5" if scene.name == HELD else ""
        lacking = [
            name
            for name, wanted, there in (
                ("live tempo", scene.tempo, HAS_TEMPO),
                ("reverb", scene.reverb, HAS_REVERB),
            )
            if wanted and not there
        ]
        if lacking:
            why = f"this renderer has no {' and no '.join(lacking)} yet"
            yield unmeasured(f"{scene.name}-vs-numba", f"a session's block: {scene.text}", why, unit="×", bar=bar)
            continue
        own, plain, working = _measure(setting, scene)
        ours, theirs = median(own), median(plain)
        why = (
            f"ours {ours * 1e6:.2f} µs a block of 10 ms, theirs {theirs * 1e6:.2f}; medians of {len(own)} calls for "
            f"{SESSIONS} sessions, f32 and s16 out, levels; the limiter works in {working:.0%} of the blocks"
        )
        ratios = [a / b for a, b in zip(_parts(own), _parts(plain), strict=True)]
        text = f"a session's block ({scene.text}, s16) by a plain numba mix of 8 stems with gain ramps"
        yield judged(f"{scene.name}-vs-numba", text, ratios, "×", bar, value=ours / theirs,
                     peer=f"numba {version('numba')}", why=why)  # fmt: skip


def _measure(setting: Setting, scene: Scene) -> tuple[list[float], list[float], float]:
    """Return the processor seconds of a session's block and of a plain mix, a pair a call; and the limiter's share."""
    engine, stems = playing(setting, scene)
    mix, mixed, heard = ramped_mix(), np.zeros(2 * BLOCK, np.float32), np.zeros(2 * BLOCK, np.int16)
    levels = np.full((2, len(stems)), 0.3 / 32768.0, np.float32)
    levels[1] *= 0.9
    todo = np.arange(SESSIONS)
    calls = round((LENGTH_S - SETTLED_S) * SAMPLE_RATE / BLOCK) - SESSIONS * STAGGER
    own, plain, working = [], [], 0
    for call in range(calls):
        began = thread_seconds()
        engine.render(todo, BLOCK)
        between = thread_seconds()
        for s in todo:
            place = (call + s * STAGGER) * 2 * BLOCK % (stems.shape[1] - 2 * BLOCK)
            mix(stems, levels[0], levels[1], place, mixed, heard)
        own.append((between - began) / SESSIONS)
        plain.append((thread_seconds() - between) / SESSIONS)
        working += sum(engine.mixer.levels(int(s), 0).reduction < 1.0 for s in todo)
    return own, plain, working / calls / SESSIONS


def playing(setting: Setting, scene: Scene) -> tuple[Engine, NDArray[np.int16]]:
    """Return an engine whose sessions have all come to another place of the same music, and eight of its stems."""
    loaded = load(find_set(setting.stem_set))
    first = loaded.manifest.sections[loaded.manifest.start]
    lines: list[Line] = [*eight_layers(list(loaded.manifest.layers))]
    if scene.tempo:
        lines.append({"t": 1.0, "param": {"tempo": round(first.tempo * SHIFT, 1)}})
    path = write(setting.scratch / f"{scene.name}.jsonl", lines, stem_set=setting.stem_set, seconds=LENGTH_S)
    events = conduct(Conductor.of(loaded, default_table()), read_script(path)).events
    stems = StemTable()
    stems.add(loaded)
    rows = Plan(loaded, stems).rows(events)
    rows = np.concatenate([rows[rows["op"] != at.OP_NOTE], _added(scene)])
    engine = Engine(SESSIONS, frames=BLOCK)
    engine.map_stems(stems)
    for s in range(SESSIONS):
        engine.open(s, None)
        engine.enqueue(s, rows.copy())
        engine.relax()
        for _ in range(round(SETTLED_S * SAMPLE_RATE / BLOCK) + s * STAGGER):
            engine.render(np.array([s]), BLOCK)
    up = {e.act.layer for e in events if isinstance(e.act, Layer) and e.act.gain_db > -60.0}
    parts = [first.layers[name].takes[0].file for name in first.layers if name in up][:8]
    found = [stem for file in parts if (stem := stems.find(loaded, file)) is not None]
    length = 2 * min(stem.frames for stem in found)
    return engine, np.stack([_stereo(np.fromfile(stem.file, np.int16)[32:], stem.channels, length) for stem in found])


def _stereo(samples: NDArray[np.int16], channels: int, length: int) -> NDArray[np.int16]:
    both = samples if channels == 2 else np.repeat(samples, 2)
    return both[:length]


def _added(scene: Scene) -> Rows:
    """Return the rows that no line of a session says."""
    found = []
    if scene.reverb and HAS_REVERB:
        found.append(row(at.OP_RAMP, 0, a=_RAMPS["R_REVERB"], x=0.5))
        found += [row(at.OP_RAMP, 0, a=_RAMPS["R_SEND"] + k, x=0.3) for k in range(at.LAYERS)]
    if scene.loud:
        found.append(row(at.OP_RAMP, 0, a=at.R_MASTER, x=LOUD))
    return table(found)


def _parts(values: list[float], count: int = 5) -> list[float]:
    """Return the medians of so many parts of a run, one after another."""
    size = len(values) // count
    return [median(values[k * size : (k + 1) * size]) for k in range(count)]
