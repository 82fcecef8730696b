"""The kernel's queue: rows wait in it for their frame."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

from affekt.render.kernel_voice import jit
from affekt.render.layout import (
    DECLICK,
    OP_ONE_SHOT,
    OP_PAUSE,
    OP_RAMP,
    OP_RESUME,
    OP_STOP,
    OP_TAIL,
    OP_TEMPO,
    PATIENCE,
    QUEUE,
    QUEUE_SPARE,
    R_MUTE,
)  # fmt: skip


@jit
def forget(session, queue, id, after, before_seq):
    """Take rows out of the queue: those of one event (id > 0); else those that arrived before and belong to the music
    from a frame on, its end too, or whatever they are (after < 0)."""
    to = session.queue_from
    for i in range(session.queue_from, session.queue_to):
        row = queue[i]
        music = row.at >= after and (row.op <= OP_ONE_SHOT or OP_TEMPO <= row.op <= OP_TAIL)
        music = music or (row.op == OP_STOP and row.at > after)
        drop = row.id == id if id > 0 else (row.seq < before_seq and (after < 0 or music))
        if not drop:
            if to != i:
                queue[to] = queue[i]
            to += 1
    session.queue_to = to


@jit
def push(session, queue, row):
    """Put a row into the queue, in order of frame, then of arrival; a pause or a stop goes before its frame's music.

    It never goes before a resume that came earlier. The pause of a restored session (without a fade) stands where it
    arrived: after the music that it holds.
    """
    flood = row.op == OP_ONE_SHOT or (row.op == OP_RAMP and row.a != R_MUTE)
    if flood and session.queue_to - session.queue_from >= QUEUE - QUEUE_SPARE:
        session.dropped += 1
        return
    if session.queue_to == QUEUE:
        count = session.queue_to - session.queue_from
        for i in range(count):
            queue[i] = queue[session.queue_from + i]
        session.queue_from = 0
        session.queue_to = count
        if count == QUEUE:
            session.dropped += 1
            return
    i = session.queue_to
    first = (row.op == OP_PAUSE and row.a == 0) or row.op == OP_STOP
    while i > session.queue_from and (
        queue[i - 1].at > row.at or (first and queue[i - 1].at == row.at and queue[i - 1].op != OP_RESUME)
    ):
        queue[i] = queue[i - 1]
        i -= 1
    queue[i] = row
    session.queue_to += 1


@jit
def postpone(frame, session, queue):
    """The queue's first row, a note that is not rendered yet, is tried again 5 ms later; too late it is left out."""
    i = session.queue_from
    row = queue[i]
    nominal, seq, id, a, b, c, d, e, x = row.nominal, row.seq, row.id, row.a, row.b, row.c, row.d, row.e, row.x
    if frame - nominal > PATIENCE:
        session.dropped += 1
        session.queue_from += 1
        return
    while i + 1 < session.queue_to and queue[i + 1].at <= frame + DECLICK:
        queue[i] = queue[i + 1]
        i += 1
    row = queue[i]
    row.at, row.nominal, row.seq, row.id, row.op = frame + DECLICK, nominal, seq, id, OP_ONE_SHOT
    row.a, row.b, row.c, row.d, row.e, row.f, row.x = a, b, c, d, e, 1, x
