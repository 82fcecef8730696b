"""Mapping: a feeling inside a scene becomes what the music should be. Pure; call it once a 20 Hz step."""

from collections import abc
from dataclasses import dataclass
from math import exp, log2
from typing import Any

from affekt.core.feeling import Affect, Feeling
from affekt.core.intent import Intent
from affekt.core.units import SAMPLE_RATE, Frame
from affekt.mapping.archetypes import release, tension_of, weigh
from affekt.mapping.scene import Preset, Scene
from affekt.mapping.wishes import difference, mode_band, mode_for, tempo_for, tempo_slope

_START = Frame(0)
_NEVER = Frame(-1)
FREEZE = 0.35
"""Doubt beyond which mode, key, section and tempo stay."""
_THAW = 0.32
_SURE = 0.15
_LOST = 0.5
"""Doubt up to which a feeling counts in full, and from which on it counts no more."""
_LEAD = 0.4
_CONTRAST = -0.5
_MODE_MARGIN = 0.2
_MODE_S = 4.0
_TEMPO_DEAD = 0.04
_TEMPO_DOUBT = 0.8
"""The tempo wish must move by this many standard deviations as well."""
_TEMPO_SLOW_S = 4.0
_TEMPO_S = 4.0
_TEMPO_BARS = 8.0

Pins = abc.Mapping[str, float | str]
"""`tempo`, `key`, `mode`, `energy`, `density` → value; other names are passed over."""


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
    tempo_slow: float = 0.3
    """Arousal as the tempo sees it, slowly."""
    tempo_off_since: Frame = _NEVER
    tempo_changed: Frame = _START
    frozen: bool = False
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
            KeyError, TypeError, ValueError: if it is no such thing.
        """
        off = int(plain["tempo_off_since"])
        return cls(
            str(plain["section"]), Frame(int(plain["frame"]) + shift), str(plain["mode"]), str(plain["mode_wish"]),
            Frame(int(plain["mode_since"]) + shift), float(plain["tempo"]), float(plain["tempo_slow"]),
            Frame(off + shift if off >= 0 else -1), Frame(int(plain["tempo_changed"]) + shift),
            bool(plain["frozen"]), float(plain["high_s"]), float(plain["peak"]), float(plain["catharsis"]),
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


def _mode(state: Mapping, valence: float, doubt: float, frame: Frame) -> tuple[str, str, Frame]:
    """Return (mode, mode wished for but not long enough, since when)."""
    low, high = mode_band(state.mode)
    margin = doubt if doubt > _MODE_MARGIN else _MODE_MARGIN
    if low - margin <= valence <= high + margin:
        return state.mode, "", frame
    way = "up" if valence > high else "down"
    if state.mode_wish != way:
        return state.mode, way, frame
    if frame - state.mode_since < _MODE_S * SAMPLE_RATE:
        return state.mode, way, state.mode_since
    return mode_for(valence), "", frame


def _tempo(
    state: Mapping, slow: float, doubt: float, scene: Scene, preset: Preset, frame: Frame
) -> tuple[float, Frame, Frame]:
    """Return (wished tempo, since when it is off, when it last changed)."""
    wish = tempo_for(slow, preset)
    reach = max(_TEMPO_DEAD * state.tempo, _TEMPO_DOUBT * doubt * tempo_slope(preset))
    if abs(wish - state.tempo) <= reach:
        return state.tempo, Frame(-1), state.tempo_changed
    since = state.tempo_off_since if state.tempo_off_since >= 0 else frame
    dwell = _TEMPO_BARS * scene.bar_beats * 60.0 / scene.tempo
    if frame - since < _TEMPO_S * SAMPLE_RATE or frame - state.tempo_changed < dwell * SAMPLE_RATE:
        return state.tempo, since, state.tempo_changed
    return float(round(wish)), Frame(-1), frame


def map_affect(
    state: Mapping, affect: Affect, scene: Scene, pins: Pins, preset: Preset, frame: Frame
) -> tuple[Mapping, Intent]:
    """Return the next state and what the music should be now.

    Mode waits until valence is past its threshold by max(.2, 1 σ) for 4 s; tempo has a dead zone of 4 % (more in
    doubt) and moves at most once in 8 bars; σ > .35 freezes both. A new section takes its own mode and tempo at once.
    Numbers after composition reference §5.4 (Eerola, Friberg & Bresin 2013) and music.md, "Change, and when not to".
    """
    want = aim(affect, scene)
    v, a, d = want.valence, want.arousal, want.dominance
    gone = (frame - state.frame) / SAMPLE_RATE if state.section else 0.0
    sigma_a2 = 2.0 * affect.sigma_a
    doubt = max(affect.sigma_v, sigma_a2, affect.sigma_d)
    frozen = doubt > (_THAW if state.frozen else FREEZE)
    mode, mode_wish, mode_since = state.mode, "", frame
    tempo, off, changed = state.tempo, Frame(-1), state.tempo_changed
    slow = state.tempo_slow
    if scene.section != state.section:
        mode, slow = scene.mode, a
        tempo, changed = float(round(tempo_for(a, preset))), frame
    else:
        slow += (1.0 - exp(-gone / _TEMPO_SLOW_S)) * (a - slow)
        if not frozen:
            mode, mode_wish, mode_since = _mode(state, v, affect.sigma_v, frame)
            tempo, off, changed = _tempo(state, slow, affect.sigma_a, scene, preset, frame)
    tension = tension_of(v, a, d)
    high_s, peak, catharsis = release(state.high_s, state.peak, state.catharsis, tension, gone)
    state = Mapping(
        scene.section, frame, mode, mode_wish, mode_since, tempo, slow, off, changed, frozen, high_s, peak, catharsis
    )

    key = scene.key
    energy = 0.9 * a + 0.05 * (1.0 + d)
    note_rate = 1.2 * 5.0**a
    sounding = scene.tempo
    density = 0.5 * log2(note_rate * 60.0 / sounding / 0.75)
    density = 0.0 if density < 0.0 else min(density, 1.0)
    if pins:
        mode, key = str(pins.get("mode", mode)), str(pins.get("key", key))
        tempo = float(pins.get("tempo", tempo))
        energy, density = float(pins.get("energy", energy)), float(pins.get("density", density))
    level = 0.6 * (2.0 * a - 1.0) + 0.4 * d
    brightness = 0.35 + 0.3 * a + 0.2 * v + 0.1 * d
    happy = v if v > 0.0 else 0.0
    orchestration = 0.2 + 0.6 * a + 0.1 * abs(v) + 0.1 * d
    return state, Intent(
        v, a, d, mode, key, tempo, sounding,
        energy, tension, density, note_rate, 0.5 * 4.0**a,
        0.0 if orchestration < 0.0 else min(orchestration, 1.0),
        0.0 if brightness < 0.0 else min(brightness, 1.0),
        min(0.4 + 0.5 * a * happy, 1.0),
        3.0 * level,
        weigh(want, tension, catharsis, affect.valence_rate, affect.arousal_rate),
        frozen,
        difference(scene.section, tempo, sounding, key, mode, scene.key, scene.mode),
    )  # fmt: skip
