"""A draft: the state while one step works on it. It never outlives the step."""

from typing import TYPE_CHECKING

from affekt.core.errors import Reason
from affekt.core.score import Act, ScoreEvent, Why
from affekt.core.units import BLOCK, HORIZON, RENDER_AHEAD, Frame, Tick
from affekt.core.values import replace
from affekt.session.stage import SectionBrief, Stage
from affekt.session.state import State

if TYPE_CHECKING:
    from affekt.session.renewal import Coming

IMMEDIATE_MARGIN = 96
"""Frames (2 ms) that an immediate event needs to reach the renderer before a block begins."""

_WARNINGS = 256


def immediate_frame(frame: Frame) -> Frame:
    """Return the first frame of the first block that an input at `frame` can still reach."""
    return Frame(-(-(frame + IMMEDIATE_MARGIN) // BLOCK) * BLOCK + RENDER_AHEAD)


class Draft:
    """A `State` with its fields unfrozen, and what the step has said so far."""

    def __init__(self, stage: Stage, state: State, frame: Frame, coming: "Coming | None" = None) -> None:
        self.stage = stage
        self.coming = coming
        self.went_over: int | None = None
        """How many events were decided before the session went over to the coming set."""
        self.seed = state.seed
        self.frame = frame
        self.feelings = state.feelings
        self.next_id = state.next_id
        self.timeline = state.timeline
        self.scene = state.scene
        self.layers = state.layers
        self.mix = state.mix
        self.bar_end = state.bar_end
        self.plan = state.plan
        self.next_notes = state.next_notes
        self.memory = state.memory
        self.wish = state.wish
        self.pending = state.pending
        self.trail = state.trail
        self.opening = state.opening
        self.bars_before = state.bars_before
        self.key = state.key
        self.keying = state.keying
        self.chord = state.chord
        self.bpm = state.bpm
        self.paced_bar = state.paced_bar
        self.pins = state.pins
        self.pinned = state.pinned
        self.sound = state.sound
        self.ahead = state.ahead
        self.stung = state.stung
        self.sting_duck = state.sting_duck
        self.direct = state.direct
        self.stirred = state.stirred
        self.theme = state.theme
        self.warned = state.warned
        self.events: list[ScoreEvent] = []
        self.notices: list[tuple[Reason, str, str]] = []
        self.saves: list[str] = []

    def freeze(self) -> State:
        """Return the state that this draft has become."""
        return State(
            self.seed, self.frame, self.feelings, self.next_id, self.timeline, self.scene, self.layers, self.mix,
            self.bar_end, self.plan, self.next_notes, self.memory, self.wish, self.pending, self.trail, self.opening,
            self.bars_before, self.key, self.keying, self.chord, self.bpm, self.paced_bar, self.pins, self.pinned,
            self.sound, self.ahead, self.stung, self.sting_duck, self.direct, self.stirred, self.theme, self.warned,
        )  # fmt: skip

    @property
    def horizon(self) -> Frame:
        """Grid events before this frame are committed now."""
        return Frame(self.frame + HORIZON)

    @property
    def brief(self) -> SectionBrief:
        """The section that is being committed."""
        return self.stage.sections[self.scene.section]

    def drawn_in(self, bar: int) -> int:
        """Return a bar of the session as chance counts it: a restored session draws as the saved one would have."""
        return bar + self.bars_before

    @property
    def plays(self) -> bool:
        """Whether the grid runs: begun, not paused, not stopped."""
        return bool(self.scene.section) and self.mix.paused_at is None and not self.mix.stopped

    def pin(self, name: str) -> float | str | None:
        """Return what a client holds a parameter at."""
        for key, value in self.pins:
            if key == name:
                return value
        return None

    def pinned_by(self, name: str) -> int:
        """Return the input that last held or freed a parameter, or 0."""
        return next((seq for key, seq in self.pinned if key == name), 0)

    def grid(self, tick: Tick, act: Act, why: Why) -> ScoreEvent:
        """Commit a grid event at a tick of the newest pass."""
        one = self.timeline.now
        place = one.position(tick)
        return self._add(one.span.frame_at(tick), tick, place.bar, place.beat, place.section_bar, act, why)

    def now(self, act: Act, why: Why, *, frame: Frame | None = None, supersedes: int = 0) -> ScoreEvent:
        """Commit an immediate event at the first frame that can still be reached (or at a given one)."""
        at = immediate_frame(self.frame) if frame is None else frame
        place = self.timeline.position(at)
        return self._add(at, place.tick, place.bar, place.beat, place.section_bar, act, why, supersedes)

    def again(self, event: ScoreEvent, later: int) -> ScoreEvent:
        """Commit an event anew, later, in place of one that never sounded."""
        moved = replace(
            event, id=self.next_id, decided_frame=self.frame, frame=Frame(event.frame + later), supersedes=event.id
        )
        return self._keep(moved)

    def _add(
        self, frame: Frame, tick: Tick, bar: int, beat: float, section_bar: int, act: Act, why: Why, supersedes: int = 0
    ) -> ScoreEvent:
        return self._keep(
            ScoreEvent(self.next_id, self.frame, frame, tick, bar, beat, section_bar, act, why, supersedes)
        )

    def _keep(self, event: ScoreEvent) -> ScoreEvent:
        self.next_id += 1
        self.events.append(event)
        self.ahead = (*self.ahead, event)
        return event

    def warn(self, reason: Reason, text: str, about: str) -> None:
        """Tell the client something, once a session for each thing it is about, and of 256 things at most."""
        if about not in self.warned and len(self.warned) < _WARNINGS:
            self.warned = self.warned | {about}
            self.notices.append((reason, text, about))
