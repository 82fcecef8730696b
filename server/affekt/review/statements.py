"""Statements: where a theme is heard in a line, in whatever key, mode, speed or part of it.

A passage is held against a theme's head note by note: how far each stands from the first, in steps of the section's
scale, and when. Ornaments between the notes cost little, wrong notes and wrong times much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from affekt.arrange.manifest import Theme
from affekt.arrange.notation import PartNote
from affekt.core.harmony import scale
from affekt.core.units import TICKS_PER_QUARTER

SPEEDS = (1.0, 2.0, 0.5)
"""How much longer than written a statement may be."""
_NEAR = 0.125
"""Beats by which a note may miss its time at no cost, and the share of the theme's own length."""
_FAR = 1.0
ALIKE = 0.75
"""From here on a passage states the theme."""
FRAGMENT = 4
"""Notes of a head that are enough to name it."""


@dataclass(frozen=True, slots=True)
class Head:
    """A theme's notes: (beats after the first, steps above it)."""

    name: str
    notes: tuple[tuple[float, int], ...]
    beats: float
    """From the first note to the end of the last."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A theme in a line."""

    theme: str
    tick: int
    until: int
    """Where its last note begins."""
    alike: float
    speed: float
    whole: bool
    """All of the head; else its first notes only."""
    first_pitch: int


def head_of(name: str, theme: Theme, *, close: bool = False) -> Head:
    """Return a theme's head, or with `close` all of it. Degrees count from 1, 0 rests, −1 is the step below 1."""
    degrees = [*theme.degrees, *(theme.close_degrees if close else ())]
    beats = [*theme.beats, *(theme.close_beats if close else ())]
    notes, now = list[tuple[float, int]](), 0.0
    for degree, length in zip(degrees, beats, strict=False):
        if degree:
            notes.append((now, degree - 1 if degree > 0 else degree))
        now += length
    first, step = notes[0] if notes else (0.0, 0)
    return Head(name, tuple((at - first, s - step) for at, s in notes), now - first)


@lru_cache(maxsize=64)
def _steps(key: str, mode: str) -> tuple[int, ...]:
    """Return each pitch class's step in the scale, 0 … 6; one beside the scale takes the nearer, the lower first."""
    tones = scale(key, mode)
    found = []
    for pitch in range(12):
        near = [(min((pitch - t) % 12, (t - pitch) % 12), i) for i, t in enumerate(tones)]
        found.append(min(near)[1])
    return tuple(found)


def step_of(pitch: int, key: str, mode: str) -> int:
    """Return a MIDI note's place on the ladder of a scale: seven steps an octave."""
    tonic = scale(key, mode)[0]
    place = _steps(key, mode)[pitch % 12]
    octave = (pitch - tonic) // 12
    if place == 0 and (pitch - tonic) % 12 > 6:
        octave += 1
    return octave * 7 + place


def alike(head: Sequence[tuple[float, int]], passage: Sequence[tuple[float, int]], speed: float) -> float:
    """Return how alike a passage and a head are, 0 … 1; both begin at (0, 0)."""
    if not passage or len(head) < 2:
        return 0.0
    total, used, at = 0.0, 0, 0
    for beat, step in head[1:]:
        due, best, place = beat * speed, 0.0, -1
        for index in range(at, len(passage)):
            time, other = passage[index]
            late = abs(time - due)
            if time > due + _FAR * max(speed, 1.0):
                break
            slack = _NEAR * max(1.0, speed)
            in_time = max(0.0, 1.0 - max(0.0, late - slack) / (_FAR * speed))
            in_tune = {0: 1.0, 1: 0.4}.get(abs(other - step), 0.0)
            if in_tune * in_time > best:
                best, place = in_tune * in_time, index
        if place >= 0:
            used, at = used + 1, place + 1
        total += best
    extra = len([1 for time, _ in passage if 0 < time <= head[-1][0] * speed + 0.01]) - used
    return total / (len(head) - 1) * (1.0 - 0.04 * min(max(extra, 0), 8))


def apart(one: Head, two: Head) -> float:
    """Return how far two heads are from each other, 0 … 1: the edit distance of their moves over the longer's count.

    A move is an interval in steps and the ratio of two lengths; each half that differs costs half an edit.
    """
    a, b = _moves(one), _moves(two)
    row = [float(j) for j in range(len(b) + 1)]
    for i, (step, ratio) in enumerate(a, start=1):
        before, row[0] = row[0], float(i)
        for j, (other, rate) in enumerate(b, start=1):
            swap = before + 0.5 * (step != other) + 0.5 * (abs(ratio - rate) > 0.01)
            before, row[j] = row[j], min(swap, row[j] + 1.0, row[j - 1] + 1.0)
    return row[-1] / max(len(a), len(b), 1)


def _moves(head: Head) -> list[tuple[int, float]]:
    """Return (steps up, length over the length before) from each note to the next."""
    times = [at for at, _ in head.notes] + [head.beats]
    lengths = [max(b - a, 1e-6) for a, b in pairwise(times)]
    steps = [b[1] - a[1] for a, b in pairwise(head.notes)]
    return [(step, lengths[i + 1] / lengths[i]) for i, step in enumerate(steps)]


def find(
    head: Head,
    melody: Sequence[PartNote],
    key: str,
    mode: str,
    *,
    fragments: bool = True,
    speeds: Sequence[float] = SPEEDS,
) -> list[Statement]:
    """Return a theme's statements in a melody, the best first come at each place, in order of time.

    A fragment, its first four notes at least, counts where the whole head is not there.
    """
    ladder = [(n.tick, step_of(n.pitch, key, mode), n.pitch) for n in melody]
    found: list[Statement] = []
    lengths = [len(head.notes)]
    if fragments and len(head.notes) > FRAGMENT:
        lengths.append(FRAGMENT)
    for index, (tick, step, pitch) in enumerate(ladder):
        best: Statement | None = None
        for length in lengths:
            part = head.notes[:length]
            if len({s for _, s in part}) < 2:
                continue
            for speed in speeds:
                reach = tick + (part[-1][0] * speed + _FAR * speed) * TICKS_PER_QUARTER
                passage = [((t - tick) / TICKS_PER_QUARTER, s - step) for t, s, _ in ladder[index:] if t <= reach]
                like = alike(part, passage, speed)
                if like < ALIKE or (length < len(head.notes) and like < 0.95):
                    continue
                until = tick + round(part[-1][0] * speed * TICKS_PER_QUARTER)
                one = Statement(head.name, tick, until, like, speed, length == len(head.notes), pitch)
                if best is None or (one.whole, one.alike) > (best.whole, best.alike):
                    best = one
        if best is not None:
            found.append(best)
    kept: list[Statement] = []
    for one in sorted(found, key=lambda s: (not s.whole, -s.alike, s.tick)):
        if all(one.until <= k.tick or one.tick >= k.until for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda s: s.tick)
