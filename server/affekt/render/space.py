"""Space: with how much of its left and right a layer comes into each channel of a layout.

Quad is front left, front right, rear left, rear right, at 45 and 135 degrees; AmbiX is first order, W Y Z X with SN3D
norms. Everything is 6 dB under its level in stereo, since each pair of channels has a limiter of its own.
"""

from math import atan2, cos, hypot, pi, radians, sin, sqrt
from typing import Final, Literal

from affekt.arrange.manifest import StemSet
from affekt.render.layout import LAYERS, OP_RAMP, R_SPACE, row

Layout = Literal["stereo", "quad", "ambix"]
CHANNELS: Final[dict[Layout, int]] = {"stereo": 2, "quad": 4, "ambix": 4}

Position = tuple[float, float, float]
"""Metres from the listener: right, up, back."""
Gains = tuple[float, ...]
"""Eight: of left and right, channel by channel."""

HEADROOM: Final = 0.5
BEHIND: Final = 0.1
"""The share of its power that a layer without a position has behind the listener, in quad."""
WIDE: Final = radians(30.0)
"""Where the left and right of such a layer stand in AmbiX: so far to either side of the front."""


def layer_gains(layout: Layout, position: Position | None) -> Gains:
    """Return the gains of a layer: its mono sum from where it stands, or its stereo image where it has no position.

    A mono sum is (left + right) / sqrt(2); from a metre on it falls with 1 / distance.
    """
    if position is None:
        return _image(layout)
    far = hypot(*position)
    level = HEADROOM * sqrt(0.5) / max(far, 1.0)
    return tuple(level * g for g in directed(layout, position) for _ in range(2))


def directed(layout: Layout, position: Position) -> Gains:
    """Return the four channels' gains for a sound from a direction: power 1 in quad, W 1 in AmbiX."""
    right, up, back = position
    front, left = -back, -right
    far, level = hypot(*position), hypot(front, left)
    if layout == "ambix":
        return (1.0, left / far, up / far, front / far) if far else (1.0, 0.0, 0.0, 0.0)
    if level <= 1e-9 * far or not far:
        return (0.5,) * 4
    turn = (atan2(left, front) / (pi / 2) - 0.5) % 4.0
    corner, u = int(turn), turn % 1.0 * pi / 2
    ring = 0, 2, 3, 1  # Front left, rear left, rear right, front right: to the left all round.
    found = [0.0] * 4
    found[ring[corner % 4]], found[ring[(corner + 1) % 4]] = cos(u), sin(u)
    return tuple(found)


def _image(layout: Layout) -> Gains:
    if layout == "ambix":
        side, ahead = HEADROOM * sin(WIDE), HEADROOM * cos(WIDE)
        return HEADROOM, HEADROOM, side, -side, 0.0, 0.0, ahead, ahead
    front, rear = HEADROOM * sqrt(1.0 - BEHIND), HEADROOM * sqrt(BEHIND)
    return front, 0.0, 0.0, front, rear, 0.0, 0.0, rear


def room_gains(layout: Layout) -> Gains:
    """Return the gains of the room, whose two pairs have nothing in common: the same power from all sides."""
    if layout == "ambix":
        every, axis = HEADROOM, HEADROOM / sqrt(3.0)
        return every, every, axis, -axis, axis, -axis, axis, axis
    level = HEADROOM * sqrt(0.5)
    return level, 0.0, 0.0, level, level, 0.0, 0.0, level


def placing(manifest: StemSet, layout: Layout, frame: int) -> list[tuple[int | float, ...]]:
    """Return the rows that place a set's layers, what has none, and the room; none in stereo."""
    if layout == "stereo":
        return []
    here = {k: layer_gains(layout, layer.position) for k, layer in enumerate(manifest.layers.values())}
    here |= {LAYERS: layer_gains(layout, None), LAYERS + 1: room_gains(layout)}
    return [
        row(OP_RAMP, frame, a=R_SPACE + 8 * which + k, x=g)
        for which, gains in here.items()
        for k, g in enumerate(gains)
    ]
