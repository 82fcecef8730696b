"""The build's mix: where each role sits in the room and the balance, and how layers sound together in a loop."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from affekt.arrange.manifest import Instrument, Role, Section, StemSet
from affekt.arrange.timing import as_layer, body_frames, pickup_frames
from affekt.arrange.unequal import passes
from affekt.core.units import gain
from affekt.render.build_finish import narrow_low
from affekt.render.build_space import bell, high_pass, low_pass, reverb
from affekt.render.loudness import Samples, as_stereo


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a role sits in the room and in the balance."""

    level: float
    """Loudness against the section's mix, in LU, before `gain_db`."""
    high_pass: float
    low_pass: float = 0.0
    """Corners in Hz; 0 is none."""
    wide: float = 0.0
    mono: bool = False
    presence_db: float = 0.0
    """At 2.2 kHz: the theme steps forward, its company back."""
    air_db: float = 0.0
    """Around 6.5 kHz."""
    quality: float = 0.3


SEATS: dict[Role, Seat] = {
    "bed": Seat(-11.5, 130.0, 5000.0, wide=0.8, presence_db=-2.0),
    "light_harmony": Seat(-9.5, 140.0, 11000.0, wide=0.65, presence_db=-1.5, air_db=3.0),
    "dark_harmony": Seat(-9.5, 140.0, 8000.0, wide=0.65, presence_db=-1.5, air_db=1.5),
    "bass": Seat(-8.0, 32.0, 2600.0, mono=True, quality=0.2),
    "pulse": Seat(-11.0, 160.0, 9000.0, wide=0.6, air_db=2.0),
    "low_percussion": Seat(-8.5, 40.0, 9000.0, mono=True, quality=0.25),
    "high_percussion": Seat(-14.0, 300.0, 14000.0, wide=0.2),
    "theme": Seat(-5.5, 160.0, wide=0.2, presence_db=2.5, air_db=2.5, quality=0.35),
    "answer": Seat(-8.0, 170.0, wide=0.4, presence_db=1.5, air_db=2.5),
    "colour": Seat(-13.5, 250.0, wide=0.8, air_db=2.0),
}


def colour(audio: Samples, seat: Seat, instrument: Instrument) -> Samples:
    """Put a dry layer into the room: its band, its presence, its share of the reverb."""
    audio = high_pass(audio, seat.high_pass)
    if seat.low_pass:
        audio = low_pass(audio, seat.low_pass)
    if seat.presence_db:
        audio = bell(audio, 2200.0, seat.presence_db)
    if seat.air_db:
        audio = bell(audio, 6500.0, seat.air_db, 0.5)
    if instrument.reverb > 0:
        audio = audio + reverb(audio) * instrument.reverb
    return as_mono(audio) if seat.mono else narrow_low(audio)


def as_mono(audio: Samples) -> Samples:
    """Return left and right folded into one channel."""
    mono: Samples = audio.mean(axis=1, keepdims=True)
    return mono


def looped(audio: Samples, section: Section) -> Samples:
    """Return one steady pass of a loop: the body, with what hangs over from the pass before mixed in."""
    start, body = pickup_frames(section), body_frames(section)
    out = audio[start : start + body].copy()
    over = audio[start + body :]
    count = min(len(over), body)
    out[:count] += over[:count]
    if start:
        out[body - min(start, body) :] += audio[:start][-body:]
    return out


def combinations(manifest: StemSet, name: str) -> list[list[str]]:
    """Return the fullest combinations of a section's layers: all of them with the light or the dark harmony."""
    playing = manifest.playing_layers(name)
    role = {n: manifest.layers[n].role for n in playing}
    light = [n for n in playing if role[n] != "dark_harmony"]
    dark = [n for n in playing if role[n] != "light_harmony"]
    return [light] if light == dark else [light, dark]


def _static(manifest: StemSet, section: Section, layer: str) -> float:
    """Return the linear gain that a player of the set applies to a layer at rest."""
    own = section.layers[layer].gain_db
    return gain(manifest.layers[layer].gain_db if own is None else own)


def mix(stems: dict[str, Samples], layers: Iterable[str], manifest: StemSet, section: Section) -> Samples:
    """Return one steady pass of some layers together, at their resting levels, in stereo."""
    total = np.zeros((body_frames(section) * passes(section), 2))
    for layer in layers:
        loop = as_stereo(looped(stems[layer], as_layer(section, layer))) * _static(manifest, section, layer)
        if len(loop) == len(total):
            total += loop
        else:
            total += np.tile(loop, (-(-len(total) // len(loop)), 1))[: len(total)]
    return total
