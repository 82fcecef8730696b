"""The manifest: everything a `set.toml` may say (`format = 1`).

The same model is written as `set.json` for engines. Times in bars and beats count from 1; lengths are in bars,
beats of the section's metre, or seconds, as the name says.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from affekt.arrange.base import Beats, Curve, Level, ModeName, Name, Path, Signed, Table, Unit
from affekt.arrange.manifest_flow import Alternate as Alternate
from affekt.arrange.manifest_flow import CuePoint as CuePoint
from affekt.arrange.manifest_flow import Loops as Loops
from affekt.arrange.manifest_flow import Playlist as Playlist
from affekt.arrange.manifest_flow import PlaylistItem as PlaylistItem
from affekt.arrange.manifest_flow import Rest as Rest
from affekt.arrange.manifest_flow import Transition as Transition
from affekt.arrange.manifest_mix import Mix, Snapshot
from affekt.arrange.manifest_review import Review
from affekt.core.effects import EFFECTS
from affekt.core.harmony import parse_chord, pitch_class
from affekt.core.metre import Metre

Role = Literal[
    "bed", "light_harmony", "dark_harmony", "bass", "pulse", "low_percussion", "high_percussion",
    "theme", "answer", "colour",
]  # fmt: skip
Policy = Literal["mirror", "lead", "contrast", "hold"]


class Credit(Table):
    """Who made what, under which licence."""

    role: str
    name: str
    licence: str = "CC0-1.0"
    source: str = ""


class Tuning(Table):
    """Concert pitch for the whole session, stems and voices alike."""

    cents: Annotated[float, Field(ge=-100, le=100)] = 0.0
    """Away from A = 440 Hz; 432 Hz is -31.8."""
    recorded: Annotated[float, Field(ge=-100, le=100)] | None = None
    """How the recordings stand, in cents; they are moved to `cents` when the set is loaded. None is there already."""


class Loudness(Table):
    """Loudness goals for the build and the review."""

    true_peak_db: Annotated[float, Field(ge=-20, le=0)] = -2.0
    """The most any combination may reach before the limiter, in dBTP."""


Sound = Literal[
    "", "piano", "electric_piano", "pluck", "bass", "mallet", "bell", "organ", "strings", "choir", "brass", "reed",
    "flute", "lead", "pad", "drone", "taiko", "shaker",
]  # fmt: skip
"""Sounds of the built-in synthesiser; empty is the General-MIDI program's own."""


class Live(Table):
    """How an instrument sounds when a generated voice plays it live."""

    sound: Sound = ""
    """What the built-in synthesiser plays instead of the program's own sound; FluidSynth plays the program."""
    attack: Annotated[float, Field(ge=0.1, le=10)] = 1.0
    """Times the sound's own attack."""
    release: Annotated[float, Field(ge=0.1, le=10)] = 1.0
    """Times the sound's own release."""
    brightness: Unit = 0.5
    """Dull 0 … 1 bright; 0.5 is the sound's own."""
    vibrato: Unit = 0.5
    """None 0 … 1 deep; 0.5 is the sound's own."""


class Instrument(Table):
    """A sound for symbolic parts and generated voices."""

    program: Annotated[int, Field(ge=0, le=127)] = 0
    """General-MIDI program, from 0."""
    bank: Annotated[int, Field(ge=0, le=128)] = 0
    drums: bool = False
    pan: Signed = 0.0
    gain_db: Level = 0.0
    reverb: Unit = 0.2
    """Send to the build's reverb."""
    low: Annotated[int, Field(ge=0, le=127)] = 0
    high: Annotated[int, Field(ge=0, le=127)] = 127
    """The range that sounds well, as MIDI note numbers."""
    release: Annotated[float, Field(ge=0.1, le=4)] = 1.0
    """Times the sound's own release, in the build: under 1 it is damped sooner."""
    swell_db: Annotated[float, Field(ge=0, le=12)] = 0.0
    """In the build: how far it breathes, up to the middle of each phrase of about four bars and down again."""
    builtin: bool = False
    """Built with the built-in synthesiser, as `live` says, instead of the SoundFont."""
    live: Live = Live()
    doubled_by: Name | None = None
    """Another instrument that plays the same notes in the build, at its own `gain_db` beside this one."""


class Voice(Table):
    """A generated voice: it plays composed-live notes beside the stems."""

    instrument: Name
    role: Literal["melody", "counter", "arpeggio", "bass", "pad"] = "melody"
    low: Annotated[int, Field(ge=0, le=127)] = 60
    high: Annotated[int, Field(ge=0, le=127)] = 84
    gain_db: Level = -6.0
    velocity: tuple[Annotated[int, Field(ge=1, le=127)], Annotated[int, Field(ge=1, le=127)]] = (50, 96)
    curve: Curve | None = None
    """Intent → probability 0 … 1 that a phrase of this voice sounds."""
    sections: list[Name] = []
    """Where it may play; empty is everywhere."""


class Layer(Table):
    """A layer of the whole set; sections give it stems."""

    role: Role
    pitched: bool = True
    mode_bearing: bool = False
    """It carries the third, sixth or seventh, and is what a change of mode swaps."""
    group: Name | None = None
    gain_db: Level = 0.0
    """Its level in the authored balance."""
    curve: Curve | None = None
    """Intent → gain in dB relative to the authored balance; none is always on."""
    fade_beats: Beats = 4.0
    instrument: Name | None = None
    probability: Unit = 1.0
    """Chance that it takes part in a pass through the section."""
    reverb: Unit = 0.0
    """What it sends into the room of `[mix.reverb]`, after its level."""
    position: tuple[float, float, float] | None = None
    """Metres from the listener (right, up, back), for spatial output."""


class Take(Table):
    """One recording of a layer in a section."""

    file: Path
    name: Name = "a"
    weight: Annotated[float, Field(ge=0, le=1000)] = 1.0
    mode: ModeName | None = None
    """The mode that it is in; without, the section's own, and for a layer that bears none, any."""


class SectionLayer(Table):
    """A layer as one section uses it."""

    takes: Annotated[list[Take], Field(max_length=16)] = []
    track: str = ""
    """Its track in the symbolic part; the layer's own name where empty."""
    curve: Curve | None = None
    gain_db: Level | None = None
    probability: Unit | None = None
    instrument: Name | None = None
    avoid_last: Annotated[int, Field(ge=0, le=8)] = 1
    """Takes heard this recently are not drawn again."""
    leads: list[tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]]] | None = None
    """(first, last) bars in which it sings; while it is heard there, generated melodies rest."""
    loop_bars: Annotated[int, Field(ge=1, le=2000)] | None = None
    """It goes round after so many bars of its own, counted from where the section began; the section's where None."""


class Target(Table):
    """The feeling that a section aims at."""

    valence: Signed = 0.0
    arousal: Unit = 0.3
    dominance: Signed = 0.0


class Box(Table):
    """How far a sensed feeling may move the music from the section's target."""

    valence: Annotated[float, Field(ge=0, le=2)] = 0.25
    arousal: Unit = 0.2
    dominance: Annotated[float, Field(ge=0, le=2)] = 0.4


class Section(Table):
    """A stretch of music with one metre, tempo and key, and a feeling it serves."""

    title: str = ""
    bars: Annotated[int, Field(ge=1, le=2000)]
    tempo: Annotated[float, Field(ge=20, le=300)]
    """Quarter notes a minute."""
    tempo_range: tuple[float, float] | None = None
    """What a feeling may make of the tempo; ±8 % where not given."""
    metre: str = "4/4"
    key: str = "C"
    mode: ModeName = "ionian"
    target: Target = Target()
    box: Box = Box()
    policy: Policy = "mirror"
    progression: list[str] = []
    """A chord symbol a bar, repeated to fill the body; `A B` shares a bar equally; `%` repeats."""
    progressions: dict[ModeName, list[str]] = {}
    """The same in other modes, for sections whose mode-bearing layers have takes in them."""
    phrase_bars: Annotated[int, Field(ge=1, le=64)] = 8
    entry_cues: list[CuePoint] = []
    """Where it may be entered besides the start."""
    exit_cues: list[CuePoint] = []
    exit_every_bars: Annotated[int, Field(ge=0, le=64)] = 0
    """An exit cue at the end of every so many bars; 0 is none besides the list."""
    markers: list[CuePoint] = []
    pickup_beats: Beats = 0.0
    """Music before the downbeat, stored in front of the body."""
    tail_beats: Beats = 4.0
    """Decay after the body, stored behind it."""
    exit_tail_s: Annotated[float, Field(ge=0, le=5)] = 0.0
    """Seconds for which it rings on after each of its exits, from a recording beside each take; 0 is none."""
    ending: Name | None = None
    """The section that ends this one when the music is stopped."""
    once: bool = False
    """It plays once and goes on to `loops.then` (or back): a victory, an ending, a bridge."""
    loops: Loops = Loops()
    sustain: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]] | None = None
    """(first, last) bars that are played over and over until the section is released by its name."""
    alternates: list[Alternate] = []
    """With itself at weight 1; the one played last is not drawn again."""
    rest: Rest | None = None
    cooldown_s: Annotated[float, Field(ge=0, le=3600)] = 0.0
    """It is not entered again within this time, except by an explicit cue."""
    resume_s: Annotated[float, Field(ge=0, le=600)] = 20.0
    """Come back to within this time of having been left, it goes on where it was, without a second stinger."""
    min_bars: Annotated[int, Field(ge=0, le=1000)] = 0
    """It is not left by state rules before so many bars."""
    loudness_lufs: Annotated[float, Field(ge=-60, le=0)] | None = None
    """Integrated loudness of the reference combination."""
    reference: list[Name] = []
    """The layers of the reference combination; all where empty."""
    parts: Path | None = None
    """Symbolic source of its layers (`.score` or `.mid`), a track a layer."""
    layers: dict[Name, SectionLayer] = {}

    @model_validator(mode="after")
    def _musical(self) -> "Section":
        Metre.parse(self.metre)
        pitch_class(self.key)
        for bars in (self.progression, *self.progressions.values()):
            for symbol in (one for bar in bars for one in bar.split() if one != "%"):
                parse_chord(symbol)
        low, high = self.tempo_span
        if not low <= self.tempo <= high:
            raise ValueError(f"tempo {self.tempo:g} is outside its tempo_range {low:g} to {high:g}")
        return self

    @property
    def time_signature(self) -> Metre:
        """The metre as a value."""
        return Metre.parse(self.metre)

    @property
    def unequal(self) -> bool:
        """Whether a layer goes round in bars of its own; the tempo then stays."""
        return any(used.loop_bars is not None for used in self.layers.values())

    @property
    def tempo_span(self) -> tuple[float, float]:
        """Lowest and highest tempo that a feeling may lead to."""
        if self.unequal:
            return self.tempo, self.tempo
        return self.tempo_range or (self.tempo * 0.92, self.tempo * 1.08)

    def chords(self, mode: str | None = None) -> list[tuple[str, ...]]:
        """Return the chord symbols of each bar of the body, in a mode; empty where the section declares none."""
        bars: list[tuple[str, ...]] = []
        for text in next((p for m, p in self.progressions.items() if m == mode), self.progression):
            last = bars[-1][-1] if bars else ""
            bars.append(tuple(last if s == "%" else s for s in text.split()))
        return [bars[i % len(bars)] for i in range(self.bars)] if bars else []


class StingerTake(Take):
    """One recording of a stinger."""

    pickup_beats: Beats = 0.0
    key: str | None = None
    """The tonic this take was written in; the stinger's own where it says none."""


class Stinger(Table):
    """A short figure over the music."""

    takes: Annotated[list[StingerTake], Field(max_length=16)] = []
    track: str = ""
    parts: Path | None = None
    pitched: bool = False
    key: str | None = None
    """For a pitched stinger: the tonic it was written in."""
    otherwise: Name | None = None
    """Another stinger, such as an unpitched one, that stands in where it cannot be had in the sounding key."""
    at: Literal["now", "next_beat", "next_bar", "end"] = "now"
    gain_db: Level = 0.0
    duck_db: Annotated[float, Field(ge=-24, le=0)] = -3.0
    """What the bed gives way while it sounds."""
    cooldown_s: Annotated[float, Field(ge=0, le=600)] = 6.0
    length_beats: Beats = 4.0
    tempo: Annotated[float, Field(ge=20, le=300)] = 120.0
    instrument: Name | None = None


class Theme(Table):
    """A melody's head, for the generator and for cues."""

    degrees: Annotated[list[int], Field(min_length=2, max_length=32)]
    """Scale degrees, 1 is the tonic, 8 the octave, 0 a rest, negative below."""
    beats: Annotated[list[float], Field(min_length=2, max_length=32)]
    close_degrees: Annotated[list[int], Field(max_length=64)] = []
    """What follows the head where the theme is complete, in the same way; empty where the head is all."""
    close_beats: Annotated[list[float], Field(max_length=64)] = []


class Variant(Table):
    """A named change of the whole set: other levels, other tuning, another mapping preset."""

    gains: dict[Name, Level] = {}
    preset: str | None = None
    tuning: Tuning | None = None


class Parameter(Table):
    """A direct road from a game value to the mixer, past the emotion."""

    to: Annotated[str, StringConstraints(pattern=rf"^({'|'.join(EFFECTS)}|layer:[a-z][a-z0-9_]*|volume:[a-z]+)$")]
    """An effect such as `lowpass` (Hz) or `reverb` (dB), `layer:NAME` (dB) or `volume:BUS` (dB)."""
    curve: Curve
    """Its input is usually `state.KEY`, or `param.NAME` for a value that a client pins by this name."""


class StemSet(Table):
    """A set: the music of one game or place."""

    format: Literal[1]
    name: Name
    title: str = ""
    version: str = "0.1.0"
    description: str = ""
    licence: str = "CC0-1.0"
    start: Name
    """The section or playlist played first."""
    lead: Literal["scene", "feeling"] = "scene"
    preset: Literal["evidence", "seed-table", "seed-code"] = "evidence"
    tuning: Tuning = Tuning()
    loudness: Loudness = Loudness()
    credits: list[Credit] = []
    instruments: dict[Name, Instrument] = {}
    layers: Annotated[dict[Name, Layer], Field(min_length=1, max_length=32)]
    sections: Annotated[dict[Name, Section], Field(min_length=1, max_length=256)]
    transitions: list[Transition] = []
    playlists: Annotated[dict[Name, Playlist], Field(max_length=64)] = {}
    stingers: dict[Name, Stinger] = {}
    voices: dict[Name, Voice] = {}
    themes: dict[Name, Theme] = {}
    variants: dict[Name, Variant] = {}
    params: dict[Name, Parameter] = {}
    mix: Mix = Mix()
    snapshots: Annotated[dict[Name, Snapshot], Field(max_length=64)] = {}
    review: Review = Review()
    """What it says to `affekt sets review`; nothing that sounds depends on it."""

    def modes(self, section: str) -> tuple[str, ...]:
        """Return the modes, besides its own, that a section can be played in: every mode-bearing layer has a take."""
        played = self.sections[section]
        bears = {name for name, layer in self.layers.items() if layer.mode_bearing}
        takes = [used.takes for name, used in played.layers.items() if name in bears and used.takes]
        had: list[set[str]] = [{take.mode or played.mode for take in one} for one in takes]
        both = set.intersection(*had) if had else set()
        return tuple(sorted(m for m in both - {played.mode} if not played.progression or m in played.progressions))

    def playing_layers(self, section: str) -> list[str]:
        """Return the names of the layers for which a section has recordings, in the set's order."""
        return [n for n in self.layers if n in self.sections[section].layers]
