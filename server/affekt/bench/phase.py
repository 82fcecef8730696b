"""Where the renderer's rows put the music: the law of a playhead's position, read from the rows alone.

The kernel's own arithmetic is not used, so that the conductor's beats can be held against an independent reading.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import exp, log

from affekt.arrange import course
from affekt.arrange.loaded import LoadedSet
from affekt.core.score import Beat, Control, ScoreEvent, Section
from affekt.core.tempo import Steady
from affekt.render import layout as at
from affekt.render.plan import Plan
from affekt.render.stems import StemTable

_MUSIC = (at.OP_SECTION, at.OP_FADE, at.OP_LAYER, at.OP_ONE_SHOT, at.OP_TEMPO, at.OP_PITCH, at.OP_SWAP, at.OP_TAIL)


@dataclass(frozen=True, slots=True)
class Head:
    """A playhead: body `b` at frame `nominal`, then at ratio `x`, over `c` body frames to `y`."""

    tag: int
    start: int
    nominal: int
    b: float
    x: float = 1.0
    y: float = 1.0
    c: int = 0

    def at(self, frame: int) -> float:
        """Return the body position at a frame."""
        gone = frame - self.nominal
        if self.c <= 0 or gone <= 0 or self.x == self.y:
            return self.b + self.x * gone
        slope = (self.y - self.x) / self.c
        whole = log(self.y / self.x) / slope
        if gone >= whole:
            return self.b + self.c + self.y * (gone - whole)
        return self.b + self.x * (exp(slope * gone) - 1.0) / slope

    def ratio(self, frame: int) -> float:
        """Return body frames for each frame, there."""
        return self.at(frame + 1) - self.at(frame)


@dataclass(frozen=True, slots=True)
class Struck:
    """A beat, and how far its recording is from it."""

    event: ScoreEvent
    ratio: float
    error: float
    """Samples of the stream; positive is late music."""


class _Heads:
    """A renderer that keeps only positions."""

    def __init__(self) -> None:
        self.heads: dict[int, Head] = {}
        self.queue: list[tuple[int | float, ...]] = []
        self.paused: int | None = None

    def push(self, rows: Iterable[tuple[int | float, ...]]) -> None:
        for row in rows:
            if row[4] == at.OP_CANCEL:
                self.queue = [r for r in self.queue if r[3] != row[5]]
            else:
                self.queue.append(row)
        self.queue.sort(key=lambda r: r[0])

    def to(self, frame: int) -> None:
        while self.queue and self.queue[0][0] <= frame:
            self._obey(self.queue.pop(0))

    def _obey(self, row: tuple[int | float, ...]) -> None:
        when, nominal, op, tag = int(row[0]), int(row[1]), row[4], int(row[5])
        if op == at.OP_SECTION:
            self.heads[tag] = Head(tag, when, nominal, float(row[6]))
        elif op == at.OP_TEMPO and tag in self.heads:
            made = Head(tag, when, nominal, float(row[6]), float(row[11]), float(row[12]), int(row[7]))
            self.heads[tag] = made
        elif op == at.OP_PAUSE and self.paused is None:
            self.paused = when
            self.queue = [r for r in self.queue if r[4] not in _MUSIC or r[0] < when]
        elif op == at.OP_RESUME and self.paused is not None:
            later, self.paused = when - self.paused, None
            self.heads = {k: replace(h, nominal=h.nominal + later) for k, h in self.heads.items()}


def struck(loaded: LoadedSet, events: Iterable[ScoreEvent], frames: int) -> Iterator[Struck]:
    """Yield every beat that sounds in the first `frames` frames, with where the plan's rows put its recording."""
    plan, heads = Plan(loaded, StemTable()), _Heads()
    every = list(events)
    gone = {e.supersedes for e in every if e.supersedes}
    sounding, ended = -1, False
    waiting: list[ScoreEvent] = []
    for event in [*every, None]:
        now = frames if event is None else int(event.decided_frame)
        waiting.sort(key=lambda e: (e.frame, e.id))
        while waiting and waiting[0].frame < now:
            one = waiting.pop(0)
            heads.to(int(one.frame))
            if isinstance(one.act, Section):
                sounding, ended = one.id, False
            elif isinstance(one.act, Control):
                ended = ended or one.act.verb in ("stop", "stopped")
            elif sounding in heads.heads and not ended:
                yield _against(loaded, every, one, heads.heads[sounding])
        if event is not None:
            heads.to(now)
            heads.push(tuple(r) for r in plan.rows([event]).tolist())
            if isinstance(event.act, Section | Control | Beat) and event.id not in gone:
                waiting.append(event)


def _against(loaded: LoadedSet, every: list[ScoreEvent], beat: ScoreEvent, head: Head) -> Struck:
    entry = next(e for e in every if e.id == head.tag)
    assert isinstance(entry.act, Section)
    section = loaded.manifest.sections[entry.act.section]
    body: Steady = course.recorded(section)
    inside = beat.tick - entry.tick + entry.act.target_tick
    ratio = head.ratio(int(beat.frame))
    return Struck(beat, ratio, (inside * body.frames / body.ticks - head.at(int(beat.frame))) / ratio)
