"""The kernel's stretcher: one plan of segments a playhead, shared by all its voices, locked to the onsets of its guide.

Each splice is a pure function of what is at its own frame, so the plan does not depend on the size of a block. Between
onsets a segment begins where the guide's reference looks most like what would have followed; at an onset it begins
exactly there, and the fade into it ends when the attack begins.
"""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

import math

from affekt.render.kernel_law import (
    frame_of,
    guided,
    hold_of,
    long,
    next_mark,
    position,
    set_law,
    settled,
    words,
)
from affekt.render.kernel_voice import f4, jit
from affekt.render.layout import BIG, DECIMATE, GUIDE_WORDS, KEPT, MARK_WORDS

HOP = 2_048
"""Frames of an ordinary segment."""
OVERLAP = 512
"""Frames in which one segment gives way to the next."""
JOIN = 256
"""Frames before an onset in which the segment that holds it begins."""
LEAD = 24
"""Frames before an onset in which nothing else sounds any more."""
SEEK = 480
"""Frames that a segment may lie away from where the law puts it."""
SHORTEST = 384
TAPS = OVERLAP // DECIMATE
OFFSETS = 2 * SEEK // DECIMATE + 1
PATIENCE = 48_000
"""Frames that a ratio of 1 waits for an onset to land on before it lands without one."""


@jit
def _read(guide, head, place, step, count, out):
    """Fill `out` with the reference from a body position on, one number for 4 frames; return how far before `place`
    the first one really lies."""
    w = words(guide)
    origin, size = long(w, 4), long(w, 6)
    base = GUIDE_WORDS + MARK_WORDS * long(w, 2)
    for i in range(count):
        out[i] = f4(0.0)
    newest = math.floor(place + count * DECIMATE * step) // head.length
    oldest = max((math.floor(place) - origin - DECIMATE * size) // head.length, 0)
    late = 0.0
    for m in range(oldest, min(max(newest, 0), head.passes - 1) + 1):
        exact = (place - m * head.length - origin) / DECIMATE
        low = 0 if m == 0 else max(-origin // DECIMATE, 0)
        if step == 1.0:
            first = round(exact)
            late = DECIMATE * (exact - first)
            for i in range(max(low - first, 0), min(size - first, count)):
                out[i] += f4(w[base + first + i])
        else:
            for i in range(count):
                x = exact + i * step
                j = math.floor(x)
                if j >= low and j + 1 < size:
                    t = f4(x - j)
                    out[i] += f4(w[base + j]) * (f4(1.0) - t) + f4(w[base + j + 1]) * t
    return late


@jit
def _match(taps, window, offsets, score, sums):
    """Return (best offset with its fraction, likeness -1 ... 1) of `taps` within `window`.

    Only whole rows are added, tap by tap, so that the compiler may widen it without changing a bit.
    """
    for o in range(offsets):
        score[o] = f4(0.0)
    for i in range(0, TAPS, 4):
        a, b, c, d = taps[i], taps[i + 1], taps[i + 2], taps[i + 3]
        w0, w1, w2, w3 = window[i:], window[i + 1 :], window[i + 2 :], window[i + 3 :]
        for o in range(offsets):
            score[o] += (w0[o] * a + w1[o] * b) + (w2[o] * c + w3[o] * d)
    power = 0.0
    for i in range(TAPS):
        power += float(taps[i]) * float(taps[i])
    energy = 0.0
    for i in range(TAPS):
        energy += float(window[i]) * float(window[i])
    for o in range(offsets):
        sums[o] = f4(energy)
        energy += float(window[o + TAPS]) * float(window[o + TAPS]) - float(window[o]) * float(window[o])
    floor = f4(power * 1e-4 + 1.0)
    middle = f4(0.5 * (offsets - 1))
    for o in range(offsets):
        off = (f4(o) - middle) / f4(OFFSETS)
        sums[o] = score[o] / math.sqrt(max(sums[o], floor))
        score[o] = sums[o] - abs(sums[o]) * f4(0.1) * off * off
    best = 0
    for o in range(1, offsets):
        if score[o] > score[best]:
            best = o
    likeness = float(sums[best]) / math.sqrt(power + 1.0)
    fraction = 0.0
    if 0 < best < offsets - 1:
        before, here, behind = float(sums[best - 1]), float(sums[best]), float(sums[best + 1])
        bend = before - 2.0 * here + behind
        if bend < 0.0:
            fraction = min(max(0.5 * (before - behind) / bend, -0.5), 0.5)
    return best + fraction, likeness


@jit
def _seek(guide, head, reading, old_step, low, high, ideal, step, work):
    """Return (body position between `low` and `high` that continues `reading` best, likeness)."""
    if not guided(head, guide):
        return ideal, 0.5
    stride = DECIMATE * step
    offsets = max(min(int((high - low) / stride) + 1, OFFSETS), 1)
    late = _read(guide, head, reading, old_step, TAPS, work[0])
    early = _read(guide, head, low, step, offsets + TAPS, work[1])
    best, likeness = _match(work[0], work[1], offsets, work[2], work[3])
    return min(max(low - early + best * stride + late, low), high), likeness


@jit
def _likeness(guide, head, a, a_step, b, b_step, work):
    """Return how alike the reference is from two body positions on, 0 ... 1, over the length of a join."""
    if not guided(head, guide):
        return 0.5
    count = JOIN // DECIMATE
    _read(guide, head, a, a_step, count, work[0])
    _read(guide, head, b, b_step, count, work[1])
    ab, aa, bb = 0.0, 1.0, 1.0
    for i in range(count):
        x, y = float(work[0, i]), float(work[1, i])
        ab += x * y
        aa += x * x
        bb += y * y
    return min(max(ab / math.sqrt(aa * bb), 0.0), 1.0)


@jit
def _limit(head, plan):
    """Set the frame where the segment ends: before it would read into the next onset, and in time for that."""
    length = HOP
    if plan.mark < BIG:
        room = frame_of(head, plan.mark) - JOIN - plan.begin
        fit = (plan.mark - plan.src) / plan.step
        if 5 * room < 8 * HOP and room + JOIN <= fit + 1.0:
            length = room
        else:
            length = min(HOP, room, int(fit) - OVERLAP)
    plan.until = plan.begin + max(length, plan.fade, SHORTEST // 4)


@jit
def begin(head, plan, guide, frame, reading, step):
    """Start a plan where the playhead is read already."""
    plan.on = 1
    plan.begin = frame
    plan.src = reading
    plan.step = step
    plan.old = reading
    plan.old_step = step
    plan.fade = 0
    plan.rho = 1.0
    place = position(head, frame)
    plan.mark = next_mark(head, guide, math.floor(max(place, reading)))
    plan.after = hold_of(head, guide, place)
    _limit(head, plan)


@jit
def replan(head, plan, guide, frame):
    """The law has changed: the segment that sounds ends where it now should, at once if need be."""
    reading = plan.src + (frame - plan.begin) * plan.step
    place = position(head, frame)
    if abs(place - reading) > 4 * HOP:
        plan.mark = next_mark(head, guide, math.floor(place))
        plan.until = frame
    else:
        if plan.mark == BIG:
            plan.mark = next_mark(head, guide, math.floor(max(place, reading)))
        _limit(head, plan)
    plan.until = max(plan.until, frame, plan.begin + plan.fade)


@jit
def _land(head, plan, frame):
    """End the plan: the playhead is read as recorded again."""
    plan.on = 0
    head.law = 0
    head.body = head.straight + head.start


@jit
def advance(head, plan, guide, frame, work):
    """Plan the segment that begins at a frame."""
    reading = plan.src + (frame - plan.begin) * plan.step
    was = plan.step
    step = plan.pitch
    plan.old, plan.old_step = reading, was
    plan.begin, plan.step = frame, step
    straight = step == 1.0 and settled(head, frame)
    if straight and reading == head.straight + frame:
        _land(head, plan, frame)
        return
    while plan.mark < BIG and frame_of(head, plan.mark) < frame:
        plan.after = hold_of(head, guide, plan.mark)
        plan.mark = next_mark(head, guide, plan.mark)
    at = frame_of(head, plan.mark) if plan.mark < BIG else BIG
    if frame >= at - JOIN:
        plan.src = plan.mark - (at - frame) * step
        plan.fade = max(at - LEAD - frame, LEAD)
        plan.after = hold_of(head, guide, plan.mark)
        plan.mark = next_mark(head, guide, plan.mark)
        plan.rho = _likeness(guide, head, reading, was, plan.src, step, work)
    elif straight and at > frame + PATIENCE:
        plan.src = head.straight + frame
        plan.fade = OVERLAP
        plan.rho = _likeness(guide, head, reading, was, plan.src, step, work)
    else:
        low, high = float(plan.after), float(BIG)
        length = HOP
        if at < BIG:
            room, tail = at - JOIN - frame, OVERLAP
            if 5 * room < 8 * HOP:
                length, tail = room, JOIN
            high = plan.mark - (length + tail) * step
            if high < low:
                length = int(min(length, max((plan.mark - low) / step - OVERLAP, SHORTEST)))
                high = max(plan.mark - (length + OVERLAP) * step, low)
        ideal = min(max(position(head, frame + 0.5 * length) - 0.5 * length * step, low), high)
        low, high = max(math.floor(ideal) - SEEK, low), min(math.floor(ideal) + SEEK, high)
        plan.fade = OVERLAP
        if was == step and low <= reading <= high:
            plan.src = reading
        else:
            plan.src, likeness = _seek(guide, head, reading, was, low, high, ideal, step, work)
            plan.rho = min(max(likeness, 0.0), 1.0)
        if plan.join > 0:
            plan.fade = plan.join
    plan.join = 0
    if step == 1.0:
        plan.src = math.floor(plan.src + 0.5)
    if was == step and plan.src == reading:
        plan.fade = 0
    if straight and plan.src == head.straight + frame:
        plan.until = frame + plan.fade
    else:
        _limit(head, plan)


@jit
def spans(head, plan, guide, frame, n, pieces, fades, work):
    """Lay out how [frame, frame + n) is read into `pieces`; return how many.

    Where one segment gives way to another, the gains of both stand interleaved in `fades`.
    """
    i = 0
    k = 0
    while i < n:
        f = frame + i
        while plan.on and f >= plan.until:
            advance(head, plan, guide, f, work)
        piece = pieces[k]
        k += 1
        piece.at = i
        piece.fading = 0
        if not plan.on:
            piece.count = n - i
            piece.since = f - head.start
            piece.src = head.body
            piece.step = 1.0
            break
        since = f - plan.begin
        count = min(n - i, plan.until - f)
        if since < plan.fade:
            count = min(count, plan.fade - since)
            piece.fading = 1
            blend(since, count, plan.fade, plan.rho, fades[0, 2 * i :], fades[1, 2 * i :])
        piece.count = count
        piece.since = since
        piece.src = plan.src
        piece.step = plan.step
        piece.old = plan.old
        piece.old_step = plan.old_step
        i += count
    return k


@jit
def blend_at(u, rho):
    """Return the gains of two sounds of likeness `rho` when the first has given way by `u`; their power is steady."""
    v = f4(1.0) - u
    q = f4(1.0) / math.sqrt(u * u + v * v + f4(2.0 * rho) * u * v)
    return u * q, v * q


@jit
def blend(since, count, length, rho, rise, fall):
    """Gains, interleaved, of a segment and of the one before it, from `since` frames after their splice began."""
    scale = f4(1.0) / f4(length)
    for i in range(count):
        up, down = blend_at((f4(since + i) + f4(0.5)) * scale, rho)
        rise[2 * i] = up
        rise[2 * i + 1] = up
        fall[2 * i] = down
        fall[2 * i + 1] = down


@jit
def wet(plan, frame):
    """Return the share of the pitched reading at a frame, 0 ... 1."""
    if frame >= plan.wet_until:
        return plan.wet_to
    u = (frame - plan.wet_begin) / (plan.wet_until - plan.wet_begin)
    return plan.wet_from + (plan.wet_to - plan.wet_from) * max(u, 0.0)


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
        if straight:
            head.body = head.straight + frame
            head.law = 0
            return
    if not plain.on:
        if straight and reading == head.straight + frame:
            head.law = 0
            return
        plain.pitch = 1.0
        begin(head, plain, guide, frame, float(reading), 1.0)
    else:
        replan(head, plain, guide, frame)
    if pitched.on:
        replan(head, pitched, guide, frame)


@jit
def keep(playheads, plans, p):
    """Note a playhead and its plans as they are at a pause."""
    playheads[KEPT + p] = playheads[p]
    for q in range(2):
        plans[2 * (KEPT + p) + q] = plans[2 * p + q]


@jit
def recall(playheads, plans, p, shift):
    """Set a playhead's way of reading back to what it was at a pause, so much later."""
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
    head.start += shift
    head.law_frame += shift
    head.straight -= shift
    for q in range(2):
        plan = plans[2 * p + q]
        plan.begin += shift
        plan.until += shift
        plan.wet_begin += shift
        plan.wet_until += shift
