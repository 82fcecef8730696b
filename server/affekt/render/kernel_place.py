"""The kernel's commands for what begins and goes: sections, their layers, and what is struck once."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

from affekt.render.kernel_law import set_law, where
from affekt.render.kernel_slots import find, free_playhead, free_voice
from affekt.render.kernel_voice import aim, jit, value
from affekt.render.layout import (
    BIG,
    DECLICK,
    EQUAL_POWER,
    KEPT,
    MUSIC,
    ONE_SHOTS,
    R_PLAYHEAD,
    R_SWAP,
    R_VOICE,
    VOICES,
)  # fmt: skip


@jit
def enter(row, frame, session, playheads, plans, voices, ramps):
    """Carry out `OP_SECTION`."""
    p = free_playhead(session, playheads, voices)
    head = playheads[p]
    head.alive = 1
    head.tag = row.a
    head.start = frame
    head.body = row.b + (frame - row.nominal)
    head.length = max(row.c, 1)
    head.passes = BIG if row.d else 1
    head.ends = BIG
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
    head.ends = min(head.ends, b)
    head.dying = 1
    fades = ramp[3] == 0.0 and (delay > 0 or ramp[1] <= frame + delay + length)
    if length > 0 and not fades:
        now = value(ramp, frame)
        aim(ramp, frame + delay, 0.0, length, shape)
        if delay > 0:
            ramp[2] = now  # a rise that is still under way stays where it is until the fade begins


@jit
def level_layer(row, frame, session, playheads, voices, ramps):
    """Carry out `OP_LAYER`."""
    p = find(playheads, row.a)
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
    length = int(row.y) if row.y > 0.0 else head.length
    now = max(b // length, 0)
    seam = b - now * length == 0
    was = 0.0
    if other >= 0:
        was = value(ramps[R_VOICE + other], frame)
        voices[other].dying = 1
        if seam and now > 0:
            voices[other].passes = now
        else:
            aim(ramps[R_VOICE + other], frame, 0.0, max(row.e, DECLICK), EQUAL_POWER)
    v = free_voice(session, voices)
    if v < 0:
        return
    voice = voices[v]
    voice.alive = 1
    voice.playhead = p
    voice.layer = row.b
    voice.stem = row.c
    voice.pos0 = row.d
    voice.length = int(row.y)
    voice.first = 0 if fresh else now
    voice.passes = BIG
    voice.bus = MUSIC
    voice.dying = 0
    voice.born = frame
    voice.follow = row.f
    aim(ramps[R_SWAP + v], frame, 1.0, 0, 0)
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
def strike(row, frame, session, playheads, voices, ramps):
    """Carry out `OP_ONE_SHOT`."""
    v = free_voice(session, voices)
    if v < 0:
        return
    head = playheads[ONE_SHOTS]
    voice = voices[v]
    voice.alive = 1
    voice.playhead = ONE_SHOTS
    voice.layer = -1
    voice.stem = row.a
    voice.pos0 = head.body + (frame - head.start) - row.b
    voice.length = 0
    voice.first = 0
    voice.passes = 1
    voice.bus = row.c
    voice.dying = 0
    voice.born = frame
    voice.follow = 0
    aim(ramps[R_SWAP + v], frame, 1.0, 0, 0)
    r = ramps[R_VOICE + v]
    r[0], r[1], r[2], r[3], r[4] = frame, frame + row.d, 0.0, row.x, 0.0


@jit
def ring(row, frame, session, playheads, voices, ramps):
    """Carry out `OP_TAIL`."""
    p = find(playheads, row.a)
    late = frame - row.nominal
    left = row.f - late
    if p < 0 or left <= DECLICK:
        return
    head = playheads[ONE_SHOTS]
    for w in range(VOICES):
        going = voices[w]
        if not going.alive or going.dying or going.playhead != p or going.layer != row.b or going.stem != row.c:
            continue
        v = free_voice(session, voices)
        if v < 0:
            return
        voice = voices[v]
        voice.alive = 1
        voice.playhead = ONE_SHOTS
        voice.layer = row.b
        voice.stem = row.d
        voice.pos0 = head.body + (frame - head.start) - row.e - late
        voice.length = 0
        voice.first = 0
        voice.passes = 1
        voice.bus = MUSIC
        voice.dying = 1
        voice.born = frame
        voice.follow = 0
        share = value(ramps[R_PLAYHEAD + p], frame)
        r, level = ramps[R_VOICE + v], ramps[R_VOICE + w]
        r[0], r[1], r[2], r[3], r[4] = level[0], level[1], share * level[2], share * level[3], level[4]
        end = ramps[R_SWAP + v]
        end[0], end[1], end[2], end[3], end[4] = frame + left - DECLICK, frame + left, 1.0, 0.0, 0.0
        return
