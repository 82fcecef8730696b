"""Levels: which layers a section can have sounding together, over every feeling its box lets through."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from affekt.arrange.base import Curve
from affekt.arrange.manifest import StemSet
from affekt.core.feeling import Affect, Feeling
from affekt.core.intent import Intent
from affekt.core.units import Frame
from affekt.mapping import map_affect
from affekt.mapping.mapper import Mapping
from affekt.mapping.scene import Scene
from affekt.review.piece import SILENCE_DB

_GRID = 17
"""Places along valence and arousal; dominance has three."""


@dataclass(frozen=True, slots=True)
class Levels:
    """What sounds at one feeling: each layer's gain over its authored level in dB; silent ones are left out."""

    energy: float
    gains: tuple[tuple[str, float], ...]
    touch_db: float = 0.0
    """The fader's share of the feeling, over all of them."""

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that sound."""
        return tuple(name for name, _ in self.gains)


def intent_at(manifest: StemSet, name: str, valence: float, arousal: float, dominance: float) -> Intent:
    """Return what the mapping makes of a feeling, known without doubt, on entering a section."""
    section = manifest.sections[name]
    low, high = section.tempo_span
    scene = Scene(
        name,
        Feeling(section.target.valence, section.target.arousal, section.target.dominance),
        Feeling(section.box.valence, section.box.arousal, section.box.dominance),
        section.policy,
        section.key,
        section.mode,
        section.tempo,
        (low, high),
        section.time_signature.bar_ticks / 960.0,
        manifest.lead,
    )
    affect = Affect(valence, arousal, dominance, 0.0, 0.0, 0.0)
    return map_affect(Mapping(), affect, scene, {}, manifest.preset, Frame(0))[1]


def curve_of(manifest: StemSet, name: str, layer: str) -> Curve | None:
    """Return the curve that moves a layer in a section."""
    return manifest.sections[name].layers[layer].curve or manifest.layers[layer].curve


def levels_at(manifest: StemSet, name: str, intent: Intent, held: int = 0) -> Levels:
    """Return the layers that sound at an intent.

    Args:
        held: -1 or +1 has every curve's input stand so many hystereses away, as it may where it came from there.
    """
    gains = []
    for layer in manifest.playing_layers(name):
        curve = curve_of(manifest, name, layer)
        gain = 0.0
        if curve is not None:
            x = getattr(intent, curve.input, None)
            # A game's own value may stand anywhere: the layer is taken at its loudest.
            gain = max(y for _, y in curve.points) if x is None else curve.at(float(x) + held * curve.hysteresis)
        if gain > SILENCE_DB:
            gains.append((layer, round(gain * 2) / 2))
    return Levels(intent.energy, tuple(gains), intent.dynamics_db)


def at_target(manifest: StemSet, name: str) -> Levels:
    """Return what sounds where the feeling is the section's own target."""
    target = manifest.sections[name].target
    return levels_at(manifest, name, intent_at(manifest, name, target.valence, target.arousal, target.dominance))


def reachable(manifest: StemSet, name: str) -> list[Levels]:
    """Return every combination of layers and levels that feelings inside the box lead to, without repeats."""
    found: dict[tuple[tuple[str, float], ...], Levels] = {}
    for intent in intents(manifest, name):
        for held in (0, -1, 1):
            one = levels_at(manifest, name, intent, held)
            known = found.get(one.gains)
            if known is None or one.touch_db > known.touch_db:
                found[one.gains] = one
    return sorted(found.values(), key=lambda one: one.energy)


def by_energy(manifest: StemSet, name: str) -> list[Levels]:
    """Return what sounds as arousal rises through the box, the rest of the feeling at the section's target."""
    section = manifest.sections[name]
    target, box = section.target, section.box
    whole = manifest.lead == "feeling"
    low, high = (
        (0.0, 1.0) if whole else (max(0.0, target.arousal - box.arousal), min(1.0, target.arousal + box.arousal))
    )
    found: list[Levels] = []
    for step in range(41):
        arousal = low + (high - low) * step / 40
        one = levels_at(manifest, name, intent_at(manifest, name, target.valence, arousal, target.dominance))
        if not found or found[-1].gains != one.gains:
            found.append(one)
    return found


def intents(manifest: StemSet, name: str) -> Iterable[Intent]:
    """Yield the intents of a grid over the section's box."""
    section = manifest.sections[name]
    target, box = section.target, section.box
    spans = [
        (target.valence, box.valence, -1.0),
        (target.arousal, box.arousal, 0.0),
        (target.dominance, box.dominance, -1.0),
    ]
    axes = []
    for (centre, reach, least), places in zip(spans, (_GRID, _GRID, 3), strict=True):
        low, high = max(least, centre - reach), min(1.0, centre + reach)
        if manifest.lead == "feeling":
            low, high = least, 1.0
        axes.append([low + (high - low) * i / (places - 1) for i in range(places)])
    for valence, arousal, dominance in product(*axes):
        yield intent_at(manifest, name, valence, arousal, dominance)
