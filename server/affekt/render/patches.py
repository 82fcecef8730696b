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
    sound: str = ""
    """A sound of the built-in synthesiser by name; empty for the program's own."""
    attack: float = 1.0
    """Times the sound's own attack."""
    release: float = 1.0
    """Times the sound's own release."""
    brightness: float = 0.5
    """0 dull … 1 bright; 0.5 is the sound's own."""
    vibrato: float = 0.5
    """0 none … 1 deep; 0.5 is the sound's own."""


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
        live = one.live
        found.append(
            Patch(
                one.program, one.bank, one.drums, one.pan, voice.gain_db + one.gain_db,
                live.sound, live.attack, live.release, live.brightness, live.vibrato,
            )
        )  # fmt: skip
    return Patches(tuple(found), manifest.tuning.cents)
