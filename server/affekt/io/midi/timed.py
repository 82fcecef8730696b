"""MIDI bytes with the frame at which they must leave."""

from dataclasses import dataclass

from affekt.core.units import Frame

CLOCK, START, CONTINUE, STOP, SONG_POSITION = 0xF8, 0xFA, 0xFB, 0xFC, 0xF2


@dataclass(frozen=True, slots=True, order=True)
class Timed:
    """One message; at the same frame the lower `rank` goes first."""

    frame: Frame
    rank: int
    data: bytes
    id: int = 0
    """The score event that it comes from, 0 for none."""


def song_position(tick: int) -> bytes:
    """Return the message that names a place, in sixteenths from the session's beginning (MIDI holds 16384 of them)."""
    sixteenths = (tick + 120) // 240 % 16_384
    return bytes((SONG_POSITION, sixteenths & 0x7F, sixteenths >> 7))


def note_on(channel: int, pitch: int, velocity: int) -> bytes:
    """Return a note on; channel 0 … 15."""
    return bytes((0x90 | channel, pitch, velocity))


def note_off(channel: int, pitch: int) -> bytes:
    """Return a note off."""
    return bytes((0x80 | channel, pitch, 0))


def control(channel: int, number: int, value: int) -> bytes:
    """Return a control change."""
    return bytes((0xB0 | channel, number, value))
