"""Kinds of section: which figures a section is held to, from what it declares or from the feeling it serves."""

from dataclasses import dataclass

from affekt.arrange.manifest import StemSet
from affekt.arrange.manifest_review import Kind


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of a kind of section; None and empty ask nothing."""

    bars: str = ""
    seconds: str = ""
    exit_bars: int = 0
    """Most bars from one exit cue to the next."""
    clash_percent: float = 2.0
    lufs: float | None = None
    range_lu: str = ""
    peak_to_loudness: str = ""
    main: bool = False
    """It loops, and people stay in it: form, themes, steps and takes are asked of it."""
    whole_ending: bool = False
    """It plays once and must end at home."""


DEMANDS: dict[Kind, Demand] = {
    "exploration": Demand(">= 48", ">= 120", 2, 2.0, -24.0, "6 .. 12", ">= 12", main=True),
    "calm": Demand(">= 32", ">= 70", 2, 2.0, -28.0, "", ">= 12", main=True),
    "wonder": Demand(">= 32", ">= 70", 2, 2.0, None, "", ">= 12", main=True),
    "tension": Demand(">= 32", ">= 70", 2, 10.0, -22.0, "", ">= 12", main=True),
    "combat": Demand(">= 32", ">= 70", 1, 10.0, -18.0, "3 .. 7", ">= 9", main=True),
    "drift": Demand("", ">= 70", 2, 2.0, -26.0, "", ">= 12"),
    "aftermath": Demand(">= 8", "", 2),
    "victory": Demand("4 .. 12", lufs=-18.0, peak_to_loudness=">= 9", whole_ending=True),
    "loss": Demand("4 .. 12", lufs=-24.0, whole_ending=True),
    "ending": Demand("1 .. 4", whole_ending=True),
    "bridge": Demand("1 .. 8"),
}


def kind_of(manifest: StemSet, name: str) -> Kind:
    """Return a section's kind: as `[review]` declares it, else as its name says, else from its role and target."""
    declared = manifest.review.kinds.get(name)
    if declared is not None:
        return declared
    section, target = manifest.sections[name], manifest.sections[name].target
    if section.once and any(s.ending == name for s in manifest.sections.values()):
        return "ending"
    if any(rule.filler == name for rule in manifest.transitions):
        return "bridge"
    for kind in DEMANDS:
        if kind in name.split("_"):
            return kind
    if section.once:
        if target.valence < -0.2:
            return "loss"
        return "victory" if target.valence > 0.4 and target.arousal > 0.5 else "bridge"
    if section.loops.most and section.loops.then:
        return "aftermath"
    if manifest.lead == "feeling":
        return "drift"
    if target.arousal >= 0.65:
        return "combat"
    if target.valence < -0.2 and target.arousal >= 0.4:
        return "tension"
    if target.valence >= 0.5:
        return "wonder"
    return "calm" if target.arousal < 0.25 else "exploration"
