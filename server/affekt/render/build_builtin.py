"""The build's other synthesiser: the built-in one plays a list of key strokes, the same samples every time.

A sustained sound is made twice, a little apart in pitch; their difference is only the side, so that mono hears one.
"""

from collections import defaultdict, deque
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.manifest import Instrument
from affekt.render import patches as live
from affekt.render.build_round import ROUND
from affekt.render.build_synth import Patch, Stroke
from affekt.render.builtin import render_note
from affekt.render.builtin_sounds import NAMED, PROGRAMS, Wave
from affekt.render.notes import Note

APART_CENTS = 6.0
SHADE = 0.25
"""Of a stroke's shade in pitch: held sounds must stand still."""
SIDE = 0.38
"""Of the second sound, in the side."""


def play(
    strokes: Iterable[Stroke], patches: Iterable[Patch], instrument: Instrument, frames: int, cents: float = 0.0
) -> NDArray[np.float64]:
    """Render key strokes to (frames, 2), dry, each on its frame.

    `patches` are the channels' places and shades; what sounds is the instrument's `live` table.
    """
    channels = {p.channel: p for p in patches}
    sounding: defaultdict[tuple[int, int], deque[Stroke]] = defaultdict(deque)
    out = np.zeros((frames, 2))
    for stroke in sorted(strokes):
        key = stroke.channel, stroke.key
        if stroke.down:
            sounding[key].append(stroke)
        elif sounding[key]:
            _add(sounding[key].popleft(), stroke.frame, channels[stroke.channel], instrument, cents, out)
    return out


def _add(
    began: Stroke, ends: int, place: Patch, instrument: Instrument, cents: float, out: NDArray[np.float64]
) -> None:
    own = instrument.live
    patch = live.Patch(
        instrument.program, instrument.bank, instrument.drums, 0.0, 0.0, own.sound, own.attack,
        own.release * instrument.release, own.brightness, own.vibrato,
    )  # fmt: skip

    def made(away: float) -> NDArray[np.float64]:
        return render_note(
            Note(patch, began.key, began.velocity, max(ends - began.frame, 1), cents + SHADE * place.cents + away),
            place.channel % ROUND,
        )

    note = made(0.0)
    note = note[: max(len(out) - began.frame, 0)]
    angle = (place.pan + 1.0) * np.pi / 4.0
    wide = np.zeros_like(note)
    if not instrument.drums and isinstance(NAMED.get(own.sound, PROGRAMS[instrument.program]), Wave):
        wide = SIDE * made(APART_CENTS)[: len(note)]
    here = out[began.frame : began.frame + len(note)]
    here[:, 0] += note * (1.4142 * np.cos(angle)) + wide
    here[:, 1] += note * (1.4142 * np.sin(angle)) - wide
