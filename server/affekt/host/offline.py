"""Offline: a session file or a recording played as fast as it goes, by the same code as live."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from affekt.core.errors import AffektError, LineError, Reason
from affekt.core.inputs import Acted, Input, NewSet, Result, Said
from affekt.core.score import Key, ScoreEvent
from affekt.core.units import CONTROL_PERIOD, SAMPLE_RATE, Frame, frames
from affekt.host.driver import Driver
from affekt.session.conductor import Conductor, Stepped
from affekt.session.lines import Header, read_file_header, read_session, recorded

RINGS_S = 10.0
"""A session file without `seconds` goes on for so long after its last line."""


@dataclass(slots=True)
class Script:
    """What is to be said, and until when."""

    header: Header
    seed: int
    length: Frame
    lines: list[tuple[Frame, Said, int]] = field(default_factory=list)
    """(frame, what is said, line number) of a session file."""
    changed_at: Frame | None = None
    """Where a recording's set was edited while it played; what came after cannot be played again."""
    inputs: Iterable[Input] = ()
    """For a recording: what the conductor heard, with frame and sequence; read again each time it is gone through."""

    @property
    def acted(self) -> dict[int, Frame]:
        """Where late events really acted, by id."""
        return {one.said.id: one.said.frame for one in self.inputs if isinstance(one.said, Acted)}

    @property
    def is_recording(self) -> bool:
        """Whether it is a recording of a live session."""
        return self.header.recording is not None


@dataclass(slots=True)
class Run:
    """Everything a session led to."""

    events: list[ScoreEvent] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    notices: list[tuple[Reason, str, str]] = field(default_factory=list)
    """(reason, sentence, what it is about)."""
    snapshots: dict[str, str] = field(default_factory=dict)


def read_script(path: Path, *, seed: int | None = None, seconds: float | None = None) -> Script:
    """Read a session file or a recording; a header that tells of a recording asks every line to be one of its own.

    Raises:
        LineError: at the first wrong line, with its number.
        OSError: if the file cannot be read.
    """
    header = read_file_header(path)
    said: list[tuple[Frame, Said, int]] = []
    inputs: Iterable[Input] = ()
    changed: Frame | None = None
    if header.recording is not None:
        inputs = Recorded(path)
        last = 0
        for one in inputs:
            last = one.frame
            if changed is None and isinstance(one.said, NewSet):
                changed = one.frame
    else:
        said = [(frames(t), one, line) for t, one, line in read_session(path)[1]]
        last = max((f for f, _, _ in said), default=0)
    if seconds is None:
        seconds = header.seconds
    length = frames(seconds) if seconds is not None else Frame(round(last + RINGS_S * SAMPLE_RATE))
    sums = read_sums(path) if header.recording is not None and seconds is None else {}
    if "last_frame" in sums:
        length = Frame(int(sums["last_frame"]) + 1)
    if changed is not None:
        length = min(length, changed)
    return Script(header, header.seed if seed is None else seed, length, said, changed, inputs)


class Recorded:
    """A recording's inputs, read from its file each time anew, so that a long one takes no more memory than a short."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[Input]:
        return recorded(self._path)


def read_sums(path: Path) -> dict[str, Any]:
    """Return what a recorder left beside its recording: its last frame and its sums; empty where there is none.

    Raises:
        AffektError: MALFORMED if it is not what a recorder writes.
    """
    beside = path.with_suffix(".sums.json")
    if not beside.is_file():
        return {}
    try:
        found: dict[str, Any] = json.loads(beside.read_text("utf-8"))
        int(found["last_frame"])
    except (ValueError, TypeError, KeyError) as error:
        raise AffektError(Reason.MALFORMED, f"{beside} is not a recording's sums; remove it") from error
    return found


def run(conductor: Conductor, script: Script, *, on_progress: Callable[[Frame], None] | None = None) -> Run:
    """Play a whole script and return everything it led to."""
    result = Run()
    for events in conduct(conductor, script, result, on_progress=on_progress):
        result.events.extend(events)
    return result


def conduct(
    conductor: Conductor, script: Script, result: Run, *, on_progress: Callable[[Frame], None] | None = None
) -> Iterator[tuple[ScoreEvent, ...]]:
    """Play a script and yield what is decided, in commit order, as soon as it is; `result` gets all but the events.

    Raises:
        LineError: at a line of a session file that is refused, such as a damaged snapshot; what is not understood yet
            is a notice.
    """
    fresh: list[ScoreEvent] = []
    keys: list[int] = []

    def stepped(step: Stepped) -> None:
        fresh.extend(step.events)
        keys.extend(e.id for e in step.events if isinstance(e.act, Key) and e.act.path == "live")
        result.notices.extend(step.notices)
        for name in step.saves:
            result.snapshots[name] = conductor.snapshot(step.state)

    driver = Driver(conductor, script.seed, stepped, result.inputs.append)
    said: Iterator[_Moment] = (_Moment(frame, one, line) for frame, one, line in script.lines)
    if script.is_recording:
        said = (_Moment(one.frame, one, 0) for one in script.inputs)
    for moment in _with_grid(said, script.length):
        _let(driver, moment, result)
        while keys:
            # A rendering shifts recordings when it comes to them, so that they are there as soon as they are asked for.
            number = keys.pop(0)
            if not script.is_recording:
                driver.say(Result(number, "variants"), driver.state.frame)
        if fresh:
            yield tuple(fresh)
            fresh.clear()
        if on_progress is not None:
            on_progress(driver.state.frame)


@dataclass(frozen=True, slots=True)
class _Moment:
    frame: Frame
    said: Said | Input | None
    """None is a step of the grid."""
    line: int


def _with_grid(said: Iterable[_Moment], length: Frame) -> Iterator[_Moment]:
    grid = 0
    for moment in chain(said, (_Moment(length, None, 0),)):
        if moment.frame > length:
            break
        while grid <= moment.frame and grid < length:
            yield _Moment(Frame(grid), None, 0)
            grid += CONTROL_PERIOD
        if moment.said is not None:
            yield moment
    while grid < length:
        yield _Moment(Frame(grid), None, 0)
        grid += CONTROL_PERIOD


def _let(driver: Driver, moment: _Moment, result: Run) -> None:
    if moment.said is None:
        driver.advance(moment.frame)
    elif isinstance(moment.said, Input):
        driver.hear(moment.said)
    else:
        try:
            driver.say(moment.said, moment.frame)
        except AffektError as error:
            if error.reason is not Reason.NOT_YET:
                raise LineError(error.reason, error.text, line=moment.line) from None
            result.notices.append((error.reason, error.text, f"line {moment.line}"))
