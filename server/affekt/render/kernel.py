"""The kernel: one call without the interpreter's lock renders a block of every session of a worker.

The owner of the arrays (laid out in `layout.py`) is `Mixer`, one thread at a time.
"""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

import math
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numba as nb
import numpy as np
from numba import types

from affekt.core import units
from affekt.render import (
    kernel_bend,
    kernel_bus,
    kernel_command,
    kernel_dynamics,
    kernel_law,
    kernel_limiter,
    kernel_meter,
    kernel_mix,
    kernel_place,
    kernel_play,
    kernel_queue,
    kernel_reverb,
    kernel_seek,
    kernel_slots,
    kernel_space,
    kernel_stretch,
    kernel_tempo,
    kernel_transport,
    kernel_voice,
    loudness,
)
from affekt.render import layout as at
from affekt.render.kernel_bus import bits
from affekt.render.kernel_command import obey
from affekt.render.kernel_limiter import guard
from affekt.render.kernel_meter import meter, rest
from affekt.render.kernel_mix import calm, finish, send_voice, spread
from affekt.render.kernel_play import horizon, lay_out, play
from affekt.render.kernel_queue import postpone, push
from affekt.render.kernel_slots import reap
from affekt.render.kernel_space import add, pair_of, place_voice
from affekt.render.kernel_voice import CHECKED, f4, fence, gains, jit, real, sound
from affekt.render.layout import (
    L_LOUDNESS,
    LAYERS,
    LOOKAHEAD_FRAMES,
    MUSIC,
    NOTES,
    OP_ONE_SHOT,
    OP_RAMP,
    R_METER,
    R_PLAYHEAD,
    R_SEND,
    R_SWAP,
    R_TRIM,
    R_TRUE_PEAK,
    R_VOICE,
    SECTION_PLAYHEADS,
    VOICES,
)  # fmt: skip

INF_BITS = 0x7F800000


@jit
def _mix(
    session, playheads, plans, voices, ramps, stems, desk, room, frame, n, music, extra, t, g1, g2, stretch,
    peaks, out,
):  # fmt: skip
    """Mix [frame, frame + n), in which no command acts, into interleaved `out`."""
    for i in range(2 * n):
        music[i] = f4(0.0)
    hold = session.paused == 1 and frame >= session.hold_frame
    used1 = False
    used2 = False
    sent = False
    send, alone = extra[2], extra[3]
    pair = pair_of(ramps)
    if pair:
        for k in range(4, 7):
            for i in range(2 * n):
                extra[k, i] = f4(0.0)
    if not hold:
        for p in range(SECTION_PLAYHEADS):
            stretch[1][2 * p] = 0
            if playheads[p].alive:
                lay_out(p, playheads[p], plans, stems[playheads[p].guide], frame, n, stretch)
        for v in range(VOICES):
            voice = voices[v]
            if not voice.alive:
                continue
            p = voice.playhead
            head = playheads[p]
            session.voices += 1
            layer = voice.layer
            if layer >= 0:
                steady, g = gains(ramps, (R_PLAYHEAD + p, R_VOICE + v, R_SWAP + v, R_TRIM + layer), frame, n, g1)
            else:
                steady, g = gains(ramps, (R_PLAYHEAD + p, R_VOICE + v), frame, n, g1)
            bus = voice.bus
            if bus != MUSIC:
                k = bus - 1
                if (k == 0 and not used1) or (k == 1 and not used2):
                    for i in range(2 * n):
                        extra[k, i] = f4(0.0)
                if k == 0:
                    used1 = True
                else:
                    used2 = True
            stretched = p < SECTION_PLAYHEADS and stretch[1][2 * p] > 0
            stem = stems[voice.stem]
            if steady and g == f4(0.0):
                continue
            into = music if bus == MUSIC else extra[bus - 1]
            sends = layer >= 0 and ramps[R_SEND + layer, 3] > 0.0
            target = into
            if sends or pair:
                for i in range(2 * n):
                    alone[i] = f4(0.0)
                target = alone
            if stretched:
                loud = play(voice, head, plans, stem, frame, n, steady, g, g1[:n], stretch, g2, target[: 2 * n])
            else:
                b = head.body + (frame - head.start)
                loud = sound(voice, head, stem, b, n, steady, g, g1[:n], target[: 2 * n])
            plain = extra[4 + bus] if pair else into
            if sends:
                send_voice(alone, n, f4(ramps[R_SEND + layer, 3]), sent, send, plain)
                sent = True
            elif pair:
                add(alone, n, plain)
            if pair:
                spread(ramps, frame, n, g2, alone)
                place_voice(ramps, layer, pair, n, alone, into)
            if voice.layer >= 0:
                top = g if steady else max(g1[0], g1[n - 1])
                peaks[voice.layer] = max(peaks[voice.layer], loud * top)
    stingers, notes = extra[0, : 2 * n if used1 else 0], extra[1, : 2 * n if used2 else 0]
    heard = (music[: 2 * n], stingers, notes)
    if pair:
        heard = (extra[4, : 2 * n], extra[5, : 2 * n if used1 else 0], extra[6, : 2 * n if used2 else 0])
    finish(
        session, ramps, desk, room, frame, n, hold, music[: 2 * n], sent, send, stingers, notes, heard, t, g1, g2,
        out,
    )  # fmt: skip


@jit
def _timeline(
    s,
    m,
    session,
    playheads,
    plans,
    voices,
    ramps,
    queue,
    stems,
    desk,
    room,
    music,
    extra,
    t,
    g1,
    g2,
    stretch,
    peaks,
    out,
    acted,
    count,
):
    """Mix up to m frames from the session's head on, each command at its own frame; return how many.

    They are fewer where the limiter is told to look in another way: so far it goes on as it did.
    """
    frame = session.head
    end = frame + m
    first = frame
    while True:
        while session.queue_from < session.queue_to and queue[session.queue_from].at <= frame:
            row = queue[session.queue_from]
            if row.op == OP_RAMP and row.a == R_TRUE_PEAK and frame > first:
                session.head = frame
                return frame - first
            if row.op == OP_ONE_SHOT and row.c == NOTES and stems[row.a].frames == 0:
                postpone(frame, session, queue)
                continue
            if (row.at < frame or (row.op == OP_ONE_SHOT and row.f == 1)) and row.id > 0:
                session.late += 1
                k = count[0]
                fresh = True
                if k > 0 and acted[k - 1].session == s and acted[k - 1].id == row.id:
                    fresh = False
                if fresh and k < acted.shape[0]:
                    acted[k].session = s
                    acted[k].id = row.id
                    acted[k].frame = frame
                    count[0] = k + 1
            session.queue_from += 1
            reap(session, playheads, plans, voices, ramps, stems, frame)
            obey(row, frame, session, playheads, plans, voices, ramps, queue, stems)
        if session.queue_from == session.queue_to:
            session.queue_from = 0
            session.queue_to = 0
        reap(session, playheads, plans, voices, ramps, stems, frame)
        if frame >= end:
            break
        to = end
        if session.queue_from < session.queue_to:
            to = min(to, queue[session.queue_from].at)
        if session.paused and frame < session.hold_frame < to:
            to = session.hold_frame
        to = horizon(playheads, plans, frame, to)
        i = frame - first
        n = to - frame
        _mix(
            session, playheads, plans, voices, ramps, stems, desk, room, frame, n, music, extra, t, g1, g2,
            stretch, peaks, out[2 * i : 2 * (i + n)],
        )  # fmt: skip
        frame = to
    session.head = end
    return m


_S = nb.from_dtype(at.SESSION)
_P = nb.from_dtype(at.PLAYHEAD)
_L = nb.from_dtype(at.PLAN)
_V = nb.from_dtype(at.VOICE)
_R = nb.from_dtype(at.ROW)
_T = nb.from_dtype(at.STEM)
_A = nb.from_dtype(at.ACTED)
_STRETCH = types.Tuple(
    (
        nb.from_dtype(at.PIECE)[:, ::1], types.int64[::1], types.float32[:, :, ::1], types.float32[:, :, ::1],
        types.float32[:, ::1],
    )
)  # fmt: skip
_HOW: dict[str, Any] = {"nogil": True, "error_model": "numpy", "cache": not CHECKED, "_nrt": CHECKED}
"""Nothing is allocated and nobody else counts on the arrays: numba's counting of references, a locked instruction for
each slice, took a third of the time."""


def _sources() -> int:
    """Return a number for the text of all that is compiled in: numba's own cache looks at this file only."""
    modules = (
        units, at, kernel_voice, kernel_command, kernel_bus, kernel_dynamics, kernel_reverb, kernel_mix, kernel_law,
        kernel_bend, kernel_seek, kernel_space, kernel_stretch, kernel_place, kernel_play, kernel_queue, kernel_slots,
        kernel_tempo, kernel_transport, kernel_limiter, kernel_meter, loudness,
    )  # fmt: skip
    text = b"".join(Path(str(module.__file__)).read_bytes() for module in modules)
    return int.from_bytes(blake2b(text, digest_size=7).digest(), "little") + 1


def _build(fingerprint: int) -> tuple[Any, Any]:
    @nb.njit(types.void(_S[::1], _R[:, ::1], types.int64, _R[::1]), **_HOW)
    def enqueue(sessions, queue, s, rows):
        """Give rows to a session, numbering their arrival."""
        if fingerprint == 0:
            return
        session = sessions[s]
        for i in range(rows.shape[0]):
            session.seq += 1
            rows[i].seq = session.seq
            push(session, queue[s], rows[i])

    @nb.njit(
        types.void(
            types.int64[::1], types.int64, _S[::1], _P[:, ::1], _L[:, ::1], _V[:, ::1], types.float64[:, :, ::1],
            _R[:, ::1], _T[::1], types.float64[:, ::1], types.float32[:, :, ::1], types.float32[:, ::1],
            types.float32[:, ::1], types.int64[:, ::1], types.int64[:, ::1], types.int64[:, ::1],
            types.float32[:, ::1], types.float32[:, ::1], _STRETCH, types.int64[:, ::1], types.int64[::1],
            types.int64[::1],
            types.float64[:, ::1], types.float32[:, :, ::1], types.int16[:, :, ::1], _A[::1], types.int64[::1],
        ),
        **_HOW,
    )  # fmt: skip
    def render(
        todo, n, sessions, playheads, plans, voices, ramps, queue, stems, desks, rooms, space, carry, need, least,
        lanes, scratch, gains, stretch, locks, heads, outs, levels, out_f32, out_s16, acted, count,
    ):  # fmt: skip
        """Render the next n frames of the sessions in `todo`, each into its slot of the planes."""
        if fingerprint == 0:
            return
        work = scratch[0]
        for t in range(todo.shape[0]):
            s = todo[t]
            session = sessions[s]
            block = session.out // n
            slot = block % out_f32.shape[1]
            locks[s, slot] = 2 * block + 1
            fence()
            session.voices = 0
            peaks = levels[s, 3:]
            for q in range(LAYERS):
                peaks[q] = 0.0
            m = session.out + n + LOOKAHEAD_FRAMES - session.head
            skip = m - n
            for i in range(2 * LOOKAHEAD_FRAMES):
                work[i] = carry[s, i]
            session.reduction = 1.0
            done = 0
            while done < m:
                fresh = work[2 * (LOOKAHEAD_FRAMES + done) : 2 * (LOOKAHEAD_FRAMES + m)]
                k = _timeline(
                    s, m - done, session, playheads[s], plans[s], voices[s], ramps[s], queue[s], stems, desks[s],
                    rooms[s], scratch[1], scratch[2:9], space, gains[0], gains[1], stretch, peaks, fresh, acted, count,
                )  # fmt: skip
                if bits(fresh[: 2 * k]) >= INF_BITS:
                    session.faults += 1
                    for i in range(2 * k):
                        fresh[i] = f4(0.0)
                    calm(session, desks[s])
                guard(
                    session, work[2 * done :], k, ramps[s, R_TRUE_PEAK, 3] > 0.0, need[s], least[s], scratch[1], lanes
                )  # fmt: skip
                done += k
            for i in range(2 * LOOKAHEAD_FRAMES):
                carry[s, i] = work[2 * m + i]
            f = out_f32[s, slot, : 2 * n]
            h = out_s16[s, slot, : 2 * n]
            heard = work[2 * skip : 2 * (skip + n)]
            e0, e1, e2, e3 = f4(0), f4(0), f4(0), f4(0)
            for i in range(2 * n):
                f[i] = heard[i]
            for i in range(2 * n):
                h[i] = np.int16(min(max(np.rint(heard[i] * f4(32768.0)), f4(-32768.0)), f4(32767.0)))
            for i in range(n // 2):
                e0 += heard[4 * i] * heard[4 * i]
                e1 += heard[4 * i + 1] * heard[4 * i + 1]
                e2 += heard[4 * i + 2] * heard[4 * i + 2]
                e3 += heard[4 * i + 3] * heard[4 * i + 3]
            if ramps[s, R_METER, 3] > 0.0:
                meter(session.out, n, heard, desks[s], levels[s], L_LOUDNESS)
            else:
                rest(desks[s], levels[s], L_LOUDNESS)
            session.out += n
            levels[s, 0] = float(real(np.int32(bits(heard))))
            levels[s, 1] = math.sqrt((e0 + e1 + e2 + e3) / max(2 * n, 1))
            levels[s, 2] = session.reduction
            fence()
            locks[s, slot] = 2 * block + 2
            heads[s] = session.head
            outs[s] = session.out

    return enqueue, render


enqueue, render = _build(_sources())
