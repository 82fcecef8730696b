"""The kernel's commands: what each row does to playheads, voices and ramps at its frame."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

from affekt.render.kernel_place import enter, leave, level_layer, ring, strike
from affekt.render.kernel_queue import forget
from affekt.render.kernel_slots import find
from affekt.render.kernel_tempo import obey_pitch, obey_swap, obey_tempo
from affekt.render.kernel_transport import clear, fade_stopped, pause, resume
from affekt.render.kernel_voice import aim, jit
from affekt.render.layout import (
    DECLICK,
    OP_CANCEL,
    OP_CLEAR,
    OP_DROP_TAG,
    OP_FADE,
    OP_LAYER,
    OP_ONE_SHOT,
    OP_PAUSE,
    OP_PITCH,
    OP_RAMP,
    OP_RESUME,
    OP_SECTION,
    OP_STOP,
    OP_SWAP,
    OP_TAIL,
    OP_TEMPO,
    R_CUT,
    R_PLAYHEAD,
    SECTION_PLAYHEADS,
)  # fmt: skip


@jit
def obey(row, frame, session, playheads, plans, voices, ramps, queue, stems):
    """Carry out a row at the first frame not mixed yet."""
    op = row.op
    if op == OP_SECTION:
        if session.stopping and session.paused:
            clear(session, playheads, voices, ramps, frame)
        elif session.stopping:
            fade_stopped(session, playheads, voices, ramps, frame)
        enter(row, frame, session, playheads, plans, voices, ramps)
    elif op == OP_FADE:
        for p in range(SECTION_PLAYHEADS):
            if playheads[p].alive and playheads[p].tag != row.a:
                leave(playheads[p], ramps[R_PLAYHEAD + p], frame, row.b, row.c, row.d)
    elif op == OP_LAYER:
        level_layer(row, frame, session, playheads, voices, ramps)
    elif op == OP_ONE_SHOT:
        strike(row, frame, session, playheads, voices, ramps)
    elif op == OP_TAIL:
        ring(row, frame, session, playheads, voices, ramps)
    elif op == OP_RAMP:
        aim(ramps[row.a], frame, row.x, row.b, row.c)
    elif op == OP_PAUSE:
        pause(row, frame, session, playheads, plans, ramps)
        forget(session, queue, 0, frame, row.seq)
    elif op == OP_RESUME:
        resume(frame, session, playheads, plans, voices, ramps, stems)
    elif op == OP_STOP:
        session.stopping = 1
        session.stop_serial = row.b
        aim(ramps[R_CUT], frame, 0.0, max(row.a, 1), 0)
        forget(session, queue, 0, frame, row.seq)
    elif op == OP_CLEAR:
        if row.a < 0 or (session.stopping and row.a == session.stop_serial):
            clear(session, playheads, voices, ramps, frame)
        if row.a < 0:
            forget(session, queue, 0, -1, row.seq)
    elif op == OP_CANCEL:
        forget(session, queue, row.a, 0, 0)
    elif op == OP_DROP_TAG:
        p = find(playheads, row.a)
        if p >= 0:
            leave(playheads[p], ramps[R_PLAYHEAD + p], frame, DECLICK, 0, 0)
    elif op in (OP_TEMPO, OP_PITCH, OP_SWAP):
        p = find(playheads, row.a)
        if p >= 0 and op == OP_TEMPO:
            obey_tempo(row, frame, playheads[p], plans[2 * p : 2 * p + 2], stems)
        elif p >= 0 and op == OP_PITCH:
            obey_pitch(row, frame, playheads[p], plans[2 * p : 2 * p + 2], stems)
        elif p >= 0:
            obey_swap(row, frame, p, playheads[p], plans[2 * p : 2 * p + 2], voices, ramps, stems)
