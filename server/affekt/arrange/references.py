"""Names that must mean something: each reference in a manifest, looked up."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import pairwise

from affekt.arrange.base import Curve
from affekt.arrange.findings import Findings
from affekt.arrange.locate import KeyPath
from affekt.arrange.manifest import StemSet
from affekt.arrange.mix_references import check_mix
from affekt.arrange.transitions import ANY

INPUTS = (
    "energy", "tension", "density", "valence", "arousal", "dominance", "brightness", "orchestration", "articulation",
)  # fmt: skip
"""What of an intent may drive a curve."""

BUSES = ("master", "music", "stingers", "notes")
RESERVED = ("tempo", "key", "mode", "energy", "density")
"""Parameters that every set has."""


def check_references(manifest: StemSet, findings: Findings) -> None:
    """Find names that mean nothing."""
    lookup = _Lookup(manifest, findings)
    lookup.all()
    check_mix(manifest, lookup.known, INPUTS, findings)


class _Lookup:
    def __init__(self, manifest: StemSet, findings: Findings) -> None:
        self.manifest = manifest
        self.findings = findings

    def known(self, path: KeyPath, name: str | None, names: Iterable[str], kind: str) -> None:
        """Say so where `name` is not one of `names`."""
        there = list(names)
        if name is None or name in there:
            return
        near = get_close_matches(name, there, 1)
        known = ", ".join(there) if there else f"the set has no {kind}s"
        hint = f"did you mean '{near[0]}'?" if near else f"known: {known}"
        self.findings.error(path, f"there is no {kind} '{name}'; {hint}")

    def curve(self, path: KeyPath, curve: Curve | None) -> None:
        """Check where a curve listens, and that its inputs rise."""
        if curve is None:
            return
        source, _, name = curve.input.partition(".")
        if source == "param":
            self.known((*path, "input"), name, [*self.manifest.params, *RESERVED[3:]], "parameter")
        elif not (source == "state" and name) and curve.input not in INPUTS:
            self.known((*path, "input"), curve.input, [*INPUTS, "state.KEY", "param.NAME"], "input")
        inputs = [x for x, _ in curve.points]
        if any(b <= a for a, b in pairwise(inputs)):
            self.findings.error((*path, "points"), f"inputs must rise from point to point, not {inputs}")

    def all(self) -> None:
        m = self.manifest
        self.known(("start",), m.start, [*m.sections, *m.playlists], "section")
        for name, layer in m.layers.items():
            self.known(("layers", name, "instrument"), layer.instrument, m.instruments, "instrument")
            self.curve(("layers", name, "curve"), layer.curve)
        for name in m.sections:
            self.section(name)
        for index, rule in enumerate(m.transitions):
            at: KeyPath = ("transitions", index)
            self.known((*at, "from"), rule.source, [*m.sections, ANY], "section")
            self.known((*at, "to"), rule.target, [*m.sections, ANY], "section")
            self.known((*at, "filler"), rule.filler, m.sections, "section")
        for name, listed in m.playlists.items():
            spot: KeyPath = ("playlists", name)
            if name in m.sections:
                self.findings.error(spot, f"there is a section '{name}'; a playlist is asked for by a name of its own")
            for index, item in enumerate(listed.items):
                self.known((*spot, "items", index, "section"), item.section, m.sections, "section")
            self.known((*spot, "then"), listed.then, [*m.sections, *m.playlists], "section")
        for name, stinger in m.stingers.items():
            self.known(("stingers", name, "otherwise"), stinger.otherwise, m.stingers, "stinger")
            self.known(("stingers", name, "instrument"), stinger.instrument, m.instruments, "instrument")
        for name, voice in m.voices.items():
            self.known(("voices", name, "instrument"), voice.instrument, m.instruments, "instrument")
            self.curve(("voices", name, "curve"), voice.curve)
            for index, section in enumerate(voice.sections):
                self.known(("voices", name, "sections", index), section, m.sections, "section")
        for name, variant in m.variants.items():
            for layer_name in variant.gains:
                self.known(("variants", name, "gains", layer_name), layer_name, m.layers, "layer")
            presets = ("evidence", "seed-table", "seed-code")
            self.known(("variants", name, "preset"), variant.preset, presets, "preset")
        for name, parameter in m.params.items():
            here: KeyPath = ("params", name)
            if name in RESERVED:
                self.findings.error(here, f"'{name}' is a parameter of every set; choose another name")
            kind, _, what = parameter.to.partition(":")
            if kind == "layer":
                self.known((*here, "to"), what, m.layers, "layer")
            elif kind == "volume":
                self.known((*here, "to"), what, BUSES, "bus")
            self.curve((*here, "curve"), parameter.curve)

    def section(self, name: str) -> None:
        m, section = self.manifest, self.manifest.sections[name]
        here: KeyPath = ("sections", name)
        for layer, used in section.layers.items():
            at = (*here, "layers", layer)
            self.known(at, layer, m.layers, "layer")
            self.known((*at, "instrument"), used.instrument, m.instruments, "instrument")
            self.curve((*at, "curve"), used.curve)
        self.known((*here, "ending"), section.ending, m.sections, "section")
        self.known((*here, "loops", "then"), section.loops.then, [*m.sections, *m.playlists], "section")
        for index, alternate in enumerate(section.alternates):
            self.known((*here, "alternates", index, "section"), alternate.section, m.sections, "section")
        for index, layer in enumerate(section.rest.keep if section.rest else []):
            self.known((*here, "rest", "keep", index), layer, section.layers, "layer of this section")
        for index, layer in enumerate(section.reference):
            self.known((*here, "reference", index), layer, section.layers, "layer of this section")
