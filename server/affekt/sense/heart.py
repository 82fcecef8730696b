"""Heart rate: how far a heart beats above its own listener's baseline says how excited they are; nothing of pleasure.

The baseline is causal: a running mean and deviation of this listener, believed little until two minutes are heard.
"""

from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Any

from affekt.core.errors import AffektError, Reason
from affekt.core.feeling import Evidence
from affekt.core.units import SAMPLE_RATE, Frame
from affekt.core.values import replace

SOURCE = "heart_rate"

_NEVER = Frame(-1)
LOWEST_BPM = 30.0
HIGHEST_BPM = 220.0

_PRIOR_BPM, _PRIOR_SD = 75.0, 12.0
"""A stranger's heart while playing."""
_PRIOR_S = 20.0
"""After this many seconds the listener's own baseline weighs as much as a stranger's."""
_LONGEST_S = 900.0
"""Time constant of the settled baseline (10 to 20 minutes: Stress-Predict refit, docs reference "sensing")."""
_LEAST_SD = 4.0
_SETTLED_S = 120.0
_BEST = 0.8
"""Reliability once the baseline has settled: single-signal AUC is about .61 to .73."""
_JUMP_BPM = 25.0
"""A step that a heart does not make within 2 s; it is believed when it stays for three readings."""
_JUMP_S = 2.0
_LONGEST_GAP_S = 5.0
"""A reading stands for at most this long in the baseline."""
_NEUTRAL = log(0.3 / 0.7)
"""A heart at its baseline is neutral arousal, 0.3."""


@dataclass(frozen=True, slots=True)
class Heart:
    """One listener's heart so far. Personal: it is kept in no log."""

    mean: float = _PRIOR_BPM
    """Baseline, beats a minute."""
    variance: float = _PRIOR_SD**2
    heard_s: float = 0.0
    """Seconds of plausible heart rate so far."""
    last: float = 0.0
    """The last believed reading; 0 before the first."""
    frame: Frame = _NEVER
    odd: int = 0
    """Implausible jumps in a row."""
    odd_bpm: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "mean": self.mean, "variance": self.variance, "heard_s": self.heard_s, "last": self.last,
            "frame": self.frame, "odd": self.odd, "odd_bpm": self.odd_bpm,
        }  # fmt: skip

    @classmethod
    def from_json(cls, plain: dict[str, Any], shift: int = 0) -> "Heart":
        """Return the state that `to_json` gave, its frames moved by `shift`.

        Raises:
            KeyError, TypeError, ValueError: if it is no such thing.
        """
        frame = int(plain["frame"])
        numbers = (plain["mean"], plain["variance"], plain["heard_s"], plain["last"], plain["odd_bpm"])
        if not all(0.0 <= x <= 1e9 for x in numbers):
            raise ValueError("a number of the heart is out of range")
        return cls(
            float(plain["mean"]), float(plain["variance"]), float(plain["heard_s"]), float(plain["last"]),
            Frame(max(frame + shift, 0) if frame >= 0 else -1), int(plain["odd"]), float(plain["odd_bpm"]),
        )  # fmt: skip


def bpm_of(values: tuple[tuple[str, float], ...]) -> float:
    """Return beats a minute from a signal's values: `bpm`, or an inter-beat interval as `ibi_ms` or `rr_ms`.

    Raises:
        AffektError: MALFORMED if there is none of them.
    """
    for name, value in values:
        if name == "bpm":
            return value
        if name in ("ibi_ms", "rr_ms"):
            return 60_000.0 / value if value > 0 else 0.0
    raise AffektError(Reason.MALFORMED, "a heart_rate reading needs 'bpm' (or 'ibi_ms')")


def hear_heart(state: Heart, frame: Frame, values: tuple[tuple[str, float], ...]) -> tuple[Heart, Evidence | None]:
    """Take in a reading; an implausible one (outside 30 … 220, or a lone jump) is passed over without evidence.

    Raises:
        AffektError: MALFORMED if the reading has no heart rate in it.
    """
    bpm = bpm_of(values)
    if not LOWEST_BPM <= bpm <= HIGHEST_BPM:
        return state, None
    gap_s = (frame - state.frame) / SAMPLE_RATE if state.frame >= 0 else 1.0
    gap_s = max(gap_s, 0.0)
    if state.last and abs(bpm - state.last) > _JUMP_BPM and gap_s < _JUMP_S * (state.odd + 1):
        same = state.odd > 0 and abs(bpm - state.odd_bpm) <= _JUMP_BPM
        odd = state.odd + 1 if same else 1
        if odd < 3:
            return replace(state, odd=odd, odd_bpm=bpm), None
    trust = state.heard_s**2 / (state.heard_s**2 + _PRIOR_S**2)
    mean = _PRIOR_BPM + trust * (state.mean - _PRIOR_BPM)
    sd = max(_PRIOR_SD + trust * (sqrt(state.variance) - _PRIOR_SD), _LEAST_SD)
    z = min(max((bpm - mean) / sd, -4.0), 4.0)
    arousal = 1.0 / (1.0 + exp(-(0.9 * z + _NEUTRAL)))
    settled = min(state.heard_s / _SETTLED_S, 1.0)
    evidence = Evidence(SOURCE, frame, arousal=arousal, reliability=0.05 + (_BEST - 0.05) * settled)

    lasted = min(gap_s, _LONGEST_GAP_S)
    heard_s = state.heard_s + lasted
    share = lasted / min(max(heard_s, 1.0), _LONGEST_S)
    if abs(z) > 3.0 and settled >= 1.0:
        share = 0.0
    off = bpm - state.mean
    new_mean = state.mean + share * off
    variance = (1.0 - share) * (state.variance + share * off * off)
    return Heart(new_mean, variance, heard_s, bpm, frame), evidence
