"""The kernel's stretcher: one plan of segments a playhead, shared by all its voices, locked to the onsets of its guide.

Each splice is a pure function of what is at its own frame, so the plan does not depend on the size of a block. Between
onsets a segment begins where the guide's reference looks most like what would have followed; at an onset it begins
exactly there, and the fade into it ends when the attack begins.
"""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

import math

from affekt.render.kernel_law import frame_of, hold_of, next_mark, position, settled
from affekt.render.kernel_seek import JOIN, OVERLAP, SEEK, WIDE_OVERLAP, WIDE_SEEK, likeness, seek
from affekt.render.kernel_voice import f4, jit
from affekt.render.layout import BIG

HOP = 2_048
"""Frames of an ordinary segment."""
WIDE_HOP = 4_096
"""Of what is transposed: a splice bends the partials of a chord that agree on no place, so the fewer the better."""
LEAD = 24
"""Frames before an onset in which nothing else sounds any more."""
SHORTEST = 384
PATIENCE = 48_000
"""Frames that a ratio of 1 waits for an onset to land on before it lands without one."""


@jit
def overlap_of(step):
    """Return the frames in which segments of a step give way to each other."""
    return OVERLAP if step == 1.0 else WIDE_OVERLAP


@jit
def hop_of(step):
    """Return the frames of an ordinary segment of a step."""
    return HOP if step == 1.0 else WIDE_HOP


@jit
def _limit(head, plan):
    """Set the frame where the segment ends: before it would read into the next onset, and in time for that."""
    length = hop_of(plan.step)
    if plan.mark < BIG:
        room = frame_of(head, plan.mark) - JOIN - plan.begin
        fit = (plan.mark - plan.src) / plan.step
        if 5 * room < 8 * length and room + JOIN <= fit + 1.0:
            length = room
        else:
            length = min(length, room, int(fit) - overlap_of(plan.step))
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
    plan.mark = next_mark(head, guide, plan.part, math.floor(max(place, reading)))
    plan.after = hold_of(head, guide, plan.part, place)
    _limit(head, plan)


@jit
def replan(head, plan, guide, frame):
    """The law has changed: the segment that sounds ends where it now should, at once if need be."""
    reading = plan.src + (frame - plan.begin) * plan.step
    place = position(head, frame)
    if abs(place - reading) > 4 * HOP:
        plan.mark = next_mark(head, guide, plan.part, math.floor(place))
        plan.until = frame
    else:
        if plan.mark == BIG:
            plan.mark = next_mark(head, guide, plan.part, math.floor(max(place, reading)))
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
        plan.after = hold_of(head, guide, plan.part, plan.mark)
        plan.mark = next_mark(head, guide, plan.part, plan.mark)
    at = frame_of(head, plan.mark) if plan.mark < BIG else BIG
    if frame >= at - JOIN:
        plan.src = plan.mark - (at - frame) * step
        plan.fade = max(at - LEAD - frame, LEAD)
        plan.after = hold_of(head, guide, plan.part, plan.mark)
        plan.mark = next_mark(head, guide, plan.part, plan.mark)
        plan.rho = likeness(guide, plan.part, head, reading, was, plan.src, step, work)
    elif straight and at > frame + PATIENCE:
        plan.src = head.straight + frame
        plan.fade = OVERLAP
        plan.rho = likeness(guide, plan.part, head, reading, was, plan.src, step, work)
    else:
        overlap = overlap_of(step)
        reach = SEEK if step == 1.0 else WIDE_SEEK
        low, high = float(plan.after), float(BIG)
        length = hop_of(step)
        if at < BIG:
            room, tail = at - JOIN - frame, overlap
            if 5 * room < 8 * length:
                length, tail = room, JOIN
            high = plan.mark - (length + tail) * step
            if high < low:
                length = int(min(length, max((plan.mark - low) / step - overlap, SHORTEST)))
                high = max(plan.mark - (length + overlap) * step, low)
        ideal = min(max(position(head, frame + 0.5 * length) - 0.5 * length * step, low), high)
        low, high = max(math.floor(ideal) - reach, low), min(math.floor(ideal) + reach, high)
        plan.fade = overlap
        if was == step and low <= reading <= high:
            plan.src = reading
        else:
            plan.src, alike = seek(guide, plan.part, head, reading, was, low, high, ideal, step, work)
            plan.rho = min(max(alike, 0.0), 1.0)
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
        u = (f4(since + i) + f4(0.5)) * scale
        up, down = blend_at(u * u * (f4(3.0) - f4(2.0) * u), rho)
        rise[2 * i] = up
        rise[2 * i + 1] = up
        fall[2 * i] = down
        fall[2 * i + 1] = down


@jit
def wet(plan, frame):
    """Return the share of the pitched reading at a frame, 0 ... 1."""
    if frame >= plan.wet_until:
        return plan.wet_to
    u = max((frame - plan.wet_begin) / (plan.wet_until - plan.wet_begin), 0.0)
    return plan.wet_from + (plan.wet_to - plan.wet_from) * u * u * (3.0 - 2.0 * u)
