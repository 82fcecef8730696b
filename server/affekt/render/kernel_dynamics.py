"""The kernel's dynamics: a compressor of the music and a side-chain that makes room, on a fixed grid of 32 frames.

The loudest sample of one cell sets where the gain goes during the next; in between it moves in a straight line.
"""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

import math

import numpy as np

from affekt.core.units import SAMPLE_RATE
from affekt.render.kernel_bus import bits
from affekt.render.kernel_voice import f4, jit, real, value
from affekt.render.layout import (
    GRID,
    R_COMP_ATTACK,
    R_COMP_KNEE,
    R_COMP_MAKEUP,
    R_COMP_RATIO,
    R_COMP_RELEASE,
    R_COMP_THRESHOLD,
    R_KEY_ATTACK,
    R_KEY_DEPTH,
    R_KEY_NOTES,
    R_KEY_RELEASE,
    R_KEY_STINGERS,
    R_KEY_THRESHOLD,
)  # fmt: skip

PEAK, KEY, SQUEEZE, MADE_WAY, FROM, TO = range(6)
"""A state: loudest of this cell so far, in music and in the key; dB of either; the gain at the cell's ends."""
SILENT_DB = -120.0
KEY_RANGE_DB = 12.0
"""How far over the threshold the key must be for the side-chain's whole depth."""
NEAR_DB = 0.01


@jit
def _engaged(ramps, cell):
    """Return whether anything but neutral is asked for at a cell."""
    ratio, depth, makeup = ramps[R_COMP_RATIO], ramps[R_KEY_DEPTH], ramps[R_COMP_MAKEUP]
    return (
        ratio[3] != 1.0 or ratio[1] > cell or depth[3] != 0.0 or depth[1] > cell or makeup[3] != 0.0 or makeup[1] > cell
    )


@jit
def _loudest(x):
    return float(real(np.int32(bits(x))))


@jit
def squeezed(over_db, ratio, knee_db):
    """Return the compressor's answer in dB, 0 or less, to a level so far over its threshold."""
    slope = 1.0 / ratio - 1.0
    if 2.0 * over_db <= -knee_db:
        return 0.0
    if 2.0 * over_db < knee_db:
        return slope * (over_db + 0.5 * knee_db) ** 2 / (2.0 * knee_db)
    return slope * over_db


@jit
def _follow(now_db, goal_db, attack_ms, release_ms):
    time = attack_ms if goal_db < now_db else release_ms
    left = math.exp(-GRID * 1000.0 / (SAMPLE_RATE * max(time, 0.1)))
    then = goal_db + (now_db - goal_db) * left
    return goal_db if abs(then - goal_db) < NEAR_DB else then


@jit
def _level_db(x):
    return 20.0 * math.log10(x) if x > 1e-6 else SILENT_DB


@jit
def _turn(ramps, cell, d):
    """A cell begins: aim its gain by what the last one held."""
    d[FROM] = d[TO]
    ratio = max(value(ramps[R_COMP_RATIO], cell), 1.0)
    goal = squeezed(_level_db(d[PEAK]) - value(ramps[R_COMP_THRESHOLD], cell), ratio, max(ramps[R_COMP_KNEE, 3], 1e-3))
    d[SQUEEZE] = _follow(d[SQUEEZE], goal, ramps[R_COMP_ATTACK, 3], ramps[R_COMP_RELEASE, 3])
    over = (_level_db(d[KEY]) - ramps[R_KEY_THRESHOLD, 3]) / KEY_RANGE_DB
    goal = value(ramps[R_KEY_DEPTH], cell) * min(max(over, 0.0), 1.0)
    d[MADE_WAY] = _follow(d[MADE_WAY], goal, ramps[R_KEY_ATTACK, 3], ramps[R_KEY_RELEASE, 3])
    total = d[SQUEEZE] + d[MADE_WAY] + value(ramps[R_COMP_MAKEUP], cell)
    d[TO] = 10.0 ** (total / 20.0) if total != 0.0 else 1.0
    d[PEAK] = d[KEY] = 0.0


@jit
def asleep(ramps, cell, s, k):
    """Return whether nothing is asked for from a cell on and the state, from s[k] on, has come to rest."""
    if _engaged(ramps, cell) or s[k + FROM] != 1.0 or s[k + TO] != 1.0:
        return False
    return s[k + SQUEEZE] == 0.0 and s[k + MADE_WAY] == 0.0 and s[k + PEAK] == 0.0 and s[k + KEY] == 0.0


@jit
def dynamics(ramps, frame, n, music, stingers, notes, d, out):
    """Work out the music's own gain in [frame, frame + n).

    Args:
        music: The bus that is measured, interleaved.
        stingers: The first key; empty where nothing is on it.
        notes: The second key; likewise.
        d: The state.
        out: A gain a frame.
    """
    i = 0
    while i < n:
        cell = (frame + i) // GRID * GRID
        count = min(cell + GRID - (frame + i), n - i)
        if cell == frame + i:
            _turn(ramps, cell, d)
        if _engaged(ramps, cell):
            a, b = 2 * i, 2 * (i + count)
            d[PEAK] = max(d[PEAK], _loudest(music[a:b]))
            if len(stingers) and ramps[R_KEY_STINGERS, 3] > 0.0:
                d[KEY] = max(d[KEY], _loudest(stingers[a:b]) * ramps[R_KEY_STINGERS, 3])
            if len(notes) and ramps[R_KEY_NOTES, 3] > 0.0:
                d[KEY] = max(d[KEY], _loudest(notes[a:b]) * ramps[R_KEY_NOTES, 3])
        rise = (d[TO] - d[FROM]) / GRID
        for k in range(count):
            out[i + k] = f4(d[FROM] + rise * float(frame + i + k - cell))
        i += count
