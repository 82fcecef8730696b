"""Units and the few numbers every room agrees on."""

from typing import Final, NewType

Frame = NewType("Frame", int)
"""Frames of a session at 48 kHz, counted from its opening."""

Tick = NewType("Tick", int)
"""Musical ticks since the session began, 960 to the quarter note."""

Seconds = NewType("Seconds", float)
"""Seconds on a monotonic clock or within a session. Never wall time."""

SAMPLE_RATE: Final = 48_000
"""Frames a second. Every set, stream and session uses this one rate."""

TICKS_PER_QUARTER: Final = 960

BLOCK: Final = 480
"""Frames in a live render block (10 ms)."""

RENDER_AHEAD: Final = 72
"""Frames (1.5 ms) that the renderer is ahead of its block: the limiter looks so far."""

CONTROL_PERIOD: Final = 2_400
"""Frames between two steps of fusion and mapping (20 Hz)."""

LOOKAHEAD: Final = 7_200
"""Frames (150 ms) that a grid event is committed before it sounds, at the least."""

HORIZON: Final = LOOKAHEAD + CONTROL_PERIOD
"""Frames ahead that one control step commits, so that none falls short of the look-ahead before the next step."""

SILENCE_DB: Final = -96.0
"""The level, in dB, that means silence."""


def gain(db: float) -> float:
    """Return the linear gain of a level in dB; at or under -96 dB it is exactly 0."""
    return 0.0 if db <= SILENCE_DB else float(10.0 ** (db / 20.0))


def seconds(frame: int) -> float:
    """Return the session time of a frame in seconds, rounded to the microsecond."""
    return round(frame / SAMPLE_RATE, 6)


def frames(time: float) -> Frame:
    """Return the frame nearest to a session time in seconds."""
    return Frame(round(time * SAMPLE_RATE))
