"""The kernel's commands for live tempo and live pitch, and what a pause keeps of them."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

import math

from affekt.render.kernel_law import FASTEST, SLOWEST, position, set_law, settled, where
from affekt.render.kernel_stretch import HOP, begin, replan, wet
from affekt.render.kernel_voice import POWER, aim, jit, loop_of, pcm
from affekt.render.layout import DECLICK, KEPT, R_SWAP, R_VOICE, VOICES

_SAMPLE = 2_048
"""Frames over which two recordings are compared."""


@jit
def obey_tempo(row, frame, head, plans, stems):
    """Carry out `OP_TEMPO` for a playhead and its two plans."""
    plain, pitched = plans[0], plans[1]
    if row.d >= 0:
        head.guide = row.d
    guide = stems[head.guide]
    reading = head.body + (frame - head.start)
    set_law(head, row.nominal, float(row.b), row.x, row.y, row.c)
    straight = settled(head, frame)
    if head.start == frame:
        place = position(head, frame)
        reading = round(place)
        head.body = reading
        if pitched.on:
            begin(head, pitched, guide, frame, float(reading), pitched.pitch)
        if straight:
            head.body = head.straight + frame
            head.law = 0
            return
    if not plain.on:
        if straight and reading == head.straight + frame:
            head.law = 0
            return
        plain.pitch = 1.0
        plain.part = 0
        begin(head, plain, guide, frame, float(reading), 1.0)
    else:
        replan(head, plain, guide, frame)
    if pitched.on:
        replan(head, pitched, guide, frame)


@jit
def _wet_to(plan, frame, target, length):
    plan.wet_from = wet(plan, frame)
    plan.wet_to = target
    plan.wet_begin = frame
    plan.wet_until = frame + length


@jit
def obey_pitch(row, frame, head, plans, stems):
    """Carry out `OP_PITCH` for a playhead and its two plans."""
    plain, pitched = plans[0], plans[1]
    if row.d >= 0:
        head.guide = row.d
    guide = stems[head.guide]
    fresh = head.start == frame
    fade = 0 if fresh else max(row.e, DECLICK)
    ratio = min(max(row.x, SLOWEST), FASTEST)
    if ratio == 1.0:
        if pitched.on:
            _wet_to(pitched, frame, 0.0, fade)
        return
    if head.law == 0:
        set_law(head, frame, float(head.body + (frame - head.start)), 1.0, 1.0, 0)
        head.law = 0
    if not pitched.on or fresh:
        reading = float(head.body + (frame - head.start))
        if plain.on:
            reading = plain.src + (frame - plain.begin) * plain.step
        pitched.pitch = ratio
        pitched.join = 0
        pitched.part = 1
        begin(head, pitched, guide, frame, reading, ratio)
        pitched.wet_to = 0.0
        pitched.wet_until = frame
    elif pitched.pitch != ratio:
        pitched.pitch = ratio
        pitched.join = min(fade, HOP)
        pitched.until = max(frame, pitched.begin + pitched.fade)
    _wet_to(pitched, frame, 1.0, fade)


@jit
def _alike(a, b, index):
    """Return how alike two recordings are around a sample, -0.5 ... 1."""
    first = max(min(index, min(a.frames, b.frames) - _SAMPLE), 0)
    n = min(_SAMPLE, min(a.frames, b.frames) - first)
    x, y = pcm(a), pcm(b)
    ab, aa, bb = 0.0, 1.0, 1.0
    for i in range(first, first + n):
        p = float(x[i * a.channels]) + float(x[i * a.channels + a.channels - 1])
        q = float(y[i * b.channels]) + float(y[i * b.channels + b.channels - 1])
        ab += p * q
        aa += p * p
        bb += q * q
    return min(max(ab / math.sqrt(aa * bb), -0.5), 1.0)


@jit
def obey_swap(row, frame, p, head, plans, voices, ramps, stems):
    """Carry out `OP_SWAP` for a playhead."""
    old = -1
    free = -1
    for v in range(VOICES):
        if not voices[v].alive:
            free = v
        elif voices[v].playhead == p and voices[v].layer >= 0 and voices[v].stem == row.b and not voices[v].dying:
            old = v
    if old < 0 or row.b == row.c:
        return
    was = voices[old]
    r = ramps[R_VOICE + old]
    if free < 0 or head.start == frame or (r[3] == 0.0 and r[1] <= frame):
        was.stem = row.c
        was.follow = row.f
        return
    alike = 0.0
    if plans[1].on == 0 or was.follow == row.f:
        b = where(head, frame)
        loop, _ = loop_of(was, head)
        alike = _alike(stems[was.stem], stems[row.c], b - max(b // loop, 0) * loop - was.pos0)
    voices[free] = voices[old]
    new = voices[free]
    new.stem = row.c
    new.follow = row.f
    was.dying = 1
    length = max(row.e, DECLICK)
    for k in range(5):
        ramps[R_VOICE + free, k] = r[k]  # The layer's own ramp goes on under the swap's.
    aim(ramps[R_SWAP + free], frame, 0.0, 0, 0)
    aim(ramps[R_SWAP + free], frame, 1.0, length, POWER + alike)
    aim(ramps[R_SWAP + old], frame, 0.0, length, POWER + alike)


@jit
def reading(head, plan, frame):
    """Return (body position, step) at which a playhead is read by a plan."""
    if plan.on:
        return plan.src + (frame - plan.begin) * plan.step, plan.step
    return float(head.body + (frame - head.start)), 1.0


@jit
def splice(head, plan, guide, frame, was, step):
    """A playhead has jumped: fade from where a plan was read, by its step, to where it is read now."""
    now, _ = reading(head, plan, frame)
    if not plan.on:
        if head.law == 0:
            set_law(head, frame, now, 1.0, 1.0, 0)
            head.law = 0
        plan.pitch = 1.0
        plan.part = 0
        begin(head, plan, guide, frame, now, 1.0)
    plan.begin = frame
    plan.src = now
    plan.old, plan.old_step = was, step
    plan.fade = DECLICK
    plan.rho = 0.5
    plan.until = max(plan.until, frame + DECLICK)


@jit
def keep(playheads, plans, p):
    """Note a playhead and its plans as they are at a pause."""
    playheads[KEPT + p] = playheads[p]
    for q in range(2):
        plans[2 * (KEPT + p) + q] = plans[2 * p + q]


@jit
def recall(playheads, plans, p, since, frame):
    """Set a playhead's way of reading back to what it was at a pause; what began in the pause begins when it ends."""
    head, kept = playheads[p], playheads[KEPT + p]
    if kept.alive and head.alive and kept.tag == head.tag and kept.start == head.start:
        head.body = kept.body
        head.law = kept.law
        head.law_frame, head.law_body = kept.law_frame, kept.law_body
        head.law_from, head.law_to = kept.law_from, kept.law_to
        head.law_ramp, head.law_time = kept.law_ramp, kept.law_time
        head.straight = kept.straight
        head.guide = kept.guide
        for q in range(2):
            plans[2 * p + q] = plans[2 * (KEPT + p) + q]
    kept.alive = 0
    shift = frame - max(head.start, since)
    head.start += shift
    head.law_frame += shift
    head.straight -= shift
    for q in range(2):
        plan = plans[2 * p + q]
        shift = frame - max(plan.begin, since)
        plan.begin += shift
        plan.until += shift
        plan.wet_begin += shift
        plan.wet_until += shift
