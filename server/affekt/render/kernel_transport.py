"""The kernel's transport: pauses, and what a stop leaves."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

from affekt.render.kernel_law import where
from affekt.render.kernel_place import leave
from affekt.render.kernel_tempo import keep, reading, recall, splice
from affekt.render.kernel_voice import aim, jit, value
from affekt.render.layout import (
    DECLICK,
    ONE_SHOTS,
    PAUSE_FADE,
    R_CUT,
    R_PAUSE,
    R_PLAYHEAD,
    R_SWAP,
    R_VOICE,
    SECTION_PLAYHEADS,
    VOICES,
)  # fmt: skip


@jit
def clear(session, playheads, voices, ramps, frame):
    """Free every playhead and voice, and what the desk holds of them; nothing is left that a pause could hold."""
    for v in range(VOICES):
        voices[v].alive = 0
    for p in range(SECTION_PLAYHEADS):
        playheads[p].alive = 0
    session.stopping = 0
    session.room = 2 if session.room else 0
    session.held = 0.0
    aim(ramps[R_CUT], frame, 1.0, 0, 0)
    if session.paused:
        session.paused = 0
        aim(ramps[R_PAUSE], frame, 1.0, 0, 0)


@jit
def fade_stopped(session, playheads, voices, ramps, frame):
    """A section begins while a stop still fades: what sounds goes on from its level to silence without a click."""
    level = value(ramps[R_CUT], frame)
    for p in range(SECTION_PLAYHEADS):
        if playheads[p].alive:
            r = ramps[R_PLAYHEAD + p]
            now = value(r, frame) * level
            aim(r, frame, 0.0, DECLICK, 0)
            r[2] = now
            playheads[p].dying = 1
    for v in range(VOICES):
        if voices[v].alive and voices[v].playhead == ONE_SHOTS:
            r = ramps[R_VOICE + v]
            now = value(r, frame) * level
            aim(r, frame, 0.0, DECLICK, 0)
            r[2] = now
            voices[v].dying = 1
    session.stopping = 0
    session.held *= level
    aim(ramps[R_CUT], frame, 1.0, 0, 0)


@jit
def pause(row, frame, session, playheads, plans, ramps):
    """Carry out `OP_PAUSE`."""
    if session.paused:
        return
    session.paused = 1
    session.pause_frame = frame
    fade = 0 if row.a else PAUSE_FADE
    session.hold_frame = frame + fade
    aim(ramps[R_PAUSE], frame, 0.0, fade, 0)
    for p in range(SECTION_PLAYHEADS):
        keep(playheads, plans, p)
        if playheads[p].alive and where(playheads[p], frame) < 0:
            leave(playheads[p], ramps[R_PLAYHEAD + p], frame, PAUSE_FADE, 0, 0)


@jit
def _shift(r, since, shift):
    if r[1] > since:
        r[0] += shift
        r[1] += shift


@jit
def resume(frame, session, playheads, plans, voices, ramps, stems):
    """Carry out `OP_RESUME`: everything goes on from where the pause began.

    Where the pause's fade still sounds, sections fade from where they are read to there, and one-shots stay.
    """
    if not session.paused:
        return
    since = session.pause_frame
    shift = frame - since
    early = frame < session.hold_frame
    for p in range(SECTION_PLAYHEADS):
        plain, pitched = plans[2 * p], plans[2 * p + 1]
        head = playheads[p]
        a, a_step = reading(head, plain, frame)
        b, b_step = reading(head, pitched, frame)
        _shift(ramps[R_PLAYHEAD + p], since, frame - max(head.start, since))
        recall(playheads, plans, p, since, frame)
        if early and shift > 0 and head.alive:
            splice(head, plain, stems[head.guide], frame, a, a_step)
            if pitched.on:
                splice(head, pitched, stems[head.guide], frame, b, b_step)
    if not early:
        playheads[ONE_SHOTS].start += shift
    for v in range(VOICES):
        voice = voices[v]
        if not early or voice.playhead < SECTION_PLAYHEADS:
            begun = max(voice.born, since)
            _shift(ramps[R_VOICE + v], since, frame - begun)
            _shift(ramps[R_SWAP + v], since, frame - begun)
            if voice.playhead == ONE_SHOTS:
                voice.pos0 -= begun - since
    session.paused = 0
    aim(ramps[R_PAUSE], frame, 1.0, PAUSE_FADE, 0)
