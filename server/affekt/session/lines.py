"""Session files, line by line: what a game said, in JSON that a person can write; live lines share the grammar."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import Field

from affekt.core.errors import AffektError, LineError, Reason
from affekt.core.inputs import Input, Reading, Said
from affekt.core.units import SAMPLE_RATE, Frame, frames
from affekt.core.values import replace
from affekt.session.limits import check, number, word
from affekt.session.shapes import KINDS, LIVE_KINDS, UNTOLD, Shape, said_of, validated
from affekt.session.written import write_line as write_line

LINE_LENGTH: Final = 65_536
"""The longest line, in characters."""
FILE_BYTES: Final = 64 * 1024 * 1024
"""The largest file that a person writes; a recording may be longer."""
LONGEST_S: Final = 86_400.0
"""A session file lasts at most a day; a recording as long as its session did."""
_RECORDED_S = 2**53 / SAMPLE_RATE


class Recording(Shape):
    """What a recording depends on, so that a replay knows whether it can be compared."""

    engine: str
    """Affekt's version."""
    set_sha256: str = ""
    table_sha256: str = ""
    """Of the game's table."""
    synthesiser: str = ""
    soundfont_sha256: str = ""
    cpu: list[str] = []
    """CPU features that change rounding."""
    versions: dict[str, str] = {}
    """Libraries that samples depend on."""


class Header(Shape):
    """A session file's first line."""

    affekt: int
    """The grammar's version: 1."""
    set: str = ""
    """Empty is the default set."""
    seed: int = 0
    """0 … 2^63 - 1."""
    seconds: float | None = None
    """How long to play; None is until a while after the last line."""
    recording: Recording | None = None


class Opening(Shape):
    """The first message of a live connection: which session to open or to join."""

    affekt: int
    session: str = ""
    """Empty is a new session with a name of its own."""
    set: str = ""
    seed: int | None = None
    seconds: float | None = None
    """Allowed, since a session file's header has it; a live session lasts as long as its client stays."""
    token: str = Field(default="", repr=False)
    """The server's token, where it asks for one."""
    session_token: str = Field(default="", repr=False)
    """The session's own token, to join one that is open already."""
    join: bool = False
    """Join one that is open without its token, where the door trusts whoever asks: on its own machine."""
    last_seq: int | None = None
    """For one that is joined: the last reply that was seen; what came after it is told again where it is kept."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_constant)


def parse(text: str) -> dict[str, Any]:
    """Read a line as a JSON object: no NaN, no key twice, at most 65,536 characters.

    Raises:
        AffektError: MALFORMED or TOO_LARGE.
    """
    if len(text) > LINE_LENGTH:
        raise AffektError(Reason.TOO_LARGE, f"a line must be at most {LINE_LENGTH} characters")
    try:
        found = _DECODER.decode(text)
        text.encode()
    except UnicodeEncodeError:
        raise AffektError(Reason.MALFORMED, "the line is not valid UTF-8") from None
    except (ValueError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise AffektError(Reason.MALFORMED, f"the line is not valid JSON: {why[:120]}") from None
    if not isinstance(found, dict):
        raise AffektError(Reason.MALFORMED, 'a line must be a JSON object such as {"event": "explore"}')
    return found


def _version(version: int) -> None:
    if version != 1:
        raise AffektError(Reason.UNSUPPORTED, f"affekt must be 1, the only version of this grammar, not {version}")


def read_header(text: str, line: int = 1) -> Header:
    """Read the first line of a session file.

    Raises:
        LineError: MALFORMED, OUT_OF_RANGE, TOO_LARGE or UNSUPPORTED, with what is allowed.
    """
    try:
        fields = parse(text)
        if "affekt" not in fields:
            raise AffektError(
                Reason.MALFORMED, 'the first line must be a header such as {"affekt": 1, "set": "wayfarer"}'
            )
        header = validated(Header, fields)
        _version(header.affekt)
        number("seed", header.seed, 0, 2**63 - 1)
        if header.set:
            word("set", header.set)
        if header.seconds is not None:
            number("seconds", header.seconds, 0.0, LONGEST_S)
    except AffektError as error:
        raise LineError(error.reason, error.text, line=line) from None
    return header


def read_opening(text: str) -> Opening:
    """Read the first message of a live connection.

    Raises:
        AffektError: as `read_header`.
    """
    opening = validated(Opening, parse(text))
    _version(opening.affekt)
    if opening.seed is not None:
        number("seed", opening.seed, 0, 2**63 - 1)
    if opening.seconds is not None:
        number("seconds", opening.seconds, 0.0, LONGEST_S)
    if opening.last_seq is not None:
        number("last_seq", opening.last_seq, 0, 2**53)
    return opening


def read_line(text: str, *, line: int | None, live: bool, now: int = 0) -> tuple[float | None, tuple[Said, ...]]:
    """Read one line: its time in seconds (None when live), and what it says (a `param` line may say several things).

    Evidence that does not tell when it was true was so at the line's time, or live at the frame `now`.

    Raises:
        LineError: with the line's number where it is given; nothing of the line has been said then.
    """
    t, _, _, said = _read(text, line=line or 0, live=live, now=now)
    return t, said


def _read(
    text: str, *, line: int, live: bool, now: int = 0, longest: float = LONGEST_S
) -> tuple[float | None, int | None, int | None, tuple[Said, ...]]:
    try:
        return _said(parse(text), live=live, now=now, longest=longest)
    except AffektError as error:
        raise LineError(error.reason, error.text, line=line) from None


def live_said(fields: dict[str, Any], now: int) -> tuple[Said, ...]:
    """Turn a live line's object into what it says; evidence without a frame was true at the frame `now`.

    Raises:
        AffektError: as `read_line`.
    """
    return _said(fields, live=True, now=now)[3]


def _said(
    fields: dict[str, Any], *, live: bool, now: int, longest: float = LONGEST_S
) -> tuple[float | None, int | None, int | None, tuple[Said, ...]]:
    if live and not fields.keys().isdisjoint(("t", "frame", "seq")):
        raise AffektError(Reason.MALFORMED, "leave out t, frame and seq: a live line acts when it arrives")
    t = None if live else _time(fields, longest)
    frame, seq = _whole(fields, "frame"), _whole(fields, "seq")
    allowed = LIVE_KINDS if live else KINDS
    kinds = [key for key in fields if key in allowed]
    if len(kinds) != 1:
        many = "nothing" if not kinds else " and ".join(kinds)
        raise AffektError(Reason.MALFORMED, f"a line says one of {', '.join(allowed)}; this one says {many}")
    said = tuple(_timed(one, Frame(now) if t is None else frames(t)) for one in said_of(kinds[0], fields))
    for one in said:
        check(one)
    return t, frame, seq, said


def _timed(said: Said, frame: Frame) -> Said:
    if isinstance(said, Reading) and said.evidence.frame == UNTOLD:
        return Reading(replace(said.evidence, frame=frame))
    return said


def _time(fields: dict[str, Any], longest: float) -> float:
    t = fields.pop("t", None)
    if isinstance(t, bool) or not isinstance(t, int | float):
        raise AffektError(Reason.MALFORMED, "t must be there, a number of seconds")
    number("t", t, 0.0, longest)
    return float(t)


def _whole(fields: dict[str, Any], key: str) -> int | None:
    value = fields.pop(key, None)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise AffektError(Reason.MALFORMED, f"{key} must be a whole number")
    number(key, value, 0, 2**53)
    return value


def _texts(path: Path) -> Iterator[tuple[int, str, int]]:
    """Yield (line number, text, bytes so far) of each line that is not empty."""
    read = 0
    with path.open("rb") as file:
        for line, raw in enumerate(iter(lambda: file.readline(4 * LINE_LENGTH), b""), start=1):
            read += len(raw)
            try:
                text = raw.decode().strip("\ufeff \t\r\n")
            except UnicodeDecodeError:
                if len(raw) >= 4 * LINE_LENGTH:
                    why = f"a line must be at most {LINE_LENGTH} characters"
                    raise LineError(Reason.TOO_LARGE, why, file=str(path), line=line) from None
                raise LineError(Reason.MALFORMED, "the line is not UTF-8", file=str(path), line=line) from None
            if text:
                yield line, text, read


def read_session(path: Path) -> tuple[Header, list[tuple[float, Said, int]]]:
    """Read a session file: its header, and (seconds, what is said, line number) in file order.

    Raises:
        LineError: with file and line number, at the first line that is wrong or earlier than the one before it.
        OSError: if the file cannot be read.
    """
    header, lines = _lines(path)
    return header, [(t, one, line) for line, t, _, _, said in lines for one in said]


def recorded(path: Path) -> Iterator[Input]:
    """Yield a recording's inputs as they are read, however long it is; each line has its frame and its place.

    Raises:
        LineError: as `read_session`, and where frame or seq is missing or goes backwards.
        OSError: if the file cannot be read.
    """
    last: Input | None = None
    for line, t, frame, seq, said in _lines(path)[1]:
        before = last or Input(Frame(0), 0, said[0])
        if frame is None or seq is None or len(said) != 1:
            why = "each line of a recording has frame and seq and says one thing"
        elif frame < before.frame or seq <= before.seq:
            why = f"frame {frame}, seq {seq} is not after frame {before.frame}, seq {before.seq}"
        elif abs(frames(t) - frame) > 1:
            why = f"t {t:g} and frame {frame} are not the same moment; t is frame / {SAMPLE_RATE}"
        else:
            last = Input(Frame(frame), seq, said[0])
            yield last
            continue
        raise LineError(Reason.MALFORMED, why, file=str(path), line=line)


def read_file_header(path: Path) -> Header:
    """Read a session file's header.

    Raises:
        LineError: with the file.
        OSError: if the file cannot be read.
    """
    return _lines(path)[0]


_Line = tuple[int, float, int | None, int | None, tuple[Said, ...]]
"""(line number, seconds, frame, seq, what is said)."""


def _lines(path: Path) -> tuple[Header, Iterator[_Line]]:
    texts = _texts(path)
    first = next(texts, None)
    if first is None:
        raise LineError(Reason.MALFORMED, "the file is empty; its first line must be a header", file=str(path), line=1)
    try:
        header = read_header(first[1], first[0])
    except LineError as error:
        raise LineError(error.reason, error.bare, file=str(path), line=error.line) from None
    return header, _rest(path, texts, header)


def _rest(path: Path, texts: Iterator[tuple[int, str, int]], header: Header) -> Iterator[_Line]:
    recording, last = header.recording is not None, 0.0
    for line, text, read in texts:
        try:
            if read > FILE_BYTES and not recording:
                raise LineError(Reason.TOO_LARGE, f"a session file must be at most {FILE_BYTES >> 20} MB", line=line)
            t, frame, seq, said = _read(text, line=line, live=False, longest=_RECORDED_S if recording else LONGEST_S)
            if t is None or t < last:
                raise LineError(Reason.OUT_OF_RANGE, f"t {t} is before {last:g}, the line above it", line=line)
        except LineError as error:
            raise LineError(error.reason, error.bare, file=str(path), line=error.line) from None
        last = t
        yield line, t, frame, seq, said
