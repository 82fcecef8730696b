"""A set for clients' ears: two layers of clicks on every beat, one in each channel, so that time is read from sound."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.core.units import SAMPLE_RATE

BEATS = 4
SECTIONS = {"steady": (120.0, 2), "quick": (150.0, 2)}
"""Tempo and bars."""
LAYERS = ("left", "right")
_TAIL_BEATS = 0.5
_CLICK = 240
"""Frames (5 ms) of a click."""

_HEAD = """\
format = 1
name = "clicks"
start = "steady"
licence = "CC0-1.0"

[layers.left]
role = "low_percussion"
pitched = false
[layers.right]
role = "high_percussion"
pitched = false

[[transitions]]
from = "any"
to = "any"
from_time = "next_bar"
fade = "out"
fade_beats = 0.125
"""
_SECTION = """
[sections.{name}]
bars = {bars}
tempo = {tempo}
tail_beats = {tail}
"""
_LAYER = """[sections.{name}.layers.{layer}]
takes = [{{ file = "{name}_{layer}.ogg" }}]
"""


def write(folder: Path) -> LoadedSet:
    """Write the set into a folder named `clicks`, with its `set.json`, and return it."""
    import soundfile

    home = folder / "clicks"
    home.mkdir(parents=True, exist_ok=True)
    text = _HEAD
    for name, (tempo, bars) in SECTIONS.items():
        text += _SECTION.format(name=name, bars=bars, tempo=tempo, tail=_TAIL_BEATS)
        for layer in LAYERS:
            text += _LAYER.format(name=name, layer=layer)
            soundfile.write(
                home / f"{name}_{layer}.ogg", clicks(tempo, bars, layer), SAMPLE_RATE, "VORBIS", format="OGG"
            )
    (home / "set.toml").write_text(text, "utf-8")
    loaded = load(home)
    manifest = loaded.manifest.model_dump(mode="json", by_alias=True)
    (home / "set.json").write_text(json.dumps({**manifest, "built": {"files": {}}}), "utf-8")
    return loaded


def clicks(tempo: float, bars: int, layer: str) -> NDArray[np.float32]:
    """Return a layer's recording: a short tone on each beat, alone in its channel."""
    beat = round(60.0 * SAMPLE_RATE / tempo)
    sound = np.zeros((round((bars * BEATS + _TAIL_BEATS) * beat), 2), np.float32)
    t = np.arange(_CLICK) / SAMPLE_RATE
    click = 0.5 * np.sin(2 * np.pi * 2_000.0 * t) * np.hanning(2 * _CLICK)[_CLICK:]
    for start in range(0, bars * BEATS * beat, beat):
        sound[start : start + _CLICK, LAYERS.index(layer)] = click
    return sound


def onsets(channel: NDArray[np.float32], *, level: float = 0.1, apart: int = SAMPLE_RATE // 10) -> NDArray[np.int64]:
    """Return the frames at which a channel's clicks begin."""
    loud = np.flatnonzero(np.abs(channel) > level)
    if not len(loud):
        return np.zeros(0, np.int64)
    first: NDArray[np.int64] = loud[np.concatenate([[True], np.diff(loud) > apart])]
    return first
