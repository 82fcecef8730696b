"""The kernel's reader: the voices of a stretched playhead, piece by piece of its plans."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

from affekt.render.kernel_bend import bend
from affekt.render.kernel_law import where
from affekt.render.kernel_stretch import HOP, blend_at, spans, wet
from affekt.render.kernel_voice import f4, jit, last_place, sound, sound_weighted
from affekt.render.layout import BIG, CHUNK, SECTION_PLAYHEADS

MARGIN = 13 * HOP
"""Frames that a stretched playhead may be read behind its law."""
PITCH_LIKENESS = 0.3
"""How alike a sound and its transposition are taken to be while one gives way to the other."""


@jit
def horizon(playheads, plans, frame, to):
    """Return how far one call may mix: not past a chunk, nor past the end of a fade between plain and pitched."""
    for p in range(SECTION_PLAYHEADS):
        if playheads[p].alive and (plans[2 * p].on or plans[2 * p + 1].on):
            to = min(to, frame + CHUNK)
            if plans[2 * p + 1].on and frame < plans[2 * p + 1].wet_until:
                to = min(to, plans[2 * p + 1].wet_until)
    return to


@jit
def lay_out(p, head, plans, guide, frame, n, stretch):
    """Lay out how a playhead is read in [frame, frame + n); return whether it is stretched at all."""
    pieces, counts, fades, wets, work = stretch
    plain, pitched = plans[2 * p], plans[2 * p + 1]
    if pitched.on and pitched.wet_to == 0.0 and frame >= pitched.wet_until:
        pitched.on = 0
    counts[2 * p], counts[2 * p + 1] = 0, 0
    if not plain.on and not pitched.on:
        return False
    if pitched.on:
        counts[2 * p + 1] = spans(head, pitched, guide, frame, n, pieces[2 * p + 1], fades[2 * p + 1], work)
        if frame < pitched.wet_until:
            for i in range(n):
                up, down = blend_at(f4(wet(pitched, frame + i)), PITCH_LIKENESS)
                wets[p, 0, i] = up
                wets[p, 1, i] = down
    counts[2 * p] = spans(head, plain, guide, frame, n, pieces[2 * p], fades[2 * p], work)
    return True


@jit
def _weigh(steady, g, gains, n, fading, fade, out):
    """Set interleaved gains: a voice's times, where it is in a splice, that of its segment."""
    if fading:
        if steady:
            for i in range(2 * n):
                out[i] = fade[i] * g
        else:
            for i in range(n):
                out[2 * i] = fade[2 * i] * gains[i]
                out[2 * i + 1] = fade[2 * i + 1] * gains[i]
    elif steady:
        for i in range(2 * n):
            out[i] = g
    else:
        for i in range(n):
            out[2 * i] = gains[i]
            out[2 * i + 1] = gains[i]


@jit
def _read(voice, head, stem, base, step, since, n, weights, out):
    if step == 1.0:
        return sound_weighted(voice, head, stem, int(base) + since, n, weights, out)
    bend(voice, head, stem, base, step, since, n, weights, out)
    return f4(0.0)


@jit
def _pieces(voice, head, stem, pieces, count, fades, steady, g, gains, weights, out):
    loud = f4(0.0)
    for k in range(count):
        piece = pieces[k]
        i, n, since = piece.at, piece.count, piece.since
        part = out[2 * i : 2 * (i + n)]
        if piece.step == 1.0 and not piece.fading:
            peak = sound(voice, head, stem, int(piece.src) + since, n, steady, g, gains[i : i + n], part)
        else:
            w = weights[: 2 * n]
            _weigh(steady, g, gains[i : i + n], n, piece.fading, fades[0, 2 * i :], w)
            peak = _read(voice, head, stem, piece.src, piece.step, since, n, w, part)
            if piece.fading:
                _weigh(steady, g, gains[i : i + n], n, 1, fades[1, 2 * i :], w)
                peak = max(peak, _read(voice, head, stem, piece.old, piece.old_step, since, n, w, part))
        loud = max(loud, peak)
    return loud


@jit
def play(voice, head, plans, stem, frame, n, steady, g, gains, stretch, more, out):
    """Add a voice of a stretched playhead to `out`; return its peak before its gain.

    `more` is scratch for n gains and 2n interleaved ones.
    """
    pieces, counts, fades, wets, _ = stretch
    p = voice.playhead
    a, b = 2 * p, 2 * p + 1
    pitched = plans[b]
    weights = more[n:]
    if not (voice.follow and pitched.on):
        return _pieces(voice, head, stem, pieces[a], counts[a], fades[a], steady, g, gains, weights, out)
    if frame >= pitched.wet_until:
        return _pieces(voice, head, stem, pieces[b], counts[b], fades[b], steady, g, gains, weights, out)
    mixed = more[:n]
    loud = f4(0.0)
    for which in range(2):
        for i in range(n):
            mixed[i] = (g if steady else gains[i]) * wets[p, which, i]
        q = b if which == 0 else a
        peak = _pieces(voice, head, stem, pieces[q], counts[q], fades[q], False, g, mixed, weights, out)
        loud = max(loud, peak)
    return loud


@jit
def _past(plan, frame, last):
    """Return whether neither a plan's segment nor the one that it takes over from is read before a body position."""
    since = frame - plan.begin
    if not plan.on:
        return True
    return plan.src + since * plan.step >= last and (since >= plan.fade or plan.old + since * plan.old_step >= last)


@jit
def spent(voice, head, plain, pitched, stem, frame):
    """Return whether nothing of a voice can come any more from a frame on."""
    last = last_place(voice, head, stem)
    if last >= BIG:
        return False
    if not plain.on and not pitched.on:
        return head.body + (frame - head.start) >= last
    return where(head, frame) - MARGIN >= last and _past(plain, frame, last) and _past(pitched, frame, last)
