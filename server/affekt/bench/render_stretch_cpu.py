"""What stretching eight layers costs: all together here, one after another with python-stretch and Rubber Band."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from affekt.bench import peers
from affekt.bench.render_block import SESSIONS, SHIFT, Scene, playing
from affekt.bench.rows import Row, judged, unmeasured
from affekt.bench.run import Setting
from affekt.clock import thread_seconds
from affekt.core.errors import AffektError, Reason
from affekt.core.units import BLOCK, SAMPLE_RATE

_SHORT_S, _LONG_S = 2.0, 6.0
_BAR = ">= 50"
_TEXT = "stretching 8 layers by 1.1: {}'s processor time by ours, which mixes them as well"
_CALLS = 400

Stretch = Callable[[float], float]
"""Stretch so many seconds (as heard) of every layer; the processor seconds that it took."""


def costs(setting: Setting) -> Iterator[Row]:
    """Stretch the same eight layers in every way; peers as the slope between two lengths."""
    engine, stems = playing(setting, Scene("stretch-cpu", "", tempo=True))
    todo = np.arange(SESSIONS)
    spent = []
    for _ in range(_CALLS):
        began = thread_seconds()
        engine.render(todo, BLOCK)
        spent.append((thread_seconds() - began) / SESSIONS)
    ours = median(spent) * SAMPLE_RATE / BLOCK * 1e3
    text = "processor time of a second of 8 layers at 1.1 times their tempo, mixed, limiter and s16"
    why = f"median of {_CALLS} calls for {SESSIONS} sessions"
    yield judged("stretch-cpu", text, ours, "ms", runs=_CALLS, why=why)
    ways: tuple[tuple[str, str, str, Callable[[], tuple[Stretch, str]]], ...] = (
        ("python-stretch", "python-stretch", _BAR, lambda: _signalsmith(stems)),
        ("rubberband-fast", "Rubber Band R2", "", lambda: _rubberband(stems, setting.scratch, "-2")),
        ("rubberband-fine", "Rubber Band R3", "", lambda: _rubberband(stems, setting.scratch, "-3")),
    )
    for name, words, bar, make in ways:
        text = _TEXT.format(words)
        try:
            stretch, told = make()
        except AffektError as error:
            yield unmeasured(f"stretch-cpu-vs-{name}", text, error.text, unit="×", bar=bar)
            continue
        short, long = stretch(_SHORT_S), stretch(_LONG_S)
        theirs = (long - short) / (_LONG_S - _SHORT_S) * 1e3
        why = f"theirs {theirs:.0f} ms a second of music for the 8 layers, ours {ours:.2f}"
        yield judged(f"stretch-cpu-vs-{name}", text, theirs / ours, "×", bar, peer=told, why=why)


def _signalsmith(stems: NDArray[np.int16]) -> tuple[Stretch, str]:
    try:
        from python_stretch import Signalsmith
    except ImportError as error:
        raise AffektError(Reason.UNSUPPORTED, "python-stretch is not installed; pip install python-stretch") from error
    layers = [_floats(stem) for stem in stems]

    def stretch(seconds: float) -> float:
        count = round(seconds * SHIFT * SAMPLE_RATE)
        began = thread_seconds()
        for layer in layers:
            one = Signalsmith.Stretch()
            one.preset(2, SAMPLE_RATE)
            one.setTimeFactor(SHIFT)
            one.process(np.ascontiguousarray(layer[:, :count]))
        return thread_seconds() - began

    return stretch, f"python-stretch {version('python-stretch')}"


def _rubberband(stems: NDArray[np.int16], folder: Path, engine: str) -> tuple[Stretch, str]:
    peer = peers.find("rubberband", "--version")

    def stretch(seconds: float) -> float:
        import soundfile

        count = round(seconds * SHIFT * SAMPLE_RATE)
        spent = 0.0
        for number, stem in enumerate(stems):
            source = folder / f"stretch-{number}.wav"
            soundfile.write(source, stem[: 2 * count].reshape(-1, 2), SAMPLE_RATE, subtype="PCM_16")
            spent += peers.run(peer, ("-q", engine, "-T", SHIFT, source, folder / "stretched.wav"), folder=folder)
        return spent

    return stretch, peer.told


def _floats(stem: NDArray[np.int16]) -> NDArray[np.float32]:
    """Return a stem as `[2, frames]`, ±1."""
    return np.ascontiguousarray(stem.reshape(-1, 2).T.astype(np.float32) / np.float32(32768.0))
