"""Intent: what the music should be now, whoever plays it."""

from dataclasses import dataclass

from affekt.core.values import quick


@quick
@dataclass(frozen=True, slots=True)
class Intent:
    """What the music should be now. Unless said otherwise a value runs 0 … 1."""

    valence: float = 0.0
    """The feeling after the scene's box, -1 … +1: what the music aims at."""
    arousal: float = 0.3
    dominance: float = 0.0
    mode: str = "ionian"
    """Wished mode."""
    key: str = "C"
    """Wished tonic."""
    tempo: float = 100.0
    """Wished tempo in quarter notes a minute."""
    sounding_tempo: float = 100.0
    """The tempo that plays, after the section's clamp."""
    energy: float = 0.3
    tension: float = 0.2
    density: float = 0.3
    """Note rate relative to the tempo: arousal's share that tempo does not carry already."""
    note_rate: float = 2.0
    """Wished notes a second, 1.2 * 5^arousal (Eerola, Friberg & Bresin 2013 tested 1.2 … 6)."""
    harmonic_rhythm: float = 1.0
    """Chords a bar."""
    orchestration: float = 0.3
    """How many of the layers, few … all."""
    brightness: float = 0.5
    articulation: float = 0.5
    """Legato 0 … 1 staccato."""
    dynamics_db: float = 0.0
    """The fader's share of the feeling, within ±3 dB."""
    archetypes: tuple[tuple[str, float], ...] = ()
    """(name, weight), weights summing to 1, names sorted."""
    frozen: bool = False
    """Doubt is too great to change mode, key, section or tempo."""
    clamped: str = ""
    """Why the wish and the sounding music differ, in words; empty when they agree."""
