"""The grid lane: everything whose musical time comes before the horizon is committed, in order, for good."""

from affekt.core.score import Beat, Stinger
from affekt.session import bars, change, follow, levels, renewal
from affekt.session.draft import Draft
from affekt.session.stings import sting_on_grid


def commit(draft: Draft) -> None:
    """Commit all grid events before the draft's horizon."""
    while draft.plays:
        one, pending = draft.timeline.now, draft.pending
        planned = draft.plan[0] if draft.plan and draft.plan[0].tick < draft.bar_end else None
        tick = planned.tick if planned else draft.bar_end
        changes = pending is not None and pending.tick <= tick
        if changes and pending is not None:
            tick = pending.tick
        if one.span.frame_at(tick) >= draft.horizon:
            return
        if renewal.due(draft, tick, changes=changes, planned=planned is not None):
            continue
        if changes and pending is not None:
            change.enter_section(draft, pending)
        elif planned:
            draft.plan = draft.plan[1:]
            if isinstance(planned.act, Stinger):
                sting_on_grid(draft, planned)
                continue
            draft.grid(planned.tick, planned.act, planned.why)
            if isinstance(planned.act, Beat):
                levels.move_layers(draft, planned.tick, only_direct=True)
        elif follow.goes_round(draft, tick):
            follow.go_round(draft, tick)
        elif tick >= one.end_tick:
            follow.turn(draft)
        else:
            bars.begin_bar(draft, tick)
