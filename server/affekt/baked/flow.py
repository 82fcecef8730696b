"""Flow: what follows by itself, and the grid on which everything is told that lies before the horizon."""

from affekt.baked import bars, changes, layers, stings
from affekt.baked.score import LOOP, STOP, Pending, Score


def commit(score: Score) -> None:
    """Tell all that lies on the grid before the horizon, in order."""
    while score.plays:
        one, pending = score.now, score.pending
        planned = score.plan[0] if score.plan and score.plan[0].tick < score.bar_end else None
        tick = planned.tick if planned else score.bar_end
        changing = pending is not None and pending.tick <= tick
        if changing and pending is not None:
            tick = pending.tick
        if one.frame_at(tick) >= score.horizon:
            return
        if changing and pending is not None:
            changes.enter_section(score, pending)
        elif planned is not None:
            score.plan.pop(0)
            if planned.kind == "stinger":
                stings.sting(score, planned)
                continue
            score.tell(planned.tick, planned.kind, planned.values, planned.why)
            if planned.kind == "beat":
                layers.move_layers(score, planned.tick, only_held=True)
        elif tick >= one.end_tick:
            _turn(score)
        else:
            bars.begin_bar(score, tick)


def _turn(score: Score) -> None:
    """The body has ended: go round, go on to what follows, or stop."""
    one, section = score.now, score.brief
    passes = one.iteration + 1
    ends = score.stopping and score.pending is None
    done = section["once"] or ends or (section["most"] and passes >= section["most"])
    if done and not score.stopping:
        follow = section["then"] or (score.came_from if section["once"] else section["ending"])
        if follow:
            stopping = not section["once"] and not section["then"]
            _go_on(score, follow, STOP if stopping else LOOP)
            score.stopping = stopping
            return
    if done:
        _finish(score)
        return
    if score.baked["sections"][score.asked]["alternates"] and passes >= section["least"]:
        name = changes.next_section(score, score.asked, one.again().bar)
        if name != score.section:
            _take_turns(score, name)
            return
    bars.loop(score)


def _go_on(score: Score, name: str, strength: int) -> None:
    way = score.brief["ways"][name]
    fade, beats = ("disabled", 0.0) if way["default"] else (way["fade"], way["fade_beats"])
    why = ("loops.then", 0, score.section)
    changes.enter_section(score, Pending(name, score.now.end_tick, 0, "end", "start", fade, beats, why, strength))


def _take_turns(score: Score, name: str) -> None:
    """An alternate takes its turn; to the piece it is the same section still."""
    asked, came_from, entered, played = score.asked, score.came_from, score.entered, score.bars
    why = ("alternate", 0, asked)
    changes.enter_section(score, Pending(name, score.now.end_tick, 0, "end", "start", "disabled", 0.0, why, STOP))
    score.asked, score.came_from, score.entered, score.bars = asked, came_from, entered, played + score.bars


def _finish(score: Score) -> None:
    """End the music at the end of the body: what rings, rings out."""
    fade = score.brief["tail_s"]
    score.tell(score.now.end_tick, "control", {"verb": "stop", "fade_s": fade}, ("ending", 0, score.section))
    halt(score)


def halt(score: Score) -> None:
    """Forget what was to come."""
    score.plan, score.pending, score.wish = [], None, None
    score.stopped, score.stopping = True, False
