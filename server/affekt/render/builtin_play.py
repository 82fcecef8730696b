"""The built-in synthesiser plays one note of one of its sounds."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import SAMPLE_RATE
from affekt.render.builtin_dsp import (
    TABLE,
    TOP_HZ,
    add_fm,
    add_modes,
    add_sweep,
    add_wave,
    band,
    noise,
    shape,
    string,
    table,
)
from affekt.render.builtin_sounds import Fm, Modes, Piano, Pluck, Skin, Sound, Struck, Wave

Samples = NDArray[np.float64]

_STEEPER = 0.55
"""How much the exponent of the partials' fall changes for a whole step of brightness."""
_MOST = TABLE // 4
"""Partials of the lowest notes; more would not be read well."""
_APART = {3: 0.51, 4: 0.28, 5: 0.24}
"""How far apart voices in unison begin: so that a note begins neither in a null of their beating nor on its top."""
_STIFF = 3.5e-4
"""Inharmonicity of a piano string at middle C."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a note is played."""

    frames: int
    """From the key's going down to its going up."""
    velocity: int = 100
    bright: float = 0.0
    """-1 dull … 1 bright, beside what the velocity does."""
    attack: float = 1.0
    """Times the sound's own."""
    release: float = 1.0
    vibrato: float = 0.0
    """Cents more."""
    salt: int = 0
    """Which noise."""

    @property
    def sheen(self) -> float:
        """Brightness with the velocity's share."""
        return self.bright + 0.6 * (self.velocity - 90) / 64.0


def play(sound: Sound, hertz: float, how: Manner) -> Samples:
    """Return a note from its first frame until nothing of it sounds, about ±1 at any velocity."""
    match sound:
        case Pluck():
            return _pluck(sound, hertz, how)
        case Struck():
            return _struck(sound, hertz, how)
        case Piano():
            return _piano(sound, hertz, how)
        case Wave():
            return _wave(sound, hertz, how)
        case Fm():
            return _fm(sound, hertz, how)
        case Skin():
            return _skin(sound, hertz, how)


def _room(how: Manner, release: float) -> Samples:
    return np.zeros(how.frames + round(1.1 * release * how.release * SAMPLE_RATE) + 480)


def _let_go(out: Samples, how: Manner, attack: float, release: float, decay: float = 1.0, stay: float = 1.0) -> Samples:
    shape(max(attack * how.attack * SAMPLE_RATE, 1.0), decay, stay, how.frames, max(release * how.release, 0.01), out)
    return out


def _longer_below(hertz: float) -> float:
    """Return how much longer a note rings than middle C."""
    return min(max(float((261.6 / hertz) ** 0.6), 0.25), 2.5)


# -- strings -----------------------------------------------------------------------------------------------------------


def _pluck(sound: Pluck, hertz: float, how: Manner) -> Samples:
    out = _room(how, sound.release)
    period = SAMPLE_RATE / hertz
    w = 2.0 * math.pi / period
    s = min(max(sound.damp * (1.0 - 0.4 * how.sheen), 0.02), 0.5)
    wanted = 10.0 ** (-3.0 * period / (SAMPLE_RATE * sound.decay * _longer_below(hertz)))
    while True:
        re, im = 1.0 - s + s * math.cos(w), s * math.sin(w)
        loss = math.hypot(re, im)
        if wanted / loss < 1.0 or s < 1e-4:
            break
        s *= 0.7
    rest = period - math.atan2(im, re) / w
    size = max(int(rest - 0.5), 2)
    d = rest - size
    a = math.sin((1.0 - d) * w / 2.0) / math.sin((1.0 + d) * w / 2.0)
    string(_burst(sound, hertz, size, how), a, s, min(wanted / loss, 0.99999), out)
    return _let_go(out, how, 0.0008, sound.release)


def _burst(sound: Pluck, hertz: float, size: int, how: Manner) -> Samples:
    """Return what a pluck puts on a string: a band-limited displacement, a little uneven, without its mean."""
    cutoff = min(sound.cutoff * 2.0**how.sheen, TOP_HZ / hertz) + 1.0
    k = np.arange(1, max(int(min(TOP_HZ / hertz, size / 2 - 1)), 1) + 1)
    uneven = 1.0 + 0.25 * noise(len(k), how.salt)
    pick = 0.15 + np.abs(np.sin(math.pi * k * sound.pick))
    loud = pick * uneven / k**0.5 / (1.0 + (k / cutoff) ** 4) ** 0.5
    loud /= math.sqrt(float((loud**2).sum()))
    spectrum = np.zeros(size // 2 + 1, np.complex128)
    top = min(len(k), len(spectrum) - 1)
    spectrum[1 : top + 1] = loud[:top] * np.exp(-1j * (math.pi / 2.0 + 0.4 * k[:top]))
    burst: Samples = np.fft.irfft(spectrum, size) * size / 2.0
    return burst


def _piano(sound: Piano, hertz: float, how: Manner) -> Samples:
    out = _room(how, sound.release)
    stiff = _STIFF * (hertz / 261.6) ** 1.2
    count = int(min(TOP_HZ / hertz, 40))
    k = np.arange(1, max(count, 1) + 1)
    freq = hertz * k * np.sqrt((1.0 + stiff * k**2) / (1.0 + stiff))
    keep = freq < TOP_HZ
    k, freq = k[keep], freq[keep]
    hammer = 1.0 / (1.0 + (freq / (2_200.0 * 2.0**how.sheen + 1.2 * hertz)) ** 2)
    loud = np.abs(np.sin(math.pi * k / 8.3)) ** 0.5 * hammer / k ** (sound.tilt - _STEEPER * how.bright)
    loud /= math.sqrt(float((loud**2).sum()))
    t60 = sound.decay * _longer_below(hertz) / (1.0 + 0.22 * (k - 1))
    add_modes(freq, 0.75 * loud, 0.45 * t60, out)
    add_modes(freq * 2.0 ** (0.7 / 1200.0), 0.35 * loud, t60, out)
    _click(out, 0.05 * 2.0**how.sheen, 180.0, 1_500.0, 0.03, how)
    return _let_go(out, how, 0.0015, sound.release)


# -- bodies ------------------------------------------------------------------------------------------------------------


def _modes(modes: Modes, hertz: float, decay: float, bright: float, out: Samples) -> None:
    known = [(hertz * r, a * r ** (_STEEPER * bright), d * decay) for r, a, d in modes if hertz * r < TOP_HZ]
    add_modes(*(np.array(column) for column in zip(*known, strict=True)), out)


def _struck(sound: Struck, hertz: float, how: Manner) -> Samples:
    out = _room(how, sound.release)
    _modes(sound.modes, hertz, sound.decay * _longer_below(hertz), how.sheen, out)
    _click(out, sound.click * 2.0**how.sheen, 400.0, 5_000.0, 0.012, how)
    if sound.tremolo:
        out *= 1.0 - sound.tremolo * (0.5 - 0.5 * np.cos(2.0 * math.pi * 5.2 * np.arange(len(out)) / SAMPLE_RATE))
    return _let_go(out, how, 0.0006, sound.release)


def _click(out: Samples, loud: float, low: float, high: float, decay: float, how: Manner) -> None:
    """Add the noise of a hammer or a mallet."""
    length = min(round(3.0 * decay * SAMPLE_RATE), len(out))
    made = np.empty(length)
    band(noise(length, how.salt), low, min(high * 2.0**how.sheen, TOP_HZ), made)
    out[:length] += loud * made * np.exp(-6.9 * np.arange(length) / (decay * SAMPLE_RATE))


def _skin(sound: Skin, hertz: float, how: Manner) -> Samples:
    out = _room(how, sound.release)
    if sound.decay > 0.02:
        add_sweep(hertz * (1.0 + sound.fall), hertz, 0.03, 1.0, sound.decay, out)
        if sound.modes:
            _modes(sound.modes[1:], hertz, sound.decay, how.sheen, out)
    rushing = np.empty(len(out))
    band(noise(len(out), how.salt), sound.low, min(sound.high * 2.0 ** (0.7 * how.sheen), TOP_HZ), rushing)
    t = np.arange(len(out)) / SAMPLE_RATE
    level = np.exp(-6.9 * np.maximum(t - sound.swell, 0.0) / sound.noise_decay)
    if sound.swell:
        level *= np.minimum(t / sound.swell, 1.0) ** 2
    out += 2.0 * sound.noise * rushing * level
    return _let_go(out, how, 0.0006, sound.release)


# -- sustained ---------------------------------------------------------------------------------------------------------

_FORMANTS = {
    "strings": ((500.0, 300.0, 0.8), (1_500.0, 700.0, 0.5), (3_000.0, 900.0, 0.5)),
    "bowed": ((450.0, 200.0, 1.0), (1_100.0, 400.0, 0.6), (2_800.0, 800.0, 0.9)),
    "choir": ((650.0, 160.0, 3.0), (1_080.0, 200.0, 2.0), (2_650.0, 350.0, 0.9)),
    "oboe": ((1_050.0, 350.0, 2.5), (2_900.0, 600.0, 1.6)),
    "reed": ((800.0, 500.0, 1.0), (2_200.0, 700.0, 0.8)),
}
_DRAWBARS = {
    "organ": {1: 1.0, 2: 0.8, 3: 0.6, 4: 0.35, 6: 0.2, 8: 0.25},
    "perc_organ": {1: 1.0, 2: 0.5, 3: 0.8, 4: 0.1},
    "rock_organ": {1: 1.0, 2: 0.9, 3: 0.8, 4: 0.6, 5: 0.4, 6: 0.4, 8: 0.5},
    "church": {1: 1.0, 2: 0.8, 3: 0.3, 4: 0.6, 6: 0.25, 8: 0.4, 12: 0.12, 16: 0.15},
    "sine": {1: 1.0, 2: 0.05, 3: 0.02},
}


def _partials(kind: str, hertz: float, tilt: float) -> Samples:
    """Return the amplitudes of a timbre's partials below 20 kHz, of power 1."""
    count = min(max(int(TOP_HZ / hertz), 1), _MOST)
    k = np.arange(1, count + 1)
    fall = k.astype(np.float64)
    if kind in _DRAWBARS:
        loud = np.array([_DRAWBARS[kind].get(n, 0.0) for n in range(1, count + 1)])
        fall = fall**0.5
    elif kind == "square":
        loud = (k % 2 == 1) / k
    elif kind == "clarinet":
        loud = np.where(k % 2 == 1, 1.0, 0.12) / k**1.1 / (1.0 + (k * hertz / 2_800.0) ** 2)
    elif kind == "flute":
        loud = 1.0 / k**2.2
    elif kind == "glass":
        loud = np.isin(k, (1, 3, 4, 7, 9, 12)) / k**0.9
    elif kind == "fifths":
        loud = (k % 2 == 0) / k + (k % 3 == 0) / k
    elif kind == "brass":
        loud = 1.0 / k**0.8 / (1.0 + (k * hertz / 2_400.0) ** 2)
    else:
        loud = 1.0 / k
    if kind in _FORMANTS:
        body = sum(peak / (1.0 + ((k * hertz - f) / wide) ** 2) for f, wide, peak in _FORMANTS[kind])
        loud = loud * (0.3 + body)
    loud = loud * fall**tilt
    power = float((loud**2).sum())
    return np.asarray(loud / math.sqrt(power) if power > 0.0 else np.eye(1, count)[0])


@lru_cache(maxsize=64)
def _tables(kind: str, hertz: float, tilt: float, dull: float) -> tuple[Samples, Samples]:
    """Return a timbre's period dull and bright."""
    return table(_partials(kind, hertz, tilt - dull)), table(_partials(kind, hertz, tilt))


def _wave(sound: Wave, hertz: float, how: Manner) -> Samples:
    out = _room(how, sound.release)
    read = hertz / 2.0 if sound.shape == "fifths" else hertz
    timbres = _tables(sound.shape, read, round(sound.tilt + _STEEPER * how.sheen, 4), sound.dull)
    t = np.arange(len(out)) / SAMPLE_RATE
    if sound.sweep:
        mix = np.exp(-t / abs(sound.sweep))
        mix = mix if sound.sweep < 0.0 else 1.0 - mix
    else:
        mix = np.ones(len(out))
    share = 0.0
    wide = max(sound.vibrato + how.vibrato, 0.0)
    for v in range(sound.voices):
        place = v / (sound.voices - 1) - 0.5 if sound.voices > 1 else 0.0
        cents = sound.detune * place
        level = 1.0 - 1.1 * abs(place)
        share += level**2
        made = np.zeros(len(out))
        add_wave(
            *timbres, read * 2.0 ** (cents / 1200.0), _APART.get(sound.voices, 0.0) * (0.618034 * v % 1.0), mix, wide,
            sound.rate * (1.0 + 0.13 * place), sound.delay, made,
        )  # fmt: skip
        out += level * made
    out /= math.sqrt(share)
    if sound.octave:
        below = _tables("sine", hertz / 2.0, 0.0, 0.0)
        made = np.zeros(len(out))
        add_wave(*below, hertz / 2.0, 0.0, mix, 0.0, sound.rate, sound.delay, made)
        out += sound.octave * made
    if sound.breath:
        air = np.empty(len(out))
        band(noise(len(out), how.salt), 0.8 * hertz, min(4.0 * hertz, 12_000.0), air)
        out += 3.0 * sound.breath * air
    return _let_go(out, how, sound.attack, sound.release, sound.decay, sound.stay)


def _fm(sound: Fm, hertz: float, how: Manner) -> Samples:
    out = _room(how, sound.release)
    for carrier, modulator, index, fade, stay, loud, decay in sound.pairs:
        # Side bands beyond the index and three more are under -60 dB: none of them passes the top.
        room = (TOP_HZ / hertz - carrier) / modulator - 3.0
        now = min(index * 2.0**how.sheen, max(room, 0.0))
        t60 = decay * _longer_below(hertz)
        add_fm(carrier * hertz, modulator * hertz, now, fade, stay, loud, t60, max(how.vibrato, 0.0), 5.2, out)
    return _let_go(out, how, sound.attack, sound.release)
