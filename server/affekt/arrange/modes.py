"""Modes: whether a section that says it can be played in another mode really can."""

from affekt.arrange.findings import Findings
from affekt.arrange.locate import KeyPath
from affekt.arrange.manifest import Section, StemSet


def check_modes(manifest: StemSet, findings: Findings) -> None:
    """Find modes that would be wished for and never heard."""
    for name, section in manifest.sections.items():
        _section(("sections", name), manifest, section, findings)


def _section(here: KeyPath, manifest: StemSet, section: Section, findings: Findings) -> None:
    bears = {name for name, layer in manifest.layers.items() if layer.mode_bearing}
    had = {
        name: {take.mode or section.mode for take in used.takes}
        for name, used in section.layers.items()
        if name in bears and used.takes
    }
    for name, modes in had.items():
        if section.mode not in modes:
            text = f"has no take in {section.mode}, the section's own mode; leave `mode` out of the take that is"
            findings.error((*here, "layers", name), text)
    for mode in sorted(set().union(*had.values()) - {section.mode}):
        for name, modes in had.items():
            if mode not in modes:
                text = f"has no take in {mode}; the section is played in a mode where every mode-bearing layer has one"
                findings.warning((*here, "layers", name), text)
        if section.progression and mode not in section.progressions:
            text = f"write its chords in {mode} as progressions.{mode}; without them it is not played in it"
            findings.warning((*here, "progression"), text)
    for mode, bars in section.progressions.items():
        at = (*here, "progressions", mode)
        if mode == section.mode:
            findings.error(at, f"{mode} is the section's own mode; its chords are in 'progression'")
        elif not all(mode in modes for modes in had.values()) or not had:
            findings.warning(at, f"no mode-bearing layer has a take in {mode}, so it is never heard")
        if not bars or any(not bar.split() for bar in bars) or bars[0].split()[0] == "%":
            findings.error(at, "each bar needs a chord; '%' repeats the last one, so the first bar names one")
    for name, used in section.layers.items():
        for index, take in enumerate(used.takes):
            played = take.mode in (None, section.mode, *section.progressions) or not section.progression
            if name not in bears and not played:
                findings.warning((*here, "layers", name, "takes", index), f"the section is never played in {take.mode}")
