"""Keeping beats together: which tempo closes the distance between our beat and theirs. Pure."""

from dataclasses import dataclass

MOST = 0.02
"""The most that the tempo leaves theirs to close a distance: 2 % is not heard as another tempo."""
OVER_BEATS = 16.0
"""In how many beats a distance is closed, where that keeps within `MOST`; our tempo changes only at bar lines."""
WIDEST = 0.75
"""Beats beyond which a distance is taken the shorter way round."""
STILL_S = 0.004
"""A distance under this is none."""
FINEST = 0.001
"""A change of less than this share is not worth saying."""


@dataclass(frozen=True, slots=True)
class Pin:
    """The tempo that was said last, and in which bar."""

    bpm: float = 0.0
    bar: int = -1


def distance(theirs: float, ours: float, last: float = 0.0) -> float:
    """Return how far our beat is behind theirs, in beats; whole beats count as none.

    It is within half a beat; near the half the side stays that of the `last` distance, up to `WIDEST`, so that nobody
    turns back and forth between two beats that are equally far.
    """
    near = (theirs - ours + 0.5) % 1.0 - 0.5
    other = near - 1.0 if near > 0.0 else near + 1.0
    return other if last * other > 0.0 and abs(other) <= WIDEST else near


def steer(bpm: float, behind: float) -> float:
    """Return the tempo that closes a distance in beats while theirs is `bpm`."""
    if abs(behind) * 60.0 < STILL_S * bpm:
        return bpm
    return bpm * (1.0 + min(max(behind / OVER_BEATS, -MOST), MOST))


def said(last: Pin, bpm: float, bar: int, least: float = 20.0, most: float = 300.0) -> Pin | None:
    """Return what to say now, or None: at most once a bar, and nothing that is hardly another tempo."""
    wanted = round(min(max(bpm, least), most), 2)
    if last.bpm > 0.0 and (bar == last.bar or abs(wanted - last.bpm) < FINEST * last.bpm):
        return None
    return Pin(wanted, bar)
