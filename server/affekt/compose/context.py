"""What a bar is composed from, and what comes out: plain frozen values."""

from dataclasses import dataclass
from typing import Literal

from affekt.core.intent import Intent
from affekt.core.metre import Metre
from affekt.core.values import quick

VoiceRole = Literal["melody", "counter", "arpeggio", "bass", "pad"]


@quick
@dataclass(frozen=True, slots=True)
class VoiceBrief:
    """What one generated voice may do."""

    name: str
    role: VoiceRole = "melody"
    low: int = 60
    """Lowest MIDI note, inclusive; `high` likewise."""
    high: int = 84
    velocity: tuple[int, int] = (50, 96)
    """Softest and loudest MIDI velocity, 1 … 127."""
    presence: float = 1.0
    """Probability 0 … 1 that a phrase of this voice sounds, read where a phrase begins; at 0 it rests at once."""


@quick
@dataclass(frozen=True, slots=True)
class ThemeHead:
    """The first notes of a theme."""

    degrees: tuple[int, ...]
    """Scale degrees: 1 the tonic, 8 the octave, 0 a rest, -1 the step below the tonic."""
    beats: tuple[float, ...]
    """Lengths in beats of the metre's denominator."""


@quick
@dataclass(frozen=True, slots=True)
class BarContext:
    """Everything that a bar depends on, besides the memory of the bars before."""

    seed: int
    bar: int
    """The session's bar, from 1."""
    section: str
    section_bar: int
    """The bar within the section's body, from 1."""
    section_bars: int
    """Bars in one pass through the body."""
    phrase_bars: int
    chords: tuple[str, ...]
    """The chords of this bar, sharing it equally; empty asks the built-in planner."""
    next_chord: str
    """The first chord of the next bar; empty where not known."""
    tonic: str
    """The sounding key."""
    mode: str
    """The sounding mode."""
    metre: Metre
    tempo: float
    """The sounding tempo in quarter notes a minute."""
    intent: Intent
    theme: ThemeHead | None = None
    led: tuple[int, ...] = ()
    """Bars of this phrase, from 0, in which a written melody sings: generated melodies rest there, and answer after."""
    event: bool = False
    """An event moved the feeling: do not finish the half-phrase with the old one."""
    attempt: int = 0
    """Counts up to ask for another version of the same bar."""
    from_tick: int = 0
    """For a bar rewritten while it sounds: notes before this tick of the bar are left out."""
    humanise_ms: float = 6.0
    """Standard deviation of onsets in milliseconds, about; 0 keeps them on the grid."""

    @property
    def phrase_offset(self) -> int:
        """Bars since the phrase began, from 0."""
        return (self.section_bar - 1) % max(self.phrase_bars, 1)

    @property
    def phrase_index(self) -> int:
        """Which phrase of the section this is, from 0."""
        return (self.section_bar - 1) // max(self.phrase_bars, 1)

    @property
    def phrase_length(self) -> int:
        """Bars of this phrase; the section's last phrase may be cut short by its end."""
        whole = max(self.phrase_bars, 1)
        start = self.phrase_index * whole
        return max(min(whole, self.section_bars - start), self.phrase_offset + 1)


@quick
@dataclass(frozen=True, slots=True)
class PlannedNote:
    """One note of a bar."""

    voice: str
    tick: int
    """Onset in ticks from the bar line; never before it."""
    ticks: int
    """Sounding length, at least 1; it ends within the bar."""
    pitch: int
    """MIDI note number."""
    velocity: int
    """1 … 127."""
    tension: bool = False
    """A note outside scale and chord, on purpose."""
