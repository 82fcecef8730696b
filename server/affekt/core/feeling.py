"""Feelings: one reading of one source, and what is believed once they are fused."""

from dataclasses import dataclass

from affekt.core.units import Frame
from affekt.core.values import quick


@quick
@dataclass(frozen=True, slots=True)
class Evidence:
    """One reading of one source. A dimension it says nothing about is None."""

    source: str
    frame: Frame
    """When it was true."""
    valence: float | None = None
    arousal: float | None = None
    dominance: float | None = None
    reliability: float = 1.0
    """0 … 1; the reading's noise variance is divided by it."""


@quick
@dataclass(frozen=True, slots=True)
class Feeling:
    """A point in the space of feelings, without doubt: a target, a push."""

    valence: float = 0.0
    """Displeasure -1 … +1 pleasure."""
    arousal: float = 0.0
    """Calm 0 … 1 excited."""
    dominance: float = 0.0
    """Submissive -1 … +1 assertive."""


@quick
@dataclass(frozen=True, slots=True)
class Affect:
    """A feeling, and how sure we are of it."""

    valence: float = 0.0
    arousal: float = 0.3
    dominance: float = 0.0
    sigma_v: float = 0.5
    """Standard deviation of valence; likewise below."""
    sigma_a: float = 0.3
    sigma_d: float = 0.5
    age_s: float = 0.0
    """Seconds since the newest evidence."""
    sources: tuple[str, ...] = ()
    """Sources heard lately, sorted."""
    valence_rate: float = 0.0
    """Change of valence a second, smoothed over about 2 s; likewise arousal."""
    arousal_rate: float = 0.0

    @property
    def sigma(self) -> float:
        """The largest doubt of the three, in valence's scale."""
        return max(self.sigma_v, 2.0 * self.sigma_a, self.sigma_d)
