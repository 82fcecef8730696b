"""From what is decided about the mix to the kernel's ramps: effects, volumes, ducking, and what a set fixes."""

from collections.abc import Callable
from math import log

from affekt.arrange.manifest import StemSet
from affekt.core.effects import EFFECTS
from affekt.core.units import SAMPLE_RATE, gain
from affekt.render import layout as at
from affekt.render.layout import row

Row = tuple[int | float, ...]

SMOOTH = 960
"""Frames (20 ms) that a level of the mix takes at the least."""
MUTE_RAMP = 480
BUSES = {"music": at.R_MUSIC, "stingers": at.R_STINGERS, "notes": at.R_NOTES, "master": at.R_MASTER}
STING_ATTACK, STING_RELEASE = 2_400, 24_000
"""50 ms and 500 ms."""
_KINDS: dict[str, tuple[int, Callable[[float], float]]] = {
    "lowpass": (at.R_LOWPASS, log),
    "highpass": (at.R_HIGHPASS, log),
    "reverb": (at.R_REVERB, gain),
    "reverb_decay_s": (at.R_REVERB_DECAY, float),
    "reverb_damping": (at.R_REVERB_DAMPING, float),
    "reverb_size": (at.R_REVERB_SIZE, float),
    "reverb_predelay_ms": (at.R_REVERB_PREDELAY, lambda ms: float(round(ms * SAMPLE_RATE / 1000))),
    "shimmer": (at.R_SHIMMER, float),
    "comp_threshold_db": (at.R_COMP_THRESHOLD, float),
    "comp_ratio": (at.R_COMP_RATIO, float),
    "comp_makeup_db": (at.R_COMP_MAKEUP, float),
    "sidechain_db": (at.R_KEY_DEPTH, float),
    "width": (at.R_WIDTH, float),
}


def effect(name: str, value: float, frame: int, length: int, id: int = 0) -> list[Row]:
    """Return the row that moves an effect; none for a name that nobody knows."""
    if name not in _KINDS:
        return []
    which, scale = _KINDS[name]
    return [row(at.OP_RAMP, frame, id=id, a=which, b=length, x=scale(EFFECTS[name].clamp(value)))]


def moved(name: str, value: float, frame: int, length: int, id: int) -> list[Row]:
    """Return the row that moves an effect while it sounds; the filters as fast as they are told, the rest smoothly."""
    return effect(name, value, frame, length if name.endswith("pass") else max(length, SMOOTH), id)


def volume(bus: str, db: float, frame: int, length: int, id: int = 0) -> list[Row]:
    """Return the row that moves a bus; none for one that nobody knows."""
    return [row(at.OP_RAMP, frame, id=id, a=BUSES[bus], b=length, x=gain(db))] if bus in BUSES else []


def settings(manifest: StemSet, frame: int, *, whole: bool) -> list[Row]:
    """Return the rows of what a set fixes for a whole session.

    With `whole` all of it, whatever was fixed before, layers that are no more too; else what a fresh session lacks.
    """
    sends = [layer.reverb for layer in manifest.layers.values()]
    mix = manifest.mix
    squeeze, key = mix.compressor, mix.sidechain
    fixed = [
        (at.R_COMP_ATTACK, squeeze.attack_ms, 20.0),
        (at.R_COMP_RELEASE, squeeze.release_ms, 200.0),
        (at.R_COMP_KNEE, squeeze.knee_db, 6.0),
        (at.R_KEY_THRESHOLD, key.threshold_db, -40.0),
        (at.R_KEY_ATTACK, key.attack_ms, 50.0),
        (at.R_KEY_RELEASE, key.release_ms, 500.0),
        (at.R_KEY_STINGERS, key.stingers, 1.0),
        (at.R_KEY_NOTES, key.notes, 0.0),
        (at.R_TRUE_PEAK, float(mix.true_peak), 0.0),
        (at.R_SEND + at.LAYERS, mix.reverb.stingers, 0.0),
        (at.R_SEND + at.LAYERS + 1, mix.reverb.notes, 0.0),
        *((at.R_SEND + k, sends[k] if k < len(sends) else 0.0, 0.0) for k in range(at.LAYERS)),
    ]
    return [row(at.OP_RAMP, frame, a=which, x=value) for which, value, usual in fixed if whole or value != usual]


class Ducking:
    """Which ramps a duck moves: stingers push all of the music down, speech what the set says."""

    def __init__(self, manifest: StemSet) -> None:
        mix = manifest.mix.duck
        names = list(manifest.layers)
        self._speech = [at.R_TRIM + names.index(layer) for layer in mix.layers if layer in names] or [at.R_DUCK]
        self._attack, self._release = (round(ms * SAMPLE_RATE / 1000) for ms in (mix.attack_ms, mix.release_ms))
        self._db = 0.0
        self._spoken_db = 0.0
        self._frame = 0

    def of(self, manifest: StemSet) -> "Ducking":
        """Return the same ducks as another set has them."""
        other = Ducking(manifest)
        other._db, other._spoken_db, other._frame = self._db, self._spoken_db, self._frame
        return other

    def rows(self, db: float, rule: str, frame: int, id: int) -> list[Row]:
        """Return the rows of a duck; `rule` tells a stinger's from speech."""
        down = db < self._db
        self._db, self._frame = db, max(self._frame, frame)
        if rule.startswith("stinger"):
            length = STING_ATTACK if down else STING_RELEASE
            apart = self._speech != [at.R_DUCK]
            goal = 0.0 if apart and db >= self._spoken_db else db
            return [row(at.OP_RAMP, frame, id=id, a=at.R_DUCK, b=length, x=gain(goal))]
        self._spoken_db = db
        length = self._attack if down else self._release
        which = sorted({*self._speech, at.R_DUCK})
        return [
            row(at.OP_RAMP, frame, id=id, a=one, b=length, x=gain(db if one in self._speech else 0.0)) for one in which
        ]

    def restored(self, db: float, frame: int) -> list[Row]:
        """Return the rows that have the music give way from `frame` on, whatever it did before."""
        self._db = self._spoken_db = db
        self._frame = frame
        return self.standing(0)

    def standing(self, length: int) -> list[Row]:
        """Return the rows of every ramp as the newest duck left it, those that another set moved too."""
        apart = self._speech != [at.R_DUCK]
        goals = {at.R_DUCK: 0.0 if apart and self._db >= self._spoken_db else self._db}
        for one in range(at.R_TRIM, at.R_TRIM + at.LAYERS):
            goals[one] = self._spoken_db if one in self._speech else 0.0
        return [row(at.OP_RAMP, self._frame, a=one, b=length, x=gain(db)) for one, db in goals.items()]
