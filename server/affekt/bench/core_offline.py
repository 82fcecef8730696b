"""Offline speed: the slope between a short and a long rendering, and the cold start apart."""

from collections.abc import Iterator
from pathlib import Path

from affekt.bench.player import Line, write
from affekt.bench.rows import Row, judged
from affekt.bench.run import Setting
from affekt.bench.verb import affekt, cores
from affekt.core.errors import AffektError, Reason

_SHORT_S, _LONG_S = 60.0, 300.0
EIGHT = ("bed", "light_harmony", "bass", "pulse", "low_percussion", "high_percussion", "theme", "answer")
"""The layers that are held up; the others are held down."""


def eight_layers(layers: list[str]) -> list[Line]:
    """Return lines that hold eight layers of a set at their full level, and the others silent."""
    up = [name for name in EIGHT if name in layers]
    up += [name for name in layers if name not in up][: 8 - len(up)]
    levels = {name: 0.0 if name in up else -96.0 for name in layers}
    return [{"t": 0.0, "param": {f"layer:{name}": db}} for name, db in levels.items()]


def offline(setting: Setting) -> Iterator[Row]:
    """Render 60 s and 300 s of eight layers on one core, stems only."""
    from affekt.arrange.load import load
    from affekt.arrange.shelf import find_set

    layers = list(load(find_set(setting.stem_set)).manifest.layers)
    runs = 3
    core = cores()[-1]
    path = setting.scratch / "eight.jsonl"
    write(path, eight_layers(layers), stem_set=setting.stem_set, seconds=_LONG_S)
    _timed(path, 1.0, core)
    slopes, colds, without = [], [], []
    for _ in range(runs):
        short, long = _timed(path, _SHORT_S, core), _timed(path, _LONG_S, core)
        silent = _conducted(path, _SHORT_S, core), _conducted(path, _LONG_S, core)
        slope = (_LONG_S - _SHORT_S) / (long - short)
        slopes.append(slope)
        colds.append(short - _SHORT_S / slope)
        without.append((silent[1] - silent[0]) / (_LONG_S - _SHORT_S) * 1e3)
    ms = 1e3 / max(slopes)
    why = (
        f"`affekt render --synth none` on core {core}, composing and WAV included, {runs} runs; at best {ms:.1f} ms of "
        f"processor a second of music, of which {min(without):.1f} ms conduct and compose"
    )
    text = "times real time, from the slope between 60 s and 300 s of 8 layers"
    yield judged("offline-slope", text, slopes, "×", ">= 100", why=why)
    yield judged("offline-cold", "what does not depend on the length: start, imports, mapping", colds, "s", runs=runs)


def _timed(path: Path, seconds: float, core: int) -> float:
    """Return the processor seconds of a rendering, so that the other users of the machine do not count."""
    ran = affekt("render", path, "--out", path.with_suffix(".wav"), "--synth", "none", "--seconds", seconds, core=core)
    if ran.status != 0:
        raise AffektError(Reason.INTERNAL, f"affekt render failed: {ran.err[-300:]}")
    return ran.cpu_s


def _conducted(path: Path, seconds: float, core: int) -> float:
    return affekt("render", path, "--log", path.with_suffix(".log"), "--seconds", seconds, core=core).cpu_s
