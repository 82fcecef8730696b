"""What follows by itself: a body loops or is sustained, a playlist goes on, a filler leads over, the music ends."""

from affekt.arrange.transitions import DEFAULT, next_section, rule_for
from affekt.core.errors import Reason
from affekt.core.score import Control, Layer, Section, Why
from affekt.core.units import Tick
from affekt.core.values import replace
from affekt.session import bars, keys, levels, pace, places, playlist
from affekt.session.change import LOOP, STOP, enter_section, resolve
from affekt.session.draft import Draft
from affekt.session.state import Pending
from affekt.session.timeline import enter


def turn(draft: Draft) -> None:
    """The body has ended: loop, go on to what follows, or stop."""
    one, brief, scene = draft.timeline.now, draft.brief, draft.scene
    section, passes, item = brief.section, one.iteration + 1, playlist.item(draft)
    if scene.onward is not None:
        _lead_over(draft)
        return
    if item is not None and not scene.stopping:
        if passes < item.loops or (item.sustain and not scene.released):
            _once_more(draft)
        else:
            _next_item(draft)
        return
    ends = scene.stopping and draft.pending is None
    done = section.once or ends or (section.loops.most and passes >= section.loops.most)
    if done and not (scene.stopping and section.once):
        follow = section.loops.then or (scene.came_from if section.once else section.ending)
        if follow and draft.stage.knows(follow) and not scene.stopping:
            why = Why("loops.then", 0, f"{scene.section} has ended; {follow} follows")
            ends = not section.once and not section.loops.then
            _go_on(draft, follow, why, STOP if ends else LOOP)
            draft.scene = replace(draft.scene, stopping=ends)
            return
    if done:
        finish(draft, one.end_tick)
        return
    if draft.stage.sections[scene.asked].section.alternates and passes >= section.loops.least:
        bar = draft.drawn_in(one.bar + one.bars_begun)
        name = next_section(draft.stage.manifest, scene.asked, draft.seed, bar, scene.section)
        if name != scene.section:
            why = Why("alternate", 0, f"{name} takes its turn for {scene.asked}")
            enter_section(draft, Pending(name, one.end_tick, 0, "end", "start", "disabled", 0.0, why, STOP))
            # To the piece it is the same section still: what it counts and where it came from go on.
            draft.scene = replace(
                draft.scene, asked=scene.asked, came_from=scene.came_from, entered=scene.entered, left=scene.left,
                bars=scene.bars + draft.scene.bars, rests=scene.rests, quiet_since=scene.quiet_since,
            )  # fmt: skip
            return
    bars.loop(draft)


def _once_more(draft: Draft) -> None:
    """Play the body of a playlist's item once more; one that does not come round by itself is entered anew."""
    one, brief = draft.timeline.now, draft.brief
    if not brief.section.once:
        bars.loop(draft)
        return
    why = Why(f"playlist:{draft.scene.playlist}", 0, f"{brief.name} is played once more in {draft.scene.playlist}")
    act = Section(brief.name, "end", "start", "disabled", 0.0, Tick(0), why.rule)
    _enter_anew(draft, one.end_tick, act, one.iteration + 1, why)
    levels.open_pass(draft, one.end_tick, why.rule, 0)
    bars.write_anew(draft, 0, draft.timeline.now.bar)
    bars.begin_bar(draft, one.end_tick)


def _go_on(draft: Draft, name: str, why: Why, strength: int) -> None:
    """Enter what follows at the end of the body; a section that is held, where it was held."""
    held, tick = draft.scene.held, draft.timeline.now.end_tick
    if held is not None and name in (held.section, held.playlist):
        bar = held.body_tick // draft.stage.sections[held.section].metre.bar_ticks + 1
        why = replace(why, text=f"{why.text}; it was held and resumes in its bar {bar}")
        _enter(draft, Pending(
            held.section, tick, held.body_tick, "end", "previous_position", "out", 0.0, why, strength,
            playlist=held.playlist, item=held.item,
        ))  # fmt: skip
        return
    target, listed, item = resolve(draft, name)
    change = Pending(target, tick, 0, "end", "start", "out", 0.0, why, strength)
    _enter(draft, replace(change, playlist=listed, item=item, drawn=bool(listed)))


def _enter(draft: Draft, change: Pending) -> None:
    """Enter what follows with the fade of the rule for it; where there is none the tail rings out."""
    rule = rule_for(draft.stage.manifest, draft.scene.section, change.section)
    if rule is DEFAULT:
        enter_section(draft, replace(change, fade="disabled"))
    else:
        enter_section(draft, replace(change, fade=rule.fade, fade_beats=rule.fade_beats))


def _next_item(draft: Draft) -> None:
    scene, name = draft.scene, draft.scene.playlist
    listed = draft.stage.manifest.playlists[name]
    index = playlist.coming(draft, name, anew=False)
    let = "; it was released" if scene.released else ""
    if index is not None:
        section = listed.items[index].section
        why = Why(f"playlist:{name}", scene.released, f"{section} is next in {name} ({listed.order}){let}")
        came = scene.came_from
        tick = draft.timeline.now.end_tick
        _enter(draft, Pending(section, tick, 0, "end", "start", "out", 0.0, why, LOOP,
                              playlist=name, item=index, drawn=True))  # fmt: skip
        draft.scene = replace(draft.scene, came_from=came)
        return
    follow = listed.then or draft.brief.section.ending
    if follow is None or not draft.stage.knows(follow):
        finish(draft, draft.timeline.now.end_tick)
        return
    ends = listed.then is None
    why = Why(f"playlist:{name}", scene.released, f"{name} has ended; {follow} follows{let}")
    _go_on(draft, follow, why, STOP if ends else LOOP)
    draft.scene = replace(draft.scene, stopping=ends)


def _lead_over(draft: Draft) -> None:
    """A filler has been played: enter what it leads to; its own tail rings over it."""
    goal, via = draft.scene.onward, draft.scene.section
    assert goal is not None
    why = replace(goal.why, text=f"{goal.why.text}; {via} has been played")
    enter_section(draft, Pending(
        goal.section, draft.timeline.now.end_tick, goal.body_tick, "end", goal.to_time, "disabled", 0.0, why,
        goal.strength, playlist=goal.playlist, item=goal.item, drawn=bool(goal.playlist),
    ))  # fmt: skip


def goes_round(draft: Draft, tick: Tick) -> bool:
    """Tell whether a sustained region ends at a tick."""
    return draft.scene.onward is None and places.sustained_to(draft) == tick


def go_round(draft: Draft, tick: Tick) -> None:
    """Play the sustained region once more; what waits for a place behind it goes on waiting."""
    one, brief = draft.timeline.now, draft.brief
    region = brief.section.sustain
    assert region is not None
    first, last = region
    body = (first - 1) * one.metre.bar_ticks
    why = Why("sustain", 0, f"bars {first} to {last} of {brief.name} go on until it is released")
    act = Section(brief.name, "next_bar", "previous_position", "cross", 0.0, Tick(body), why.rule)
    _enter_anew(draft, tick, act, one.iteration, why)
    for state in draft.layers:
        draft.grid(tick, Layer(state.name, state.gain_db, 0.0, state.take), why)
    waiting, length = draft.pending, (last - first + 1) * one.metre.bar_ticks
    if waiting is not None and waiting.tick > tick:
        draft.pending = replace(waiting, tick=Tick(waiting.tick + length))
    draft.plan = tuple(replace(p, tick=Tick(p.tick + length)) if p.tick > tick else p for p in draft.plan)
    bars.write_anew(draft, first - 1, draft.timeline.now.bar)
    bars.begin_bar(draft, tick)


def _enter_anew(draft: Draft, tick: Tick, act: Section, iteration: int, why: Why) -> None:
    """Enter the sounding section at a place of its body, as it stands: its tempo and key go on."""
    one, brief = draft.timeline.now, draft.brief
    draft.bpm = pace.sounding_bpm(draft, tick)
    bpm = draft.bpm if draft.bpm != brief.section.tempo else 0.0
    bar, at = one.position(tick).bar, one.span.frame_at(tick)
    newer = enter(brief.name, brief.section, tick, at, bar, act.target_tick, iteration, bpm)
    draft.timeline = draft.timeline.then(newer)
    draft.grid(tick, replace(act, bpm=bpm), why)
    keys.hold(draft, tick)


def release(draft: Draft, name: str, seq: int) -> None:
    """Let go what a section or a playlist sustains; it goes on at the end of what is played over and over."""
    scene = draft.scene
    item = playlist.item(draft) if scene.section else None
    sounds = scene.section and name in (scene.section, scene.asked, scene.playlist)
    if sounds and (draft.brief.section.sustain is not None or (item is not None and item.sustain)):
        draft.scene = replace(scene, released=seq)
        return
    draft.warn(Reason.UNKNOWN_NAME, f"nothing that sounds is sustained under '{name}'", f"release:{name}")


def finish(draft: Draft, tick: Tick) -> None:
    """End the music at a tick: what rings, rings out."""
    section = draft.brief.section
    tail = round(section.tail_beats * section.time_signature.beat_ticks / 960 * 60 / draft.bpm, 3)
    draft.grid(tick, Control("stop", fade_s=max(tail, 0.05)), Why("ending", 0, f"{draft.scene.section} ends the music"))
    bars.clear(draft)
    draft.mix = replace(draft.mix, stopped=True)
    draft.scene = replace(draft.scene, stopping=False)
