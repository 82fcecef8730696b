"""Score events: decided things at exact musical positions, each with its reason.

The log of these is the only thing that the renderer, the command streams and the composers' "why" read.
"""

from dataclasses import dataclass
from typing import Literal

from affekt.core.intent import Intent
from affekt.core.units import Frame, Tick
from affekt.core.values import quick

FromTime = Literal["immediate", "next_beat", "next_bar", "end", "next_marker", "exit_cue", "grid"]
ToTime = Literal["start", "same_position", "previous_position", "entry_cue", "equivalent_beat"]
Fade = Literal["disabled", "in", "out", "cross", "automatic"]
KeyPath = Literal["recorded", "live", "variant"]


@quick
@dataclass(frozen=True, slots=True)
class Why:
    """Why an event was decided."""

    rule: str
    """The rule's stable name, such as `layer.curve` or `transition:exploration>combat`."""
    cause_seq: int = 0
    """The input that caused it, or 0."""
    text: str = ""
    """A sentence for a person."""


@quick
@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the playing section moves to a level."""

    layer: str
    gain_db: float
    """-96 is silence."""
    fade_beats: float
    take: str = ""
    """Which take of the layer sounds; empty where it has one."""


@quick
@dataclass(frozen=True, slots=True)
class Section:
    """Another section (or the same one again) takes over."""

    section: str
    from_time: FromTime
    to_time: ToTime
    fade: Fade
    fade_beats: float
    target_tick: Tick
    """Position in the new section's body where it begins, in ticks."""
    rule: str
    bpm: float = 0.0
    """The tempo at which it begins; 0 is its own."""


@quick
@dataclass(frozen=True, slots=True)
class Tempo:
    """The tempo goes to `bpm` quarter notes a minute over `ramp_beats`."""

    bpm: float
    ramp_beats: float = 0.0


@quick
@dataclass(frozen=True, slots=True)
class Key:
    """The sounding key, and the session's tuning in cents from A = 440 Hz."""

    tonic: str
    mode: str
    cents: float = 0.0
    shift: int = 0
    """Semitones that pitched layers sound away from how they were recorded."""
    path: KeyPath = "recorded"
    """How they get there: as recorded, shifted live, or by recordings that were shifted ahead."""


@quick
@dataclass(frozen=True, slots=True)
class Chord:
    """The sounding harmony, so that a game's own sounds can play in key."""

    chord: str
    """A chord symbol such as `Dm9` or `G/D`."""
    scale: str
    """Tonic and mode, such as `D dorian`."""


@quick
@dataclass(frozen=True, slots=True)
class Note:
    """A generated note."""

    voice: str
    pitch: int
    """MIDI note number."""
    velocity: int
    """1 … 127."""
    beats: float
    """Sounding length in beats of the metre's denominator."""


@quick
@dataclass(frozen=True, slots=True)
class Stinger:
    """A short figure over the music."""

    name: str
    take: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Effect:
    """An effect's parameter: `lowpass` and `highpass` in Hz, over `fade_beats`."""

    name: str
    value: float
    fade_beats: float = 0.0


@quick
@dataclass(frozen=True, slots=True)
class Beat:
    """A beat of the bar."""

    bpm: float
    metre: str
    """Such as `4/4`."""


@quick
@dataclass(frozen=True, slots=True)
class Marker:
    """A named place in the section was reached."""

    name: str


@quick
@dataclass(frozen=True, slots=True)
class Duck:
    """The music makes room; 0 ends it."""

    db: float


@quick
@dataclass(frozen=True, slots=True)
class Control:
    """The session's transport and levels: one verb, and its value where it has one."""

    verb: Literal["pause", "resume", "stop", "stopped", "mute", "unmute", "volume", "restored"]
    bus: str = ""
    """For `volume`: master, music, stingers or notes."""
    db: float = 0.0
    fade_s: float = 0.0


@quick
@dataclass(frozen=True, slots=True)
class AffectNow:
    """The feeling as it is believed now, told twice a second."""

    valence: float
    arousal: float
    dominance: float
    sigma: tuple[float, float, float]
    sources: tuple[str, ...]


@quick
@dataclass(frozen=True, slots=True)
class IntentNow:
    """The intent now, told twice a second; here stands what was wished and not done."""

    intent: Intent


Act = (
    Layer | Section | Tempo | Key | Chord | Note | Stinger | Effect | Beat | Marker | Duck | Control
    | AffectNow | IntentNow
)  # fmt: skip
"""Everything that can be decided."""


@quick
@dataclass(frozen=True, slots=True)
class ScoreEvent:
    """One committed decision. Never recalled; at most superseded before it sounds."""

    id: int
    """Counts from 1 in commit order."""
    decided_frame: Frame
    frame: Frame
    """When it sounds."""
    tick: Tick
    bar: int
    beat: float
    section_bar: int
    act: Act
    why: Why
    supersedes: int = 0
    """The id of an event that this one replaces before it sounded, or 0."""


@quick
@dataclass(frozen=True, slots=True)
class RenderState:
    """All that a renderer needs to go on with a session at `frame` as if nothing had happened."""

    frame: Frame
    section: str
    """The sounding section; empty before the first and after the stop."""
    body_frame: Frame
    """Position in that section's body at `frame`, in frames; negative in a pick-up."""
    iteration: int
    """How many times the body has wrapped already."""
    layers: tuple[tuple[str, float, str], ...] = ()
    """(layer, gain in dB, take) as they stand or are moving to."""
    volumes: tuple[tuple[str, float], ...] = ()
    """(bus, dB)."""
    effects: tuple[tuple[str, float], ...] = ()
    duck_db: float = 0.0
    muted: bool = False
    paused: bool = False
    stopped: bool = False
    bpm: float = 0.0
    """The sounding tempo at `frame`; 0 is the section's own."""
    to_bpm: float = 0.0
    """Where a tempo ramp goes that is under way; 0 where there is none."""
    ramp_ticks: int = 0
    """Ticks of that ramp still to come, from the tick of the body that is nearest to `body_frame`."""
    shift: int = 0
    """Semitones that pitched layers sound away from how they were recorded."""
    path: KeyPath = "recorded"
    origin_tick: Tick = Tick(0)
    """The session's tick at which the body's first pass began, or would have."""
    pending: tuple[ScoreEvent, ...] = ()
    """Committed events whose frame is at or after `frame`, in commit order."""
