"""Pace: which tempo sounds. It is decided at bar lines and carried out as a ramp in musical time."""

from typing import Protocol

from affekt.arrange import course
from affekt.arrange.manifest import Section
from affekt.core.inputs import RECORDED
from affekt.core.score import Beat, Tempo, Why
from affekt.core.tempo import STRETCH
from affekt.core.units import Tick
from affekt.mapping import tempo_share
from affekt.session.draft import Draft

DEAD = 0.04
"""A feeling moves the tempo only by more than this share of it."""
DWELL_BARS = 8
PIN_RAMP_BARS, RAMP_BARS = 1, 2


class Arrival(Protocol):
    """How a section is entered, as far as its tempo goes: a rule, or a change that follows one."""

    @property
    def to_time(self) -> str:
        """`equivalent_beat` keeps the tempo that sounds, where the section's range has it."""


def entry_bpm(draft: Draft, section_name: str, rule: Arrival) -> float:
    """Return the tempo at which a section begins now; 0 is its own.

    It begins at its own, unless a client holds the tempo, or the rule keeps the beat: then at the tempo that sounds, or
    the nearest to it in the section's range.
    """
    section = draft.stage.sections[section_name].section
    pin = held(draft, section)
    if pin is not None:
        bpm = _bearable(section, pin)[0]
    elif rule.to_time == "equivalent_beat" and draft.bpm and draft.timeline.passes:
        low, high = section.tempo_span
        bpm = min(max(draft.bpm, low), high)
    else:
        bpm = 0.0
    return 0.0 if abs(bpm - section.tempo) < 1e-6 else bpm


def held(draft: Draft, section: Section) -> float | None:
    """Return the tempo that a client holds; the word `recorded` holds a section at its own."""
    pin = draft.pin("tempo")
    if pin == RECORDED:
        return section.tempo
    return float(pin) if isinstance(pin, float | int) else None


def _bearable(section: Section, bpm: float) -> tuple[float, str]:
    """Return the nearest tempo that a section's recordings bear, and in words why it is another; empty if it is not."""
    if section.unequal:
        return section.tempo, "" if bpm == section.tempo else f"its loops are unequal and stay at {section.tempo:g} BPM"
    slowest, fastest = (round(section.tempo * share, 6) for share in STRETCH)
    near = min(max(bpm, slowest), fastest)
    return near, "" if near == bpm else f"its recordings bear {slowest:g} to {fastest:g} BPM"


def sounding_bpm(draft: Draft, tick: Tick) -> float:
    """Return the tempo at a tick of the newest pass, in a ramp that of the moment."""
    section, one = draft.brief.section, draft.timeline.now
    bpm = one.span.bpm_at(tick)
    return section.tempo if abs(course.ratio(section, bpm) - 1.0) < 1e-9 else round(bpm, 4)


def beat(draft: Draft, tick: Tick) -> Beat:
    """Return the beat at a tick, with its tempo."""
    return Beat(round(sounding_bpm(draft, tick), 6), draft.brief.section.metre)


def decide(draft: Draft, tick: Tick) -> None:
    """At a bar line: let the tempo go where a client holds it, or, at a phrase, where the feeling leads."""
    section, one = draft.brief.section, draft.timeline.now
    low, high = section.tempo_span
    pin = held(draft, section)
    if pin is not None:
        bpm, bounds = _bearable(section, pin)
        text = f"the tempo is held at {pin:g} BPM" + (f"; {bounds}" if bounds else "")
        _go(draft, tick, bpm, PIN_RAMP_BARS, Why("param.tempo", draft.pinned_by("tempo"), text))
        return
    if not low - 1e-6 <= draft.bpm <= high + 1e-6:
        text = f"nothing holds the tempo; {draft.scene.section} is played at {low:g} to {high:g} BPM"
        _go(
            draft,
            tick,
            min(max(draft.bpm, low), high),
            PIN_RAMP_BARS,
            Why("tempo.range", draft.pinned_by("tempo"), text),
        )
        return
    bar = one.body_tick_at(tick) // one.metre.bar_ticks
    at_phrase = bar % section.phrase_bars == 0
    dwelt = one.position(tick).bar - draft.paced_bar >= DWELL_BARS
    waits = draft.pending is not None or draft.scene.stopping or section.once
    intent = draft.feelings.intent
    if not at_phrase or not dwelt or waits or intent.frozen:
        return
    aim = draft.brief.aim
    share = tempo_share(intent.tempo, aim, draft.feelings.fusion.box_off(), draft.stage.manifest.preset)
    bpm = min(max(round(section.tempo * share, 2), low), high)
    if abs(bpm - draft.bpm) <= DEAD * draft.bpm:
        return
    text = f"the feeling asks for {share:.2f} times {section.tempo:g} BPM; the range is {low:g} to {high:g}"
    _go(draft, tick, bpm, RAMP_BARS, Why("tempo.feeling", 0, text))


def _go(draft: Draft, tick: Tick, bpm: float, bars: int, why: Why) -> None:
    """Commit a tempo at a bar line; beats and all else after it lie on the new course."""
    if abs(bpm - draft.bpm) < 1e-6:
        return
    section, one = draft.brief.section, draft.timeline.now
    ramp = bars * one.metre.bar_ticks
    event = draft.grid(tick, Tempo(bpm, float(bars * one.metre.numerator)), why)
    draft.timeline = draft.timeline.turned(course.turn(section, one.span, tick, event.frame, bpm, ramp))
    draft.bpm = bpm
    draft.paced_bar = event.bar
