"""The built-in synthesiser's sounds: how each General-MIDI program, and each named sound, is made."""

from dataclasses import dataclass, replace

Modes = tuple[tuple[float, float, float], ...]
"""(ratio to the note, amplitude, share of the sound's decay)."""


@dataclass(frozen=True, slots=True)
class Pluck:
    """A string that is plucked and rings: a waveguide."""

    decay: float = 4.0
    """Seconds to -60 dB at middle C; longer below, shorter above."""
    damp: float = 0.3
    """How much sooner high partials die, 0 … 0.5."""
    pick: float = 0.18
    """Where it is plucked, as a share of its length."""
    cutoff: float = 16.0
    """The pluck's low-pass, in multiples of the note."""
    release: float = 0.25


@dataclass(frozen=True, slots=True)
class Struck:
    """A body that is struck: modes, each with its decay, and the mallet's noise."""

    modes: Modes
    decay: float = 1.5
    click: float = 0.1
    release: float = 0.5
    tremolo: float = 0.0


@dataclass(frozen=True, slots=True)
class Piano:
    """Stiff strings in pairs, with a fast and a slow decay."""

    decay: float = 7.0
    tilt: float = 1.0
    release: float = 0.2


@dataclass(frozen=True, slots=True)
class Wave:
    """A sustained sound: partials in unison, between a dull and a bright timbre."""

    shape: str = "saw"
    tilt: float = 0.0
    """Added to the exponent of the partials' fall."""
    dull: float = 0.7
    """How much steeper the dull timbre falls."""
    sweep: float = 0.0
    """Seconds from dull to bright; negative: from bright to dull; 0 stays bright."""
    voices: int = 1
    detune: float = 8.0
    """Cents between the outermost voices."""
    attack: float = 0.05
    decay: float = 1.0
    stay: float = 1.0
    release: float = 0.25
    vibrato: float = 0.0
    """Cents."""
    rate: float = 5.4
    delay: float = 0.25
    breath: float = 0.0
    octave: float = 0.0
    """An octave below at this level."""


@dataclass(frozen=True, slots=True)
class Fm:
    """Sines that modulate sines: (carrier, modulator, index, fall of the index in s, what stays, level, decay)."""

    pairs: tuple[tuple[float, float, float, float, float, float, float], ...]
    attack: float = 0.002
    release: float = 0.3


@dataclass(frozen=True, slots=True)
class Skin:
    """A drum at a pitch: a falling tone, modes, and noise through a band."""

    fall: float = 0.5
    """How much higher it begins."""
    decay: float = 0.5
    modes: Modes = ()
    noise: float = 0.2
    low: float = 200.0
    high: float = 4_000.0
    noise_decay: float = 0.08
    release: float = 0.3
    swell: float = 0.0
    """Seconds that its noise takes to come, as a shaker's does."""


Sound = Pluck | Struck | Piano | Wave | Fm | Skin

MARIMBA: Modes = ((1.0, 1.0, 1.0), (3.93, 0.28, 0.25), (9.2, 0.08, 0.1))
BAR: Modes = ((1.0, 1.0, 1.0), (2.76, 0.55, 0.6), (5.4, 0.3, 0.35), (8.93, 0.15, 0.2))
BELL: Modes = (
    (0.5, 0.35, 1.3), (1.0, 1.0, 1.0), (1.19, 0.45, 0.8), (1.5, 0.3, 0.6), (2.0, 0.6, 0.6), (2.51, 0.25, 0.4),
    (3.0, 0.2, 0.35), (4.2, 0.15, 0.25),
)  # fmt: skip
TUBE: Modes = ((1.0, 1.0, 1.0), (0.5, 0.25, 0.8), (1.5, 0.5, 0.8), (2.0, 0.5, 0.7), (2.63, 0.3, 0.5), (3.3, 0.2, 0.4))
TINE: Modes = ((1.0, 1.0, 1.0), (5.43, 0.22, 0.18), (2.0, 0.06, 0.5), (13.0, 0.05, 0.08))
SKIN: Modes = ((1.0, 1.0, 1.0), (1.59, 0.5, 0.6), (2.14, 0.35, 0.45), (2.65, 0.2, 0.35), (2.92, 0.15, 0.3))

STRINGS = Wave("strings", voices=4, detune=16.0, attack=0.16, release=0.45, vibrato=5.0, sweep=0.35)
CHOIR = Wave("choir", voices=4, detune=14.0, attack=0.16, release=0.5, vibrato=8.0, breath=0.02)
BRASS = Wave("brass", voices=1, attack=0.05, release=0.15, sweep=0.12, dull=1.3, vibrato=3.0)
REED = Wave("reed", attack=0.04, release=0.15, vibrato=6.0, sweep=0.08)
FLUTE = Wave("flute", attack=0.06, release=0.16, vibrato=9.0, breath=0.06)
BOWED = Wave("bowed", attack=0.11, release=0.22, vibrato=11.0, sweep=0.25, breath=0.01)
ORGAN = Wave("organ", attack=0.012, release=0.06, voices=3, detune=1.5)
LEAD = Wave("saw", attack=0.01, release=0.12, voices=3, detune=9.0, vibrato=5.0, sweep=-0.6)
PAD = Wave("saw", tilt=-0.5, voices=5, detune=20.0, attack=0.45, release=1.4, sweep=1.2)
DRONE = Wave(
    "saw", tilt=-0.35, voices=5, detune=7.0, attack=1.2, release=2.2, sweep=4.0, octave=0.5, vibrato=1.5, rate=0.23
)
E_PIANO = Fm(((1.0, 1.0, 1.1, 0.5, 0.3, 1.0, 3.5), (1.0, 14.0, 0.45, 0.12, 0.0, 0.35, 1.0)), release=0.25)
FM_BELL = Fm(((1.0, 3.5, 1.6, 0.8, 0.15, 1.0, 4.0), (1.0, 1.41, 0.8, 0.6, 0.2, 0.3, 3.0)), release=1.0)
NYLON = Pluck(4.0, 0.36, 0.2, 10.0, 0.3)
STEEL = Pluck(5.0, 0.22, 0.13, 20.0, 0.35)
BASS = Pluck(4.0, 0.4, 0.2, 12.0, 0.12)
TAIKO = Skin(fall=0.35, decay=1.1, modes=SKIN, noise=0.35, low=120.0, high=1_800.0, noise_decay=0.12)
SHAKER = Skin(decay=0.02, noise=1.0, low=4_500.0, high=12_000.0, noise_decay=0.12, swell=0.03)

NAMED: dict[str, Sound] = {
    "piano": Piano(), "electric_piano": E_PIANO, "pluck": NYLON, "bass": BASS, "mallet": Struck(MARIMBA, 1.2, 0.15),
    "bell": Struck(BELL, 5.0, 0.05, 2.0), "organ": ORGAN, "strings": STRINGS, "choir": CHOIR, "brass": BRASS,
    "reed": REED,
    "flute": FLUTE, "lead": LEAD, "pad": PAD, "drone": DRONE, "taiko": TAIKO, "shaker": SHAKER,
}  # fmt: skip
"""What an instrument's `live.sound` may say."""

PROGRAMS: tuple[Sound, ...] = (
    # Pianos.
    Piano(), Piano(tilt=0.8), Piano(tilt=0.85, decay=5.0), Piano(tilt=0.7, decay=6.0), E_PIANO,
    replace(E_PIANO, pairs=((1.0, 1.0, 1.6, 0.7, 0.35, 1.0, 4.0), (1.0, 7.0, 0.6, 0.2, 0.0, 0.3, 1.5))),
    Pluck(4.0, 0.12, 0.1, 40.0, 0.1), Pluck(3.0, 0.2, 0.08, 30.0, 0.06),
    # Chromatic percussion.
    Struck(TINE, 2.5, 0.05, 0.8), Struck(BAR, 2.2, 0.08, 1.2), Struck(TINE, 1.8, 0.06, 0.8),
    Struck(((1.0, 1.0, 1.0), (4.0, 0.2, 0.25), (10.0, 0.05, 0.1)), 4.5, 0.03, 0.6, 0.25),
    Struck(MARIMBA, 1.1, 0.15, 0.4), Struck(((1.0, 1.0, 1.0), (3.0, 0.4, 0.35), (6.1, 0.18, 0.2)), 0.6, 0.25, 0.3),
    Struck(TUBE, 5.0, 0.05, 1.2), Pluck(4.0, 0.16, 0.28, 22.0, 0.9),
    # Organs.
    ORGAN, replace(ORGAN, shape="perc_organ", decay=0.3, stay=0.75),
    replace(ORGAN, shape="rock_organ", vibrato=6.0, rate=6.2),
    Wave("church", voices=3, detune=5.0, attack=0.05, release=0.4), replace(REED, voices=1, vibrato=2.0, release=0.1),
    Wave("reed", voices=3, detune=14.0, attack=0.04, release=0.1), replace(REED, vibrato=5.0),
    Wave("reed", voices=3, detune=18.0, attack=0.04, release=0.1),
    # Guitars.
    NYLON, STEEL, Pluck(4.0, 0.42, 0.25, 8.0, 0.2), Pluck(6.0, 0.28, 0.16, 16.0, 0.2), Pluck(0.6, 0.45, 0.1, 10.0, 0.1),
    Wave("saw", tilt=-0.2, attack=0.005, decay=2.5, stay=0.35, release=0.15, sweep=-1.5, vibrato=3.0),
    Wave("saw", voices=3, detune=6.0, attack=0.005, decay=4.0, stay=0.5, release=0.15, sweep=-2.0, vibrato=3.0),
    Struck(((1.0, 1.0, 1.0), (2.0, 0.35, 0.6), (3.0, 0.12, 0.3)), 3.0, 0.04, 0.4),
    # Basses.
    BASS, Pluck(5.0, 0.34, 0.18, 14.0, 0.1), Pluck(5.0, 0.24, 0.1, 24.0, 0.1), Pluck(4.5, 0.44, 0.3, 8.0, 0.12),
    Pluck(3.0, 0.14, 0.06, 40.0, 0.08), Pluck(3.5, 0.18, 0.08, 40.0, 0.08),
    Fm(((1.0, 1.0, 2.2, 0.35, 0.2, 1.0, 4.0), (0.5, 0.5, 0.3, 1.0, 1.0, 0.3, 6.0)), release=0.1),
    Fm(((1.0, 2.0, 1.8, 0.25, 0.25, 1.0, 3.5), (1.0, 1.0, 0.8, 0.5, 0.4, 0.5, 4.0)), release=0.1),
    # Strings.
    BOWED, replace(BOWED, tilt=-0.1), replace(BOWED, tilt=-0.2, vibrato=9.0), replace(BOWED, tilt=-0.3, vibrato=6.0),
    replace(STRINGS, attack=0.06, vibrato=14.0, rate=7.0, delay=0.0), Pluck(0.9, 0.4, 0.2, 10.0, 0.15),
    Pluck(6.0, 0.26, 0.3, 14.0, 1.6), Skin(fall=0.08, decay=1.6, modes=SKIN, noise=0.15, high=1_500.0, release=1.0),
    # Ensembles.
    STRINGS, replace(STRINGS, attack=0.35, release=0.8), replace(PAD, attack=0.2, release=0.7, tilt=-0.1),
    replace(PAD, attack=0.3, release=0.8, tilt=-0.3), CHOIR, replace(CHOIR, attack=0.1),
    replace(CHOIR, attack=0.06, voices=3),
    Wave("brass", voices=5, detune=24.0, attack=0.01, decay=0.35, stay=0.1, release=0.3, octave=0.6),
    # Brass.
    BRASS, replace(BRASS, tilt=-0.2), replace(BRASS, tilt=-0.5, attack=0.07), replace(BRASS, tilt=0.3, vibrato=5.0),
    replace(BRASS, tilt=-0.4, attack=0.09), replace(BRASS, voices=4, detune=12.0),
    replace(LEAD, shape="brass", voices=3),
    replace(LEAD, shape="brass", voices=4, detune=14.0, attack=0.05),
    # Reeds.
    replace(REED, vibrato=9.0), replace(REED, vibrato=8.0), replace(REED, tilt=-0.15), replace(REED, tilt=-0.2),
    replace(REED, shape="oboe", vibrato=8.0), replace(REED, shape="oboe", tilt=-0.2),
    replace(REED, shape="oboe", tilt=-0.3, vibrato=3.0), replace(REED, shape="clarinet", vibrato=3.0),
    # Pipes.
    replace(FLUTE, tilt=0.2, attack=0.035), FLUTE, replace(FLUTE, tilt=-0.3, vibrato=4.0), replace(FLUTE, breath=0.12),
    replace(FLUTE, breath=0.18, tilt=-0.5), replace(FLUTE, breath=0.2, vibrato=14.0),
    Wave("sine", attack=0.05, vibrato=12.0),
    replace(FLUTE, tilt=-0.6, vibrato=6.0),
    # Leads.
    replace(LEAD, shape="square"), LEAD, replace(FLUTE, vibrato=5.0, breath=0.1),
    replace(LEAD, shape="square", breath=0.1),
    replace(LEAD, detune=14.0, tilt=0.1), replace(CHOIR, voices=3, attack=0.05), replace(LEAD, shape="fifths"),
    replace(LEAD, octave=0.8, detune=12.0),
    # Pads.
    replace(PAD, sweep=2.0, shape="glass"), PAD, replace(PAD, attack=0.12, tilt=-0.2),
    replace(CHOIR, attack=0.4, release=1.2),
    replace(PAD, shape="strings", tilt=-0.2), replace(PAD, shape="glass", tilt=0.1),
    replace(PAD, shape="choir", attack=0.6),
    replace(PAD, sweep=3.0, tilt=-0.1, dull=1.4),
    # Effects.
    replace(FM_BELL, release=1.5), replace(PAD, octave=0.6, sweep=2.5), FM_BELL,
    replace(PAD, attack=0.2, shape="glass"),
    replace(PAD, shape="glass", attack=0.05, decay=3.0, stay=0.4), replace(PAD, sweep=-3.0),
    replace(PAD, decay=2.0, stay=0.5),
    replace(LEAD, attack=0.08, release=0.6, voices=3),
    # Of many lands.
    Pluck(5.0, 0.06, 0.07, 50.0, 0.5), Pluck(1.2, 0.18, 0.1, 26.0, 0.2), Pluck(1.4, 0.22, 0.08, 24.0, 0.2),
    Pluck(3.5, 0.2, 0.12, 20.0, 0.6), Struck(TINE, 1.5, 0.1, 0.4), replace(REED, voices=3, detune=6.0, vibrato=0.0),
    replace(BOWED, attack=0.07), replace(REED, tilt=0.2, vibrato=10.0),
    # Percussion.
    Struck(BAR, 2.5, 0.05, 1.5), Struck(((1.0, 1.0, 1.0), (1.48, 0.7, 0.8), (2.6, 0.3, 0.5)), 0.5, 0.2, 0.4),
    Fm(((1.0, 2.0, 1.4, 0.25, 0.1, 1.0, 1.6), (2.0, 3.01, 0.6, 0.15, 0.0, 0.3, 0.8)), release=0.5),
    Struck(((1.0, 1.0, 1.0), (2.57, 0.5, 0.6)), 0.12, 0.4, 0.1), TAIKO,
    Skin(fall=0.4, decay=0.8, modes=SKIN[:3], noise=0.15),
    Skin(fall=1.5, decay=0.6, noise=0.05),
    Skin(decay=0.05, noise=1.0, low=3_000.0, high=14_000.0, noise_decay=0.5, swell=0.9),
    # Noises.
    Skin(decay=0.05, noise=1.0, low=1_500.0, high=8_000.0, noise_decay=0.25, swell=0.1),
    Skin(decay=0.05, noise=1.0, low=800.0, high=6_000.0, noise_decay=0.4, swell=0.12),
    Skin(decay=0.05, noise=1.0, low=100.0, high=2_500.0, noise_decay=3.0, swell=1.0),
    replace(FLUTE, vibrato=60.0, rate=9.0),
    Wave("square", attack=0.01, vibrato=30.0, rate=18.0, delay=0.0),
    Skin(decay=0.05, noise=1.0, low=60.0, high=900.0, noise_decay=3.0, swell=0.5),
    Skin(decay=0.05, noise=1.0, low=400.0, high=5_000.0, noise_decay=2.0, swell=0.4),
    Skin(fall=0.2, decay=0.4, noise=1.0, low=60.0, high=5_000.0, noise_decay=0.5),
)  # fmt: skip
"""The 128 programs of General MIDI, in its order."""
