"""Exit tails: what of a section rings on after each of its exits, in a recording beside each take.

A take's tails stand in one file: for each exit, in order, a slot of equal length with what its notes before the exit
leave. It begins a little before the exit, since a player's next downbeat may come early. What lies behind the file's
end is silent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from affekt.arrange.findings import Findings
from affekt.arrange.locate import KeyPath
from affekt.arrange.manifest import Section, StemSet
from affekt.arrange.timing import body_ticks, cue_tick, frame_in_body
from affekt.core.units import SAMPLE_RATE

LEAD = 1_440
"""Frames (30 ms) before an exit at which the section gives way to its tail; no player strays so far."""
JOIN = 240
"""Frames (5 ms) in which it does, linearly: both are the same sound there. The recording has the rise in it."""
GAP = 2_400
"""Frames (50 ms) of silence between two slots, in which an encoder may smear what begins a slot."""


@dataclass(frozen=True, slots=True)
class Slots:
    """Where the tails of a section's exits stand in the files of its takes."""

    exits: tuple[int, ...]
    """Body frames of the exits."""
    frames: int
    """From one slot's beginning to the next one's."""
    tail: int
    """Frames of a slot that sound: `LEAD` before the exit, the rest after it."""

    def at(self, body: int) -> int | None:
        """Return where the slot of an exit at a body frame begins; None where no exit is."""
        for index, exit in enumerate(self.exits):
            if abs(exit - body) <= 1:
                return index * self.frames
        return None


def exit_ticks(section: Section) -> tuple[int, ...]:
    """Return the exits inside a section's body, in ticks; its end is none of them."""
    bar, length = section.time_signature.bar_ticks, body_ticks(section)
    every = section.exit_every_bars * bar
    places = set(range(every, length, every)) if every else set()
    places |= {cue_tick(section, cue) for cue in section.exit_cues}
    return tuple(sorted(tick for tick in places if 0 < tick < length))


def slots(section: Section) -> Slots | None:
    """Return where a section's tails stand; None where it has none."""
    ticks = exit_ticks(section)
    if not section.exit_tail_s or section.unequal or not ticks:
        return None
    tail = LEAD + round(section.exit_tail_s * SAMPLE_RATE)
    return Slots(tuple(frame_in_body(section, tick) for tick in ticks), tail + GAP, tail)


def tails_file(file: str) -> str:
    """Return the path of the tails of a take: `audio/bed.ogg` has `audio/bed.tails.ogg`."""
    path = PurePosixPath(file)
    return str(path.with_name(f"{path.stem}.tails{path.suffix}"))


def tails_files(manifest: StemSet) -> Iterator[str]:
    """Yield the tails that a set's takes have."""
    for section in manifest.sections.values():
        if slots(section) is not None:
            yield from (tails_file(take.file) for used in section.layers.values() for take in used.takes)


def check_tails(manifest: StemSet, findings: Findings) -> None:
    """Find sections whose tails say nothing."""
    for name, section in manifest.sections.items():
        at: KeyPath = ("sections", name, "exit_tail_s")
        if section.exit_tail_s and section.unequal:
            findings.warning(at, "does nothing with unequal loops, which fade; leave it out")
        elif section.exit_tail_s and not exit_ticks(section):
            findings.warning(at, "does nothing without exits; add exit_every_bars or exit_cues")
