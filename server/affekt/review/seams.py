"""Seams as recorded: loops that lose nothing and do not click, layers in time, and hits that are not copies."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.timing import as_layer, body_frames, body_ticks, frame_in_body, pickup_frames
from affekt.core.units import SAMPLE_RATE
from affekt.render.build_play import Performance, humanised
from affekt.review.piece import Line, Piece
from affekt.review.rows import Fault, Row, row, skipped
from affekt.review.sound import Sound, Stem

_NULL_DB = -60.0
_NEAR = 24
"""Frames on each side of the loop's seam in which a click would stand."""
_AROUND = SAMPLE_RATE // 10
_EDGE = 0.06
"""What an encoder alone may bend the wave where a file begins and ends, as a share of the loop's RMS: Vorbis at any
quality stays under twice this, and twice this is where a click begins."""
_MS = SAMPLE_RATE // 1000
_LATE_MS = 30.0
_ALONE = SAMPLE_RATE * 15 // 100
"""An onset counts where no other of its layer lies so near before it."""
_SWELL_MS = 40.0
"""What takes longer to rise than this has no edge to be timed by."""
_ENOUGH = 8
"""Notes that stand alone, from which on a layer can be timed."""
_HIT = SAMPLE_RATE * 15 // 100
_COPY_DB = -20.0


def seams(sound: Sound, piece: Piece) -> Iterator[Row]:
    """Yield the rows about loops and time of one section."""
    name = sound.score.name
    last = sound.score.section.bars
    told = "what a loop lacks against two passes rendered as one"
    ends = [(s.cut_db, s) for s in sound.stems if s.cut_db is not None]
    if ends:
        cut = [
            Fault(f"{s.file} still sounds at {db:.0f} dBFS where it ends", name, last, s.layer)
            for db, s in ends
            if db > _NULL_DB
        ]
        worst = max(db for db, _ in ends)
        yield row("seams.null", told, name, worst, f"<= {_NULL_DB:g}", unit="dBFS", faults=cut)
    else:
        yield skipped("seams.null", told, name, "one pass without a tail; seams.click judges where it comes round")
    if not sound.score.section.once:
        clicks = [(click(sound, s), s) for s in sound.stems]
        top = max(clicks, key=lambda one: one[0])
        yield row(
            "seams.click",
            "jump at the loop's seam over the sharpest edge around it",
            name,
            top[0],
            "<= 6",
            unit="dB",
            faults=[
                Fault(f"{s.file} jumps {db:.0f} dB over what is around it", name, 1, s.layer)
                for db, s in clicks
                if db > 6
            ],
        )
    yield from _time(sound, piece)
    yield from _copies(sound, piece)


def click(sound: Sound, stem: Stem) -> float:
    """Return how far the jump where a loop comes round stands over the sharpest edge within 100 ms, in dB.

    Where the file is one pass, what is under the edge that an encoder leaves there counts as that edge.
    """
    found = -60.0
    for channel in set(stem.channels):
        side = sound.audio[channel]
        turned = np.concatenate((side[: stem.loop][-_AROUND:], side[:_AROUND])).astype(np.float64)
        edge = np.abs(np.diff(turned, 2))
        seam = float(edge[_AROUND - _NEAR : _AROUND + _NEAR].max())
        rest = float(max(edge[: _AROUND - _NEAR].max(), edge[_AROUND + _NEAR :].max()))
        if stem.cut_db is None:
            rest = max(rest, _EDGE * float(np.sqrt((side[: stem.loop].astype(np.float64) ** 2).mean())))
        if seam > 1e-4:
            found = max(found, 20.0 * float(np.log10(seam / max(rest, 1e-6))))
    return found


def onsets(sound: Sound, piece: Piece, stem: Stem) -> list[tuple[int, int, int]]:
    """Return (frame in the loop, key, velocity) of each note of a stem as it was played; empty without parts."""
    line = _line(sound, stem)
    instrument = piece.instrument(sound.score, stem.layer)
    if line is None or instrument is None:
        return []
    own = as_layer(piece.manifest.sections[sound.score.name], stem.layer)
    once = tuple(n for n in line.notes if n.tick < body_ticks(own))
    who = f"{piece.manifest.name}/{sound.score.name}/{stem.layer}/{stem.take}"
    played = humanised(once, own, Performance(who, instrument, percussive=not stem.pitched))
    lead, loop = pickup_frames(own), body_frames(own)
    first = [((onset - lead) % loop, key, velocity) for onset, _, key, velocity in played]
    rounds = range(0, sound.frames, loop)
    return sorted((at + go, key, velocity) for go in rounds for at, key, velocity in first if at + go < sound.frames)


def _line(sound: Sound, stem: Stem) -> Line | None:
    mine = [x for x in sound.score.lines if x.layer == stem.layer]
    return next((x for x in mine if x.take == stem.take), mine[0] if mine else None)


def lateness(sound: Sound, stem: Stem, times: list[int]) -> tuple[float, float] | None:
    """Return how late a layer's notes rise and how long they take to, in ms; None where that is unclear."""
    level = np.abs(sound.audio[list(set(stem.channels))]).max(axis=0)
    fine = level[: len(level) // _MS * _MS].reshape(-1, _MS).max(axis=1)
    if not len(fine) or fine.max() < 1e-3:
        return None
    wrapped = np.concatenate((fine[-150:], fine, fine[:250]))
    apart = [t for before, t in pairwise([times[-1] - sound.frames, *times]) if t - before >= _ALONE]
    rises = [wrapped[t // _MS : t // _MS + 400] for t in dict.fromkeys(apart) if t // _MS + 400 <= len(wrapped)]
    if len(rises) < _ENOUGH:
        return None
    shape = np.median([r / max(float(r.max()), 1e-6) for r in rises], axis=0)
    floor, top = float(np.median(shape[60:110])), float(shape[100:330].max())
    if top - floor < 0.3:
        return None
    peak = 100 + int(shape[100:330].argmax())
    begin = _crossing(shape, floor + 0.2 * (top - floor), peak)
    end = _crossing(shape, floor + 0.8 * (top - floor), peak)
    return float(begin - 150), float(end - begin)


def _crossing(shape: NDArray[np.floating], level: float, peak: int) -> int:
    """Return the last place before the peak at which a rise passes a level."""
    under = np.flatnonzero(shape[:peak] < level)
    return int(under[-1]) + 1 if len(under) else 0


def _grid(sound: Sound) -> list[int]:
    metre = sound.score.section.time_signature
    ticks = range(0, sound.score.section.bars * metre.bar_ticks, metre.beat_ticks)
    return [frame_in_body(sound.score.section, t) for t in ticks]


def _time(sound: Sound, piece: Piece) -> Iterator[Row]:
    worst, faults, counted = 0.0, list[Fault](), 0
    for stem in sound.stems:
        times = sorted({frame for frame, _, _ in onsets(sound, piece, stem)}) or _grid(sound)
        rise = lateness(sound, stem, times) if times else None
        if rise is None or rise[1] > _SWELL_MS:
            continue
        counted += 1
        if abs(rise[0]) > abs(worst):
            worst = rise[0]
        if abs(rise[0]) > _LATE_MS:
            word = "late" if rise[0] > 0 else "early"
            faults.append(Fault(f"take {stem.take} is {abs(rise[0]):.0f} ms {word}", sound.score.name, 1, stem.layer))
    if counted:
        yield row(
            "seams.in_time",
            "how late layers with an edge rise, the worst",
            sound.score.name,
            worst,
            f"{-_LATE_MS:g} .. {_LATE_MS:g}",
            unit="ms",
            why=f"{counted} recordings",
            faults=faults,
        )


def _copies(sound: Sound, piece: Piece) -> Iterator[Row]:
    """Pairs of hits on one key that cancel when one is taken from the other."""
    pairs = copies = 0
    faults: list[Fault] = []
    for stem in sound.stems:
        played = onsets(sound, piece, stem)
        if not played or stem.role not in ("pulse", "low_percussion", "high_percussion"):
            continue
        side = sound.audio[stem.channels[0]]
        times = [t for t, _, _ in played]
        alone = [
            (t, key)
            for (t, key, _), before, after in zip(
                played, [times[-1] - sound.frames, *times], [*times[1:], times[0] + sound.frames], strict=False
            )
            if t - before >= _HIT // 3 and after - t >= _HIT // 3
        ]
        last: dict[int, int] = {}
        mine = bad = 0
        for t, key in alone:
            if key in last and t + _HIT // 3 + 64 <= min(sound.frames, stem.loop) and last[key] >= 64:
                depth = null(side, last[key], t, _HIT // 3)
                if depth is not None:
                    mine += 1
                    bad += depth < _COPY_DB
            last[key] = t
        pairs, copies = pairs + mine, copies + bad
        if mine and bad > 0.05 * mine:
            faults.append(
                Fault(f"{bad} of {mine} repeated hits are copies (take {stem.take})", sound.score.name, 0, stem.layer)
            )
    if pairs >= 10:
        yield row(
            "palette.copies",
            "repeated hits on one key that null below -20 dB",
            sound.score.name,
            100.0 * copies / pairs,
            "<= 5",
            unit="%",
            why=f"{pairs} pairs",
            faults=faults,
        )


def null(side: NDArray[np.float32], one: int, two: int, frames: int) -> float | None:
    """Return what is left of a hit when an earlier one is taken from it at its best delay and level, in dB."""
    target = side[two : two + frames].astype(np.float64)
    energy = float(target @ target)
    if energy < 1e-5:
        return None
    field = side[one - 64 : one + frames + 64].astype(np.float64)
    if len(field) < frames + 128:
        return None
    dots = np.correlate(field, target, "valid")
    square = np.convolve(field**2, np.ones(frames), "valid")
    best = float((dots**2 / np.maximum(square, 1e-12)).max())
    return 10.0 * float(np.log10(max(1.0 - best / energy, 1e-9)))
