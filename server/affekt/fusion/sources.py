"""What each source can say about each dimension, and how much it is worth.

Gains and deviations are starting guesses (reference "sensing", §5: a filter whose gains and deviations are wrong by
half or double still beats a tuned mean); game and heart are set so that both alone keep the doubt under .35.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One source's character, per dimension (valence, arousal, dominance)."""

    gain: tuple[float, float, float]
    """How much of a feeling shows; 0 is nothing, and the reading of that dimension is passed over."""
    sd: tuple[float, float, float]
    """Noise of one independent reading."""
    memory_s: float
    """Readings closer than twice this share their noise, so they share one reading's worth."""
    returns: bool
    """A steady stream: after a silence it ramps in; single words (a game, a line of text) do not."""


SOURCES: dict[str, Source] = {
    "game": Source((1.0, 1.0, 1.0), (0.20, 0.10, 0.20), 1.0, False),
    "heart_rate": Source((0.0, 0.8, 0.0), (9.0, 0.12, 9.0), 2.0, True),
    "eda": Source((0.0, 0.85, 0.0), (9.0, 0.14, 9.0), 2.0, True),
    "ppg": Source((0.0, 0.8, 0.0), (9.0, 0.20, 9.0), 4.0, True),
    "face": Source((0.8, 0.6, 0.3), (0.30, 0.22, 0.50), 0.3, True),
    "voice": Source((0.2, 0.9, 0.3), (0.60, 0.14, 0.50), 0.5, False),
    "text": Source((0.9, 0.5, 0.5), (0.22, 0.25, 0.40), 0.5, False),
    "eeg": Source((0.2, 0.6, 0.0), (0.60, 0.20, 9.0), 2.0, True),
    "gaze": Source((0.0, 0.5, 0.0), (9.0, 0.25, 9.0), 1.0, True),
}
"""By name; any other is `STRANGER`."""

STRANGER = Source((0.8, 0.8, 0.8), (0.25, 0.16, 0.25), 1.0, True)
