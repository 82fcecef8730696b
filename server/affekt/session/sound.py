"""What sounds at a frame: committed events folded, one by one, into a `RenderState`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from affekt.arrange.manifest import StemSet
from affekt.arrange.timing import body_frames, frame_in_body
from affekt.core.score import Control, Duck, Effect, Layer, RenderState, ScoreEvent, Section
from affekt.core.units import Frame

SILENT = RenderState(Frame(0), "", Frame(0), 0)
"""Before the first section."""


def _put(pairs: tuple[tuple[str, float], ...], name: str, value: float) -> tuple[tuple[str, float], ...]:
    return (*(p for p in pairs if p[0] != name), (name, value))


def advance(sound: RenderState, to: Frame, manifest: StemSet) -> RenderState:
    """Return the same sound at a later frame; the body wraps where its section loops."""
    if to <= sound.frame:
        return sound
    if sound.paused or sound.stopped or not sound.section:
        return replace(sound, frame=to)
    section = manifest.sections[sound.section]
    body, iteration = sound.body_frame + (to - sound.frame), sound.iteration
    if not section.once:
        length = body_frames(section)
        iteration += max(body // length, 0)
        body = body % length if body >= length else body
    return replace(sound, frame=to, body_frame=Frame(body), iteration=iteration)


def fold(sound: RenderState, event: ScoreEvent, manifest: StemSet) -> RenderState:
    """Return the sound after one event, at the event's frame or where it already is."""
    match event.act:
        case Layer(layer, gain_db, _, take):
            layers = tuple(one for one in sound.layers if one[0] != layer)
            return replace(advance(sound, event.frame, manifest), layers=(*layers, (layer, gain_db, take)))
        case Section(section=name, target_tick=target):
            at = max(event.frame, sound.frame)
            body = Frame(frame_in_body(manifest.sections[name], target) + at - event.frame)
            return replace(sound, frame=at, section=name, body_frame=body, iteration=0, layers=(), stopped=False)
        case Effect(name, value):
            return replace(sound, effects=_put(sound.effects, name, value))
        case Duck(db):
            return replace(sound, duck_db=db)
        case Control(verb, bus, db):
            moved = advance(sound, event.frame, manifest)
            match verb:
                case "pause" | "resume":
                    return replace(moved, paused=verb == "pause")
                case "mute" | "unmute":
                    return replace(sound, muted=verb == "mute")
                case "volume":
                    return replace(sound, volumes=_put(sound.volumes, bus, db))
                case "stop" | "stopped":
                    return replace(moved, stopped=True, paused=False, section="", layers=())
    return sound


def split(
    ahead: Sequence[ScoreEvent], paused_at: Frame | None, paused_by: int
) -> tuple[tuple[ScoreEvent, ...], tuple[ScoreEvent, ...]]:
    """Split what lies ahead into what a pause holds back (it will be promised anew) and the rest."""
    if paused_at is None:
        return (), tuple(ahead)
    held = tuple(e for e in ahead if e.id < paused_by and e.frame >= paused_at and not isinstance(e.act, Control))
    kept = {e.id for e in held}
    return held, tuple(e for e in ahead if e.id not in kept)


def fold_all(
    sound: RenderState, ahead: Iterable[ScoreEvent], before: Frame, manifest: StemSet
) -> tuple[RenderState, tuple[ScoreEvent, ...]]:
    """Fold every event that sounds before a frame; return the sound there and the events still to come."""
    later: list[ScoreEvent] = []
    for event in sorted(ahead, key=lambda e: (e.frame, e.id)):
        if event.frame < before:
            sound = fold(sound, event, manifest)
        else:
            later.append(event)
    return advance(sound, before, manifest), tuple(later)


def with_pending(sound: RenderState, later: Iterable[ScoreEvent]) -> RenderState:
    """Return the sound together with the events still to come, in commit order."""
    return replace(sound, pending=tuple(sorted(later, key=lambda e: e.id)))
