"""The kernel's desk: from the buses of voices to what goes to the limiter."""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

from affekt.render.kernel_bus import add_bus, open_wide, tone
from affekt.render.kernel_dynamics import FROM, TO, asleep, dynamics
from affekt.render.kernel_reverb import resizes, ring
from affekt.render.kernel_space import pair_of
from affekt.render.kernel_voice import f4, gains, jit
from affekt.render.layout import (
    D_DYNAMICS,
    D_METER,
    D_SENT_TONE,
    D_TONE,
    GRID,
    LAYERS,
    R_CUT,
    R_DUCK,
    R_MASTER,
    R_MUSIC,
    R_MUTE,
    R_NOTES,
    R_PAUSE,
    R_SEND,
    R_STINGERS,
    R_WIDTH,
)  # fmt: skip


@jit
def send_voice(x, n, level, sent, send, into):
    """Add a voice that stands alone in `x` to its bus, and so much of it to what goes into the room."""
    for i in range(2 * n):
        into[i] += x[i]
    if sent:
        for i in range(2 * n):
            send[i] += x[i] * level
    else:
        for i in range(2 * n):
            send[i] = x[i] * level


@jit
def _silence(x):
    for i in range(x.shape[0]):
        x[i] = f4(0.0)


@jit
def _times(x, n, g):
    for i in range(n):
        x[2 * i] *= g[i]
        x[2 * i + 1] *= g[i]


@jit
def _send_bus(ramps, which, share, frame, n, x, g2, send):
    """Add a bus, at its level, to what goes into the room."""
    steady, g = gains(ramps, (which,), frame, n, g2)
    if steady:
        q = g * share
        for i in range(2 * n):
            send[i] += x[i] * q
    else:
        for i in range(n):
            q = g2[i] * share
            send[2 * i] += x[2 * i] * q
            send[2 * i + 1] += x[2 * i + 1] * q


@jit
def spread(ramps, frame, n, g2, out):
    """Scale the difference of the two sides."""
    if ramps[R_WIDTH, 3] == 1.0 and ramps[R_WIDTH, 1] <= frame:
        return
    steady, g = gains(ramps, (R_WIDTH,), frame, n, g2)
    if steady:
        for i in range(n):
            g2[i] = g
    half = f4(0.5)
    if ramps[R_WIDTH, 3] == 1.0:
        n = min(n, int(ramps[R_WIDTH, 1]) - frame)  # From there on nothing is done, and so not rounded either.
    for i in range(n):
        mid = (out[2 * i] + out[2 * i + 1]) * half
        side = (out[2 * i] - out[2 * i + 1]) * half * g2[i]
        out[2 * i] = mid + side
        out[2 * i + 1] = mid - side


@jit
def _soften(session, desk, room):
    """What filters and room hold goes on as soft as a stop had made it."""
    for k in range(D_DYNAMICS):
        desk[k] *= session.held
    if session.room == 1:
        share = f4(session.held)
        for i in range(room.shape[0]):
            for k in range(room.shape[1]):
                room[i, k] *= share
    session.held = 1.0


@jit
def calm(session, desk):
    """Forget what filters, dynamics and room hold, as after a sample that was not a number."""
    for k in range(D_METER):
        desk[k] = 0.0
    desk[D_DYNAMICS + FROM] = desk[D_DYNAMICS + TO] = 1.0
    session.room = 2


@jit
def finish(
    session, ramps, desk, room, frame, n, hold, music, sent, send, stingers, notes, heard, t, g1, g2, out
):  # fmt: skip
    """Put [frame, frame + n) of every bus together in interleaved `out`.

    Args:
        session: Its row.
        ramps: Its ramps.
        desk: The states of its filters and dynamics.
        room: Its rings.
        frame: The first frame.
        n: Frames, none of which a command acts in.
        hold: The session is paused.
        music: The music bus, before its level.
        sent: Whether a layer was sent into the room; only then `send` holds anything.
        send: What layers sent.
        stingers: The bus, or empty.
        notes: The bus of rendered notes, or empty.
        heard: The same three buses, as the dynamics and the room hear them: in stereo.
        t: Work space of the room.
        g1: Work space for ramps.
        g2: Work space for ramps.
        out: Where it goes.
    """
    if session.held != 1.0:
        _soften(session, desk, room)
    if not open_wide(ramps, frame, desk, D_TONE):
        tone(ramps, frame, n, music, desk[D_TONE : D_TONE + 8])
    if not open_wide(ramps, frame, desk, D_SENT_TONE):
        ringing = False
        for k in range(D_SENT_TONE, D_SENT_TONE + 8):
            ringing = ringing or desk[k] != 0.0
        if ringing and not sent:
            _silence(send[: 2 * n])
            sent = True
        if sent:
            tone(ramps, frame, n, send[: 2 * n], desk[D_SENT_TONE : D_SENT_TONE + 8])
    if not asleep(ramps, frame // GRID * GRID, desk, D_DYNAMICS):
        dynamics(ramps, frame, n, heard[0], heard[1], heard[2], desk[D_DYNAMICS:D_METER], g1)
        _times(music, n, g1)
        if sent:
            _times(send, n, g1)
    steady, g = gains(ramps, (R_MUSIC, R_DUCK), frame, n, g1)
    if steady:
        for i in range(2 * n):
            out[i] = music[i] * g
        if sent:
            for i in range(2 * n):
                send[i] *= g
    else:
        for i in range(n):
            out[2 * i] = music[2 * i] * g1[i]
            out[2 * i + 1] = music[2 * i + 1] * g1[i]
        if sent:
            _times(send, n, g1)
    struck, played = f4(ramps[R_SEND + LAYERS, 3]), f4(ramps[R_SEND + LAYERS + 1, 3])
    wants = (len(stingers) and struck > f4(0.0)) or (len(notes) and played > f4(0.0))
    if wants and not sent:
        _silence(send[: 2 * n])
        sent = True
    if len(stingers):
        add_bus(ramps, R_STINGERS, frame, n, stingers, g2, out)
        if struck > f4(0.0):
            _send_bus(ramps, R_STINGERS, struck, frame, n, heard[1], g2, send)
    if len(notes):
        add_bus(ramps, R_NOTES, frame, n, notes, g2, out)
        if played > f4(0.0):
            _send_bus(ramps, R_NOTES, played, frame, n, heard[2], g2, send)
    if sent or hold or session.room != 0 or resizes(session, ramps, frame):
        ring(session, ramps, room, frame, n, sent, hold, send, t, g2, out)
    if not pair_of(ramps):
        spread(ramps, frame, n, g2, out)
    steady, g = gains(ramps, (R_MASTER, R_MUTE, R_PAUSE, R_CUT), frame, n, g1)
    if steady:
        if g != f4(1.0):
            for i in range(2 * n):
                out[i] *= g
    else:
        _times(out, n, g1)
