"""The kernel's clockwork: where in its section a playhead is at a frame, and at which frame it is somewhere.

The ratio (body frames for each session frame) moves linearly in body position, so a ramp is an exponential in time.
"""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg,var-annotated"

import math

from affekt.render.kernel_voice import inlined, jit, samples
from affekt.render.layout import BIG, GUIDE_MAGIC, GUIDE_WORDS, MARK_WORDS

SLOWEST, FASTEST = 0.25, 4.0


@jit
def _rate(head):
    """Return d ln(ratio) / d frame within the ramp."""
    return (head.law_to - head.law_from) / head.law_ramp if head.law_ramp > 0.0 else 0.0


@jit
def position(head, frame):
    """Return the body position at a session frame, passes included, by the law."""
    d = float(frame - head.law_frame)
    if d <= 0.0:
        return head.law_body + head.law_from * d
    if d >= head.law_time:
        return head.law_body + head.law_ramp + head.law_to * (d - head.law_time)
    k = _rate(head)
    return head.law_body + head.law_from / k * math.expm1(k * d)


@jit
def settled(head, frame):
    """Return whether the ratio is 1 from a frame on."""
    return head.law_to == 1.0 and float(frame - head.law_frame) >= head.law_time


@jit
def frame_of(head, place):
    """Return the whole session frame nearest to the moment when a body position is reached."""
    q = place - head.law_body
    if q <= 0.0:
        return head.law_frame + round(q / head.law_from)
    if q >= head.law_ramp:
        if head.law_to == 1.0:
            return round(place) - head.straight
        return head.law_frame + round(head.law_time + (q - head.law_ramp) / head.law_to)
    k = _rate(head)
    return head.law_frame + round(math.log1p(q * k / head.law_from) / k)


@jit
def where(head, frame):
    """Return the whole body position at a session frame; at a seam, the seam."""
    if head.law == 0:
        return head.body + (frame - head.start)
    if settled(head, frame):
        return head.straight + frame
    s = position(head, frame)
    seam = round(s / head.length) * head.length
    if seam >= 0 and abs(s - seam) <= 0.5 * FASTEST:
        return seam
    return round(s)


@jit
def set_law(head, frame, body, begins, ends, ramp):
    """Give a playhead the law that is at `body` at `frame`, with a ratio from `begins` to `ends` over `ramp` frames."""
    begins = min(max(begins, SLOWEST), FASTEST)
    ends = min(max(ends, SLOWEST), FASTEST)
    if ramp < 1 or abs(begins - ends) < 1e-9:
        begins, ramp = ends, 0
    head.law = 1
    head.law_frame = frame
    head.law_body = body
    head.law_from = begins
    head.law_to = ends
    head.law_ramp = ramp
    head.law_time = ramp * math.log(ends / begins) / (ends - begins) if ramp > 0 else 0.0
    head.straight = round(body + ramp - head.law_time) - frame


@inlined
def words(stem, part):
    """Return a guide's words; with `part` those of the guide within it that is for transposed voices."""
    w = samples(stem.address, stem.frames)
    first = long(w, 8) if part else 0
    return samples(stem.address + 2 * first, stem.frames - first)


@jit
def long(w, i):
    """Return the 32-bit number in two words."""
    return (int(w[i + 1]) << 16) | (int(w[i]) & 0xFFFF)


@jit
def guided(head, guide):
    """Return whether a playhead has a guide, and it is one."""
    return head.guide >= 0 and guide.frames >= GUIDE_WORDS and long(words(guide, 0), 0) == GUIDE_MAGIC


@jit
def _first_after(w, count, place):
    """Return the number of the first mark behind a place in the body."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if long(w, GUIDE_WORDS + MARK_WORDS * middle) > place:
            high = middle
        else:
            low = middle + 1
    return low


@jit
def next_mark(head, guide, part, after):
    """Return the body position, passes included, of the first onset behind `after`; BIG for none."""
    if not guided(head, guide):
        return BIG
    w = words(guide, part)
    count = long(w, 2)
    one = max(int(after) // head.length, 0)
    for k in range(one, min(one + 2, head.passes)):
        place = int(after) - k * head.length
        i = _first_after(w, count, place if k == 0 else max(place, -1))
        if i < count:
            found = long(w, GUIDE_WORDS + MARK_WORDS * i)
            if found < head.length:
                return found + k * head.length
    return BIG


@jit
def hold_of(head, guide, part, place):
    """Return the body position before which no segment may begin, once the mark at or before `place` has sounded."""
    if not guided(head, guide):
        return -BIG
    w = words(guide, part)
    k = max(int(place) // head.length, 0)
    i = _first_after(w, long(w, 2), int(place) - k * head.length) - 1
    if i < 0:
        return -BIG
    return long(w, GUIDE_WORDS + MARK_WORDS * i) + k * head.length + int(w[GUIDE_WORDS + MARK_WORDS * i + 2])
