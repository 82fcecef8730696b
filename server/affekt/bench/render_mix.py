"""Mixing layers offline: ours, scsynth, Csound, plain numpy and a plain numba loop, as slopes between two lengths."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affekt.bench import peers, peers_csound, peers_scsynth
from affekt.bench.layered import GAIN, Wav, playing, recordings, samples
from affekt.bench.rows import Row, judged, unmeasured
from affekt.bench.run import Setting
from affekt.clock import thread_seconds
from affekt.core.errors import AffektError
from affekt.core.units import BLOCK, SAMPLE_RATE
from affekt.render.offline import OFFLINE_BLOCK

COUNTS = (8, 32, 64)
SHORT_S, LONG_S = 20.0, 60.0
RUNS = 3
BARS = {"scsynth": ">= 6"}
PEERS = {
    "scsynth": "scsynth's render",
    "csound": "Csound's render",
    "numpy": "a plain numpy mix",
    "numba": "a plain numba mix",
}
NOTES = {
    "scsynth": "`PlayBuf` times a level, blocks of 64, WAV",
    "csound": "`loscil`, blocks of 64, WAV",
    "numpy": "without ramps, limiter or file",
    "numba": "without ramps, limiter or file",
}

Render = Callable[[float], float]
"""Render so many seconds of music; the processor seconds that it took."""


def slope(render: Render, *, short_s: float = SHORT_S, long_s: float = LONG_S) -> float:
    """Return the processor milliseconds of a second of music, from the difference of two lengths."""
    short = render(short_s)
    return (render(long_s) - short) / (long_s - short_s) * 1e3


def ours(files: list[Path], out: Path) -> Render:
    """Return our renderer, limiter, levels and WAV included."""

    def render(seconds: float) -> float:
        engine = playing(files)
        todo = np.zeros(1, np.int64)
        wav = Wav(out)
        began = thread_seconds()
        for _ in range(round(seconds * SAMPLE_RATE) // OFFLINE_BLOCK):
            engine.render(todo, OFFLINE_BLOCK)
            wav.write(engine.mixer.planes.s16[0, 0, : 2 * OFFLINE_BLOCK])
        wav.close()
        return thread_seconds() - began

    return render


def numpy_mix(files: list[Path]) -> Render:
    """Return the plain way in numpy: each layer's block scaled and added, then clipped to 16 bits."""
    layers = samples(files)
    gains = [np.float32(GAIN / 32768.0)] * len(layers)

    def render(seconds: float) -> float:
        began = thread_seconds()
        place = 0
        for _ in range(round(seconds * SAMPLE_RATE) // BLOCK):
            mixed = np.zeros(2 * BLOCK, np.float32)
            for layer, gain in zip(layers, gains, strict=True):
                mixed += layer[place : place + 2 * BLOCK] * gain
            np.clip(np.rint(mixed * 32768.0), -32768, 32767).astype(np.int16)
            place = place + 2 * BLOCK if place + 4 * BLOCK <= len(layers[0]) else 0
        return thread_seconds() - began

    return render


def numba_mix(files: list[Path]) -> Render:
    """Return a plain compiled loop over the layers, then clipped to 16 bits, in blocks of 10 ms."""
    mix = plain_mix()
    layers = np.stack(samples(files))
    gains = np.full(len(files), GAIN / 32768.0, np.float32)
    mixed, heard = np.zeros(2 * BLOCK, np.float32), np.zeros(2 * BLOCK, np.int16)

    def render(seconds: float) -> float:
        began = thread_seconds()
        place = 0
        for _ in range(round(seconds * SAMPLE_RATE) // BLOCK):
            mix(layers, gains, place, mixed, heard)
            place = place + 2 * BLOCK if place + 4 * BLOCK <= layers.shape[1] else 0
        return thread_seconds() - began

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


def ramped_mix() -> Callable[..., None]:
    """Return a compiled loop as `plain_mix`, each layer's gain going from one level to another within the block."""
    import numba as nb

    def mix(layers: Any, first: Any, last: Any, place: int, mixed: Any, heard: Any) -> None:
        count = mixed.shape[0] // 2
        for i in range(2 * count):
            mixed[i] = np.float32(0.0)
        for k in range(layers.shape[0]):
            gain, rise = first[k], (last[k] - first[k]) / np.float32(count)
            layer = layers[k, place : place + 2 * count]
            for i in range(count):
                now = gain + rise * np.float32(i)
                mixed[2 * i] += np.float32(layer[2 * i]) * now
                mixed[2 * i + 1] += np.float32(layer[2 * i + 1]) * now
        for i in range(2 * count):
            loud = np.rint(mixed[i] * np.float32(32768.0))
            heard[i] = np.int16(min(max(loud, np.float32(-32768.0)), np.float32(32767.0)))

    compiled: Callable[..., None] = nb.njit(nogil=True)(mix)
    return compiled


def mix(setting: Setting) -> Iterator[Row]:
    """Mix 8, 32 and 64 layers, each way in turn, and tell how many times longer the others take than we do."""
    for count in COUNTS:
        files = recordings(setting.scratch / "layers", count)
        ways: dict[str, Render] = {
            "numpy": numpy_mix(files),
            "numba": numba_mix(files),
        }
        missing = {}
        for name, make in (("scsynth", _scsynth), ("csound", _csound)):
            try:
                ways[name] = make(files, setting.scratch)
            except AffektError as error:
                missing[name] = error.text
        own = ours(files, setting.scratch / "ours.wav")
        own(LONG_S)
        for render in ways.values():
            render(1.0)
        ours_ms: list[float] = []
        theirs: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(RUNS):
            ours_ms.append(slope(own, long_s=4 * LONG_S))
            for name, render in ways.items():
                theirs[name].append(slope(render, long_s=(4 if name == "numba" else 1) * LONG_S))
        text = f"processor time of a second of music: {count} layers offline, limiter, levels and WAV included"
        yield judged(f"mix-{count}", text, ours_ms, "ms", why=f"in calls of {OFFLINE_BLOCK} frames, as `affekt render`")
        for name in ("scsynth", "csound", "numpy", "numba"):
            text = f"mixing {count} layers offline: {PEERS[name]} by ours, slope between two lengths"
            if name in missing:
                yield unmeasured(f"mix-{count}-vs-{name}", text, missing[name], unit="×", bar=BARS.get(name, ""))
                continue
            times = [a / b for a, b in zip(theirs[name], ours_ms, strict=True)]
            told = ", ".join(f"{a:.2f}" for a in theirs[name])
            yield judged(f"mix-{count}-vs-{name}", text, times, "×", BARS.get(name, ""), peer=_told(name),
                         why=f"theirs {told} ms a second of music, {NOTES[name]}")  # fmt: skip


def _scsynth(files: list[Path], folder: Path) -> Render:
    peer = peers.find("scsynth", "-v")
    return lambda seconds: peers_scsynth.mix(peer, files, GAIN, seconds, folder)


def _csound(files: list[Path], folder: Path) -> Render:
    peer = peers.find("csound", "--version")
    return lambda seconds: peers_csound.mix(peer, files, GAIN, seconds, folder)


def _told(name: str) -> str:
    if name == "numpy":
        return f"numpy {np.__version__}"
    if name == "numba":
        return f"numba {version('numba')}"
    return peers.find(name, "-v" if name == "scsynth" else "--version").told
