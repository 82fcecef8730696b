"""The kernel's commands: what each row does to playheads, voices and ramps at its frame."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

from affekt.render.kernel_law import set_law, where
from affekt.render.kernel_tempo import keep, obey_pitch, obey_swap, obey_tempo, recall
from affekt.render.kernel_voice import aim, jit, value
from affekt.render.layout import (
    BIG,
    DECLICK,
    EQUAL_POWER,
    KEPT,
    MUSIC,
    ONE_SHOTS,
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
    OP_TEMPO,
    PATIENCE,
    PAUSE_FADE,
    PLAYHEADS,
    QUEUE,
    QUEUE_SPARE,
    R_CUT,
    R_MUTE,
    R_PAUSE,
    R_PLAYHEAD,
    R_VOICE,
    SECTION_PLAYHEADS,
    VOICES,
)  # fmt: skip


@jit
def _free_playhead(playheads, voices, p):
    playheads[p].alive = 0
    for v in range(VOICES):
        if voices[v].alive and voices[v].playhead == p:
            voices[v].alive = 0


@jit
def clear(session, playheads, voices, ramps, frame):
    """Free every playhead and voice; nothing is left that a pause could hold."""
    for v in range(VOICES):
        voices[v].alive = 0
    for p in range(SECTION_PLAYHEADS):
        playheads[p].alive = 0
    session.stopping = 0
    session.room = 2 if session.room else 0
    aim(ramps[R_CUT], frame, 1.0, 0, 0)
    if session.paused:
        session.paused = 0
        aim(ramps[R_PAUSE], frame, 1.0, 0, 0)


@jit
def _fade_stopped(session, playheads, voices, ramps, frame):
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
    aim(ramps[R_CUT], frame, 1.0, 0, 0)


@jit
def _free_voice(session, voices):
    """Return a free voice; where there is none the oldest one-shot gives way; -1 if all are layers."""
    oldest = -1
    for v in range(VOICES):
        if not voices[v].alive:
            return v
        if voices[v].layer < 0 and (oldest < 0 or voices[v].born < voices[oldest].born):
            oldest = v
    session.dropped += 1
    return oldest


@jit
def _find(playheads, tag):
    for p in range(SECTION_PLAYHEADS):
        if playheads[p].alive and playheads[p].tag == tag:
            return p
    return -1


@jit
def _section(row, frame, session, playheads, plans, voices, ramps):
    if session.stopping:
        if session.paused:
            clear(session, playheads, voices, ramps, frame)
        else:
            _fade_stopped(session, playheads, voices, ramps, frame)
    p = -1
    for q in range(SECTION_PLAYHEADS):
        if not playheads[q].alive:
            p = q
            break
        if p < 0 or playheads[q].start < playheads[p].start:
            p = q
    if playheads[p].alive:
        session.dropped += 1
        _free_playhead(playheads, voices, p)
    head = playheads[p]
    head.alive = 1
    head.tag = row.a
    head.start = frame
    head.body = row.b + (frame - row.nominal)
    head.length = max(row.c, 1)
    head.passes = BIG if row.d else 1
    head.dying = 0
    head.guide = -1
    set_law(head, frame, float(head.body), 1.0, 1.0, 0)
    head.law = 0
    plans[2 * p].on = plans[2 * p + 1].on = 0
    playheads[KEPT + p].alive = 0
    r = ramps[R_PLAYHEAD + p]
    r[0], r[1], r[2], r[3], r[4] = frame, frame + row.e, 0.0, 1.0, row.f


@jit
def leave(head, ramp, frame, length, shape, delay):
    """A playhead goes: it begins no further pass, and fades if it is asked to."""
    b = where(head, frame)
    head.passes = min(head.passes, max(1, -((-b) // head.length)))
    head.dying = 1
    fades = ramp[3] == 0.0 and (delay > 0 or ramp[1] <= frame + delay + length)
    if length > 0 and not fades:
        now = value(ramp, frame)
        aim(ramp, frame + delay, 0.0, length, shape)
        if delay > 0:
            ramp[2] = now  # a rise that is still under way stays where it is until the fade begins


@jit
def _layer(row, frame, session, playheads, voices, ramps):
    p = _find(playheads, row.a)
    if p < 0:
        return
    head = playheads[p]
    fresh = head.start == frame
    b = where(head, frame)
    mine = -1
    other = -1
    for v in range(VOICES):
        if voices[v].alive and voices[v].playhead == p and voices[v].layer == row.b and not voices[v].dying:
            if row.c < 0 or voices[v].stem == row.c:
                mine = v
            else:
                other = v
    if mine >= 0:
        aim(ramps[R_VOICE + mine], frame, row.x, 0 if fresh else max(row.e, DECLICK), 0)
        return
    if row.c < 0 or (row.x == 0.0 and other < 0):
        return
    now = max(b // head.length, 0)
    seam = b - now * head.length == 0
    was = 0.0
    if other >= 0:
        was = value(ramps[R_VOICE + other], frame)
        voices[other].dying = 1
        if seam and now > 0:
            voices[other].passes = now
        else:
            aim(ramps[R_VOICE + other], frame, 0.0, max(row.e, DECLICK), EQUAL_POWER)
    v = _free_voice(session, voices)
    if v < 0:
        return
    voice = voices[v]
    voice.alive = 1
    voice.playhead = p
    voice.layer = row.b
    voice.stem = row.c
    voice.pos0 = row.d
    voice.first = 0 if fresh else now
    voice.passes = BIG
    voice.bus = MUSIC
    voice.dying = 0
    voice.born = frame
    voice.follow = row.f
    r = ramps[R_VOICE + v]
    r[0], r[1], r[2], r[3], r[4] = frame, frame, row.x, row.x, 0.0
    if not fresh:
        r[2] = was if seam else 0.0
        r[1] = frame + max(row.e, DECLICK)
        if seam and other >= 0 and was == row.x:
            r[1] = frame
        elif other >= 0 and not seam:
            r[4] = EQUAL_POWER


@jit
def _one_shot(row, frame, session, playheads, voices, ramps):
    v = _free_voice(session, voices)
    if v < 0:
        return
    head = playheads[ONE_SHOTS]
    voice = voices[v]
    voice.alive = 1
    voice.playhead = ONE_SHOTS
    voice.layer = -1
    voice.stem = row.a
    voice.pos0 = head.body + (frame - head.start) - row.b
    voice.first = 0
    voice.passes = 1
    voice.bus = row.c
    voice.dying = 0
    voice.born = frame
    voice.follow = 0
    r = ramps[R_VOICE + v]
    r[0], r[1], r[2], r[3], r[4] = frame, frame + row.d, 0.0, row.x, 0.0


@jit
def _shift(r, since, shift):
    if r[1] > since:
        r[0] += shift
        r[1] += shift


@jit
def forget(session, queue, id, after, before_seq):
    """Take rows out of the queue: those of one event (id > 0); else those that arrived before and belong to the music
    from a frame on, its end too, or whatever they are (after < 0)."""
    to = session.queue_from
    for i in range(session.queue_from, session.queue_to):
        row = queue[i]
        music = row.at >= after and (row.op <= OP_ONE_SHOT or OP_TEMPO <= row.op <= OP_SWAP)
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

    The pause of a restored session (without a fade) stands where it arrived: after the music that it holds.
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
    while i > session.queue_from and (queue[i - 1].at > row.at or (first and queue[i - 1].at == row.at)):
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


@jit
def obey(row, frame, session, playheads, plans, voices, ramps, queue, stems):
    """Carry out a row at the first frame not mixed yet."""
    op = row.op
    if op == OP_SECTION:
        _section(row, frame, session, playheads, plans, voices, ramps)
    elif op == OP_FADE:
        for p in range(SECTION_PLAYHEADS):
            if playheads[p].alive and playheads[p].tag != row.a:
                leave(playheads[p], ramps[R_PLAYHEAD + p], frame, row.b, row.c, row.d)
    elif op == OP_LAYER:
        _layer(row, frame, session, playheads, voices, ramps)
    elif op == OP_ONE_SHOT:
        _one_shot(row, frame, session, playheads, voices, ramps)
    elif op == OP_RAMP:
        aim(ramps[row.a], frame, row.x, row.b, row.c)
    elif op == OP_PAUSE:
        if not session.paused:
            session.paused = 1
            session.pause_frame = frame
            fade = 0 if row.a else PAUSE_FADE
            session.hold_frame = frame + fade
            aim(ramps[R_PAUSE], frame, 0.0, fade, 0)
            for p in range(SECTION_PLAYHEADS):
                keep(playheads, plans, p)
                if playheads[p].alive and where(playheads[p], frame) < 0:
                    leave(playheads[p], ramps[R_PLAYHEAD + p], frame, PAUSE_FADE, 0, 0)
        forget(session, queue, 0, frame, row.seq)
    elif op == OP_RESUME:
        if session.paused:
            shift = frame - session.pause_frame
            for p in range(PLAYHEADS):
                recall(playheads, plans, p, shift)
                _shift(ramps[R_PLAYHEAD + p], session.pause_frame, shift)
            for v in range(VOICES):
                _shift(ramps[R_VOICE + v], session.pause_frame, shift)
            session.paused = 0
            aim(ramps[R_PAUSE], frame, 1.0, PAUSE_FADE, 0)
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
        p = _find(playheads, row.a)
        if p >= 0:
            leave(playheads[p], ramps[R_PLAYHEAD + p], frame, DECLICK, 0, 0)
    elif op in (OP_TEMPO, OP_PITCH, OP_SWAP):
        p = _find(playheads, row.a)
        if p >= 0 and op == OP_TEMPO:
            obey_tempo(row, frame, playheads[p], plans[2 * p : 2 * p + 2], stems)
        elif p >= 0 and op == OP_PITCH:
            obey_pitch(row, frame, playheads[p], plans[2 * p : 2 * p + 2], stems)
        elif p >= 0:
            obey_swap(row, frame, p, playheads[p], plans[2 * p : 2 * p + 2], voices, ramps, stems)
