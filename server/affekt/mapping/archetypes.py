"""Archetypes: serenity, tension, catharsis and awe, weighed by where a feeling is and by how it moves."""

from math import exp

from affekt.core.feeling import Feeling

HIGH_TENSION = 0.5
HIGH_S = 20.0
"""Catharsis needs tension to have stood high for so long …"""
FALL = 0.12
"""… and then to fall by this much from its peak."""
_RELEASE_S = 12.0
"""Half-life of a catharsis."""


def tension_of(valence: float, arousal: float, dominance: float) -> float:
    """Return tension 0 … 1: displeasure, excitement and weakness add to it.

    Signs after Eerola, Friberg & Bresin 2013 (tension = scary less peaceful); sizes set on the shipped sections.
    """
    tension = 0.25 - 0.45 * valence + 0.45 * (arousal - 0.3) - 0.1 * dominance
    return 0.0 if tension < 0.0 else min(tension, 1.0)


def release(high_s: float, peak: float, catharsis: float, tension: float, gone_s: float) -> tuple[float, float, float]:
    """Return (seconds high, peak, catharsis) after `gone_s` at a tension.

    Catharsis goes to 1 when tension falls after at least 20 s high, and fades by half in 12 s.
    """
    catharsis *= exp(-0.693147 * gone_s / _RELEASE_S)
    if tension >= HIGH_TENSION:
        return high_s + gone_s, max(peak, tension), catharsis
    if high_s >= HIGH_S:
        if peak - tension >= FALL:
            return 0.0, 0.0, 1.0
        return high_s, peak, catharsis
    return max(high_s - 2.0 * gone_s, 0.0), peak, catharsis


def weigh(
    feeling: Feeling, tension: float, catharsis: float, valence_rate: float, arousal_rate: float
) -> tuple[tuple[str, float], ...]:
    """Return (name, weight), names sorted, weights summing to 1. Rates are changes a second."""
    v, a, d = feeling.valence, feeling.arousal, feeling.dominance
    calm = 1.0 - a
    serenity = max(0.05, calm * (0.6 + 0.4 * v) - 2.0 * max(arousal_rate, 0.0))
    strain = max(0.05, tension + 2.0 * max(arousal_rate, 0.0) - 1.0 * max(valence_rate, 0.0))
    awe = max(0.05, 0.25 + 0.35 * v - 0.25 * d - 0.5 * abs(a - 0.45) + 2.0 * max(valence_rate, 0.0))
    freed = max(0.02, 1.5 * catharsis)
    total = serenity * serenity + strain * strain + awe * awe + freed * freed
    w = 1.0 / total
    return (
        ("awe", round(awe * awe * w, 4)), ("catharsis", round(freed * freed * w, 4)),
        ("serenity", round(serenity * serenity * w, 4)), ("tension", round(strain * strain * w, 4)),
    )  # fmt: skip
