"""The manifest's mix: the room, the compressor, what makes way for what, and the states that override them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from affekt.arrange.base import Level, Name, Table, Unit
from affekt.core.effects import EFFECTS

Bus = Literal["master", "music", "stingers", "notes"]
EffectName = Annotated[str, StringConstraints(pattern=f"^({'|'.join(EFFECTS)})$")]
Milliseconds = Annotated[float, Field(ge=1, le=5000)]


def _within(values: dict[str, float]) -> None:
    for name, value in values.items():
        one = EFFECTS[name]
        if not one.low <= value <= one.high:
            raise ValueError(f"{name} must be {one.low:g} to {one.high:g}, not {value:g}")


class Reverb(Table):
    """The room behind the music: what layers, stingers and notes send into it comes back at `level_db`."""

    level_db: Level = -96.0
    decay_s: Annotated[float, Field(ge=0.1, le=20)] = 1.8
    """Seconds until it is 60 dB softer."""
    damping: Unit = 0.4
    """How much sooner the treble goes."""
    size: Annotated[float, Field(ge=0.5, le=1.5)] = 1.0
    predelay_ms: Annotated[float, Field(ge=0, le=150)] = 20.0
    shimmer: Unit = 0.0
    """How much of it rises by an octave each time round."""
    stingers: Unit = 0.0
    """What stingers send."""
    notes: Unit = 0.0
    """What generated voices send."""


class Compressor(Table):
    """The compressor of the music bus; at ratio 1 it does nothing."""

    threshold_db: Annotated[float, Field(ge=-60, le=0)] = -18.0
    ratio: Annotated[float, Field(ge=1, le=20)] = 1.0
    knee_db: Annotated[float, Field(ge=0, le=24)] = 6.0
    attack_ms: Milliseconds = 20.0
    release_ms: Milliseconds = 200.0
    makeup_db: Annotated[float, Field(ge=0, le=24)] = 0.0
    dominance: Unit = 1.0
    """How far dominance moves it: at 1, ±6 dB of threshold and ±half of the ratio over 1."""


class SideChain(Table):
    """The music gives way while stingers or notes sound, by their level."""

    depth_db: Annotated[float, Field(ge=-24, le=0)] = 0.0
    threshold_db: Annotated[float, Field(ge=-90, le=0)] = -40.0
    """It begins here; 12 dB over it the whole depth is reached."""
    attack_ms: Milliseconds = 50.0
    release_ms: Milliseconds = 500.0
    stingers: Unit = 1.0
    """How much of the stingers it hears."""
    notes: Unit = 0.0


class Ducking(Table):
    """How the music makes room for speech."""

    layers: list[Name] = []
    """Only these give way; all of the music where empty."""
    attack_ms: Milliseconds = 80.0
    release_ms: Milliseconds = 800.0


class SectionMix(Table):
    """What one section has otherwise."""

    music_db: Level = 0.0
    """Beside the music's volume."""
    effects: dict[EffectName, float] = {}

    @model_validator(mode="after")
    def _ranges(self) -> "SectionMix":
        _within(self.effects)
        return self


class Mix(Table):
    """The mix of a set."""

    reverb: Reverb = Reverb()
    compressor: Compressor = Compressor()
    sidechain: SideChain = SideChain()
    duck: Ducking = Ducking()
    width: Annotated[float, Field(ge=0, le=2)] = 1.0
    """The two sides' difference: 0 is mono, 1 as recorded."""
    true_peak: bool = False
    """The limiter looks between the samples too."""
    section_fade_s: Annotated[float, Field(ge=0, le=60)] = 1.0
    """How long the mix takes from one section's values to the next one's."""
    sections: dict[Name, SectionMix] = {}

    def effects(self) -> dict[str, float]:
        """Return the value of every effect that the set itself gives."""
        room, squeeze = self.reverb, self.compressor
        return {
            "reverb": room.level_db,
            "reverb_decay_s": room.decay_s,
            "reverb_damping": room.damping,
            "reverb_size": room.size,
            "reverb_predelay_ms": room.predelay_ms,
            "shimmer": room.shimmer,
            "comp_threshold_db": squeeze.threshold_db,
            "comp_ratio": squeeze.ratio,
            "comp_makeup_db": squeeze.makeup_db,
            "sidechain_db": self.sidechain.depth_db,
            "width": self.width,
        }


class Condition(Table):
    """Holds while an input is over or under a value, with a margin before it lets go."""

    input: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{0,63}$")]
    """As a curve's: `state.KEY`, `param.NAME`, `energy`, `dominance` …"""
    above: float | None = None
    below: float | None = None
    hysteresis: Annotated[float, Field(ge=0)] = 0.05

    @model_validator(mode="after")
    def _bounded(self) -> "Condition":
        if self.above is None and self.below is None:
            raise ValueError("above or below is missing; say where it begins to hold")
        return self

    def holds(self, x: float, held: bool) -> bool:
        """Return whether it holds at `x`, given whether it did."""
        margin = self.hysteresis if held else 0.0
        over = self.above is None or x > self.above - margin
        return over and (self.below is None or x < self.below + margin)


class Snapshot(Table):
    """A state of the mix: while it is active its values stand instead of the set's, the highest priority winning."""

    priority: Annotated[int, Field(ge=-1000, le=1000)] = 0
    when: Annotated[list[Condition], Field(max_length=8)] = []
    """All must hold. With none it is switched by the parameter `snapshot:NAME` alone."""
    sections: list[Name] = []
    """Where it may be active; empty is everywhere."""
    fade_s: Annotated[float, Field(ge=0, le=60)] = 0.5
    volumes: dict[Bus, Level] = {}
    """dB beside each bus's volume."""
    layers: dict[Name, Level] = {}
    """dB beside each layer's level, from the next beat on."""
    effects: dict[EffectName, float] = {}

    @model_validator(mode="after")
    def _ranges(self) -> "Snapshot":
        _within(self.effects)
        return self
