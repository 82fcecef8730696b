"""Stingers: short figures over the music, each with a cool-down, its takes, and room made in the bed."""

from collections.abc import Sequence

from affekt.arrange.manifest import StingerTake
from affekt.arrange.transitions import pick_take
from affekt.core.errors import Reason
from affekt.core.inputs import At, Cue
from affekt.core.score import Duck, Stinger, Why
from affekt.core.units import SAMPLE_RATE, Frame, Tick
from affekt.core.values import replace
from affekt.session.draft import Draft, immediate_frame
from affekt.session.in_key import fitting
from affekt.session.state import Planned


def cue_stinger(draft: Draft, cue: Cue, why: Why, *, explicit: bool) -> None:
    """Sound a stinger now, or at the next place of its grid; a cool-down or a pause may refuse it."""
    name = cue.name
    stinger = draft.stage.manifest.stingers.get(name)
    if stinger is None:
        if explicit:
            known = ", ".join(draft.stage.manifest.stingers) or "none"
            draft.warn(Reason.UNKNOWN_NAME, f"the set has no stinger '{name}'; it has {known}", f"stinger:{name}")
        return
    refusal = _refusal(draft, name, stinger.cooldown_s, explicit)
    if refusal:
        if explicit:
            draft.notices.append((Reason.TOO_FAST, f"'{name}' does not sound: {refusal}", f"stinger:{name}"))
        return
    if cue.at == "now" or not draft.plays:
        act, told = _voiced(draft, name, why)
        draft.now(act, told)
        _sounded(draft, act.name, act.take, immediate_frame(draft.frame))
        return
    planned = Planned(_place(draft, cue.at), Stinger(name, _take(draft, name, stinger.takes)), why)
    draft.plan = tuple(sorted((*draft.plan, planned), key=lambda p: p.tick))
    meet_change(draft)


def _refusal(draft: Draft, name: str, cooldown_s: float, explicit: bool) -> str:
    """Return why a stinger may not sound now; empty where it may."""
    if draft.mix.paused_at is not None or draft.mix.stopped:
        return "the music is paused or stopped"
    if draft.mix.duck_db < 0 and not explicit:
        return "the music makes room for speech"
    if any(known == name and draft.frame - at < cooldown_s * SAMPLE_RATE for known, at, _ in draft.stung):
        return f"it sounded less than {cooldown_s:g} s ago"
    if any(isinstance(p.act, Stinger) and p.act.name == name for p in draft.plan):
        return "it waits for its place already"
    return ""


def _place(draft: Draft, at: At) -> Tick:
    one = draft.timeline.now
    cursor = max(Tick(one.span.tick_at(Frame(draft.horizon - 1)) + 1), one.tick)
    if at == "end":
        return one.end_tick
    return one.next_tick_on(one.metre.beat_ticks if at == "next_beat" else one.metre.bar_ticks, cursor)


def _voiced(draft: Draft, name: str, why: Why, take: str = "") -> tuple[Stinger, Why]:
    """Return a stinger as it sounds in the key of the moment, and why so; `take` is kept where it fits."""
    chosen, takes, told = fitting(draft, name)
    if chosen != name or take not in {one.name for one in takes}:
        take = _take(draft, chosen, takes)
    return Stinger(chosen, take), replace(why, text=f"{why.text}; {told}" if why.text else told) if told else why


def _take(draft: Draft, name: str, takes: Sequence[StingerTake]) -> str:
    if len(draft.stage.manifest.stingers[name].takes) < 2:
        return ""
    recent = [take for known, _, take in draft.stung if known == name]
    bar = draft.drawn_in(draft.timeline.position(draft.frame).bar)
    return pick_take(takes, draft.seed, f"stinger:{name}", bar, recent)


def sting_on_grid(draft: Draft, planned: Planned) -> None:
    """Commit a stinger that waited for its place."""
    assert isinstance(planned.act, Stinger)
    act, why = _voiced(draft, planned.act.name, planned.why, planned.act.take)
    event = draft.grid(planned.tick, act, why)
    _sounded(draft, act.name, act.take, event.frame)


def _sounded(draft: Draft, name: str, take: str, frame: Frame) -> None:
    stinger = draft.stage.manifest.stingers[name]
    draft.stung = (*(s for s in draft.stung if s[0] != name), (name, frame, take))[-16:]
    if stinger.duck_db < 0 and draft.mix.duck_db >= stinger.duck_db:
        lasts = stinger.length_beats * 60.0 / stinger.tempo
        draft.sting_duck = (stinger.duck_db, Frame(frame + round(lasts * SAMPLE_RATE)))
        draft.now(Duck(stinger.duck_db), Why("stinger.duck", 0, f"room for {name}"), frame=frame)


def meet_change(draft: Draft) -> None:
    """Bring the stingers that wait less than a beat before a change together with it.

    Each moves to the change's downbeat; where the change has a stinger of its own, planned there or asked for by the
    same input, it is dropped instead.
    """
    change = draft.pending
    if change is None or not draft.timeline.passes:
        return
    nearest = change.tick - draft.timeline.now.metre.beat_ticks
    waits = [p for p in draft.plan if isinstance(p.act, Stinger)]
    close = [p for p in waits if nearest < p.tick < change.tick]
    own = [p for p in waits if p.tick == change.tick]
    cause = change.why.cause_seq
    own += [p for p in close if cause and p.why.cause_seq == cause]
    kept = [p for p in draft.plan if not any(p is c for c in close)]
    for planned in close:
        act = planned.act
        assert isinstance(act, Stinger)
        if own and not any(planned is o for o in own):
            text = f"'{act.name}' is dropped: less than a beat later {change.section} begins with a stinger of its own"
            draft.notices.append((Reason.TOO_FAST, text, f"stinger:{act.name}"))
            continue
        told = f"{planned.why.text}; moved to the downbeat of {change.section}, less than a beat later"
        kept.append(replace(planned, tick=change.tick, why=replace(planned.why, text=told)))
    draft.plan = tuple(sorted(kept, key=lambda p: p.tick))


def end_duck(draft: Draft) -> None:
    """Let the bed come back when a stinger is over."""
    if draft.sting_duck is not None and draft.frame >= draft.sting_duck[1] and draft.mix.paused_at is None:
        draft.sting_duck = None
        draft.now(Duck(draft.mix.duck_db), Why("stinger.duck", 0, "the stinger is over"))
