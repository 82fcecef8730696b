"""Simulated bodies: heart rate, skin conductance and a face that follow a feeling, the same for the same seed."""

from collections.abc import Callable, Iterator
from math import cos, exp, log, pi, sqrt

from affekt.core.chance import uniform
from affekt.core.inputs import Signal

Course = Callable[[float], float]
"""A feeling over time: seconds → valence -1 … +1 or arousal 0 … 1."""


def normal(seed: int, purpose: str, index: int) -> float:
    """Return a draw from the standard normal distribution (Box and Muller 1958)."""
    u = max(uniform(seed, purpose, index), 1e-12)
    return sqrt(-2.0 * log(u)) * cos(2.0 * pi * uniform(seed, purpose, index, 1))


def heart_rate(
    arousal: Course, seconds: float, *, seed: int = 0, rest_bpm: float = 64.0, reach_bpm: float = 50.0,
    noise_bpm: float = 2.0, hz: float = 1.0,
) -> Iterator[tuple[float, Signal]]:  # fmt: skip
    """Yield (seconds, reading) of a strap: `rest_bpm + reach_bpm * arousal`, 6 s behind, with noise and breathing."""
    behind = arousal(0.0)
    for i in range(int(seconds * hz)):
        t = i / hz
        behind += (1.0 - exp(-1.0 / (6.0 * hz))) * (arousal(t) - behind)
        breath = 2.0 * cos(2.0 * pi * 0.25 * t)
        bpm = rest_bpm + reach_bpm * behind + breath + noise_bpm * normal(seed, "heart_rate", i)
        yield t, Signal("heart_rate", (("bpm", round(bpm, 1)),))


def eda(
    arousal: Course, seconds: float, *, seed: int = 0, rest_us: float = 3.0, hz: float = 4.0
) -> Iterator[tuple[float, Signal]]:
    """Yield (seconds, skin conductance in µS): a level 60 s behind the arousal, and responses that come with it."""
    level, response = arousal(0.0), 0.0
    for i in range(int(seconds * hz)):
        t = i / hz
        level += (1.0 - exp(-1.0 / (60.0 * hz))) * (arousal(t) - level)
        response *= exp(-1.0 / (4.0 * hz))
        if uniform(seed, "eda", i) < 0.2 * arousal(t) / hz:
            response += 0.5
        yield t, Signal("eda", (("us", round(rest_us + 4.0 * level + response + 0.02 * normal(seed, "skin", i), 3)),))


def face(
    valence: Course, arousal: Course, seconds: float, *, seed: int = 0, hz: float = 15.0
) -> Iterator[tuple[float, Signal]]:
    """Yield (seconds, a few ARKit blendshapes 0 … 1) of a face that smiles, frowns and opens its eyes."""
    for i in range(int(seconds * hz)):
        t = i / hz
        v, a = valence(t), arousal(t)
        shapes = {
            "browDownLeft": 0.6 * max(-v, 0.0) * a, "browInnerUp": 0.4 * max(-v, 0.0), "eyeWideLeft": 0.5 * a * a,
            "jawOpen": 0.3 * a, "mouthFrownLeft": 0.6 * max(-v, 0.0), "mouthSmileLeft": 0.9 * max(v, 0.0),
            "mouthSmileRight": 0.9 * max(v, 0.0),
        }  # fmt: skip
        noisy = ((name, round(min(max(x + 0.04 * normal(seed, name, i), 0.0), 1.0), 3)) for name, x in shapes.items())
        yield t, Signal("face", tuple(noisy))
