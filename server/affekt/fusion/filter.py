"""Fusion: many sources that disagree, come late or fall silent become one feeling and its doubt.

One Kalman filter a dimension (Somandepalli et al., AVEC 2016), with asynchronous updates. Between readings the
feeling drifts back to neutral and the doubt grows, exactly as long as time is cut into, so nothing depends on when a
step happened. Pure: call `advance` on the 20 Hz grid and `update` at each reading's own frame.
"""

from dataclasses import dataclass
from math import exp, isfinite, sqrt
from typing import Any

from affekt.core.feeling import Affect, Evidence
from affekt.core.inputs import StateFeeling
from affekt.core.units import SAMPLE_RATE, Frame
from affekt.core.values import quick, replace
from affekt.fusion.sources import SOURCES, STRANGER, Source

_START = Frame(0)
_NEVER = Frame(-1)
Three = tuple[float, float, float]

NEUTRAL: Three = (0.0, 0.3, 0.0)
"""What a feeling drifts back to: valence, arousal, dominance."""
PRIOR: Three = (0.5**2, 0.3**2, 0.5**2)
"""Variance when nothing is known; doubt never grows beyond."""
BACK_S = 45.0
"""Time constant of the drift back to neutral."""
_DRIFT: Three = (0.14**2, 0.075**2, 0.14**2)
"""Variance gained a second; people's own traces give .16² and .08² (CEAP-360VR, reference "sensing")."""
_LOW: Three = (-1.0, 0.0, -1.0)
_HIGH: Three = (1.0, 1.0, 1.0)
_NONE: Three = (0.0, 0.0, 0.0)
_BIAS = 0.05**2
_GATE = 9.0
"""Squared surprise, in variances, beyond which a reading is trusted less the more it surprises."""
_LEAST_GAIN = 0.15
_LATELY_S = 10.0
"""A source counts as heard for so long."""
_SILENT_S = 6.0
"""A steady source that was silent for so long has gone, and ramps in when it is back …"""
_RAMP_S = 8.0
"""… over this long (music.md, "Doubt narrows")."""
_RAMP_FROM = 0.05
_SMOOTH_S = 0.6
"""Output smoothing; with the filter's own, feelings act over 1 to 3 s (Schubert 2004)."""
_STATED_SMOOTH_S = 2.0
"""A stated feeling passes no filter, so it is smoothed by as much as the filter would."""
_STATED_SD: Three = (0.12, 0.08, 0.12)
_RATE_S = 2.0
_MOST_SOURCES = 16
_LATEST_S = 5.0
"""Evidence older than this says nothing about now."""


def _parts(source: Source) -> tuple[tuple[int, float, float, float, float, float, float], ...]:
    """Return what a source can say: (dimension, gain, variance of a reading, squared gain, drift seen, rest, low)."""
    return tuple(
        (i, gain, source.sd[i] ** 2 + _BIAS, gain * gain, gain * gain * _DRIFT[i], (1.0 - gain) * NEUTRAL[i], _LOW[i])
        for i, gain in enumerate(source.gain)
        if gain >= _LEAST_GAIN
    )


_PARTS = {name: _parts(source) for name, source in SOURCES.items()}
_STRANGERS_PARTS = _parts(STRANGER)


@quick
@dataclass(frozen=True, slots=True)
class Contact:
    """What is remembered of one source."""

    name: str
    frame: Frame
    """Its newest reading."""
    back: Frame
    """When it began (again)."""
    said: float
    """How much of what it had to say then it has said, 0 … 1; forgotten within twice its memory."""


@quick
@dataclass(frozen=True, slots=True)
class Fusion:
    """The belief so far."""

    frame: Frame = _START
    mean: Three = NEUTRAL
    variance: Three = PRIOR
    shown: Three = NEUTRAL
    """The smoothed feeling that the music follows."""
    shown_frame: Frame = _START
    rates: tuple[float, float] = (0.0, 0.0)
    """Change of shown valence and arousal a second, smoothed."""
    contacts: tuple[Contact, ...] = ()
    newest: Frame = _NEVER
    stated: Three | None = None
    stated_weight: float = 0.0
    stated_until: Frame = _NEVER
    """-1 holds until freed."""
    stated_free: bool = False

    def box_off(self) -> bool:
        """Return whether a stated feeling has switched the section's box off."""
        return self.stated is not None and self.stated_free

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "frame": self.frame, "mean": list(self.mean), "variance": list(self.variance),
            "shown": list(self.shown), "shown_frame": self.shown_frame, "rates": list(self.rates),
            "contacts": [[c.name, c.frame, c.back, c.said] for c in self.contacts], "newest": self.newest,
            "stated": list(self.stated) if self.stated else None,
            "stated_weight": self.stated_weight, "stated_until": self.stated_until, "stated_free": self.stated_free,
        }  # fmt: skip

    @classmethod
    def from_json(cls, plain: dict[str, Any], shift: int = 0) -> "Fusion":
        """Return the state that `to_json` gave, its frames moved by `shift`.

        Raises:
            KeyError, TypeError, ValueError: if it is no such thing, or knows of frames after its own.
        """
        own, newest, until = int(plain["frame"]), int(plain["newest"]), int(plain["stated_until"])
        stated = plain["stated"]
        if len(plain["contacts"]) > _MOST_SOURCES:
            raise ValueError("too many sources")
        if max(int(plain["shown_frame"]), newest, *(max(int(f), int(b)) for _, f, b, _ in plain["contacts"])) > own:
            raise ValueError("a frame of the fusion lies after its own")
        return cls(
            Frame(own + shift),
            _three(plain["mean"], _LOW, _HIGH),
            _three(plain["variance"], _NONE, PRIOR),
            _three(plain["shown"], _LOW, _HIGH),
            Frame(int(plain["shown_frame"]) + shift),
            _pair(plain["rates"]),
            tuple(
                Contact(str(n), Frame(int(f) + shift), Frame(int(b) + shift), min(max(float(w), 0.0), 1.0))
                for n, f, b, w in plain["contacts"]
            ),
            Frame(newest + shift if newest >= 0 else -1),
            _three(stated, _LOW, _HIGH) if stated is not None else None,
            min(max(float(plain["stated_weight"]), 0.0), 1.0),
            Frame(until + shift if until >= 0 else -1),
            bool(plain["stated_free"]),
        )


def _three(plain: list[float], low: Three, high: Three) -> Three:
    v, a, d = (float(x) for x in plain)
    if not (low[0] <= v <= high[0] and low[1] <= a <= high[1] and low[2] <= d <= high[2]):
        raise ValueError(f"{(v, a, d)} is not between {low} and {high}")
    return v, a, d


def _pair(plain: list[float]) -> tuple[float, float]:
    v, a = (float(x) for x in plain)
    if not (isfinite(v) and isfinite(a)):
        raise ValueError("a rate is not finite")
    return v, a


def _aged(state: Fusion, frame: Frame) -> tuple[Three, Three]:
    """Return mean and variance at a later frame."""
    gone = (frame - state.frame) / SAMPLE_RATE
    if gone <= 0.0:
        return state.mean, state.variance
    keep = exp(-gone / BACK_S)
    keep2 = keep * keep
    gain = BACK_S / 2.0 * (1.0 - keep2)
    mv, ma, md = state.mean
    pv, pa, pd = state.variance
    na = NEUTRAL[1]
    pv = keep2 * pv + gain * _DRIFT[0]
    pa = keep2 * pa + gain * _DRIFT[1]
    pd = keep2 * pd + gain * _DRIFT[2]
    return (
        (keep * mv, na + keep * (ma - na), keep * md),
        (min(pv, PRIOR[0]), min(pa, PRIOR[1]), min(pd, PRIOR[2])),
    )


def advance(state: Fusion, frame: Frame) -> Fusion:
    """Return the state at a frame of the 20 Hz grid; an earlier frame changes nothing."""
    gone = (frame - state.shown_frame) / SAMPLE_RATE
    if gone <= 0.0:
        return state
    mean, variance = _aged(state, frame)
    stated, weight = state.stated, 0.0
    if stated is not None:
        if 0 <= state.stated_until <= frame:
            stated = None
        else:
            weight = state.stated_weight
    sv, sa, sd = state.shown
    mv, ma, md = mean
    if stated is not None:
        mv += weight * (stated[0] - mv)
        ma += weight * (stated[1] - ma)
        md += weight * (stated[2] - md)
    if state.newest >= 0 and state.shown == NEUTRAL and state.rates == (0.0, 0.0):
        # Before the first word there was nothing to glide from.
        sv, sa, sd = mean
    share = 1.0 - exp(-gone / (_SMOOTH_S + weight * (_STATED_SMOOTH_S - _SMOOTH_S)))
    nv, na, nd = sv + share * (mv - sv), sa + share * (ma - sa), sd + share * (md - sd)
    rv, ra = state.rates
    follow = 1.0 - exp(-gone / _RATE_S)
    rv += follow * ((nv - sv) / gone - rv)
    ra += follow * ((na - sa) / gone - ra)
    return Fusion(
        frame if frame > state.frame else state.frame, mean, variance, (nv, na, nd), frame, (rv, ra),
        state.contacts, state.newest, stated, weight, state.stated_until if stated is not None else Frame(-1),
        state.stated_free and stated is not None,
    )  # fmt: skip


def update(state: Fusion, evidence: Evidence) -> Fusion:
    """Take in a reading at its own frame; one that came late counts less, one older than 5 s not at all.

    A reading without reliability, or whose values are not finite, changes nothing.
    """
    reliability = min(evidence.reliability, 1.0)
    frame = evidence.frame
    lag = (state.frame - frame) / SAMPLE_RATE
    if not reliability > 0.0 or lag > _LATEST_S:
        return state
    lag = max(lag, 0.0)
    source = SOURCES.get(evidence.source, STRANGER)
    contact, others = None, []
    for known in state.contacts:
        if known.name == evidence.source:
            contact = known
        else:
            others.append(known)
    back, said = frame, 0.0
    if contact is not None:
        since = (frame - contact.frame) / SAMPLE_RATE
        if since < 0.0:
            frame, since = contact.frame, 0.0
        said = contact.said * max(1.0 - since / (2.0 * source.memory_s), 0.0)
        if since < _SILENT_S:
            back = contact.back
    if source.returns:
        ramp = (frame - back) / (SAMPLE_RATE * _RAMP_S)
        if ramp < 1.0:
            reliability *= max(ramp, _RAMP_FROM)
    mean, variance = _aged(state, frame)
    say = reliability - said
    if say >= 1e-6:
        values = evidence.valence, evidence.arousal, evidence.dominance
        new_mean, new_variance = list(mean), list(variance)
        for i, gain, noisy, squared, drift, rest, low in _PARTS.get(evidence.source, _STRANGERS_PARTS):
            z = values[i]
            if z is None or not -10.0 < z < 10.0:
                continue
            x, p = mean[i], variance[i]
            noise = noisy / say + drift * lag
            off = (low if z < low else 1.0 if z > 1.0 else z) - (gain * x + rest)
            spread = squared * p + noise
            surprise = off * off / spread
            if surprise > _GATE:
                noise *= 4.0 * surprise / _GATE
                spread = squared * p + noise
            pull = gain * p / spread
            x += pull * off
            new_mean[i] = low if x < low else 1.0 if x > 1.0 else x
            new_variance[i] = p * (1.0 - pull * gain)
        mean = new_mean[0], new_mean[1], new_mean[2]
        variance = new_variance[0], new_variance[1], new_variance[2]
    others.append(Contact(evidence.source, frame, back, reliability if say > 0.0 else said))
    if len(others) > _MOST_SOURCES:
        others.remove(min(others, key=lambda c: c.frame))
    return Fusion(
        frame if frame > state.frame else state.frame, mean, variance, state.shown, state.shown_frame, state.rates,
        tuple(others), frame if frame > state.newest else state.newest, state.stated, state.stated_weight,
        state.stated_until, state.stated_free,
    )  # fmt: skip


def state_feeling(state: Fusion, frame: Frame, said: StateFeeling) -> Fusion:
    """Replace what is felt by a stated feeling, by its confidence, for `hold_s` (0: until freed)."""
    until = Frame(-1) if said.hold_s <= 0 else Frame(frame + round(said.hold_s * SAMPLE_RATE))
    feeling = (
        min(max(said.valence, -1.0), 1.0), min(max(said.arousal, 0.0), 1.0), min(max(said.dominance, -1.0), 1.0),
    )  # fmt: skip
    weight = min(max(said.confidence, 0.0), 1.0)
    return replace(state, stated=feeling, stated_weight=weight, stated_until=until, stated_free=said.free)


def free_feeling(state: Fusion) -> Fusion:
    """End a stated feeling; what is sensed takes over again, smoothly."""
    return replace(state, stated=None, stated_weight=0.0, stated_until=Frame(-1), stated_free=False)


def affect(state: Fusion, frame: Frame) -> Affect:
    """Return the feeling as it is believed at `frame`, with its doubt, age, recent sources and rates."""
    _, (pv, pa, pd) = _aged(state, frame)
    sv, sa, sd = sqrt(pv), sqrt(pa), sqrt(pd)
    newest = state.newest
    since = frame - round(_LATELY_S * SAMPLE_RATE)
    names = [c.name for c in state.contacts if c.frame >= since]
    if state.stated is not None and (state.stated_until < 0 or frame < state.stated_until):
        w = state.stated_weight
        sv += w * min(_STATED_SD[0] - sv, 0.0)
        sa += w * min(_STATED_SD[1] - sa, 0.0)
        sd += w * min(_STATED_SD[2] - sd, 0.0)
        newest = frame
        names.append("stated")
    if len(names) > 1:
        names.sort()
    v, a, d = state.shown
    age = (frame - newest) / SAMPLE_RATE if newest >= 0 else frame / SAMPLE_RATE
    return Affect(v, a, d, sv, sa, sd, max(age, 0.0), tuple(names), state.rates[0], state.rates[1])
