"""The machine room's tables: what a session, a playhead, a voice and a command row are made of.

Numpy only, so that whoever writes rows need not load the compiler.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import RENDER_AHEAD

Rows = NDArray[Any]
"""A structured array of `ROW`."""

LOOKAHEAD_FRAMES: Final = RENDER_AHEAD
"""Frames (1.5 ms) that the mix runs ahead of the output, so that the limiter sees a peak before it sounds.

The output itself is not delayed: sample n of the stream is frame n. A command acts no earlier than the mix's head.
"""
LIMITER_WINDOW: Final = LOOKAHEAD_FRAMES + 1
ONE: Final = 1 << 30
"""The limiter's gain of 1; its gains are integers, so that sums of them are exact."""
CEILING: Final = 10.0 ** (-1.0 / 20.0)
"""The limiter's ceiling, -1 dBFS."""

SECTION_PLAYHEADS: Final = 4
"""Going out, coming in, filler, and one to spare."""
PLAYHEADS: Final = SECTION_PLAYHEADS + 1
ONE_SHOTS: Final = SECTION_PLAYHEADS
"""The playhead of stingers and rendered notes: never loops, its position is the session's unpaused frame."""
VOICES: Final = 64
LAYERS: Final = 32
QUEUE: Final = 1024
QUEUE_SPARE: Final = 128
"""Of these, places that stingers and ramps must leave to sections, transport and mute, however many there are."""
MAX_FRAMES: Final = 8192
"""The most frames of one kernel call."""
GRID: Final = 32
"""Frames between two filter coefficients, counted from frame 0."""
ROOM_LINES: Final = 8
ROOM_CHUNK: Final = 256
"""The most frames that the room works on at once; every delay in it is longer."""
ROOM_RING: Final = 8192
ROOM_STRIDE: Final = ROOM_RING + ROOM_CHUNK + 8
"""A ring and the guard behind it, in which its beginning stands again."""
PAUSE_FADE: Final = 480
"""Frames of the fade at a pause and at a resume (10 ms)."""
DECLICK: Final = 240
"""Frames of the shortest fade (5 ms)."""
PATIENCE: Final = 24_000
"""Frames (half a second) after which a note that still is not rendered is left out and counted as dropped."""
BIG: Final = 1 << 60

MUSIC, STINGERS, NOTES = 0, 1, 2
"""Buses of a voice."""

R_MUSIC, R_STINGERS, R_NOTES, R_MASTER, R_DUCK, R_MUTE, R_PAUSE, R_CUT, R_LOWPASS, R_HIGHPASS = range(10)
"""Ramps of a session; the mix's, playheads' and voices' follow. The two filters ramp in ln(Hz)."""
R_WIDTH, R_REVERB, R_REVERB_DECAY, R_REVERB_DAMPING, R_REVERB_SIZE, R_REVERB_PREDELAY, R_SHIMMER = range(10, 17)
"""Of the mix and its room: side's gain, the room's gain, seconds, 0 … 1, times, frames, 0 … 1."""
R_COMP_THRESHOLD, R_COMP_RATIO, R_COMP_MAKEUP, R_COMP_ATTACK, R_COMP_RELEASE, R_COMP_KNEE = range(17, 23)
"""Of the compressor: dB, x to 1, dB, and milliseconds, milliseconds, dB."""
R_KEY_DEPTH, R_KEY_THRESHOLD, R_KEY_ATTACK, R_KEY_RELEASE, R_KEY_STINGERS, R_KEY_NOTES = range(23, 29)
"""Of the side-chain: dB (0 is off), dB, milliseconds, milliseconds, and how much of either bus it hears."""
R_TRUE_PEAK, R_METER = 29, 30
"""Switches: over 0 the limiter looks between the samples; the loudness is measured."""
R_SEND: Final = 31
"""How much of each layer goes into the room, then of the stingers and of the notes."""
R_TRIM: Final = R_SEND + LAYERS + 2
"""A gain of each layer beside its voices' own, on the immediate lane."""
R_PLAYHEAD: Final = R_TRIM + LAYERS
R_VOICE: Final = R_PLAYHEAD + PLAYHEADS
R_SWAP: Final = R_VOICE + VOICES
"""Of each voice, beside its own: one recording giving way to another of the same layer."""
R_PAIR: Final = R_SWAP + VOICES
"""0 in stereo; 1 or 2 in a place that makes the first or the second pair of a session's four channels."""
R_SPACE: Final = R_PAIR + 1
"""Eight gains of each layer, then of what has none, then of the room: channel by channel, of its left and right."""
RAMPS: Final = R_SPACE + 8 * (LAYERS + 2)

LINEAR, EQUAL_POWER = 0, 1

OPEN_LOWPASS_HZ: Final = 20_000.0
OPEN_HIGHPASS_HZ: Final = 20.0

OP_SECTION: Final = 1
"""New playhead: a tag, b body position at `nominal`, c body frames, d loops, e fade-in frames, f shape."""
OP_FADE: Final = 2
"""Other playheads leave: a tag that stays, b fade frames (0: ring out unfaded), c shape, d frames before the fade."""
OP_LAYER: Final = 3
"""Layer level: a tag, b layer, c stem (-1 keeps), d pos0, e ramp frames, f 1 if it follows the live pitch; x gain,
y frames of the stem's own loop (0: the playhead's)."""
OP_ONE_SHOT: Final = 4
"""Stinger or rendered note: a stem, b index to begin at, c bus, d fade-in frames; x gain.

While the stem has no frames the row waits; f becomes 1, and when it acts it is told as late."""
OP_RAMP: Final = 5
"""A session ramp: a which, b frames, c shape; x target."""
OP_PAUSE: Final = 6
"""Hold playheads at this frame: a 1 without the fade."""
OP_RESUME: Final = 7
OP_STOP: Final = 8
"""Fade out; a fade frames, b the stop's serial. An `OP_CLEAR` of the same serial follows."""
OP_CLEAR: Final = 9
"""Free everything now: a the stop's serial it belongs to (-1: whatever happens, and queued rows with it)."""
OP_CANCEL: Final = 10
"""Forget queued rows of an event: a its id."""
OP_DROP_TAG: Final = 11
"""A playhead that already began (in a pick-up) leaves: a tag."""
OP_NOTE: Final = 12
"""For the synthesiser: a voice index, b pitch, c velocity, d length in frames; e brightness, f attack, x vibrato, each
in the steps of `notes.Tone`."""
OP_TEMPO: Final = 13
"""A playhead's tempo: a tag, b body position at `nominal` (passes included), c body frames of the ramp, d the guide's
stem (-1 none); x the ratio there, y the ratio after the ramp. A ratio is body frames for each session frame; it moves
linearly in body position."""
OP_PITCH: Final = 14
"""Live pitch for a playhead's voices that follow it: a tag, d the guide's stem (-1 none), e fade frames; x ratio."""
OP_SWAP: Final = 15
"""A recording gives way to another of the same length: a tag, b stem, c stem, e fade frames, f 1 if the new one follows
the live pitch. Nothing happens where b does not sound."""
OP_TAIL: Final = 16
"""A layer that is about to be left rings on: a tag, b layer, c stem that must sound, d stem of its tails, e index to
begin at (true for `nominal`), f frames from there. It goes on at the layer's level, in what the layer goes through."""

GUIDE_MAGIC: Final = 0x41475331
GUIDE_WORDS: Final = 32
"""int16 words before a guide's marks, in pairs (low, high): magic, number of marks, body position of its reference's
first number, how many numbers that has, and where in it another guide stands, for what is transposed (0: itself)."""
MARK_WORDS: Final = 3
"""A mark: its body position in two words, and how many frames after it no segment may begin."""
DECIMATE: Final = 4
"""Frames for each number of a guide's reference, which stands behind the marks."""

ROW = np.dtype(
    [
        ("at", "i8"),  # frame where it acts, or the first unmixed one after it
        ("nominal", "i8"),  # frame that its values are true for
        ("seq", "i8"),  # order of arrival
        ("id", "i8"),  # the score event's id, 0 for none
        ("op", "i8"),
        ("a", "i8"),
        ("b", "i8"),
        ("c", "i8"),
        ("d", "i8"),
        ("e", "i8"),
        ("f", "i8"),
        ("x", "f8"),
        ("y", "f8"),
    ]
)


class Row(NamedTuple):
    """A command row's fields in `ROW`'s order."""

    at: int
    nominal: int
    seq: int
    id: int
    op: int
    a: int
    b: int
    c: int
    d: int
    e: int
    f: int
    x: float
    y: float


SESSION = np.dtype(
    [
        ("head", "i8"),  # first frame not mixed yet
        ("out", "i8"),  # first frame not put out yet
        ("queue_from", "i8"),
        ("queue_to", "i8"),
        ("seq", "i8"),
        ("paused", "i8"),
        ("pause_frame", "i8"),
        ("hold_frame", "i8"),
        ("stopping", "i8"),
        ("stop_serial", "i8"),
        ("quiet", "i8"),  # samples since the limiter last worked
        ("limit_sum", "i8"),
        ("limit_now", "i8"),
        ("limit_span", "i8"),  # gains that are averaged
        ("faults", "i8"),  # blocks silenced because a sample was not a number
        ("late", "i8"),
        ("dropped", "i8"),  # rows or voices for which there was no room
        ("voices", "i8"),  # sounding in the newest block
        ("reduction", "f8"),  # smallest limiter gain of the newest block
        ("held", "f8"),  # share of what filters and room hold that goes on, at once
        ("room", "i8"),  # 0 still, 1 ringing, 2 to be emptied
        ("room_zeros", "i8"),  # frames since anything but 0 was written into the room, at the least
        ("room_shift", "i8"),  # where the room's rings are written, away from the frame
        ("size_at", "i8"), ("size_from", "f8"), ("size_to", "f8"), ("early_from", "f8"), ("early_to", "f8"),
    ]
)  # fmt: skip

PLAYHEAD = np.dtype(
    [
        ("alive", "i8"),
        ("tag", "i8"),
        ("start", "i8"),  # session frame where it began
        ("body", "i8"),  # body position there, passes included, as read at ratio 1
        ("length", "i8"),  # body frames
        ("passes", "i8"),  # no pass from this one on is begun
        ("ends", "i8"),  # body position from which on no loop of a voice's own begins a pass
        ("dying", "i8"),
        ("law", "i8"),  # 0: as recorded; 1: the position follows the law below
        ("law_frame", "i8"),
        ("law_body", "f8"),  # body position at `law_frame`
        ("law_from", "f8"),  # ratio there
        ("law_to", "f8"),  # ratio after the ramp
        ("law_ramp", "f8"),  # body frames of the ramp
        ("law_time", "f8"),  # session frames of the ramp
        ("straight", "i8"),  # body position - session frame once the ratio is 1 for good
        ("guide", "i8"),
    ]
)

PLAN = np.dtype(
    [
        ("on", "i8"),
        ("begin", "i8"),  # session frame of the segment's first sample
        ("until", "i8"),  # the next one is planned there
        ("fade", "i8"),  # frames in which it takes over from the one before
        ("src", "f8"),  # body position of the segment at `begin`, passes included
        ("step", "f8"),  # body frames read for each session frame
        ("old", "f8"),  # body position of the segment before, at `begin`
        ("old_step", "f8"),
        ("rho", "f8"),  # how alike the two are, 0 ... 1
        ("mark", "i8"),  # body position of the next onset, BIG for none
        ("after", "i8"),  # no segment begins before this body position: an attack would be heard twice
        ("pitch", "f8"),
        ("part", "i8"),  # which of the guides in the guide: 1 for transposed voices
        ("join", "i8"),  # frames of the fade to a new pitch, 0 for none
        ("wet_from", "f8"),  # share of the pitched reading at `wet_begin`
        ("wet_to", "f8"),
        ("wet_begin", "i8"),
        ("wet_until", "i8"),
    ]
)
"""How a playhead is read between two splices; the second of each playhead serves the voices that follow the pitch."""

PIECE = np.dtype(
    [
        ("at", "i8"),  # first frame within the chunk
        ("count", "i8"),
        ("since", "i8"),  # frames since its segment began, where its position was `src`
        ("src", "f8"),
        ("step", "f8"),
        ("old", "f8"),
        ("old_step", "f8"),
        ("fading", "i8"),
    ]
)
"""A stretch of a chunk that is read without a splice, or in one."""
CHUNK: Final = 1024
"""The most frames mixed at once while anything is stretched."""
PIECES: Final = 72
SEARCH: Final = 2048
"""Numbers in each row of the scratch that a splice is searched in."""
KEPT: Final = PLAYHEADS
"""Playheads and plans from this one on are copies as they were at a pause."""
PLANS: Final = 4 * PLAYHEADS

VOICE = np.dtype(
    [
        ("alive", "i8"),
        ("playhead", "i8"),
        ("layer", "i8"),
        ("stem", "i8"),
        ("pos0", "i8"),  # body position of its first sample
        ("length", "i8"),  # frames of its own loop, 0 where it goes round with its playhead
        ("first", "i8"),  # first pass that it plays
        ("passes", "i8"),  # no pass from this one on
        ("bus", "i8"),
        ("dying", "i8"),
        ("born", "i8"),
        ("follow", "i8"),  # 1 if it follows the live pitch
    ]
)

L_LOUDNESS: Final = 3 + LAYERS
LEVELS: Final = L_LOUDNESS + 3
"""Peak, rms, the limiter's smallest gain, a peak for each layer; momentary, short-term and integrated loudness."""


class Planes(NamedTuple):
    """Where the kernel puts what it made; a ring's memory, or its own."""

    locks: NDArray[np.int64]
    """`[sessions, slots]`: odd while a block is written; 2 * block + 2 when it is whole."""
    heads: NDArray[np.int64]
    """`[sessions]`: first frame at which a command still can act."""
    outs: NDArray[np.int64]
    """`[sessions]`: first frame not put out yet."""
    levels: NDArray[np.float64]
    """`[sessions, LEVELS]`, of the newest block, linear."""
    f32: NDArray[np.float32]
    """`[sessions, slots, 2 * frames]`; block n (its frame / frames of a call) lies in slot n modulo slots."""
    s16: NDArray[np.int16]


def planes(sessions: int, slots: int, frames: int) -> Planes:
    """Return planes in this process's own memory."""
    return Planes(
        np.zeros((sessions, slots), np.int64), np.zeros(sessions, np.int64), np.zeros(sessions, np.int64),
        np.zeros((sessions, LEVELS)), np.zeros((sessions, slots, 2 * frames), np.float32),
        np.zeros((sessions, slots, 2 * frames), np.int16),
    )  # fmt: skip


D_TONE, D_SENT_TONE, D_DYNAMICS, D_METER = 0, 8, 16, 24
"""Where the states of filters (music; what goes into the room), compressor and meter stand in a session's desk."""
METER_BINS: Final = 750
"""Of 0.1 LU, from -70 LUFS on."""
DESK: Final = 24 + 48 + 2 * METER_BINS


DESK_DEFAULTS: Final = (
    (R_REVERB, 0.0), (R_REVERB_DECAY, 1.8), (R_REVERB_DAMPING, 0.4), (R_REVERB_PREDELAY, 960.0), (R_SHIMMER, 0.0),
    (R_COMP_THRESHOLD, -18.0), (R_COMP_MAKEUP, 0.0), (R_COMP_ATTACK, 20.0), (R_COMP_RELEASE, 200.0),
    (R_COMP_KNEE, 6.0), (R_KEY_DEPTH, 0.0), (R_KEY_THRESHOLD, -40.0), (R_KEY_ATTACK, 50.0), (R_KEY_RELEASE, 500.0),
    (R_KEY_STINGERS, 1.0), (R_KEY_NOTES, 0.0), (R_TRUE_PEAK, 0.0), (R_METER, 0.0), (R_PAIR, 0.0),
)  # fmt: skip
"""Ramps of the mix that do not begin at 1."""


STEM = np.dtype([("address", "i8"), ("frames", "i8"), ("channels", "i8")])

ACTED = np.dtype([("session", "i8"), ("id", "i8"), ("frame", "i8")])


def row(
    op: int, at: int, *, nominal: int | None = None, id: int = 0, a: int = 0, b: int = 0, c: int = 0, d: int = 0,
    e: int = 0, f: int = 0, x: float = 0.0, y: float = 0.0,
) -> tuple[int | float, ...]:  # fmt: skip
    """Return one command row as a tuple in `ROW`'s order; `seq` is given on arrival."""
    return (at, at if nominal is None else nominal, 0, id, op, a, b, c, d, e, f, x, y)


def table(rows: list[tuple[int | float, ...]]) -> Rows:
    """Return rows as a structured array."""
    return np.array(rows, dtype=ROW)
