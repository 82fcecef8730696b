"""Unequal loops: layers of a section that go round in bars of their own, and what must hold for that."""

from dataclasses import replace
from math import lcm

from affekt.arrange.findings import Findings
from affekt.arrange.locate import KeyPath
from affekt.arrange.manifest import Section, StemSet
from affekt.arrange.notation import PartNote
from affekt.arrange.timing import as_layer, body_ticks
from affekt.core.units import SAMPLE_RATE, TICKS_PER_QUARTER

_WHOLE = 1e-3
"""Frames by which a bar may miss a whole number: in an hour loops then drift by less than a millisecond."""


def joint_bars(section: Section) -> int:
    """Return after how many bars all loops of a section begin together again."""
    return lcm(section.bars, *(used.loop_bars for used in section.layers.values() if used.loop_bars))


def joint_seconds(section: Section) -> float:
    """Return how long that takes."""
    return joint_bars(section) * section.time_signature.bar_ticks / TICKS_PER_QUARTER * 60.0 / section.tempo


def passes(section: Section) -> int:
    """Return how many passes of a section show its layers together: with unequal loops three of the longest."""
    longest = max((used.loop_bars or 0 for used in section.layers.values()), default=0)
    return max(1, -(-3 * longest // section.bars))


def laid_out(section: Section) -> Section:
    """Return a section as one long pass in which no loop is left: `passes` times as many bars, all layers that long."""
    if not section.unequal:
        return section
    layers = {name: used.model_copy(update={"loop_bars": None}) for name, used in section.layers.items()}
    return section.model_copy(update={"bars": section.bars * passes(section), "layers": layers})


def gone_round(notes: tuple[PartNote, ...], section: Section, layer: str) -> tuple[PartNote, ...]:
    """Return a layer's notes as they sound in `laid_out`."""
    if not section.unequal:
        return notes
    loop, whole = body_ticks(as_layer(section, layer)), body_ticks(laid_out(section))
    again = (replace(n, tick=n.tick + at) for at in range(0, whole, loop) for n in notes if n.tick + at < whole)
    return tuple(sorted(again))


def check_unequal(manifest: StemSet, findings: Findings) -> None:
    """Find loops of their own that cannot be played, or would drift apart."""
    for name, section in manifest.sections.items():
        if not section.unequal:
            continue
        here: KeyPath = ("sections", name)
        _steady(here, section, findings)
        for layer, used in section.layers.items():
            if used.loop_bars is None:
                continue
            at = (*here, "layers", layer, "loop_bars")
            if section.once:
                findings.error(at, "the section plays once, so nothing goes round; leave loop_bars out")
            if len(used.takes) > 1:
                text = (
                    f"a loop of its own has one take, not {len(used.takes)}: takes change where the section goes round"
                )
                findings.error(at, text)


def _steady(here: KeyPath, section: Section, findings: Findings) -> None:
    if section.tempo_range is not None and section.tempo_range != (section.tempo, section.tempo):
        findings.error((*here, "tempo_range"), "with unequal loops the tempo stays; leave tempo_range out")
    bar = section.time_signature.bar_ticks / TICKS_PER_QUARTER * 60.0 * SAMPLE_RATE
    frames = bar / section.tempo
    if abs(frames - round(frames)) > _WHOLE:
        near = bar / round(frames)
        text = f"a bar has {frames:.2f} frames, and unequal loops would drift apart; write tempo = {near:.10g}"
        findings.error((*here, "tempo"), text)
