"""The build's tails: what the players leave at each exit of a section, laid out slot after slot in one file a take."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from affekt.arrange.manifest import Section
from affekt.arrange.notation import PartNote
from affekt.arrange.tails import JOIN, LEAD, Slots, exit_ticks, slots
from affekt.core.units import SAMPLE_RATE
from affekt.render.build_play import RUN_UP, Performance, perform_tails
from affekt.render.build_space import fade_out
from affekt.render.loudness import Samples

TAIL_QUALITY = 0.1
"""Of the encoder's scale: what sinks under other music."""
NATURAL_S = 0.5
"""So long after an exit nothing but the room and the instruments bring a tail down."""
_MARGIN = RUN_UP - LEAD
"""Frames before a slot that the finish is given to settle in."""
_SILENT = 10.0 ** (-72.0 / 20.0)
Players = list[tuple[Performance, float]]
"""Who plays a layer together, and each one's level."""


@dataclass(frozen=True, slots=True)
class ExitFacts:
    """What an engine needs to know of the tails beside a section's takes (`bed.tails.ogg` beside `bed.ogg`)."""

    lead_frames: int
    """A slot begins so long before its exit; in the first 5 ms the section gives way to it, linearly."""
    slot_frames: int
    """From one slot's beginning to the next one's; what lies behind a file's end is silent."""
    tail_frames: int
    """Of a slot, `lead_frames` included."""
    body_frames: tuple[int, ...]
    """Where in the body the exits are, in the order of the slots."""


def exit_facts(section: Section) -> ExitFacts | None:
    """Return where a section's tails stand; None where it has none."""
    room = slots(section)
    return None if room is None else ExitFacts(LEAD, room.frames, room.tail, room.exits)


def ring(
    notes: tuple[PartNote, ...], section: Section, players: Players, colour: Callable[[Samples], Samples], room: Slots
) -> Samples:
    """Return what a layer leaves at each exit, coloured as the layer is, one behind the other, for `laid_out`."""
    after = room.tail - LEAD
    ways = [perform_tails(notes, section, player, exit_ticks(section), after) for player, _ in players]
    pieces: list[Samples] = []
    for together in zip(*ways, strict=True):
        longest = max(len(audio) for _, audio in together)
        mixed = np.zeros((longest, 2))
        for (_, audio), (_, level) in zip(together, players, strict=True):
            mixed[longest - len(audio) :] += audio * level
        pieces.append(colour(mixed)[longest - after - RUN_UP :])
    return np.concatenate(pieces)


def laid_out(audio: Samples, room: Slots) -> Samples:
    """Return finished tails as their file: each rises while its section gives way, and sinks to nothing at its end."""
    each = _MARGIN + room.tail
    out = np.zeros((len(room.exits) * room.frames, audio.shape[1]))
    last = 1
    rise = (np.arange(JOIN) / JOIN)[:, None]
    sink = room.tail - LEAD - min(round(NATURAL_S * SAMPLE_RATE), (room.tail - LEAD) * 3 // 5)
    for index in range(len(room.exits)):
        slot = audio[index * each + _MARGIN : (index + 1) * each].copy()
        if np.abs(slot[LEAD:]).max() < _SILENT:
            continue
        slot[:JOIN] *= rise
        begin = index * room.frames
        last = begin + len(slot)
        out[begin:last] = fade_out(slot, sink)
    return out[:last]
