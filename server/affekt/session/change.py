"""Changes of section: a wish finds its rule and its place, waits, and is carried out at its tick."""

from dataclasses import replace
from typing import cast

from affekt.arrange.transitions import executed, next_section, not_yet, rule_for, rule_name
from affekt.core.errors import Reason
from affekt.core.score import Control, FromTime, Key, Section, Tempo, Why
from affekt.core.units import SAMPLE_RATE, Frame, Tick
from affekt.session import aim, bars, levels, pace
from affekt.session.draft import Draft
from affekt.session.state import Pending, Scene, Wish
from affekt.session.timeline import Timeline, enter

LOOP, EVENT, CUE, STOP = range(4)
"""How strong a request is: a weaker one does not replace a stronger one that waits."""

RESTORE = "restore"
"""The rule of a change that goes back to where a snapshot was taken; no other request gets in its way."""

_FALL = ("end", "next_bar", "next_beat", "half_beat", "immediate")
"""Where a change falls to, step by step, rather than miss its deadline."""


def ask(draft: Draft, wish: Wish) -> None:
    """Take in a request for a section; a place is found for it in the same step."""
    if wish.section not in draft.stage.sections:
        draft.warn(
            Reason.UNKNOWN_NAME,
            f"the set has no section '{wish.section}'; it has {', '.join(draft.stage.sections)}",
            f"section:{wish.section}",
        )
        return
    section = draft.stage.sections[wish.section].section
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
    if waiting is not None and (wish.strength < waiting.strength or waiting.section == wish.section):
        return
    if draft.scene.stopping and wish.strength < CUE:
        return
    if wish.section in (draft.scene.section, draft.scene.asked) and not draft.brief.section.once:
        if waiting is not None and wish.strength >= waiting.strength:
            draft.pending = None
        return
    draft.pending = _place(draft, wish)
    if wish.strength in (EVENT, CUE):
        draft.scene = replace(draft.scene, stopping=False)


def _place(draft: Draft, wish: Wish) -> Pending:
    wanted = rule_for(draft.stage.manifest, draft.scene.section, wish.section)
    rule = executed(wanted)
    one = draft.timeline.now
    word = {"now": "immediate", "": rule.from_time}.get(wish.at, wish.at)
    if wish.strength == EVENT and wanted.source + wanted.target != "anyany":
        word = "end" if rule.from_time == "end" else min(word, rule.from_time, key=lambda w: -_FALL.index(w))
    ruled = 0 if wish.strength == CUE else rule.within_ms  # who asks outright names the deadline too
    deadlines = [ms for ms in (wish.within_ms, ruled) if ms]
    latest = draft.frame + min(deadlines) * SAMPLE_RATE // 1000 if deadlines else None
    cursor = max(Tick(one.span.tick_at(Frame(draft.horizon - 1)) + 1), one.tick)
    said = f"{draft.scene.section} to {wish.section} at the {word.replace('_', ' ')}"
    tick = _candidate(draft, word, cursor)
    if latest is not None:
        for finer in _FALL[_FALL.index(word) + 1 :]:
            if one.span.frame_at(tick) <= latest:
                break
            word, tick = finer, _candidate(draft, finer, cursor)
        else:
            if one.span.frame_at(tick) > latest:
                said += "; the deadline is nearer than the look-ahead"
        said += f", {min(deadlines)} ms allowed: {word.replace('_', ' ')}"
    later = not_yet(wanted)
    if later:
        said += "; " + "; ".join(text for _, text in later)
    body = 0
    target = draft.stage.sections[wish.section]
    if rule.to_time == "same_position":
        length = target.section.bars * target.metre.bar_ticks
        body = one.body_tick_at(tick) % length
    text = f"{wish.why.text}; {said}" if wish.why.text else said
    why = Why(rule_name(wanted), wish.why.cause_seq, text)
    left = cast(FromTime, "immediate" if word == "half_beat" else word)
    return Pending(wish.section, tick, body, left, rule.to_time, rule.fade, rule.fade_beats, why, wish.strength)


def _candidate(draft: Draft, word: str, cursor: Tick) -> Tick:
    one = draft.timeline.now
    match word:
        case "immediate":
            return min(cursor, one.end_tick)
        case "half_beat":
            return one.next_tick_on(max(one.metre.beat_ticks // 2, 1), cursor)
        case "next_beat":
            return one.next_tick_on(one.metre.beat_ticks, cursor)
        case "next_bar":
            return one.next_tick_on(one.metre.bar_ticks, cursor)
    return one.end_tick


def begin(draft: Draft) -> None:
    """Begin the music: the set's first section, or the one that was asked for before anything sounded."""
    wish = draft.wish if draft.opening is None else None
    if wish is not None:
        draft.wish = None
    name = wish.section if wish else draft.stage.manifest.start
    why = wish.why if wish else Why("start", 0, "the set begins here")
    draft.mix = replace(draft.mix, stopped=False)
    draft.scene = replace(draft.scene, stopping=False)
    first = Pending(name, Tick(0), 0, "immediate", "start", "disabled", 0.0, replace(why, rule="start"), LOOP)
    first, draft.opening = draft.opening or first, None
    if draft.timeline.passes:
        one = draft.timeline.now
        first = replace(first, tick=max(Tick(one.span.tick_at(Frame(draft.horizon - 1)) + 1), one.tick))
        enter_section(draft, first, frame=max(draft.horizon, one.frame))
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
    back = change.why.rule == RESTORE or (old is not None and stage.sections[scene.section].section.once)
    name = change.section
    if change.strength < STOP and change.body_tick == 0:
        name = next_section(stage.manifest, change.section, draft.seed, bar, scene.section)
    brief = stage.sections[name]
    bpm = pace.entry_bpm(draft, name, change)
    one = enter(name, brief.section, change.tick, at, bar, change.body_tick, bpm=bpm)
    draft.timeline = draft.timeline.then(one) if old is not None else Timeline((one,))
    gone = tuple(x for x in scene.left if x[0] != scene.section)
    draft.scene = Scene(
        section=name,
        asked=change.section,
        came_from=scene.came_from if back else scene.section,
        entered=at,
        quiet_since=max(scene.quiet_since, at) if scene.section != name else scene.quiet_since,
        left=(*gone, (scene.section, at))[-8:] if scene.section else (),
        stopping=scene.stopping,
    )
    draft.pending = None
    draft.next_notes = ()
    bars.keep_stingers(draft)
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
    if (section.key, section.mode) != draft.key:
        draft.key = (section.key, section.mode)
        cents = stage.manifest.tuning.cents
        draft.grid(
            change.tick,
            Key(section.key, section.mode, cents),
            Why("section.key", why.cause_seq, f"{name} is in this key"),
        )
    draft.chord = ""
    aim.look(draft)
    levels.open_layers(draft, change.tick, why.rule, why.cause_seq)
    bars.begin_bar(draft, change.tick, opening=True)


def turn(draft: Draft) -> None:
    """The body has ended: loop, go on to what follows, or stop."""
    one, brief, scene = draft.timeline.now, draft.brief, draft.scene
    section, passes = brief.section, one.iteration + 1
    done = section.once or (section.loops.most and passes >= section.loops.most)
    if done and not (scene.stopping and section.once):
        follow = section.loops.then or (scene.came_from if section.once else section.ending)
        if follow and follow in draft.stage.sections and not scene.stopping:
            rule = executed(rule_for(draft.stage.manifest, scene.section, follow))
            why = Why("loops.then", 0, f"{scene.section} has ended; {follow} follows")
            fade = (rule.fade, rule.fade_beats)
            ends = not section.once and not section.loops.then
            strength = STOP if ends else LOOP
            enter_section(draft, Pending(follow, one.end_tick, 0, "end", "start", *fade, why, strength))
            draft.scene = replace(draft.scene, stopping=ends)
            return
    if done:
        finish(draft, one.end_tick)
        return
    if draft.stage.sections[scene.asked].section.alternates and passes >= section.loops.least:
        name = next_section(draft.stage.manifest, scene.asked, draft.seed, one.bar + one.bars_begun, scene.section)
        if name != scene.section:
            why = Why("alternate", 0, f"{name} takes its turn for {scene.asked}")
            enter_section(draft, Pending(name, one.end_tick, 0, "end", "start", "cross", 1.0, why, STOP))
            # To the piece it is the same section still: what it counts and where it came from go on.
            draft.scene = replace(
                draft.scene, asked=scene.asked, came_from=scene.came_from, entered=scene.entered, left=scene.left,
                bars=scene.bars + draft.scene.bars, rests=scene.rests, quiet_since=scene.quiet_since,
            )  # fmt: skip
            return
    bars.loop(draft)


def finish(draft: Draft, tick: Tick) -> None:
    """End the music at a tick: what rings, rings out."""
    section = draft.brief.section
    tail = round(section.tail_beats * section.time_signature.beat_ticks / 960 * 60 / draft.bpm, 3)
    draft.grid(tick, Control("stop", fade_s=max(tail, 0.05)), Why("ending", 0, f"{draft.scene.section} ends the music"))
    bars.clear(draft)
    draft.mix = replace(draft.mix, stopped=True)
    draft.scene = replace(draft.scene, stopping=False)
