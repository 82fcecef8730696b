"""What follows the key: which recordings of a set are pitched, how far they must move, and where they loop."""

from collections.abc import Iterator
from dataclasses import dataclass

from affekt.arrange.manifest import StemSet
from affekt.arrange.tails import slots, tails_file
from affekt.arrange.timing import as_layer, body_frames, pickup_frames


@dataclass(frozen=True, slots=True)
class Loop:
    """Where the part lies in a recording that is played again and again."""

    start: int
    frames: int


def pitched(manifest: StemSet) -> Iterator[str]:
    """Yield the recordings that follow the key, once each: those of pitched layers and of pitched stingers."""
    yield from dict.fromkeys(file for section in manifest.sections for file in pitched_in(manifest, section))


def pitched_in(manifest: StemSet, section: str) -> Iterator[str]:
    """Yield the recordings that follow the key while a section plays, once each: every take of its pitched layers,
    their tails, and pitched stingers."""
    used = manifest.sections[section].layers if section in manifest.sections else {}
    takes = [t.file for name, layer in used.items() if manifest.layers[name].pitched for t in layer.takes]
    if section in manifest.sections and slots(manifest.sections[section]) is not None:
        takes += [tails_file(file) for file in takes]
    stingers = (take.file for stinger in manifest.stingers.values() if stinger.pitched for take in stinger.takes)
    yield from dict.fromkeys((*takes, *stingers))


def loop_of(manifest: StemSet, file: str) -> Loop | None:
    """Return where a recording loops; None where it is played once."""
    for section in manifest.sections.values():
        for layer, used in section.layers.items():
            if not section.once and any(take.file == file for take in used.takes):
                return Loop(pickup_frames(section), body_frames(as_layer(section, layer)))
    return None


def cents_of(manifest: StemSet, shift: float = 0.0) -> float:
    """Return how far pitched recordings must move, in cents, to sound `shift` semitones away in the set's tuning."""
    tuning = manifest.tuning
    stands = tuning.cents if tuning.recorded is None else tuning.recorded
    return round(100.0 * shift + tuning.cents - stands, 1)
