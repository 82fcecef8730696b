"""What sounds at a frame: committed events folded, one by one, into a `RenderState`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from affekt.arrange import course
from affekt.arrange.manifest import StemSet
from affekt.core.score import Control, Duck, Effect, Key, Layer, RenderState, ScoreEvent, Section, Tempo
from affekt.core.tempo import Ramp, Steady, TempoMap
from affekt.core.units import Frame, Tick
from affekt.core.values import quick, replace


@quick
@dataclass(frozen=True, slots=True)
class Sounding:
    """What sounds, and the exact course it is on: the place of a later frame follows from where it was entered."""

    state: RenderState
    course: TempoMap
    """Of the sounding section; its frames go on while the music does."""


SILENT = Sounding(RenderState(Frame(0), "", Frame(0), 0), TempoMap((Steady(Tick(0), Frame(0), 1, 50),)))
"""Before the first section."""


def _put(pairs: tuple[tuple[str, float], ...], name: str, value: float) -> tuple[tuple[str, float], ...]:
    return (*(p for p in pairs if p[0] != name), (name, value))


def _at(sound: Sounding, frame: Frame, manifest: StemSet) -> Sounding:
    """Return the sound at a frame that its course reaches."""
    state = sound.state
    section = manifest.sections[state.section]
    body, passes = course.body_at(section, sound.course, state.origin_tick, frame)
    span = sound.course.span_at_frame(frame)
    bpm = to_bpm = 0.0
    ramp = 0
    if isinstance(span, Ramp):
        here = state.origin_tick + course.nearest_tick(section, body, passes)
        ramp = max(span.tick + span.ticks - here, 0)
        bpm = span.bpm_at(span.ticks_at(frame)) if ramp else span.to_bpm
        to_bpm = span.to_bpm if ramp else 0.0
    else:
        bpm = span.bpm_at(0)
    if not ramp and abs(course.ratio(section, bpm) - 1.0) < 1e-12:
        bpm = 0.0
    state = replace(state, frame=frame, body_frame=body, iteration=passes, bpm=bpm, to_bpm=to_bpm, ramp_ticks=ramp)
    return Sounding(state, sound.course)


def advance(sound: Sounding, to: Frame, manifest: StemSet) -> Sounding:
    """Return the same sound at a later frame; the body wraps where its section loops."""
    state = sound.state
    if to <= state.frame:
        return sound
    if state.paused:
        return Sounding(replace(state, frame=to), sound.course.shifted(to - state.frame))
    if state.stopped or not state.section:
        return Sounding(replace(state, frame=to), sound.course)
    return _at(sound, to, manifest)


def _entered(sound: Sounding, event: ScoreEvent, act: Section, manifest: StemSet) -> Sounding:
    section = manifest.sections[act.section]
    way = course.enter(section, event.tick, event.frame, act.target_tick, act.bpm)
    state = replace(
        sound.state, section=act.section, layers=(), stopped=False, shift=0, path="recorded",
        origin_tick=Tick(event.tick - act.target_tick),
    )  # fmt: skip
    return _at(Sounding(state, way), max(event.frame, sound.state.frame), manifest)


def _turned(sound: Sounding, event: ScoreEvent, act: Tempo, manifest: StemSet) -> Sounding:
    if not sound.state.section:
        return sound
    section = manifest.sections[sound.state.section]
    ramp = round(act.ramp_beats * section.time_signature.beat_ticks)
    sofar = sound.course.since(sound.course.tick_at(Frame(sound.state.frame)))
    way = course.turn(section, sofar, event.tick, event.frame, act.bpm, ramp)
    return _at(Sounding(sound.state, way), max(event.frame, sound.state.frame), manifest)


def fold(sound: Sounding, event: ScoreEvent, manifest: StemSet) -> Sounding:
    """Return the sound after one event, at the event's frame or where it already is."""
    state = sound.state
    match event.act:
        case Layer(layer, gain_db, _, take):
            moved = advance(sound, event.frame, manifest)
            layers = tuple(one for one in state.layers if one[0] != layer)
            return replace(moved, state=replace(moved.state, layers=(*layers, (layer, gain_db, take))))
        case Section() as act:
            return _entered(sound, event, act, manifest)
        case Tempo() as act:
            return _turned(sound, event, act, manifest)
        case Key(shift=shift, path=path):
            return replace(sound, state=replace(state, shift=shift, path=path))
        case Effect(name, value):
            return replace(sound, state=replace(state, effects=_put(state.effects, name, value)))
        case Duck(db):
            return replace(sound, state=replace(state, duck_db=db))
        case Control() as act:
            return _controlled(sound, event, act, manifest)
    return sound


def _controlled(sound: Sounding, event: ScoreEvent, act: Control, manifest: StemSet) -> Sounding:
    state = sound.state
    match act.verb:
        case "pause" | "resume":
            moved = advance(sound, event.frame, manifest)
            return replace(moved, state=replace(moved.state, paused=act.verb == "pause"))
        case "mute" | "unmute":
            return replace(sound, state=replace(state, muted=act.verb == "mute"))
        case "volume":
            return replace(sound, state=replace(state, volumes=_put(state.volumes, act.bus, act.db)))
        case "stop" | "stopped":
            state = advance(sound, event.frame, manifest).state
            state = replace(state, stopped=True, paused=False, section="", layers=(), **_UNMOVED)
            return Sounding(state, SILENT.course)
    return sound


_UNMOVED: Any = {"bpm": 0.0, "to_bpm": 0.0, "ramp_ticks": 0, "shift": 0, "path": "recorded", "origin_tick": Tick(0)}
"""How a state stands before any tempo and key."""


def split(
    ahead: Sequence[ScoreEvent], paused_at: Frame | None, paused_by: int
) -> tuple[tuple[ScoreEvent, ...], tuple[ScoreEvent, ...]]:
    """Split what lies ahead into what a pause holds back (it will be promised anew) and the rest."""
    if paused_at is None:
        return (), tuple(ahead)
    held = tuple(e for e in ahead if e.id < paused_by and _waits(e, paused_at))
    kept = {e.id for e in held}
    return held, tuple(e for e in ahead if e.id not in kept)


def _waits(event: ScoreEvent, paused_at: Frame) -> bool:
    """Tell whether a pause holds an event back: the music from its frame on, and an end of the music behind it."""
    if isinstance(event.act, Control):
        return event.act.verb == "stop" and event.frame > paused_at
    return event.frame >= paused_at


def fold_all(
    sound: Sounding, ahead: Iterable[ScoreEvent], before: Frame, manifest: StemSet
) -> tuple[Sounding, tuple[ScoreEvent, ...]]:
    """Fold every event that sounds before a frame; return the sound there and the events still to come."""
    later: list[ScoreEvent] = []
    for event in sorted(ahead, key=lambda e: (e.frame, e.id)):
        if event.frame < before:
            sound = fold(sound, event, manifest)
        else:
            later.append(event)
    return advance(sound, before, manifest), tuple(later)


def with_pending(sound: Sounding, later: Iterable[ScoreEvent]) -> RenderState:
    """Return the sound together with the events still to come, in commit order."""
    return replace(sound.state, pending=tuple(sorted(later, key=lambda e: e.id)))
