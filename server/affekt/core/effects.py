"""Effects: the names of what an `Effect` event moves, with their ranges; one list for sets, logs and the renderer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EffectRange:
    """What an effect may be."""

    low: float
    high: float
    neutral: float
    """Where it does nothing, or what a set that says nothing has."""
    unit: str
    """Of its value: `Hz`, `dB`, `s`, `ms`, `: 1`, or empty for a plain share."""

    def clamp(self, value: float) -> float:
        """Return the value within the range."""
        return min(max(value, self.low), self.high)


EFFECTS: dict[str, EffectRange] = {
    "lowpass": EffectRange(20.0, 20_000.0, 20_000.0, "Hz"),
    "highpass": EffectRange(20.0, 20_000.0, 20.0, "Hz"),
    "reverb": EffectRange(-96.0, 12.0, -96.0, "dB"),
    "reverb_decay_s": EffectRange(0.1, 20.0, 1.8, "s"),
    "reverb_damping": EffectRange(0.0, 1.0, 0.4, ""),
    "reverb_size": EffectRange(0.5, 1.5, 1.0, ""),
    "reverb_predelay_ms": EffectRange(0.0, 150.0, 20.0, "ms"),
    "shimmer": EffectRange(0.0, 1.0, 0.0, ""),
    "comp_threshold_db": EffectRange(-60.0, 0.0, -18.0, "dB"),
    "comp_ratio": EffectRange(1.0, 20.0, 1.0, ": 1"),
    "comp_makeup_db": EffectRange(0.0, 24.0, 0.0, "dB"),
    "sidechain_db": EffectRange(-24.0, 0.0, 0.0, "dB"),
    "width": EffectRange(0.0, 2.0, 1.0, ""),
}
"""By name."""

BUSES = ("master", "music", "stingers", "notes")
"""Buses that have a volume."""
