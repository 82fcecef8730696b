"""Notation: a section's parts as plain text that a composer can read and write.

```
metre 4/4
bar turn: E5q. D5e C5q A4q       # a named bar, for every track below
track theme                      # a track; named again, it is a second voice of the same layer
mf | D5q. A4e D5q E5q | @turn | _h rh |
|: [D3 A3]h> rh :| x3            # three times
track low_percussion
hit O 41 92                      # a drum: sign, key, velocity
| O..o ..o. O..o .... |          # one sign a step, the bar shared equally
```

Lengths are w h q e s x (whole to thirty-second), each dot half as much again, `t` a triplet; a length stays until the
next one. `_` ties the last note or chord on, `r` rests, `>` accents, `'` plays half the length, `^` rolls a chord
upwards. `pp p mp mf f ff` or `v72` set the velocity. A bar behind the word `pickup` comes before bar 1. `#` and a blank
before it begin a comment.
"""

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from affekt.core.errors import LineError, Reason
from affekt.core.harmony import pitch_class
from affekt.core.metre import Metre
from affekt.core.units import TICKS_PER_QUARTER

DYNAMICS = {"pp": 36, "p": 50, "mp": 64, "mf": 78, "f": 94, "ff": 110}
"""Velocities of the words."""
ACCENT = 14
"""Velocity that `>` adds."""
ROLL_TICKS = 42
"""Between two notes of a rolled chord."""

_LENGTHS = {"w": 3840, "h": 1920, "q": 960, "e": 480, "s": 240, "x": 120}
_TOKEN = re.compile(
    r"(?P<what>\[[^\]]*\]|[A-G][#b]?-?\d|r|_)(?P<length>[whqesx]\.{0,2}t?)?(?P<marks>[>'^]*)$|(?P<v>v\d{1,3})$"
)
_NOTE = re.compile(r"([A-G][#b]?)(-?\d)$")
_SPLIT = re.compile(r"\[[^\]]*\]\S*|\S+")


@dataclass(frozen=True, slots=True, order=True)
class PartNote:
    """A written note."""

    tick: int
    """Ticks after the downbeat of bar 1; negative in a pick-up."""
    ticks: int
    """Written length."""
    pitch: int
    """MIDI note number, or drum key."""
    velocity: int
    """1 … 127."""


@dataclass(slots=True)
class Track:
    """A track as it is read: its notes, and how long its longest voice is."""

    name: str
    line: int
    """Where it begins in the file, from 1."""
    body_ticks: int = 0
    pickup_ticks: int = 0
    notes: tuple[PartNote, ...] = ()


@dataclass(slots=True)
class _Voice:
    """Where the pen stands."""

    track: Track
    tick: int = 0
    length: int = _LENGTHS["q"]
    velocity: int = DYNAMICS["mf"]
    last: tuple[int, ...] = ()
    notes: list[PartNote] = field(default_factory=list)
    hits: dict[str, tuple[int, int]] = field(default_factory=dict)
    repeat_from: list[tuple[int, int]] = field(default_factory=list)


def parse_score(text: str, metre: Metre, *, file: str = "score") -> dict[str, Track]:
    """Read a score's tracks, in order.

    Raises:
        LineError: BAD_SET with the file and line, when a sign is not notation or a bar does not add up.
    """
    return _Reader(metre, file).read(text)


def note_number(name: str, octave: int) -> int:
    """Return the MIDI note number of `C`, 4 = 60."""
    letter = pitch_class(name[0]) + {"": 0, "#": 1, "b": -1}[name[1:]]
    return letter + 12 * (octave + 1)


class _Reader:
    def __init__(self, metre: Metre, file: str) -> None:
        self.metre, self.file, self.line = metre, file, 0
        self.tracks: dict[str, Track] = {}
        self.named: dict[str, str] = {}
        self.voice: _Voice | None = None

    def fail(self, text: str) -> LineError:
        return LineError(Reason.BAD_SET, text, file=self.file, line=self.line)

    def read(self, text: str) -> dict[str, Track]:
        for number, raw in enumerate(text.splitlines(), start=1):
            self.line = number
            line = re.sub(r"(^|\s)#.*$", "", raw).strip()
            if line:
                self._line(line)
        self._close()
        return self.tracks

    def _line(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "metre":
            if str(Metre.parse(rest)) != str(self.metre):
                raise self.fail(f"the part is in {rest}, the section in {self.metre}")
        elif word == "track":
            self._close()
            name = rest.strip()
            if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
                raise self.fail(f"track name {name!r} is not lower-case letters, digits and underscores")
            track = self.tracks.setdefault(name, Track(name, self.line))
            self.voice = _Voice(track)
        elif word == "bar":
            name, colon, body = rest.partition(":")
            if not colon:
                raise self.fail("a named bar is written 'bar NAME: notes'")
            self.named[name.strip()] = body.strip()
        elif self.voice is None:
            raise self.fail("notes before the first 'track NAME'")
        elif word == "hit":
            self._hit(rest.split())
        elif word == "pickup":
            self._pickup(rest)
        else:
            self._bars(line)

    def _hit(self, words: list[str]) -> None:
        assert self.voice is not None
        if len(words) != 3 or len(words[0]) != 1 or not (words[1].isdecimal() and words[2].isdecimal()):
            raise self.fail("a drum is written 'hit SIGN KEY VELOCITY', such as 'hit O 41 92'")
        self.voice.hits[words[0]] = (int(words[1]), min(127, max(1, int(words[2]))))

    def _pickup(self, rest: str) -> None:
        voice = self.voice
        assert voice is not None
        if voice.tick or voice.notes:
            raise self.fail("a pick-up comes before the first bar")
        self._bar(rest.strip().strip("|").strip(), check=False)
        voice.track.pickup_ticks = max(voice.track.pickup_ticks, voice.tick)
        voice.notes = [replace(n, tick=n.tick - voice.tick) for n in voice.notes]
        voice.tick = 0

    def _bars(self, line: str) -> None:
        """Read `mf |: a | b :| x3 | c`: text outside the bar lines sets dynamics."""
        voice = self.voice
        assert voice is not None
        for piece in re.findall(r"\|:|:\|(?:\s*x\d+)?|\||[^|:]+", line):
            sign = piece.strip()
            if sign == "|:":
                voice.repeat_from.append((voice.tick, len(voice.notes)))
            elif sign.startswith(":|"):
                self._repeat(int(sign.partition("x")[2] or 2))
            elif sign and sign != "|":
                if ":" in sign:
                    raise self.fail(f"{sign!r} is not a repeat; write |: … :| x3")
                words = sign.split()
                if all(w in DYNAMICS or re.fullmatch(r"v\d{1,3}", w) for w in words):
                    for mark in words:
                        voice.velocity = self._velocity(mark)
                else:
                    self._bar(sign)

    def _repeat(self, times: int) -> None:
        voice = self.voice
        assert voice is not None
        if not voice.repeat_from:
            raise self.fail("a repeat ends that did not begin; write |: … :|")
        start, index = voice.repeat_from.pop()
        span, notes = voice.tick - start, voice.notes[index:]
        for turn in range(1, times):
            voice.notes += [replace(n, tick=n.tick + turn * span) for n in notes]
        voice.tick += span * (times - 1)
        voice.last = ()

    def _bar(self, text: str, *, check: bool = True) -> None:
        voice = self.voice
        assert voice is not None
        begin = voice.tick
        if voice.hits and "@" not in text and "r" not in voice.hits and text != "rw":
            self._grid(text)
        else:
            self._notes(text, depth=0)
        if check and voice.tick - begin != self.metre.bar_ticks:
            beats = Fraction(voice.tick - begin, self.metre.beat_ticks)
            raise self.fail(f"bar '{text}' has {float(beats):g} beats; {self.metre} has {self.metre.numerator}")

    def _grid(self, text: str) -> None:
        voice = self.voice
        assert voice is not None
        steps = [s for s in text if not s.isspace()]
        step, odd = divmod(self.metre.bar_ticks, len(steps))
        if odd:
            raise self.fail(f"{len(steps)} steps do not share the bar equally")
        for index, sign in enumerate(steps):
            if sign == ".":
                continue
            if sign not in voice.hits:
                raise self.fail(f"no drum is written {sign!r}; add 'hit {sign} KEY VELOCITY'")
            key, velocity = voice.hits[sign]
            voice.notes.append(PartNote(voice.tick + index * step, step, key, velocity))
        voice.tick += self.metre.bar_ticks

    def _notes(self, text: str, depth: int) -> None:
        voice = self.voice
        assert voice is not None
        for token in _SPLIT.findall(text):
            if token.startswith("@"):
                body = self.named.get(token[1:])
                if body is None or depth > 3:
                    raise self.fail(f"no bar is named {token[1:]!r} before this line")
                if voice.hits:
                    self._grid(body)
                else:
                    self._notes(body, depth + 1)
            elif token in DYNAMICS:
                voice.velocity = DYNAMICS[token]
            else:
                self._token(token)

    def _token(self, token: str) -> None:
        voice = self.voice
        assert voice is not None
        match = _TOKEN.match(token)
        if not match:
            raise self.fail(f"{token!r} is not a note, chord, rest or mark; notes are written like D4q or [D3 A3]h.")
        if match["v"]:
            voice.velocity = self._velocity(token)
            return
        if match["length"]:
            voice.length = self._length(match["length"])
        what, marks, length = match["what"], match["marks"], voice.length
        if what == "_":
            if not voice.last:
                raise self.fail("a tie needs a note just before it")
            for index in voice.last:
                voice.notes[index] = replace(voice.notes[index], ticks=voice.notes[index].ticks + length)
        elif what == "r":
            voice.last = ()
        else:
            pitches = [self._pitch(n) for n in what.strip("[]").split()]
            velocity = min(127, voice.velocity + ACCENT * marks.count(">"))
            sounding = length // 2 if "'" in marks else length
            first = len(voice.notes)
            for place, pitch in enumerate(sorted(pitches)):
                late = min(place * ROLL_TICKS, sounding // 2) if "^" in marks else 0
                voice.notes.append(PartNote(voice.tick + late, sounding - late, pitch, velocity))
            voice.last = tuple(range(first, len(voice.notes)))
        voice.tick += length

    def _pitch(self, text: str) -> int:
        match = _NOTE.match(text)
        number = note_number(match[1], int(match[2])) if match else -1
        if not 0 <= number <= 127:
            raise self.fail(f"{text!r} is not a note such as D4, F#5 or Bb2")
        return number

    def _length(self, text: str) -> int:
        ticks = Fraction(_LENGTHS[text[0]])
        ticks *= {0: Fraction(1), 1: Fraction(3, 2), 2: Fraction(7, 4)}[text.count(".")]
        if text.endswith("t"):
            ticks *= Fraction(2, 3)
        if ticks.denominator != 1:
            raise self.fail(f"length {text!r} is not a whole number of ticks ({TICKS_PER_QUARTER} to the quarter)")
        return int(ticks)

    def _velocity(self, mark: str) -> int:
        return DYNAMICS.get(mark) or min(127, max(1, int(mark[1:])))

    def _close(self) -> None:
        voice = self.voice
        if voice is None:
            return
        if voice.repeat_from:
            raise self.fail(f"a repeat in track {voice.track.name} has no end; write :|")
        track = voice.track
        if track.body_ticks and track.body_ticks != voice.tick:
            raise self.fail(f"the voices of track {track.name} differ in length")
        track.body_ticks = voice.tick
        track.notes = tuple(sorted((*track.notes, *voice.notes)))
