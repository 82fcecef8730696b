"""The symbolic parts of a set: readable, as long as their section, with a track and an instrument for each layer."""

from pathlib import Path

from affekt.arrange.findings import Findings
from affekt.arrange.locate import KeyPath
from affekt.arrange.manifest import Section, StemSet, Take
from affekt.core.errors import AffektError


def check_sources(folder: Path, manifest: StemSet, findings: Findings) -> None:
    """Find what would keep `affekt sets build` from building a set."""
    for name, section in manifest.sections.items():
        here: KeyPath = ("sections", name)
        if section.parts is None or not (folder / section.parts).is_file():
            continue
        tracks = _tracks(folder / section.parts, section, (*here, "parts"), findings)
        for layer, used in section.layers.items():
            at = (*here, "layers", layer)
            if layer in manifest.layers and not (used.instrument or manifest.layers[layer].instrument):
                findings.error(at, f"has parts but no instrument to build it with; add one here or to layers.{layer}")
            if tracks is not None:
                _played(at, used.track or layer, used.takes, tracks, section.parts, findings)
    for name, stinger in manifest.stingers.items():
        if stinger.parts and stinger.instrument is None:
            text = "has parts but no instrument to build it with; add 'instrument'"
            findings.error(("stingers", name), text)


def _tracks(path: Path, section: Section, where: KeyPath, findings: Findings) -> set[str] | None:
    from affekt.arrange.parts import read_parts  # mido loads slowly, and only here is it needed.

    try:
        return set(read_parts(path, section))
    except AffektError as error:
        findings.error(where, error.text)
        return None


def _played(at: KeyPath, track: str, takes: list[Take], tracks: set[str], parts: str, findings: Findings) -> None:
    for index, take in enumerate(takes):
        if f"{track}_{take.name}" not in tracks and track not in tracks:
            known = ", ".join(sorted(tracks)) or "none"
            findings.error((*at, "takes", index), f"{parts} has no track '{track}'; its tracks: {known}")
