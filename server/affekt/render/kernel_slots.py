"""The kernel's places: which playheads and voices are free, whatever was mixed at once."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

from affekt.render.kernel_play import spent
from affekt.render.kernel_voice import jit
from affekt.render.layout import R_PLAYHEAD, R_SWAP, R_VOICE, SECTION_PLAYHEADS, VOICES


@jit
def _silent(r, frame):
    """Return whether a ramp has come to 0."""
    return r[3] == 0.0 and r[1] <= frame


@jit
def reap(session, playheads, plans, voices, ramps, stems, frame):
    """Free what is over by a frame. In a pause nothing is: it may come back with the resume."""
    if session.paused:
        return
    for v in range(VOICES):
        voice = voices[v]
        if not voice.alive:
            continue
        p = voice.playhead
        gone = playheads[p].dying and _silent(ramps[R_PLAYHEAD + p], frame)
        if voice.dying:
            gone = gone or _silent(ramps[R_VOICE + v], frame) or _silent(ramps[R_SWAP + v], frame)
        if gone or spent(voice, playheads[p], plans[2 * p], plans[2 * p + 1], stems[voice.stem], frame):
            voice.alive = 0
    for p in range(SECTION_PLAYHEADS):
        if playheads[p].alive and playheads[p].dying:
            alone = True
            for v in range(VOICES):
                if voices[v].alive and voices[v].playhead == p:
                    alone = False
            if alone:
                playheads[p].alive = 0


@jit
def free_playhead(session, playheads, voices):
    """Return a free playhead; where there is none the oldest of those that go gives way, else the oldest."""
    p = 0
    for q in range(SECTION_PLAYHEADS):
        if not playheads[q].alive:
            return q
        sooner = playheads[q].start < playheads[p].start
        if playheads[q].dying > playheads[p].dying or (playheads[q].dying == playheads[p].dying and sooner):
            p = q
    session.dropped += 1
    for v in range(VOICES):
        if voices[v].alive and voices[v].playhead == p:
            voices[v].alive = 0
    return p


@jit
def free_voice(session, voices):
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
def find(playheads, tag):
    """Return the playhead of a tag, or -1."""
    for p in range(SECTION_PLAYHEADS):
        if playheads[p].alive and playheads[p].tag == tag:
            return p
    return -1
