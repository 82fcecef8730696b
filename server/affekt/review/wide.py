"""Left and right as recorded: what folding to one channel loses, and how alike the two sides stay."""

from collections.abc import Iterator

import numpy as np

from affekt.core.units import SAMPLE_RATE
from affekt.review.meters import SIZE, STEP, Meters, blocks, heard, integrated, power
from affekt.review.rows import Fault, Row, row
from affekt.review.sound import Sound, stack

_LOW = (20.0, 120.0)
_QUIET = 1e-6
"""Power (-60 dBFS) under which two sides need not agree."""


def wide(sound: Sound, meters: Meters) -> Iterator[Row]:
    """Yield the rows about the stereo picture of one section."""
    name = sound.score.name
    every = [*sound.references, *sound.legal]
    gains = stack(every)
    both, folded = integrated(heard(sound, meters, gains)), integrated(heard(sound, meters, gains, mono=True))
    losses = [a - b if a > -70 else 0.0 for a, b in zip(both, folded, strict=True)]
    at = int(np.argmax(losses))
    alone = _layers(sound, meters)
    culprit = max(alone, key=lambda one: one[0], default=(0.0, "", ""))
    yield row(
        "mono.mix",
        "loudness that a mix loses in mono, the worst combination",
        name,
        losses[at],
        "<= 1.5",
        unit="LU",
        why=f"{len(every)} combinations",
        faults=[Fault(f"{every[at].told} lose {losses[at]:.1f} LU", name, 0, culprit[1])],
    )
    faults = [Fault(f"take {take} loses {loss:.1f} LU", name, 0, layer) for loss, layer, take in alone if loss > 3.0]
    yield row(
        "mono.layer",
        "loudness that a layer loses in mono, the worst",
        name,
        culprit[0],
        "<= 3",
        unit="LU",
        faults=faults,
    )
    yield from _agreement(sound, meters)


def _layers(sound: Sound, meters: Meters) -> list[tuple[float, str, str]]:
    single = np.diag([s.level for s in sound.stems]).astype(np.float32)
    both, folded = integrated(heard(sound, meters, single)), integrated(heard(sound, meters, single, mono=True))
    return [(a - b if a > -70 else 0.0, s.layer, s.take) for a, b, s in zip(both, folded, sound.stems, strict=True)]


def _agreement(sound: Sound, meters: Meters) -> Iterator[Row]:
    name = sound.score.name
    every = [*sound.references, *sound.legal]
    left, right = sound.sides(stack(every))
    low = meters.spectrum[int(_LOW[0] * SIZE / SAMPLE_RATE) + 1 : int(_LOW[1] * SIZE / SAMPLE_RATE)].sum(axis=0).real
    ll, rr, lr = (np.einsum("mc,cd,md->m", a, low, b) for a, b in ((left, left), (right, right), (left, right)))
    there = np.minimum(ll, rr) > _QUIET
    alike = np.where(there, lr / np.sqrt(np.maximum(ll * rr, 1e-20)), 1.0)
    at = int(alike.argmin())
    yield row(
        "mono.low",
        "correlation of left and right under 120 Hz, the worst combination",
        name,
        float(alike[at]),
        ">= 0.95",
        faults=[Fault(f"{alike[at]:.2f} with {every[at].told}", name)],
    )
    one, two, cross = (power(meters.flat, a, b) for a, b in ((left, left), (right, right), (left, right)))
    a, b, c = blocks(one), blocks(two), _running(cross)
    loud = a + b > _QUIET
    score = np.where(loud, c / np.sqrt(np.maximum(a * b, 1e-20)), 1.0)
    score = np.where(np.minimum(a, b) > _QUIET / 100.0, score, 1.0)
    place = np.unravel_index(int(score.argmin()), score.shape)
    worst = float(score[place])
    bar = sound.bar_at(int(place[1]) * STEP)
    fault = Fault(
        f"{worst:.2f} with {every[int(place[0])].told}", name, bar, _least_alike(sound, meters, int(place[1]))
    )
    yield row(
        "mono.correlation", "lowest correlation of left and right over 400 ms", name, worst, ">= -0.2", faults=[fault]
    )
    mid = float((one[0] + two[0] + 2 * cross[0]).sum()) / 4.0
    side = float((one[0] + two[0] - 2 * cross[0]).sum()) / 4.0
    ratio = 10.0 * float(np.log10(max(side, 1e-12) / max(mid, 1e-12)))
    yield row("mono.side", "side against middle of the reference mix", name, ratio, "-12 .. -4", unit="dB")


def _running(
    steps: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """Return running means over 400 ms of what may be negative."""
    count = min(4, steps.shape[1])
    total = np.cumsum(np.pad(steps, ((0, 0), (1, 0))), axis=1)
    return (total[:, count:] - total[:, :-count]) / (4 * STEP)


def _least_alike(sound: Sound, meters: Meters, step: int) -> str:
    """Return the layer whose sides agree least around a step."""
    span = meters.flat[step : step + 4].sum(axis=0)
    found = [(span[s.channels[0], s.channels[1]] * s.level**2, s.layer) for s in sound.stems]
    return min(found)[1] if found else ""
