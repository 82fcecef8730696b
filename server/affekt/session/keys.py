"""Keys: which tonic and mode sound. Decided at bar lines; recordings are shifted live until shifted ones are there."""

from functools import lru_cache

from affekt.arrange.manifest import SectionLayer, Take
from affekt.arrange.onward import likely_next
from affekt.core.harmony import nearest_shift, transpose
from affekt.core.inputs import RECORDED
from affekt.core.score import Key, KeyPath, Why
from affekt.core.units import Tick
from affekt.core.values import replace
from affekt.mapping import nearest_mode
from affekt.session.draft import Draft
from affekt.session.stage import Stage
from affekt.session.state import LayerState, State

MODE_DWELL_BARS = 16
_ASKED, _READY = 16, 64
_AHEAD = 3
"""Sections whose recordings are shifted before they are needed."""
_THERE = "variants"
"""What a result says of shifted recordings; those made ahead name their shift and section behind it."""


def enter(draft: Draft, tick: Tick, bar: int, cause: int) -> None:
    """Tell the key of a section that begins at a tick; a held one sounds from its first frame."""
    name, section = draft.scene.section, draft.brief.section
    tonic, shift = _wanted(draft)
    held = draft.pin("mode")
    mode = str(held) if isinstance(held, str) and held in draft.brief.aim.modes else section.mode
    draft.keying = replace(draft.keying, shift=0, path="recorded", mode_bar=bar)
    if (tonic, mode) == draft.key and not shift:
        return
    text = f"{name} is in this key" if (tonic, mode) == (section.key, section.mode) else f"{name} begins in this key"
    _tell(draft, tick, tonic, mode, shift, Why("section.key", cause, text))


def hold(draft: Draft, tick: Tick) -> None:
    """Tell the key again where a section is entered anew in its middle: each entry begins as it was recorded."""
    if draft.keying.shift:
        _tell(draft, tick, *draft.key, draft.keying.shift, Why("section.key", 0, f"{draft.scene.section} stays in it"))


def decide(draft: Draft, tick: Tick) -> bool:
    """At a bar line: move to the key and mode that are wanted; return whether the coming bar must be written anew."""
    tonic, shift = _wanted(draft)
    mode, why_mode = _mode(draft, tick)
    old_key, keying = draft.key, draft.keying
    if (tonic, mode) == old_key and shift == keying.shift:
        if keying.path == "live" and (draft.scene.section, shift) in keying.ready:
            why = Why("key.variant", 0, f"the recordings of {draft.scene.section} are there {shift:+d} semitones away")
            _tell(draft, tick, tonic, mode, shift, why)
        return False
    if shift != keying.shift or tonic != old_key[0]:
        held = draft.pin("key")
        how = "as recorded" if held == RECORDED else f"at {held}"
        text = f"the key is held {how}" if held is not None else f"the key is free; {draft.scene.section} is in it"
        text += f": {abs(shift)} semitones {'up' if shift > 0 else 'down'}" if shift else ""
        why = Why("param.key", draft.pinned_by("key"), text)
        if mode != old_key[1]:
            why = replace(why, text=f"{why.text}; {why_mode.text}")
    else:
        why = why_mode
    if mode != old_key[1]:
        draft.keying = replace(draft.keying, mode_bar=draft.timeline.now.position(tick).bar)
    _tell(draft, tick, tonic, mode, shift, why)
    return True


def came_back(draft: Draft, number: int, payload: str) -> None:
    """Slow work came back: recordings shifted for a key that was told live are there from the next bar line on."""
    asked = next((a for a in draft.keying.asked if a[0] == number), None)
    place = (asked[1], asked[2]) if asked is not None and payload == _THERE else _made_ahead(draft, payload)
    if place is None:
        return
    others = tuple(r for r in draft.keying.ready if r != place)
    draft.keying = replace(
        draft.keying, ready=(*others, place)[-_READY:], asked=tuple(a for a in draft.keying.asked if a != asked)
    )


def _made_ahead(draft: Draft, payload: str) -> tuple[str, int] | None:
    """Return (section, shift) of recordings that were made before anything asked for them."""
    word, _, place = payload.partition(":")
    shift, _, name = place.partition(":")
    known = word == _THERE and name in draft.stage.sections and shift.removeprefix("-").isdecimal() and len(shift) < 4
    return (name, int(shift)) if known else None


def wanted_ahead(stage: Stage, state: State) -> list[tuple[str, int, str]]:
    """Return what a held key is likely to need next, and what to say when it is there.

    Returns:
        (section, shift, payload of the result), the likeliest first, of three sections that are not recorded in the key
        at most; recordings that are there already are left out.
    """
    pin = dict(state.pins).get("key")
    if not isinstance(pin, str) or pin == RECORDED or not state.scene.section:
        return []
    names = likely_next(stage.manifest, state.scene.section)
    away = [(name, nearest_shift(stage.sections[name].section.key, pin)) for name in names]
    nearest = [place for place in away if place[1]][:_AHEAD]
    return [
        (name, shift, f"{_THERE}:{shift}:{name}") for name, shift in nearest if (name, shift) not in state.keying.ready
    ]


def _tell(draft: Draft, tick: Tick, tonic: str, mode: str, shift: int, why: Why) -> None:
    keying, name = draft.keying, draft.scene.section
    path: KeyPath = "recorded"
    if shift:
        path = "variant" if (name, shift) in keying.ready else "live"
    event = draft.grid(tick, Key(tonic, mode, draft.stage.manifest.tuning.cents, shift, path), why)
    asked = (*keying.asked, (event.id, name, shift))[-_ASKED:] if path == "live" else keying.asked
    draft.keying = replace(draft.keying, shift=shift, path=path, asked=asked)
    draft.key = (tonic, mode)


def _wanted(draft: Draft) -> tuple[str, int]:
    """Return (tonic, semitones away from the section's own) that should sound."""
    own, pin = draft.brief.section.key, draft.pin("key")
    return (pin, nearest_shift(own, pin)) if isinstance(pin, str) and pin != RECORDED else (own, 0)


def _mode(draft: Draft, tick: Tick) -> tuple[str, Why]:
    """Return the mode that should sound: held, or felt for long enough; only where the section has recordings in it."""
    section, aim, sounds = draft.brief.section, draft.brief.aim, draft.key[1]
    can = (section.mode, *aim.modes)
    pin = draft.pin("mode")
    if isinstance(pin, str):
        stays = sounds if sounds in can else section.mode
        return pin if pin in can else stays, Why("param.mode", draft.pinned_by("mode"), f"{pin} is held")
    one, intent = draft.timeline.now, draft.feelings.intent
    bar = one.body_tick_at(tick) // one.metre.bar_ticks
    waits = draft.pending is not None or draft.scene.stopping or section.once or intent.frozen
    dwelt = one.position(tick).bar - draft.keying.mode_bar >= MODE_DWELL_BARS
    near = nearest_mode(intent.mode, can)
    if near != sounds and bar % section.phrase_bars == 0 and dwelt and not waits:
        return near, Why("mode.feeling", 0, f"the feeling has asked for {intent.mode} long enough; {near} is there")
    return sounds, Why("mode.feeling")


def chords(draft: Draft) -> tuple[tuple[str, ...], ...]:
    """Return the chords of each bar of the section as they sound: in the sounding mode, and moved to the key."""
    brief = draft.brief
    return _moved(brief.modal.get(draft.key[1], brief.chords), draft.keying.shift)


@lru_cache(maxsize=256)
def _moved(bars: tuple[tuple[str, ...], ...], shift: int) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(transpose(symbol, shift) for symbol in bar) for bar in bars) if shift else bars


def takes(draft: Draft, name: str, own: SectionLayer) -> list[Take]:
    """Return the takes of a layer that fit the sounding mode; all of them where none does."""
    mode, section = draft.key[1], draft.brief.section
    bears = draft.stage.manifest.layers[name].mode_bearing
    fit = [t for t in own.takes if (t.mode or (section.mode if bears else mode)) == mode]
    return fit or own.takes


def fits(draft: Draft, state: LayerState, own: SectionLayer) -> bool:
    """Return whether the take of a layer that plays is one of those that fit the sounding mode."""
    return not own.takes or (state.take or own.takes[0].name) in {t.name for t in takes(draft, state.name, own)}
