"""Mapping: a feeling inside a scene becomes what the music should be. Pure; call it once a 20 Hz step."""

from collections import abc
from dataclasses import dataclass
from math import exp, log2, sqrt
from typing import Any

from affekt.core.feeling import Affect, Feeling
from affekt.core.inputs import RECORDED
from affekt.core.intent import Intent
from affekt.core.units import SAMPLE_RATE, Frame
from affekt.core.values import quick
from affekt.mapping.archetypes import release, tension_of, weigh
from affekt.mapping.scene import Preset, Scene
from affekt.mapping.wishes import difference, mode_band, mode_for, tempo_for, tempo_slope

_START = Frame(0)
_NEVER = Frame(-1)
FREEZE = 0.35
"""Doubt beyond which things stay: of valence, the mode and key; of arousal (on valence's scale), the tempo."""
_SURE = 0.15
_LOST = 0.5
"""Doubt up to which a feeling counts in full, and from which on it counts no more."""
_LEAD = 0.4
_CONTRAST = -0.5
_MODE_MARGIN = 0.2
_MODE_S = 4.0
_TEMPO_DEAD = 0.04
_TEMPO_DOUBT = 0.8
"""The tempo wish must move by this much of a standard deviation as well …"""
_MODE_TREMBLE, _TEMPO_TREMBLE = 1.5, 2.6
"""… and by this many times the feeling's own trembling about its slow course; likewise the mode."""
_SLOW_S = (3.0, 8.0)
"""Time constants of the slow courses of valence and arousal."""
_TREMBLE_S = 60.0
_TEMPO_S = 4.0
_TEMPO_BARS = 8.0

_MOST_SHARE = 4.0
"""What a variance, a peak of tension or a catharsis never passes …"""
_LONGEST_S = 1e9
"""… and tension standing high."""

Pins = abc.Mapping[str, float | str]
"""`tempo`, `key`, `mode`, `energy`, `density` → value; other names are passed over."""


@quick
@dataclass(frozen=True, slots=True)
class Mapping:
    """What the mapping remembers, so that the music does not twitch."""

    section: str = ""
    frame: Frame = _START
    mode: str = "ionian"
    mode_wish: str = ""
    """The mode that the feeling has been asking for; empty where it is content."""
    mode_since: Frame = _START
    tempo: float = 100.0
    slow: tuple[float, float] = (0.0, 0.3)
    """The aim's valence and arousal on their slow course."""
    tremble: tuple[float, float] = (0.0016, 0.0016)
    """Variance of valence and arousal about it."""
    tempo_off_since: Frame = _NEVER
    tempo_changed: Frame = _START
    high_s: float = 0.0
    """How long tension has stood high; likewise its peak, and what is left of a catharsis."""
    peak: float = 0.0
    catharsis: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, plain: dict[str, Any], shift: int = 0) -> "Mapping":
        """Return the state that `to_json` gave, its frames moved by `shift`.

        Raises:
            KeyError, TypeError, ValueError: if it is no such thing, or knows of frames after its own.
        """
        off = int(plain["tempo_off_since"])
        if max(off, int(plain["mode_since"]), int(plain["tempo_changed"])) > int(plain["frame"]):
            raise ValueError("a frame of the mapping lies after its own")
        slow_v, slow_a = plain["slow"]
        shares = (*plain["tremble"], plain["peak"], plain["catharsis"])
        known = -1.0 <= slow_v <= 1.0 and 0.0 <= slow_a <= 1.0 and all(0.0 <= x <= _MOST_SHARE for x in shares)
        if not (known and 0.0 <= plain["high_s"] <= _LONGEST_S and 20.0 <= plain["tempo"] <= 300.0):
            raise ValueError("a number of the mapping is out of range")
        mode_band(plain["mode"])
        return cls(
            str(plain["section"]), Frame(int(plain["frame"]) + shift), str(plain["mode"]), str(plain["mode_wish"]),
            Frame(int(plain["mode_since"]) + shift), float(plain["tempo"]),
            (float(slow_v), float(slow_a)),
            (float(plain["tremble"][0]), float(plain["tremble"][1])),
            Frame(max(off + shift, 0)) if off >= 0 else _NEVER, Frame(int(plain["tempo_changed"]) + shift),
            float(plain["high_s"]), float(plain["peak"]), float(plain["catharsis"]),
        )  # fmt: skip


def _trust(sigma: float) -> float:
    if sigma <= _SURE:
        return 1.0
    return 0.0 if sigma >= _LOST else (_LOST - sigma) / (_LOST - _SURE)


def _within(x: float, target: float, reach: float, low: float) -> float:
    lowest, highest = target - reach, target + reach
    x = lowest if x < lowest else min(x, highest)
    return low if x < low else min(x, 1.0)


def aim(affect: Affect, scene: Scene) -> Feeling:
    """Return the feeling that the music aims at: the player's, by policy, narrowed by doubt, inside the box.

    The bounds of a feeling always hold; the box holds unless the feeling leads.
    """
    target, box = scene.target, scene.box
    open_box = scene.free or scene.lead == "feeling"
    if scene.policy == "hold" and not open_box:
        return target
    colour = 1.0
    if not open_box:
        colour = _LEAD if scene.policy == "lead" else _CONTRAST if scene.policy == "contrast" else 1.0
    tv, ta, td = target.valence, target.arousal, target.dominance
    v = tv + colour * _trust(affect.sigma_v) * (affect.valence - tv)
    a = ta + colour * _trust(2.0 * affect.sigma_a) * (affect.arousal - ta)
    d = td + colour * _trust(affect.sigma_d) * (affect.dominance - td)
    if open_box:
        return Feeling(_within(v, 0.0, 1.0, -1.0), _within(a, 0.5, 0.5, 0.0), _within(d, 0.0, 1.0, -1.0))
    return Feeling(
        _within(v, tv, box.valence, -1.0), _within(a, ta, box.arousal, 0.0), _within(d, td, box.dominance, -1.0)
    )


def _mode(state: Mapping, valence: float, margin: float, frame: Frame) -> tuple[str, str, Frame]:
    """Return (mode, the way that the feeling pulls but not long enough, since when)."""
    low, high = mode_band(state.mode)
    if low - margin <= valence <= high + margin:
        return state.mode, "", frame
    way = "up" if valence > high else "down"
    if state.mode_wish != way:
        return state.mode, way, frame
    if frame - state.mode_since < _MODE_S * SAMPLE_RATE:
        return state.mode, way, state.mode_since
    return mode_for(valence), "", frame


def _tempo(
    state: Mapping, wish: float, margin: float, scene: Scene, tempo: float, frame: Frame
) -> tuple[float, Frame, Frame]:
    """Return (wished tempo, since when it is off, when it last changed); `tempo` sounds."""
    if abs(wish - state.tempo) <= max(_TEMPO_DEAD * state.tempo, margin):
        return state.tempo, _NEVER, state.tempo_changed
    since = state.tempo_off_since if state.tempo_off_since >= 0 else frame
    dwell = _TEMPO_BARS * scene.bar_beats * 60.0 / tempo
    if frame - since < _TEMPO_S * SAMPLE_RATE or frame - state.tempo_changed < dwell * SAMPLE_RATE:
        return state.tempo, since, state.tempo_changed
    return float(round(wish)), _NEVER, frame


def map_affect(
    state: Mapping,
    affect: Affect,
    scene: Scene,
    pins: Pins,
    preset: Preset,
    frame: Frame,
    sounds: tuple[float, str, str] | None = None,
) -> tuple[Mapping, Intent]:
    """Return the next state and what the music should be now.

    `sounds` is the (tempo, tonic, mode) that sound; None is the section's own.

    Mode waits until valence is past its threshold by max(.2, 1 σ) for 4 s; tempo has a dead zone of 4 % (more where
    the feeling is in doubt or trembles) and moves at most once in 8 bars. Doubt over .35 of valence freezes the mode,
    of arousal the tempo; `Intent.frozen` is both. A new section takes its own mode and tempo at once.
    Numbers after composition reference §5.4 (Eerola, Friberg & Bresin 2013) and music.md, "Change, and when not to".
    """
    sounds = sounds or (scene.tempo, scene.key, scene.mode)
    state, want = move(state, affect, scene, preset, frame, sounds[0])
    return state, intent(state, want, affect, scene, pins, sounds)


def move(
    state: Mapping, affect: Affect, scene: Scene, preset: Preset, frame: Frame, sounding: float
) -> tuple[Mapping, Feeling]:
    """Return the next state of `map_affect` and the feeling that the music aims at; `sounding` is the tempo now."""
    want = aim(affect, scene)
    v, a, d = want.valence, want.arousal, want.dominance
    gone = (frame - state.frame) / SAMPLE_RATE if state.section else 0.0
    doubt_v, doubt_a = affect.sigma_v, affect.sigma_a
    mode, mode_wish, mode_since = state.mode, "", frame
    tempo, off, changed = state.tempo, _NEVER, state.tempo_changed
    slow_v, slow_a = state.slow
    tremble_v, tremble_a = state.tremble
    if scene.section != state.section:
        mode, slow_v, slow_a = scene.mode, v, a
        tempo, changed = float(round(tempo_for(a, preset))), frame
    else:
        follow = 1.0 - exp(-gone / _TREMBLE_S)
        tremble_v += follow * ((v - slow_v) ** 2 - tremble_v)
        tremble_a += follow * ((a - slow_a) ** 2 - tremble_a)
        slow_v += (1.0 - exp(-gone / _SLOW_S[0])) * (v - slow_v)
        slow_a += (1.0 - exp(-gone / _SLOW_S[1])) * (a - slow_a)
        if doubt_v <= FREEZE:
            margin = max(_MODE_MARGIN, doubt_v, _MODE_TREMBLE * sqrt(tremble_v))
            mode, mode_wish, mode_since = _mode(state, slow_v, margin, frame)
        if 2.0 * doubt_a <= FREEZE:
            margin = tempo_slope(preset) * max(_TEMPO_DOUBT * doubt_a, _TEMPO_TREMBLE * sqrt(tremble_a))
            tempo, off, changed = _tempo(state, tempo_for(slow_a, preset), margin, scene, sounding, frame)
    high_s, peak, catharsis = release(state.high_s, state.peak, state.catharsis, tension_of(v, a, d), gone)
    moved = Mapping(
        scene.section, frame, mode, mode_wish, mode_since, tempo, (slow_v, slow_a), (tremble_v, tremble_a), off,
        changed, high_s, peak, catharsis,
    )  # fmt: skip
    return moved, want


def intent(
    state: Mapping, want: Feeling, affect: Affect, scene: Scene, pins: Pins, sounds: tuple[float, str, str]
) -> Intent:
    """Return what the music should be, from what `move` led to."""
    v, a, d = want.valence, want.arousal, want.dominance
    mode, tempo, key = state.mode, state.tempo, scene.key
    tension = tension_of(v, a, d)
    energy = 0.9 * a + 0.05 * (1.0 + d)
    note_rate = 1.2 * 5.0**a
    sounding = sounds[0]
    density = 0.5 * log2(note_rate * 60.0 / sounding / 0.75)
    density = 0.0 if density < 0.0 else min(density, 1.0)
    if pins:
        mode = str(pins.get("mode", mode))
        if pins.get("key") != RECORDED:
            key = str(pins.get("key", key))
        tempo = scene.tempo if pins.get("tempo") == RECORDED else float(pins.get("tempo", tempo))
        energy, density = float(pins.get("energy", energy)), float(pins.get("density", density))
    level = 0.6 * (2.0 * a - 1.0) + 0.4 * d
    brightness = 0.35 + 0.3 * a + 0.2 * v + 0.1 * d
    happy = v if v > 0.0 else 0.0
    orchestration = 0.2 + 0.6 * a + 0.1 * abs(v) + 0.1 * d
    return Intent(
        v, a, d, mode, key, tempo, sounding,
        energy, tension, density, note_rate, 0.5 * 4.0**a,
        0.0 if orchestration < 0.0 else min(orchestration, 1.0),
        0.0 if brightness < 0.0 else min(brightness, 1.0),
        min(0.4 + 0.5 * a * happy, 1.0),
        3.0 * level,
        weigh(want, tension, state.catharsis, affect.valence_rate, affect.arousal_rate),
        affect.sigma_v > FREEZE and 2.0 * affect.sigma_a > FREEZE,
        difference(scene, (tempo, key, mode), sounds, "tempo" in pins),
    )  # fmt: skip
