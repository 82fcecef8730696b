"""A DAW's MIDI file: its tempo map, metre, key, markers and notes, in seconds and bars."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import mido
from mido.midifiles.meta import KeySignatureError

from affekt.core.errors import AffektError, Reason
from affekt.core.metre import Metre

_UNTITLED = ("", "end", "eof")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The music between two markers."""

    title: str
    start_s: float
    end_s: float
    bars: float
    """Its length in bars of its metre; a whole number where the markers stand on bar lines."""
    metre: str
    tempo: float
    """Quarter notes a minute, on average: with it the bars fill the time exactly."""
    steady: bool
    """The tempo did not move."""


@dataclass(frozen=True, slots=True)
class Song:
    """What the file told."""

    file: Path
    tempo: float
    """Of its beginning."""
    metre: str
    key: str | None
    mode: str | None
    stretches: tuple[Stretch, ...]
    """One a marker; empty where there are none."""
    pitches: tuple[float, ...]
    """Sounding time of each pitch class, in quarters; drums left out."""


def read_song(path: Path) -> Song:
    """Read a MIDI file's time.

    Raises:
        AffektError: BAD_SET when it is not a MIDI file, or its division is not in ticks a quarter.
    """
    try:
        midi = mido.MidiFile(path)
    except (OSError, EOFError, ValueError, KeyError, IndexError, KeySignatureError) as error:
        raise AffektError(Reason.BAD_SET, f"{path.name} is not a readable MIDI file: {error}") from error
    if midi.ticks_per_beat <= 0:
        raise AffektError(Reason.BAD_SET, f"{path.name} counts in SMPTE frames; export it with ticks a quarter note")
    tempi, metres, marks = [(0, 500_000)], [(0, 4, 4)], list[tuple[int, str]]()
    key = None
    end = 0
    for track in midi.tracks:
        now = 0
        for message in track:
            now += message.time
            match message.type:
                case "set_tempo":
                    tempi.append((now, max(1, message.tempo)))
                case "time_signature" if message.numerator:
                    metres.append((now, message.numerator, message.denominator))
                case "key_signature" if key is None:
                    key = message.key
                case "marker" | "cue_marker":
                    marks.append((now, "".join(c for c in message.text if c.isprintable()).strip()))
        end = max(end, now)
    tempi, metres, marks = sorted(tempi, key=_at), sorted(metres, key=_at), sorted(marks, key=_at)
    clock = _Clock(tuple(tempi), midi.ticks_per_beat)
    stretches = []
    for (start, title), (stop, _) in pairwise([*marks, (end, "")]):
        if stop > start and title.lower() not in _UNTITLED:
            stretches.append(_stretch(title, start, stop, clock, tuple(metres)))
    first = next(m for m in reversed(metres) if m[0] == 0)
    tonic, mode = (None, None) if key is None else _signature(key)
    tempo = next(t for at, t in reversed(tempi) if at == 0)
    pitches = _pitches(midi)
    return Song(path, _neat(60e6 / tempo), _metre(*first[1:]), tonic, mode, tuple(stretches), pitches)


def _at(event: tuple[Any, ...]) -> int:
    """Where an event stands: of those at one tick, the order of the file holds."""
    tick: int = event[0]
    return tick


@dataclass(frozen=True, slots=True)
class _Clock:
    tempi: tuple[tuple[int, int], ...]
    quarter: int

    def seconds(self, tick: int) -> float:
        total, at, tempo = 0.0, 0, self.tempi[0][1]
        for where, new in self.tempi:
            step = min(where, tick)
            total += max(step - at, 0) * tempo / (self.quarter * 1e6)
            at = max(at, step)
            if where > tick:
                break
            tempo = new
        return total + max(tick - at, 0) * tempo / (self.quarter * 1e6)

    def steady(self, start: int, stop: int) -> bool:
        inside = {t for at, t in self.tempi if start < at < stop}
        before = next(t for at, t in reversed(self.tempi) if at <= start)
        return inside <= {before}


def _stretch(title: str, start: int, stop: int, clock: _Clock, metres: tuple[tuple[int, int, int], ...]) -> Stretch:
    _, upper, lower = next(m for m in reversed(metres) if m[0] <= start)
    quarters = (stop - start) / clock.quarter
    begin, end = clock.seconds(start), clock.seconds(stop)
    bars = quarters / (upper * 4.0 / lower)
    return Stretch(
        title, begin, end, bars, _metre(upper, lower), _neat(60.0 * quarters / (end - begin)), clock.steady(start, stop)
    )


def _neat(tempo: float) -> float:
    """Return the tempo that was meant: a MIDI file counts whole microseconds a quarter."""
    return round(tempo, 3) if abs(round(tempo, 3) - tempo) < 1e-6 * tempo else tempo


def _metre(upper: int, lower: int) -> str:
    try:
        return str(f"{upper}/{lower}" if Metre.parse(f"{upper}/{lower}") else "4/4")
    except ValueError:
        return "4/4"


def _signature(key: str) -> tuple[str, str]:
    minor = key.endswith("m")
    return key.removesuffix("m"), "aeolian" if minor else "ionian"


def _pitches(midi: mido.MidiFile) -> tuple[float, ...]:
    heard = [0.0] * 12
    for track in midi.tracks:
        now, down = 0, dict[tuple[int, int], int]()
        for message in track:
            now += message.time
            if message.type == "note_on" and message.velocity > 0 and message.channel != 9:
                down.setdefault((message.channel, message.note), now)
            elif message.type in ("note_on", "note_off"):
                begun = down.pop((message.channel, message.note), None)
                if begun is not None:
                    heard[message.note % 12] += (now - begun) / midi.ticks_per_beat
    return tuple(heard)
