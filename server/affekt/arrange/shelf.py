"""Where sets are kept, and how one is found by its name."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from affekt.arrange.schema import MANIFEST
from affekt.core.errors import AffektError, Reason

_NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")


def search_path(extra: Sequence[Path] = (), environ: Mapping[str, str] | None = None) -> list[Path]:
    """Return the folders where sets are looked for, first wins.

    `extra`, then `AFFEKT_SETS` (a list, separated as in `PATH`), `./stems`, and the sets that come with Affekt.
    """
    said = (os.environ if environ is None else environ).get("AFFEKT_SETS", "")
    package = Path(__file__).resolve().parent.parent
    places = [*extra, *(Path(p) for p in said.split(os.pathsep) if p), Path("stems"), package / "stems"]
    places.append(package.parent.parent / "stems")  # A checkout: server/affekt stands beside stems.
    return list(dict.fromkeys(p.expanduser().resolve() for p in places))


def list_sets(places: Sequence[Path] | None = None) -> dict[str, Path]:
    """Return the folders of all sets by name, names sorted; nothing in them is read or checked."""
    found: dict[str, Path] = {}
    for place in search_path() if places is None else places:
        try:
            folders = sorted(place.iterdir())
        except OSError:
            continue  # A place that is not there holds no sets.
        for folder in folders:
            if _NAME.fullmatch(folder.name) and (folder / MANIFEST).is_file():
                found.setdefault(folder.name, folder)
    return dict(sorted(found.items()))


def find_named(name: str, places: Sequence[Path] | None = None) -> Path:
    """Return the folder of the set of this name. A name is never read as a path, so a client's word is safe here.

    Raises:
        AffektError: UNKNOWN_SET, with the names there are.
    """
    looked = search_path() if places is None else places
    if _NAME.fullmatch(name):
        for place in looked:
            if (place / name / MANIFEST).is_file():
                return place / name
    there = ", ".join(list_sets(looked)) or "none; make one with 'affekt sets new NAME'"
    raise AffektError(Reason.UNKNOWN_SET, f"there is no set {name[:48]!r}; sets found: {there}")


def find_set(name_or_path: str, places: Sequence[Path] | None = None) -> Path:
    """Return a set's folder by its name, or by its path where it is written as one (`./mine`, `/music/mine`).

    For the command line and the configuration; what a client says goes to `find_named`.

    Raises:
        AffektError: UNKNOWN_SET.
    """
    if _NAME.fullmatch(name_or_path):
        return find_named(name_or_path, places)
    folder = Path(name_or_path).expanduser()
    if folder.name == MANIFEST:
        folder = folder.parent
    if (folder / MANIFEST).is_file():
        return folder.resolve()
    raise AffektError(Reason.UNKNOWN_SET, f"{name_or_path!r} has no {MANIFEST}; name a set or the folder of one")
