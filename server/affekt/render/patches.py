"""Patches: what a synthesiser must know of a set's generated voices."""

from dataclasses import dataclass

from affekt.arrange.manifest import Instrument, StemSet


@dataclass(frozen=True, slots=True)
class Patch:
    """One generated voice's sound."""

    program: int
    """General-MIDI program, from 0."""
    bank: int
    drums: bool
    pan: float
    """-1 left … +1 right."""
    gain_db: float


@dataclass(frozen=True, slots=True)
class Patches:
    """A set's voices in the manifest's order, and its tuning."""

    voices: tuple[Patch, ...]
    cents: float = 0.0


def patches(manifest: StemSet) -> Patches:
    """Return the sounds of a set's generated voices, in the order by which notes name them."""
    found = []
    for voice in manifest.voices.values():
        one = manifest.instruments.get(voice.instrument, Instrument())
        found.append(Patch(one.program, one.bank, one.drums, one.pan, voice.gain_db + one.gain_db))
    return Patches(tuple(found), manifest.tuning.cents)
