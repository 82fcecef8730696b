"""The kernel's four channels: a place makes one pair of them, and each voice comes into it by its layer's gains.

Level and dynamics are worked out from the stereo that was mixed, so that both places of a session do the same.
"""
# mypy: allow-untyped-defs, allow-untyped-calls
# mypy: disable-error-code="untyped-decorator,attr-defined,unreachable,call-arg"

from affekt.render.kernel_voice import f4, jit
from affekt.render.layout import LAYERS, R_PAIR, R_SPACE

ROOM = LAYERS + 1
"""The gains of the room's answer."""


@jit
def pair_of(ramps):
    """Return 0 in stereo, else which pair of channels is made."""
    return int(ramps[R_PAIR, 3])


@jit
def _four(ramps, which, pair):
    k = R_SPACE + 8 * which + 4 * (pair - 1)
    return f4(ramps[k, 3]), f4(ramps[k + 1, 3]), f4(ramps[k + 2, 3]), f4(ramps[k + 3, 3])


@jit
def place_voice(ramps, layer, pair, n, x, into):
    """Add a voice that stands alone in `x` to its bus; one without a layer as what has none."""
    a, b, c, d = _four(ramps, layer if layer >= 0 else LAYERS, pair)
    for i in range(n):
        left, right = x[2 * i], x[2 * i + 1]
        into[2 * i] += a * left + b * right
        into[2 * i + 1] += c * left + d * right


@jit
def place_room(ramps, pair, n, x):
    """Let the room's stereo answer give way to its pair of channels."""
    a, b, c, d = _four(ramps, ROOM, pair)
    for i in range(n):
        left, right = x[2 * i], x[2 * i + 1]
        x[2 * i] = a * left + b * right
        x[2 * i + 1] = c * left + d * right


@jit
def add(x, n, into):
    """Add one bus to another."""
    for i in range(2 * n):
        into[i] += x[i]
