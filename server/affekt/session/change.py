"""Changes of section: a wish finds its rule and its place, waits, and is carried out at its tick."""

from affekt.arrange.transitions import next_section, rule_for, rule_name
from affekt.core.errors import Reason
from affekt.core.score import Control, Section, Tempo, Why
from affekt.core.units import SAMPLE_RATE, Frame, Tick
from affekt.core.values import replace
from affekt.session import aim, bars, keys, levels, pace, places, playlist, stings
from affekt.session.draft import Draft
from affekt.session.state import Held, Onward, Pending, Return, Scene, Wish
from affekt.session.timeline import Timeline, enter

LOOP, EVENT, CUE, STOP = range(4)
"""How strong a request is: a weaker one does not replace a stronger one that waits."""

_PLACES = 12
"""Sections whose places are remembered."""

RESTORE = "restore"
"""The rule of a change that goes back to where a snapshot was taken; no other request gets in its way."""


def ask(draft: Draft, wish: Wish) -> None:
    """Take in a request for a section; a place is found for it in the same step."""
    if not draft.stage.knows(wish.section):
        known = ", ".join([*draft.stage.sections, *draft.stage.manifest.playlists])
        draft.warn(
            Reason.UNKNOWN_NAME, f"the set has no section '{wish.section}'; it has {known}", f"section:{wish.section}"
        )
        return
    brief = draft.stage.sections[draft.stage.leading(wish.section)]
    if wish.marker and wish.marker not in (name for _, name in brief.markers):
        known = ", ".join(name for _, name in brief.markers) or "none"
        why = f"'{wish.section}' has no marker '{wish.marker}'; it has {known}"
        draft.warn(Reason.UNKNOWN_NAME, why, f"marker:{wish.section}:{wish.marker}")
        return
    section = brief.section
    left = dict(draft.scene.left).get(wish.section)
    rests = section.cooldown_s * SAMPLE_RATE
    if wish.strength < CUE and rests > 0 and left is not None and draft.frame - left < rests:
        draft.warn(
            Reason.TOO_FAST,
            f"'{wish.section}' rests {section.cooldown_s:g} s between entries",
            f"cooldown:{wish.section}",
        )
        return
    if draft.wish is None or wish.strength >= draft.wish.strength:
        draft.wish = wish


def settle(draft: Draft) -> None:
    """Find the place of a waiting wish, once the grid runs and is committed up to the horizon."""
    wish = draft.wish
    if wish is None:
        return
    if not draft.scene.section or draft.mix.stopped:
        return
    waiting = draft.pending
    if waiting is not None and waiting.why.rule == RESTORE:
        return
    draft.wish = None
    if waiting is not None and wish.strength < waiting.strength:
        return
    if draft.scene.stopping and wish.strength < CUE:
        return
    onward = draft.scene.onward
    if onward is not None and (wish.strength < onward.strength or wish.section in (onward.section, onward.playlist)):
        if wish.strength > onward.strength:
            draft.scene = replace(draft.scene, onward=replace(onward, strength=wish.strength))
        if waiting is not None and wish.strength >= onward.strength:
            draft.pending = None
        return
    if _sounds(draft, wish.section) and not wish.marker:
        draft.pending = None
        return
    found = _place(draft, wish)
    if waiting is not None and wish.section in _goal(waiting) and not wish.marker:
        # The same place was asked for again: the earlier of the two holds, as strong as the stronger.
        found = replace(found if found.tick < waiting.tick else waiting, strength=wish.strength)
        if found.onward:
            found = replace(found, onward=replace(found.onward, strength=wish.strength))
    draft.pending = found
    stings.meet_change(draft)
    if wish.strength in (EVENT, CUE):
        draft.scene = replace(draft.scene, stopping=False)


def _goal(waiting: Pending) -> tuple[str, str]:
    """Return the names of what a waiting change leads to in the end; a filler that it goes through is none of them."""
    end = waiting.onward or waiting
    return end.playlist or end.section, end.section


def _sounds(draft: Draft, name: str) -> bool:
    """Tell whether what is asked for plays already; what plays once may begin anew."""
    scene = draft.scene
    if scene.playlist:
        return name in (scene.playlist, scene.section, scene.asked)
    return name in (scene.section, scene.asked) and not draft.brief.section.once


def _place(draft: Draft, wish: Wish) -> Pending:
    manifest, scene = draft.stage.manifest, draft.scene
    target, listed, item = resolve(draft, wish.section)
    rule = rule_for(manifest, scene.section, target)
    word = places.word(wish, rule, explicit=wish.strength != EVENT)
    ruled = 0 if wish.strength == CUE else rule.within_ms  # who asks outright names the deadline too
    deadlines = [ms for ms in (wish.within_ms, ruled) if ms]
    allowed = min(deadlines, default=0)
    latest = Frame(draft.frame + allowed * SAMPLE_RATE // 1000) if deadlines else None
    left = places.leave(draft, word, rule, latest, allowed)
    if wish.marker:
        arrival = places.marked(draft, target, wish.marker)
    else:
        arrival = places.arrive(draft, rule, target, left.tick, resume=wish.strength < CUE)
    via = rule.filler if rule.filler not in (None, scene.section, target) else None
    said = [f"{scene.section} to {target} {left.said}"]
    said += [f"{listed} plays {target}"] if listed else []
    said += [arrival.said] if arrival.said else []
    said += [f"through {via}"] if via else []
    text = "; ".join([wish.why.text, *said] if wish.why.text else said)
    why = Why(rule_name(rule), wish.why.cause_seq, text)
    direct = Pending(
        target, left.tick, arrival.body_tick, left.word, arrival.word, rule.fade, rule.fade_beats, why, wish.strength,
        playlist=listed, item=item, drawn=bool(listed), hold=rule.hold_previous,
        marker=wish.marker,
    )  # fmt: skip
    if via is None:
        return direct
    goal = Onward(target, arrival.word, arrival.body_tick, why, wish.strength, listed, item)
    return replace(
        direct, section=via, body_tick=0, to_time="start", playlist="", item=-1, drawn=False, onward=goal
    )  # fmt: skip


def resolve(draft: Draft, name: str) -> tuple[str, str, int]:
    """Return (section, playlist, item) for the name of a section or of a playlist, which goes on with its next item."""
    if name in draft.stage.sections:
        return name, "", -1
    index = playlist.coming(draft, name, anew=True)
    assert index is not None
    return draft.stage.manifest.playlists[name].items[index].section, name, index


def begin(draft: Draft) -> None:
    """Begin the music: the set's first section, or the one that was asked for before anything sounded."""
    wish = draft.wish if draft.opening is None else None
    if wish is not None:
        draft.wish = None
    name, listed, item = resolve(draft, wish.section if wish else draft.stage.manifest.start)
    why = wish.why if wish else Why("start", 0, "the set begins here")
    draft.mix = replace(draft.mix, stopped=False)
    draft.scene = replace(draft.scene, stopping=False)
    place = places.marked(draft, name, wish.marker) if wish and wish.marker else places.Arrival(0, "start")
    first = Pending(
        name, Tick(0), place.body_tick, "immediate", place.word, "disabled", 0.0, replace(why, rule="start"), LOOP,
        playlist=listed, item=item, drawn=bool(listed),
    )  # fmt: skip
    first, draft.opening = draft.opening or first, None
    if draft.timeline.passes:
        one = draft.timeline.now
        first = replace(first, tick=max(Tick(one.span.tick_at(Frame(draft.horizon - 1)) + 1), one.tick))
        stops = (Frame(e.frame + 1) for e in draft.ahead if isinstance(e.act, Control) and e.act.verb == "stop")
        enter_section(draft, first, frame=max(draft.horizon, one.frame, *stops))
    else:
        enter_section(draft, first, frame=draft.horizon)


def come_back(draft: Draft) -> None:
    """Go, as soon as the grid lets, to where a snapshot was taken."""
    one, arrival = draft.timeline.now, draft.opening
    assert arrival is not None
    cursor = max(Tick(one.span.tick_at(draft.horizon) + 1), one.tick)
    draft.pending, draft.opening = replace(arrival, tick=min(cursor, one.end_tick)), None


def enter_section(draft: Draft, change: Pending, frame: Frame | None = None) -> None:
    """Carry out a change at its tick: the new section, its tempo, key and levels, and its first bar."""
    stage, scene, old = draft.stage, draft.scene, draft.timeline.passes[-1] if draft.timeline.passes else None
    at = frame if frame is not None or old is None else old.span.frame_at(change.tick)
    assert at is not None
    bar = 1
    if old is not None:
        place = old.position(change.tick)
        new_metre = stage.sections[change.section].metre
        mid_bar = place.beat > 1 and change.body_tick % new_metre.bar_ticks == 0
        bar = place.bar + (1 if mid_bar else 0)
    once = old is not None and bool(scene.section) and stage.sections[scene.section].section.once
    back = change.why.rule == RESTORE or once or scene.onward is not None
    if old is not None and scene.section and not scene.onward:
        _leave_behind(draft, change)
    name = change.section
    if change.strength < STOP and change.body_tick == 0:
        name = next_section(stage.manifest, change.section, draft.seed, draft.drawn_in(bar), scene.section)
    brief = stage.sections[name]
    bpm = pace.entry_bpm(draft, name, change)
    nth = change.back.iteration if change.back else 0
    one = enter(name, brief.section, change.tick, at, bar, change.body_tick, nth, bpm)
    draft.timeline = draft.timeline.then(one) if old is not None else Timeline((one,))
    gone = tuple(x for x in scene.left if x[0] != scene.section)
    draft.scene = Scene(
        section=name,
        asked=change.section,
        came_from=scene.came_from if back else scene.playlist or scene.section,
        entered=at,
        quiet_since=max(scene.quiet_since, at) if scene.section != name else scene.quiet_since,
        left=(*gone, (scene.section, at))[-8:] if scene.section else (),
        stopping=scene.stopping,
        playlist=change.playlist,
        item=change.item,
        held=draft.scene.held if draft.scene.held is None or draft.scene.held.section != name else None,
        onward=change.onward,
    )
    if change.drawn:
        playlist.drew(draft, change.playlist, change.item)
    draft.pending = None
    draft.next_notes = ()
    bars.keep_stingers(draft)
    if change.back is not None:
        _go_on_from(draft, change.back, at, bar)
    why = change.why
    draft.grid(
        change.tick,
        Section(
            name, change.from_time, change.to_time, change.fade, change.fade_beats, Tick(change.body_tick), why.rule,
            bpm,
        ),
        why,
    )  # fmt: skip
    section = brief.section
    draft.paced_bar = bar
    ramped = old is not None and abs(old.span.bpm_at(change.tick) - draft.bpm) > 1e-4 * draft.bpm
    if (bpm or section.tempo) != draft.bpm or ramped:
        draft.bpm = bpm or section.tempo
        text = f"{name} plays at its own tempo" if not bpm else f"{name} begins at {bpm:g} BPM"
        draft.grid(change.tick, Tempo(draft.bpm), Why("section.tempo", why.cause_seq, text))
    keys.enter(draft, change.tick, bar, why.cause_seq)
    draft.chord = ""
    aim.look(draft)
    levels.open_layers(draft, change.tick, why.rule, why.cause_seq, change.back.layers if change.back else ())
    bars.begin_bar(draft, change.tick, opening=True)


def _go_on_from(draft: Draft, back: Return, at: Frame, bar: int) -> None:
    """Remember, in a section that was just entered at a frame and bar, what a snapshot knew there."""
    scene, was = draft.scene, back.scene
    shift = at - back.frame
    draft.scene = replace(
        was, section=scene.section, playlist=scene.playlist, item=scene.item, onward=scene.onward,
        entered=Frame(was.entered + shift), quiet_since=Frame(was.quiet_since + shift),
        rest_from=None if was.rest_from is None else Frame(was.rest_from + shift),
        rest_to=None if was.rest_to is None else Frame(was.rest_to + shift),
        left=tuple((name, Frame(gone + shift)) for name, gone in was.left),
    )  # fmt: skip
    draft.trail = back.trail
    draft.stung = tuple((name, Frame(gone + shift), take) for name, gone, take in back.stung)
    draft.wish = draft.wish or back.wish
    if back.bar:
        draft.bars_before = back.bar - bar
    one = draft.timeline.now
    if back.pending is not None:
        place = max(Tick(one.tick - one.body_tick + back.pending.tick), one.tick)
        draft.pending = replace(back.pending, tick=min(place, one.end_tick))


def _leave_behind(draft: Draft, change: Pending) -> None:
    """Write down where the sounding section is left."""
    scene, place = draft.scene, places.snapped(draft, change.tick)
    others = tuple(one for one in draft.trail.places if one[0] != scene.section)
    draft.trail = replace(draft.trail, places=(*others, (scene.section, place))[-_PLACES:])
    if change.hold:
        draft.scene = replace(scene, held=Held(scene.section, place, scene.playlist, scene.item))
