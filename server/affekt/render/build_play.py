"""The build's players: written notes become key strokes with a person's unevenness, the same person every time."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import cos, log, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.manifest import Instrument, Section
from affekt.arrange.notation import PartNote
from affekt.arrange.timing import body_frames, frame_in_body, pickup_frames, tail_frames
from affekt.core.chance import uniform
from affekt.core.units import SAMPLE_RATE
from affekt.render import build_builtin
from affekt.render.build_round import FANS, ROUND, Rounds, shade
from affekt.render.build_synth import GRAIN, Patch, Stroke, play, play_each

SEED = 1
ONSET_SD = 0.008
"""Seconds a pitched onset strays (sd), and a drum's below; music.md asks for 5–15 and 3–8 ms."""
DRUM_SD = 0.004
VELOCITY_SD = 9.0
"""What is left to chance; the metre and the phrase move velocities too, to an sd of 8 and more together."""
ARCH = 5.0
"""Velocities rise by this to the middle of a phrase of four bars and fall again."""


RUN_UP = 4_800
"""Frames (0.1 s) before an exit with which the playing of a tail begins at the latest."""
_LONG_GONE = 3 * SAMPLE_RATE
"""Frames after its release in which a note is gone."""


@dataclass(frozen=True, slots=True)
class Performance:
    """How a layer is to be played."""

    purpose: str
    """Names the player, so that each strays in its own way: `wayfarer/combat/bass/a`."""
    instrument: Instrument
    wide: float = 0.0
    """How far low and high notes are fanned out to left and right, 0 … 1."""
    percussive: bool = False
    """Struck, without a pitch that matters: it keeps closer to the beat."""
    cents: float = 0.0
    """Tuning away from A = 440 Hz."""


def normal(purpose: str, tick: int, attempt: int = 0) -> float:
    """Return a draw from the standard normal, cut at ±2.2, that depends only on the arguments."""
    u = 1.0 - uniform(SEED, purpose, tick, 2 * attempt)
    v = uniform(SEED, purpose, tick, 2 * attempt + 1)
    return max(-2.2, min(2.2, sqrt(-2.0 * log(u)) * cos(2.0 * pi * v)))


def humanised(
    notes: tuple[PartNote, ...], section: Section, performance: Performance
) -> list[tuple[int, int, int, int]]:
    """Return (onset, release, key, velocity) of each note, in frames after the start of the file.

    Onsets stray but never before the file begins; velocities follow the metre and stray by at least 8 (sd). A key is
    released before it is struck again, also across the loop, so that every pass sounds the same.
    """
    return [played[:4] for played in _played(notes, section, performance)]


def _played(
    notes: tuple[PartNote, ...], section: Section, performance: Performance
) -> list[tuple[int, int, int, int, int]]:
    """Return what `humanised` does, and of each note the tick at which it is written."""
    purpose = performance.purpose
    sd = (DRUM_SD if performance.percussive or performance.instrument.drums else ONSET_SD) * SAMPLE_RATE
    metre, pickup, body = section.time_signature, pickup_frames(section), body_frames(section)
    played: list[tuple[int, int, int, int, int]] = []
    for note in notes:
        stray = sd * (
            0.85 * normal(f"{purpose}/onset", note.tick) + 0.5 * normal(f"{purpose}/key", note.tick, note.pitch)
        )
        onset = max(0, pickup + frame_in_body(section, note.tick) + round(stray))
        release = pickup + frame_in_body(section, note.tick + note.ticks)
        place = note.tick % metre.bar_ticks
        accent = 6 if place == 0 else 1 if place % metre.beat_ticks == 0 else -5
        phrase = (note.tick % (4 * metre.bar_ticks)) / (4 * metre.bar_ticks)
        accent += round(ARCH * (sin(pi * phrase) - 0.6))
        velocity = round(note.velocity + accent + VELOCITY_SD * normal(f"{purpose}/velocity", note.tick, note.pitch))
        played.append((onset, max(onset + 2 * GRAIN, release), note.pitch, max(16, min(125, velocity)), note.tick))
    played.sort()
    struck: dict[int, list[int]] = {}
    for onset, _, key, *_ in played:
        struck.setdefault(key, []).append(onset)
    result: list[tuple[int, int, int, int, int]] = []
    for onset, release, key, velocity, tick in played:
        onsets = struck[key]
        at = bisect_right(onsets, onset)
        again = onsets[at] if at < len(onsets) else onsets[0] + body
        result.append((onset, max(onset + GRAIN, min(release, again - 4 * GRAIN)), key, velocity, tick))
    return result


def strokes_of(
    notes: tuple[PartNote, ...], section: Section, performance: Performance
) -> tuple[list[Stroke], list[Patch]]:
    """Return the key strokes of a layer, in frames after the start of its file, and what the channels play.

    A key that is struck again is struck a little higher or lower, brighter or duller than the time before.
    """
    keys, patches = _keys(notes, section, performance)
    return [stroke for down, up, _ in keys for stroke in (down, up)], patches


def _keys(
    notes: tuple[PartNote, ...], section: Section, performance: Performance
) -> tuple[list[tuple[Stroke, Stroke, int]], list[Patch]]:
    """Return each key's way down and up with the tick at which it is written, and what the channels play."""
    instrument = performance.instrument
    keys = [n.pitch for n in notes] or [60]
    low, span = min(keys), max(1, max(keys) - min(keys))
    fans = 1 if instrument.drums else FANS
    strokes: list[tuple[Stroke, Stroke, int]] = []
    rounds = Rounds(performance.purpose, drums=instrument.drums)
    for onset, release, key, velocity, tick in _played(notes, section, performance):
        place = min(fans - 1, (key - low) * fans // span)
        channel = place * ROUND + rounds.of(key)
        strokes.append((Stroke(onset, True, channel, key, velocity), Stroke(release, False, channel, key), tick))
    bank, percussive = 128 if instrument.drums else instrument.bank, performance.percussive or instrument.drums
    patches = []
    for channel in sorted({down.channel for down, _, _ in strokes}) or [0]:
        place, turn = divmod(channel, ROUND)
        pan = instrument.pan if instrument.drums else _pan(instrument.pan, performance.wide, place)
        middle = low + (place + 0.5) * span / fans
        cents, cutoff = shade(turn, middle, percussive=percussive)
        patches.append(Patch(channel, bank, instrument.program, pan, instrument.release, cents, cutoff))
    return strokes, patches


def perform(notes: tuple[PartNote, ...], section: Section, performance: Performance) -> NDArray[np.float64]:
    """Play a layer once through: pick-up, body and tail as (frames, 2), dry.

    Raises:
        AffektError: UNSUPPORTED when FluidSynth, the SoundFont or a program in it is missing.
    """
    frames = pickup_frames(section) + body_frames(section) + tail_frames(section)
    strokes, patches = strokes_of(notes, section, performance)
    if performance.instrument.builtin:
        audio = build_builtin.play(strokes, patches, performance.instrument, frames, performance.cents)
    else:
        audio = play(strokes, patches, frames, performance.cents)
    return swelled(audio, section, performance.instrument.swell_db)


def perform_tails(
    notes: tuple[PartNote, ...], section: Section, performance: Performance, exits: Iterable[int], frames: int
) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Yield, for each exit, a layer as if it ended there: (where the exit stands in the samples, samples), dry.

    Keys are struck as in `perform`, and released at the exit at the latest. What was released long before is left out.

    Args:
        notes: As written.
        section: What they are written for.
        performance: Who plays.
        exits: Body ticks.
        frames: How long to go on after each exit.
    """
    keys, patches = _keys(notes, section, performance)
    pieces: list[tuple[list[Stroke], int]] = []
    places: list[tuple[int, int]] = []
    made: Iterator[NDArray[np.float64]]
    for tick in exits:
        exit = pickup_frames(section) + frame_in_body(section, tick)
        near = [(down, up) for down, up, written in keys if written < tick and up.frame > exit - _LONG_GONE]
        begin = min((exit - RUN_UP, *(down.frame for down, _ in near))) // GRAIN * GRAIN
        strokes = []
        for down, up in near:
            released = max(min(up.frame, exit), down.frame + GRAIN)
            strokes.append(replace(down, frame=down.frame - begin))
            strokes.append(replace(up, frame=released - begin))
        places.append((exit, begin))
        pieces.append((sorted(strokes), -(-(exit - begin + frames) // GRAIN) * GRAIN))
    if performance.instrument.builtin:
        instrument = performance.instrument
        made = (build_builtin.play(one, patches, instrument, n, performance.cents) for one, n in pieces)
    else:
        made = play_each(pieces, patches, performance.cents)
    for (exit, begin), audio in zip(places, made, strict=True):
        part = audio[: exit - begin + frames]
        yield exit - begin, swelled(part, section, performance.instrument.swell_db, begin)


def swelled(audio: NDArray[np.float64], section: Section, db: float, start: int = 0) -> NDArray[np.float64]:
    """Return audio that swells by `db` to the middle of each phrase of about four bars and sinks again.

    The phrases divide the loop evenly, so that every pass breathes alike. `start` is where the audio begins, in frames
    of the file.
    """
    if not db:
        return audio
    phrase = body_frames(section) / max(1, round(section.bars / 4))
    place = (np.arange(len(audio)) + start - pickup_frames(section)) / phrase
    breath: NDArray[np.float64] = 10.0 ** (db * (0.5 - 0.5 * np.cos(2.0 * pi * place) - 1.0) / 20.0)
    return audio * breath[:, None]


def _pan(centre: float, wide: float, place: int) -> float:
    return max(-1.0, min(1.0, centre + wide * (2.0 * place / (FANS - 1) - 1.0)))
