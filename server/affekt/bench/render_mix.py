"""Mixing layers: ours against plain numpy and a plain numba loop, as slopes between two lengths."""

import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affekt.bench.layered import GAIN, Wav, playing, recordings, samples
from affekt.bench.rows import Row, judged
from affekt.bench.run import Setting
from affekt.core.units import BLOCK, SAMPLE_RATE

COUNTS = (8, 32, 64)
SHORT_S, LONG_S = 20.0, 80.0
RUNS = 3
_CALL = 4_800

Render = Callable[[float], float]
"""Render so many seconds of music; the processor seconds that it took."""


def slope(render: Render, runs: int = RUNS) -> list[float]:
    """Return the processor milliseconds a second of music, once a run, from the difference of two lengths."""
    render(1.0)
    return [(render(LONG_S) - render(SHORT_S)) / (LONG_S - SHORT_S) * 1e3 for _ in range(runs)]


def thread_s() -> float:
    """Return the processor seconds of the calling thread."""
    used = resource.getrusage(resource.RUSAGE_THREAD)
    return used.ru_utime + used.ru_stime


def ours(files: list[Path], out: Path) -> Render:
    """Return our renderer, limiter, levels and WAV included."""

    def render(seconds: float) -> float:
        engine = playing(files)
        todo = np.zeros(1, np.int64)
        wav = Wav(out)
        began = thread_s()
        for _ in range(round(seconds * SAMPLE_RATE) // _CALL):
            engine.render(todo, _CALL)
            wav.write(engine.mixer.planes.s16[0, 0, : 2 * _CALL])
        wav.close()
        return thread_s() - began

    return render


def numpy_mix(files: list[Path]) -> Render:
    """Return the plain way in numpy: each layer's block scaled and added, then clipped to 16 bits."""
    layers = samples(files)
    gains = [np.float32(GAIN / 32768.0)] * len(layers)

    def render(seconds: float) -> float:
        began = thread_s()
        place = 0
        for _ in range(round(seconds * SAMPLE_RATE) // BLOCK):
            mixed = np.zeros(2 * BLOCK, np.float32)
            for layer, gain in zip(layers, gains, strict=True):
                mixed += layer[place : place + 2 * BLOCK] * gain
            np.clip(np.rint(mixed * 32768.0), -32768, 32767).astype(np.int16)
            place = place + 2 * BLOCK if place + 4 * BLOCK <= len(layers[0]) else 0
        return thread_s() - began

    return render


def numba_mix(files: list[Path]) -> Render:
    """Return a plain compiled loop over the layers, then clipped to 16 bits, in blocks of 10 ms."""
    mix = plain_mix()
    layers = np.stack(samples(files))
    gains = np.full(len(files), GAIN / 32768.0, np.float32)
    mixed, heard = np.zeros(2 * BLOCK, np.float32), np.zeros(2 * BLOCK, np.int16)

    def render(seconds: float) -> float:
        began = thread_s()
        place = 0
        for _ in range(round(seconds * SAMPLE_RATE) // BLOCK):
            mix(layers, gains, place, mixed, heard)
            place = place + 2 * BLOCK if place + 4 * BLOCK <= layers.shape[1] else 0
        return thread_s() - began

    return render


def plain_mix() -> Callable[[NDArray[np.int16], NDArray[np.float32], int, Any, Any], None]:
    """Return the compiled loop: int16 `[layers, samples]`, gains, where to begin, the mix in f32 and in s16."""
    import numba as nb

    def mix(layers: Any, gains: Any, place: int, mixed: Any, heard: Any) -> None:
        count = mixed.shape[0]
        for i in range(count):
            mixed[i] = np.float32(0.0)
        for k in range(layers.shape[0]):
            gain = gains[k]
            layer = layers[k, place : place + count]
            for i in range(count):
                mixed[i] += np.float32(layer[i]) * gain
        for i in range(count):
            loud = np.rint(mixed[i] * np.float32(32768.0))
            heard[i] = np.int16(min(max(loud, np.float32(-32768.0)), np.float32(32767.0)))

    compiled: Callable[[NDArray[np.int16], NDArray[np.float32], int, Any, Any], None] = nb.njit(nogil=True)(mix)
    return compiled


def mix(setting: Setting) -> Iterator[Row]:
    """Mix 8, 32 and 64 layers, and tell how many times longer the plain ways take."""
    for count in COUNTS:
        files = recordings(setting.scratch / "layers", count)
        own = slope(ours(files, setting.scratch / "ours.wav"))
        text = f"processor time of a second of music: {count} layers, limiter, levels and WAV included"
        yield judged(f"mix-{count}", text, own, "ms/s")
        for peer, name, render in (("plain numpy", "numpy", numpy_mix), ("a plain numba loop", "numba", numba_mix)):
            times = [a / b for a, b in zip(slope(render(files)), own, strict=True)]
            text = f"mixing {count} layers: {peer}'s time by ours (theirs has neither ramps, limiter nor file)"
            yield judged(f"mix-{count}-vs-{name}", text, times, "×", peer=peer)
