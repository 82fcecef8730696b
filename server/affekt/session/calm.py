"""Calm: how long nothing can be decided unless something is said, and how a session glides through that time.

Most steps of the grid decide nothing: no planned tick comes within the horizon, no rule falls due, no game value moved.
They only move the feelings, and what sounds. Taken together they lead to the same state as one by one.
"""

from affekt.arrange.manifest import StemSet
from affekt.core.units import CONTROL_PERIOD, HORIZON, Frame
from affekt.sense.game import scene_due
from affekt.session import feel, levels, mixing, sound
from affekt.session.draft import Draft
from affekt.session.stage import Stage
from affekt.session.state import State


def calm_until(stage: Stage, state: State) -> Frame:
    """Return the first frame after a step of the grid at which another one may decide something by itself.

    Where that is not known it is the state's own. What is said ends the calm, until after the next step of the grid.
    """
    mix, scene, now = state.mix, state.scene, state.frame
    if (
        not scene.section
        or mix.stopped
        or mix.paused_at is not None
        or state.wish is not None
        or state.opening is not None
        or mixing.unsettled(stage, state)
    ):
        return now
    one, tick = state.timeline.now, state.bar_end
    if state.plan:
        tick = min(tick, state.plan[0].tick)
    if state.pending is not None:
        tick = min(tick, state.pending.tick)
    bounds = [one.span.frame_at(tick) - HORIZON + 1, (now // feel.TELL + 1) * feel.TELL]
    bounds += [begins for begins in (each.frame for each in state.timeline.passes) if begins > now]
    if state.sting_duck is not None:
        bounds.append(state.sting_duck[1])
    section = stage.sections[scene.section].section
    if state.pending is None and not section.once and scene.onward is None and scene.bars >= section.min_bars:
        due = scene_due(stage.table, state.feelings.appraisal, scene.section, scene.bars)
        if due is not None:
            bounds.append(due)
    return Frame(min(bounds))


def glide(stage: Stage, sounding: StemSet, state: State, to: Frame) -> State:
    """Return the state after the steps of the grid up to `to`, all within the calm.

    In a set whose mix follows the feeling it ends before the first one that decides something after all.

    Args:
        stage: What is conducted.
        sounding: The set as it sounds.
        state: After a step of the grid.
        to: The last step's frame.
    """
    draft, grid = Draft(stage, state, state.frame), range(state.frame + CONTROL_PERIOD, to + 1, CONTROL_PERIOD)
    for frame in grid:
        before = draft.frame, draft.feelings, draft.direct, draft.mix
        draft.frame = Frame(frame)
        feel.feel(draft, told=stage.mixes_feeling or frame == grid[-1])
        if stage.mixes_feeling:
            levels.move_direct(draft)
            mixing.settle(draft)
            if draft.events:
                draft.frame, draft.feelings, draft.direct, draft.mix = before
                draft.next_id, draft.ahead = state.next_id, state.ahead
                break
    if draft.frame == state.frame:
        return state
    _listen(draft, sounding, range(grid.start, draft.frame + 1, CONTROL_PERIOD))
    return draft.freeze()


def _listen(draft: Draft, sounding: StemSet, grid: range) -> None:
    """Fold what has sounded, as each step of the grid would: where nothing did, the way is only gone once."""
    ahead = tuple(sorted(draft.ahead, key=lambda event: (event.frame, event.id)))
    heard = draft.sound.state.frame
    for frame in grid:
        if not ahead:
            break
        last, heard = heard, Frame(frame - CONTROL_PERIOD)
        if ahead[0].frame < heard:
            at_last = sound.advance(draft.sound, last, sounding)
            draft.sound, ahead = sound.fold_all(at_last, ahead, heard, sounding)
    draft.sound = sound.advance(draft.sound, heard, sounding)
    draft.ahead = ahead
