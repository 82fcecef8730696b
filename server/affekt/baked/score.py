"""The score: all that a baked conductor knows, and how it tells a decision."""

from dataclasses import dataclass, field
from typing import Any

from affekt.baked.feelings import Feelings, looked_up
from affekt.baked.passes import BEGINNING, Pass, Place
from affekt.baked.whole import WHOLE, millionths, rounded

LOOP, EVENT, CUE, STOP = range(4)
"""How strong a request is."""

Why = tuple[str, int, str]
"""Rule, the input that caused it (or 0), a word more."""


@dataclass(slots=True)
class LayerState:
    """A layer of the section that is being committed."""

    name: str
    gain: int = -96_000
    """In thousandths of a dB."""
    x: int | None = None
    """The input as its curve last followed it."""
    plays: bool = True
    take: str = ""
    heard: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Planned:
    """Something laid out for a tick."""

    tick: int
    kind: str
    values: dict[str, Any]
    why: Why


@dataclass(slots=True)
class Wish:
    """A request for a section."""

    section: str
    at: str
    within: int
    why: Why
    strength: int
    marker: str = ""


@dataclass(slots=True)
class Pending:
    """A change of section that waits for its tick."""

    section: str
    tick: int
    body_tick: int
    from_time: str
    to_time: str
    fade: str
    fade_beats: float
    why: Why
    strength: int


class Score:
    """The state of a baked session; `events` and `notices` are what was told since they were last taken."""

    def __init__(self, baked: dict[str, Any], seed: int) -> None:
        self.baked = baked
        self.seed = seed
        self.frame = -1
        self.seq = 0
        self.next_id = 1
        self.feelings = Feelings(baked)
        self.passes: list[Pass] = []
        """The newest three; the last is being committed."""
        self.layers: list[LayerState] = []
        self.plan: list[Planned] = []
        """In the order of ticks; of the same tick, in the order in which it came."""
        self.bar_end = 0
        self.wish: Wish | None = None
        self.pending: Pending | None = None
        self.section = ""
        self.asked = ""
        """What was asked for, where an alternate plays."""
        self.came_from = ""
        self.entered = 0
        self.bars = 0
        """Bars begun in this section."""
        self.stopping = False
        self.quiet_since = 0
        self.rests = 0
        self.rest_from = -1
        self.rest_to = -1
        """-1 where the music does not rest."""
        self.left: dict[str, int] = {}
        """Section → the frame at which it was left."""
        self.places: dict[str, int] = {}
        """Section → the bar line of its body at which it was left, in ticks."""
        self.key = ["", ""]
        self.chord = ""
        self.bpm = 0.0
        self.paused_at = -1
        self.stopped = False
        self.muted = False
        self.duck = 0
        """What a client ducks by, in thousandths of a dB; likewise `bed`, what a stinger does."""
        self.bed = 0
        self.bed_until = -1
        self.stung: dict[str, tuple[int, str]] = {}
        """Stinger → the frame and take in which it sounded last."""
        self.pins: dict[str, Any] = {}
        self.roads: dict[str, tuple[int, int]] = {}
        """Parameter → the input and value that it last stood at."""
        self.ahead: list[dict[str, Any]] = []
        """Decisions for the grid that may not have sounded yet."""
        self.warned: set[str] = set()
        self.events: list[dict[str, Any]] = []
        self.notices: list[dict[str, str]] = []

    @property
    def brief(self) -> dict[str, Any]:
        """The section that is being committed."""
        found: dict[str, Any] = self.baked["sections"][self.section]
        return found

    @property
    def now(self) -> Pass:
        """The pass that is being committed."""
        return self.passes[-1]

    @property
    def horizon(self) -> int:
        """What lies on the grid before this frame is told now."""
        ahead: int = self.baked["ahead"]
        return self.frame + ahead

    @property
    def plays(self) -> bool:
        """Whether the grid runs: begun, not paused, not stopped."""
        return bool(self.section) and self.paused_at < 0 and not self.stopped

    def then(self, one: Pass) -> None:
        """Go on with another pass."""
        self.passes = [*self.passes[-2:], one]

    def place_of(self, frame: int) -> Place:
        """Return the musical position of a frame."""
        for one in reversed(self.passes):
            if one.frame <= frame:
                return one.place(one.tick_at(frame))
        return BEGINNING

    def lay(self, planned: Planned) -> None:
        """Lay something out, after all that is laid out for the same tick."""
        index = len(self.plan)
        while index > 0 and self.plan[index - 1].tick > planned.tick:
            index -= 1
        self.plan.insert(index, planned)

    def tell(self, tick: int, kind: str, values: dict[str, Any], why: Why) -> int:
        """Commit a decision for the grid at a tick of the newest pass; return its frame."""
        frame = self.now.frame_at(tick)
        self._told(frame, self.now.place(tick), kind, values, why)
        return frame

    def tell_now(self, kind: str, values: dict[str, Any], why: Why, frame: int = -1) -> None:
        """Commit a decision that acts at once, or at a frame."""
        at = self.frame if frame < 0 else frame
        self._told(at, self.place_of(at), kind, values, why, grid=False)

    def tell_again(self, event: dict[str, Any], later: int) -> None:
        """Commit a decision anew, later, in place of one that has not sounded."""
        frame = event["frame"] + later
        moved = {"id": self.next_id, "decided_frame": self.frame, "frame": frame, "t": _seconds(frame)}
        moved = {**event, **moved, "supersedes": event["id"]}
        moved["why"] = moved.pop("why")
        self._keep(moved, grid=True)

    def _told(
        self, frame: int, place: Place, kind: str, values: dict[str, Any], why: Why, *, grid: bool = True
    ) -> None:
        self._keep(
            {
                "id": self.next_id,
                "decided_frame": self.frame,
                "frame": frame,
                "t": _seconds(frame),
                "tick": place.tick,
                "bar": place.bar,
                "beat": place.beat,
                "section_bar": place.section_bar,
                "kind": kind,
                **values,
                "why": {"rule": why[0], "cause_seq": why[1], "text": why[2]},
            },
            grid=grid,
        )

    def _keep(self, event: dict[str, Any], *, grid: bool) -> None:
        self.next_id += 1
        self.events.append(event)
        if grid:
            self.ahead.append(event)

    def warn(self, reason: str, text: str, about: str) -> None:
        """Tell something, once a session for each thing it is about."""
        if about not in self.warned:
            self.warned.add(about)
            self.notices.append({"reason": reason, "text": text, "about": about})

    def read(self, name: str) -> int:
        """Return what a curve reads, in millionths."""
        kind, _, key = name.partition(".")
        if kind == "state":
            return self.feelings.values.get(key, 0)
        if kind == "param":
            return self.number(key)
        pin = self.pins.get(name.partition("@")[0])
        if isinstance(pin, int | float):
            return millionths(pin)
        aim = self.feelings.aim(self.brief) if self.section else self.feelings.shown
        if name in ("valence", "arousal", "dominance"):
            return aim[("valence", "arousal", "dominance").index(name)]
        return looked_up(self.baked["inputs"][name], aim)

    def number(self, name: str) -> int:
        """Return a pinned number in millionths; 0 where none is."""
        pin = self.pins.get(name)
        return millionths(pin) if isinstance(pin, int | float) else 0


def _seconds(frame: int) -> float:
    return rounded(frame, 48_000, WHOLE)


def db(thousandths: int) -> float:
    """Return a level in dB."""
    return thousandths / 1000
