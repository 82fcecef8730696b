"""Papers: the licences of all that a package carries, gathered into its folder."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path

import affekt
from affekt.arrange.loaded import LoadedSet
from affekt.core.errors import AffektError, Reason

_PAPER = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE|COPYRIGHT|AUTHORS)[^/]*$", re.IGNORECASE)

_HEAD = """\
This folder holds Affekt and all that it runs on. Affekt is under the Apache License 2.0 (licences/affekt).
Each part keeps its own licence; the texts are in licences/, a folder each.

"""


def gather(
    folder: Path,
    packages: Mapping[str, importlib.metadata.Distribution],
    foreign: Mapping[str, Path],
    sets: Sequence[LoadedSet],
) -> tuple[list[str], list[str]]:
    """Write `licences/` and NOTICE; return (the lines that NOTICE lists, the parts whose text is not here).

    Raises:
        AffektError: INTERNAL where Affekt's own licence is not to be found.
    """
    lines: list[str] = []
    ours = _ours()
    if not ours:
        raise AffektError(Reason.INTERNAL, "Affekt's own LICENSE is missing from this installation; install it anew")
    lines.append(_kept(folder, "affekt", f"Affekt {affekt.__version__}", "Apache-2.0", ours))
    library = Path(sysconfig.get_path("stdlib"))
    version = f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    lines.append(_kept(folder, "python", version, "PSF-2.0", [library / "LICENSE.txt"]))
    for name, one in packages.items():
        lines.append(_kept(folder, name, f"{name} {one.version}", _licence(one), _texts(one)))
    for package, files in _owners(foreign).items():
        text = Path("/usr/share/doc") / package / "copyright"
        lines.append(_kept(folder, package, f"{package}: {', '.join(files)}", "see its text", [text]))
    for one_set in sets:
        name = one_set.manifest.name
        papers = [one_set.folder / file for file in ("LICENSE", "CREDITS.md")]
        lines.append(_kept(folder, f"set-{name}", f"the set {name}", one_set.manifest.licence, papers))
    (folder / "NOTICE").write_text(_HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return lines, [line.partition(" (")[0] for line in lines if "licences/" not in line]


def _ours() -> list[Path]:
    """Return Affekt's own papers: beside the code in a checkout, else where its installation keeps them."""
    root = Path(affekt.__file__).parents[2]
    found = [path for path in (root / "LICENSE", root / "NOTICE") if path.is_file()]
    return found or _texts(importlib.metadata.distribution("affekt"))


def _texts(one: importlib.metadata.Distribution) -> list[Path]:
    return [Path(str(one.locate_file(file))) for file in one.files or [] if _PAPER.search(file.as_posix())]


def _kept(folder: Path, name: str, what: str, licence: str, texts: Sequence[Path]) -> str:
    """Copy a part's papers; return its line."""
    place = folder / "licences" / name
    there = [text for text in texts if text.is_file()]
    for number, text in enumerate(there):
        place.mkdir(parents=True, exist_ok=True)
        target = place / text.name
        shutil.copyfile(text, target if not target.exists() else place / f"{number}-{text.name}")
    return f"{what} ({licence})" + (f", licences/{name}" if there else "")


def _licence(one: importlib.metadata.Distribution) -> str:
    fields = one.metadata.json
    said = str(fields.get("license_expression") or fields.get("license") or "")
    if said and "\n" not in said:
        return said[:80]
    classes = [str(c) for c in fields.get("classifier") or () if str(c).startswith("License ::")]
    return classes[0].rpartition(" :: ")[2] if classes else "see its text"


def _owners(foreign: Mapping[str, Path]) -> dict[str, list[str]]:
    """Return which of the system's packages the libraries belong to, where the system can tell."""
    found: dict[str, list[str]] = {}
    for name, path in sorted(foreign.items()):
        found.setdefault(_owner(path), []).append(name)
    return found


def _owner(path: Path) -> str:
    if path.is_relative_to(sys.base_prefix):
        return "python"
    for place in (path, path.resolve(), Path(str(path.resolve()).removeprefix("/usr"))):
        try:
            told = subprocess.run(["dpkg", "-S", str(place)], capture_output=True, text=True)
        except OSError:
            break
        if told.returncode == 0:
            return told.stdout.partition(":")[0]
    return path.name.partition(".so")[0]
