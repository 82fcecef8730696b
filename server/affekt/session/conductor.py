"""The conductor: `step(state, inputs, frame) -> (state, events)`. It touches no socket, thread, file or clock.

Grid steps fall on every frame divisible by 2,400 (20 Hz): feelings advance and grid events are committed up to the
horizon. An input triggers a step at its own frame. A step on the grid comes before the inputs of the same frame.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.errors import Reason
from affekt.core.inputs import Input
from affekt.core.score import RenderState, ScoreEvent
from affekt.core.units import CONTROL_PERIOD, Frame
from affekt.core.values import replace
from affekt.fusion import Fusion
from affekt.mapping import Mapping
from affekt.sense.game import Appraisal, GameTable
from affekt.session import calm, change, feel, grid, levels, mixing, renewal, snapshot, sound, stings
from affekt.session.draft import Draft
from affekt.session.hear import hear
from affekt.session.stage import Stage, set_stage
from affekt.session.state import Feelings, State


class Stepped(NamedTuple):
    """What a step led to."""

    state: State
    events: tuple[ScoreEvent, ...]
    notices: tuple[tuple[Reason, str, str], ...] = ()
    """(reason, sentence, about)."""
    saves: tuple[str, ...] = ()
    """Names under which a snapshot was asked for."""
    went_over: int | None = None
    """How many of the events were decided before the session went over to a set that was edited; None where it did
    not."""


@dataclass(frozen=True, slots=True)
class Conductor:
    """Conducts any number of sessions of one set with one game's table; it keeps nothing of them."""

    stage: Stage
    coming: renewal.Coming | None = None
    """A set that the session goes over to as soon as it can."""
    sounding: StemSet | None = None
    """What still may sound where the session has just gone over: the set with sections of the one before."""

    @classmethod
    def of(cls, loaded: LoadedSet, table: GameTable) -> "Conductor":
        """Return a conductor for a set."""
        return cls(set_stage(loaded, table))

    def toward(self, new: "Conductor", *, same_recordings: bool) -> "Conductor":
        """Return the conductor of a session that is to go over to another's set."""
        return replace(self, coming=renewal.coming(self.stage, new.stage, self.coming, same_recordings=same_recordings))

    def arrived(self) -> "Conductor":
        """Return the conductor of a session that has gone over."""
        assert self.coming is not None
        old = self.sounding or self.stage.manifest
        stage = self.coming.stage
        return replace(self, stage=stage, coming=None, sounding=renewal.both(old, stage.manifest))

    def begin(self, seed: int) -> State:
        """Return the state before the first step."""
        return State(seed, Frame(-1), Feelings(Appraisal(), Fusion(), Mapping()))

    def step(self, state: State, inputs: Sequence[Input], frame: Frame) -> Stepped:
        """Advance to a frame, at or after the last one, and take in the inputs that entered there.

        With no inputs it is a step of the 20 Hz grid.
        """
        draft = Draft(self.stage, state, frame, self.coming)
        renewal.at_rest(draft)
        if not inputs and frame % CONTROL_PERIOD == 0:
            self._beat(draft)
        grid.commit(draft)
        for one in inputs:
            hear(draft, one)
        self._settle(draft)
        return Stepped(draft.freeze(), tuple(draft.events), tuple(draft.notices), tuple(draft.saves), draft.went_over)

    def calm_until(self, state: State) -> Frame:
        """Return the first frame after a step of the grid at which another one may decide something by itself.

        It is the state's own where that is not known.
        """
        return calm.calm_until(self.stage, state)

    def glide(self, state: State, to: Frame) -> State:
        """Return the state after the grid's steps up to `to`, all of them before `calm_until`; none says anything.

        In a set whose mix follows the feeling it may end before: the next step decides something after all.
        """
        return calm.glide(self.stage, self.sounding or self.stage.manifest, state, to)

    def _beat(self, draft: Draft) -> None:
        if draft.ahead:
            held, free = sound.split(draft.ahead, draft.mix.paused_at, draft.mix.paused_by)
            # A step behind, so that the renderer can still say of an event that it acted late.
            heard = Frame(draft.frame - CONTROL_PERIOD)
            draft.sound, later = sound.fold_all(draft.sound, free, heard, self.sounding or self.stage.manifest)
            draft.ahead = (*held, *later)
        feel.feel(draft)
        feel.follow_scene(draft)
        halted = draft.mix.stopped or draft.mix.paused_at is not None
        if not draft.scene.section and not halted and draft.frame >= CONTROL_PERIOD:
            change.begin(draft)
        levels.move_direct(draft)
        mixing.settle(draft)
        stings.end_duck(draft)
        feel.tell(draft)

    def _settle(self, draft: Draft) -> None:
        back = draft.opening is not None and bool(draft.scene.section)
        if draft.mix.paused_at is not None or (draft.wish is None and not back):
            return
        if draft.mix.stopped and (back or (draft.wish is not None and draft.wish.strength >= change.EVENT)):
            change.begin(draft)
        elif back:
            change.come_back(draft)
        else:
            change.settle(draft)
        grid.commit(draft)

    def render_state(self, state: State, frame: Frame) -> RenderState:
        """Return all that a renderer needs to go on at a frame at or after the last step."""
        _, free = sound.split(state.ahead, state.mix.paused_at, state.mix.paused_by)
        base, later = sound.fold_all(state.sound, free, frame, self.sounding or self.stage.manifest)
        return sound.with_pending(base, later)

    def snapshot(self, state: State) -> str:
        """Return an opaque snapshot of a session, at most 4 KB."""
        return snapshot.take(self.stage, state)
