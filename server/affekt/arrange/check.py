"""The validator: reads a set's folder and says, line by line, what is wrong and what to do."""

from pathlib import Path

from affekt.arrange.findings import Finding, Findings
from affekt.arrange.manifest import StemSet
from affekt.arrange.modes import check_modes
from affekt.arrange.musical import check_music
from affekt.arrange.recordings import check_recordings
from affekt.arrange.references import check_references
from affekt.arrange.schema import read_manifest
from affekt.arrange.seams import check_seams
from affekt.arrange.sources import check_sources
from affekt.arrange.tails import check_tails
from affekt.arrange.unequal import check_unequal


def check(folder: Path) -> list[Finding]:
    """Return everything there is to say about a set, in the order of lines.

    A set without errors loads, once its recordings are built.
    """
    return judge(folder)[1].in_order()


def judge(folder: Path, *, sources: bool = True) -> tuple[StemSet | None, Findings]:
    """Return a set's manifest, if its words could be read, and the findings; `sources` reads its symbolic parts too."""
    manifest, findings = read_manifest(folder)
    if manifest is not None:
        if manifest.name != folder.resolve().name:
            findings.warning(("name",), f"the folder is called '{folder.resolve().name}'; use one name for both")
        check_references(manifest, findings)
        check_music(manifest, findings)
        check_modes(manifest, findings)
        check_seams(manifest, findings)
        check_unequal(manifest, findings)
        check_tails(manifest, findings)
        check_recordings(folder, manifest, findings)
        if sources:
            check_sources(folder, manifest, findings)
    return manifest, findings
