"""Transport and levels: pause, resume, stop, mute, volume, duck. All of it is the immediate lane."""

from affekt.core.inputs import DuckMusic, Transport, Volume
from affekt.core.score import Control, Duck, Effect, Why
from affekt.core.units import BLOCK, Frame
from affekt.core.values import replace
from affekt.session import bars, change, mixing, sound
from affekt.session.draft import Draft, immediate_frame
from affekt.session.state import Wish

_FADE_S = 2.0
"""How long a stop without an ending takes."""


def transport(draft: Draft, said: Transport, seq: int) -> None:
    """Carry out a transport verb; one that is already so changes nothing."""
    why = Why(f"control.{said.verb}", seq, "")
    match said.verb:
        case "pause" if draft.mix.paused_at is None:
            event = draft.now(Control("pause"), why, frame=_reachable(draft))
            draft.mix = replace(draft.mix, paused_at=event.frame, paused_by=event.id)
        case "resume" if draft.mix.paused_at is not None:
            _resume(draft, why)
        case "stop" if not draft.mix.stopped or draft.mix.paused_at is not None:
            _stop(draft, said.fade_s, why)
        case "mute" | "unmute" if draft.mix.muted != (said.verb == "mute"):
            draft.now(Control(said.verb), why)
            draft.mix = replace(draft.mix, muted=said.verb == "mute")


def _reachable(draft: Draft) -> Frame:
    """Return the first frame that can be reached, after any pause or resume that is still to come."""
    at = immediate_frame(draft.frame)
    moved = (e.frame for e in draft.ahead if isinstance(e.act, Control) and e.act.verb in ("pause", "resume"))
    return max((Frame(frame + BLOCK) for frame in moved if frame >= at), default=at)


def _resume(draft: Draft, why: Why) -> None:
    """Go on where the pause began: all that was promised and had not sounded is promised anew, later."""
    paused = draft.mix.paused_at
    assert paused is not None
    at = max(immediate_frame(draft.frame), Frame(paused + BLOCK))
    later = at - paused
    waiting = sound.split(draft.ahead, paused, draft.mix.paused_by)[0]
    draft.timeline = draft.timeline.shifted(later, paused)
    draft.mix = replace(draft.mix, paused_at=None)
    gone = {e.id for e in waiting}
    draft.ahead = tuple(e for e in draft.ahead if e.id not in gone)
    draft.now(Control("resume"), why, frame=at)
    ends = any(isinstance(e.act, Control) for e in waiting)
    for event in waiting if ends or not draft.mix.stopped else ():
        draft.again(event, later)
    if draft.sting_duck is not None:
        draft.sting_duck = (draft.sting_duck[0], Frame(draft.sting_duck[1] + later))
    scene = draft.scene
    draft.scene = replace(
        scene,
        entered=Frame(scene.entered + later),
        quiet_since=Frame(scene.quiet_since + later),
        rest_from=None if scene.rest_from is None else Frame(scene.rest_from + later),
        rest_to=None if scene.rest_to is None else Frame(scene.rest_to + later),
    )


def _stop(draft: Draft, fade_s: float | None, why: Why) -> None:
    ending = draft.brief.section.ending if draft.scene.section else None
    if fade_s is None and ending and draft.plays:
        draft.scene = replace(draft.scene, stopping=True)
        draft.wish = Wish(ending, "next_bar", 0, replace(why, text="the music is stopped with its ending"), change.STOP)
        return
    halt(draft, _FADE_S if fade_s is None else fade_s, why)


def halt(draft: Draft, fade_s: float, why: Why) -> None:
    """Fade out and forget what was to come; a pause ends with it, at once."""
    _, free = sound.split(draft.ahead, draft.mix.paused_at, draft.mix.paused_by)
    fade = fade_s if draft.mix.paused_at is None else 0.0
    stop = draft.now(Control("stop", fade_s=fade), why, frame=_reachable(draft))
    bars.clear(draft)
    draft.opening = None
    draft.mix = replace(draft.mix, stopped=True, paused_at=None)
    draft.scene = replace(draft.scene, stopping=False)
    kept = (e for e in free if e.frame < stop.frame or isinstance(e.act, Control | Duck | Effect))
    draft.ahead = (*kept, stop)


def correct(draft: Draft, number: int, frame: Frame) -> None:
    """An event acted later than it was meant to: what sounds is worked out from where it really did.

    Where only what leads up to it was late, a fade or a pick-up, the event itself stays in its place.
    """
    late = next((e for e in draft.ahead if e.id == number and e.frame < frame), None)
    draft.ahead = tuple(replace(e, frame=frame) if e is late else e for e in draft.ahead)
    match late.act if late is not None else None:
        case Control("pause") if number == draft.mix.paused_by and draft.mix.paused_at is not None:
            draft.mix = replace(draft.mix, paused_at=frame)
        case Control("resume") if late is not None:
            draft.timeline = draft.timeline.delayed(frame - late.frame, late.frame)


def volume(draft: Draft, said: Volume, seq: int) -> None:
    """Set a bus level."""
    level = mixing.volume(draft, said.bus, said.db)
    draft.now(Control("volume", said.bus, level, 0.05), Why("control.volume", seq, ""))
    draft.mix = replace(draft.mix, volumes=(*(v for v in draft.mix.volumes if v[0] != said.bus), (said.bus, said.db)))


def duck(draft: Draft, said: DuckMusic, seq: int) -> None:
    """Make room, or end it."""
    db = said.db if said.on else 0.0
    draft.mix = replace(draft.mix, duck_db=db)
    draft.sting_duck = None
    draft.now(Duck(db), Why("control.duck", seq, ""))
