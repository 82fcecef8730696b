"""A small set of pure tones: whoever hears a recording of it knows which layer of which section sounds, and since when.

Each layer of each section has a frequency of its own and a click on every beat; all is 48 kHz WAV beside a `set.toml`.
"""

from pathlib import Path
from typing import Final

import numpy as np
import soundfile
from numpy.typing import NDArray

from affekt.render.build import build

RATE: Final = 48_000
SECTIONS: Final = {"exploration": (120.0, 4), "tension": (100.0, 2), "combat": (150.0, 4), "calm": (80.0, 2)}
"""Name → quarter notes a minute, bars of four beats."""
LAYERS: Final = ("bed", "pulse", "theme")
LEVEL: Final = 0.08
_ENDS: Final = ("victory", "aftermath", "loss")
_HEAD: Final = """\
format = 1
name = "tones"
start = "exploration"
lead = "scene"
[layers.bed]
role = "bed"
fade_beats = 0.5
[layers.pulse]
role = "low_percussion"
pitched = false
fade_beats = 0.25
[layers.theme]
role = "theme"
fade_beats = 1
[[transitions]]
from = "any"
to = "any"
from_time = "next_bar"
to_time = "start"
fade = "out"
fade_beats = 0.25
[[transitions]]
from = "any"
to = "combat"
from_time = "next_beat"
to_time = "start"
fade = "out"
fade_beats = 0.125
within_ms = 600
[[transitions]]
from = "any"
to = "calm"
from_time = "next_bar"
to_time = "start"
fade = "cross"
fade_beats = 2
[stingers.discovery]
takes = [{ file = "audio/discovery.wav", pickup_beats = 0.5 }]
at = "next_beat"
tempo = 120
duck_db = -6
length_beats = 2
[mix.reverb]
stingers = 0.0
"""


def hertz(section: str, layer: str) -> float:
    """The frequency of a layer of a section: far from every other, and no simple ratio to it."""
    place = list(SECTIONS).index(section) * len(LAYERS) + LAYERS.index(layer)
    return 300.0 * 1.19**place


def tone(frames: int, frequency: float, beat: float, level: float = LEVEL) -> NDArray[np.float64]:
    """A tone that starts anew on every beat with a soft click."""
    t = np.arange(frames) / RATE
    since = t % beat
    swell = np.minimum(since / 0.004, 1.0) * np.minimum((beat - since) / 0.004, 1.0)
    return np.asarray(level * swell * (0.6 + 0.4 * np.exp(-since * 12.0)) * np.sin(2 * np.pi * frequency * since))


def write(folder: Path) -> Path:
    """Write the set into a folder, with its `set.json`; return the folder."""
    audio = folder / "audio"
    audio.mkdir(parents=True)
    text = [_HEAD]
    for name, (bpm, bars) in SECTIONS.items():
        beat = 60.0 / bpm
        body = round(bars * 4 * beat * RATE)
        pickup = round(beat * RATE) if name == "tension" else 0
        text.append(
            f"[sections.{name}]\nbars = {bars}\ntempo = {bpm}\ntail_beats = 2\npickup_beats = {1 if pickup else 0}\n"
            f"exit_every_bars = 1\nphrase_bars = {bars}\n[sections.{name}.layers]\n"
        )
        for layer in LAYERS:
            whole = tone(pickup + body + round(2 * beat * RATE), hertz(name, layer), beat)
            whole[pickup + body :] *= np.linspace(0.5, 0.0, len(whole) - pickup - body)
            soundfile.write(audio / f"{name}_{layer}.wav", whole.astype(np.float32), RATE, subtype="PCM_16")
            curve = ""
            if layer == "pulse":
                curve = ', curve = { input = "energy", points = [[0.3, -96], [0.31, 0]], hysteresis = 0.02 }'
            text.append(f'{layer} = {{ takes = [{{ file = "audio/{name}_{layer}.wav" }}]{curve} }}\n')
    soundfile.write(audio / "discovery.wav", tone(RATE, 3000.0, 0.25), RATE, subtype="PCM_16")
    (folder / "set.toml").write_text("".join(text), "utf-8")
    build(folder)
    return folder
