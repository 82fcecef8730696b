"""Hashes of a set, and whether the `set.json` that engines read still speaks for it."""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from affekt.arrange.manifest import StemSet
from affekt.arrange.tails import tails_files

SET_JSON = "set.json"


def recordings(manifest: StemSet) -> list[str]:
    """Return the paths of every recording that a manifest names, and of their tails, sorted."""
    takes = [t for s in manifest.sections.values() for used in s.layers.values() for t in used.takes]
    stings = [t for s in manifest.stingers.values() for t in s.takes]
    return sorted({t.file for t in takes} | {t.file for t in stings} | set(tails_files(manifest)))


def file_sha256(path: Path) -> str:
    """Return a file's SHA-256; kept for the life of the process while its size and time of change stay the same.

    Raises:
        OSError: if it cannot be read.
    """
    stat = path.stat()
    return _hashed(str(path), stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=4096)
def _hashed(path: str, size: int, changed_ns: int) -> str:
    del size, changed_ns
    digest = sha256()
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def manifest_sha256(manifest: StemSet) -> str:
    """Return the hash of what a manifest says; comments, order of keys and values that are defaults do not count."""
    said = manifest.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def set_sha256(folder: Path, manifest: StemSet) -> str:
    """Return the hash of a set: its manifest and every recording it names.

    Raises:
        OSError: if a recording cannot be read.
    """
    digest = sha256(manifest_sha256(manifest).encode())
    for name in recordings(manifest):
        digest.update(f"\n{name} {file_sha256(folder / name)}".encode())
    return digest.hexdigest()


def _says(written: dict[str, Any], manifest: StemSet) -> bool:
    """Tell whether a manifest that was written says the same; words with a default may have come since."""
    try:
        return StemSet.model_validate(written) == manifest
    except ValidationError:
        return False


def stale(folder: Path, manifest: StemSet) -> str:
    """Return why a set's `set.json` does not speak for it; empty where it does.

    `affekt sets build` writes it: the whole manifest, and under `built.files` the `sha256` of each recording.

    Raises:
        OSError: if a recording cannot be read.
    """
    try:
        content: Any = json.loads((folder / SET_JSON).read_text(encoding="utf-8"))
        written = {key: value for key, value in content.items() if key != "built"}
        files = {str(name): str(facts["sha256"]) for name, facts in content["built"]["files"].items()}
    except FileNotFoundError:
        return f"{SET_JSON} is missing"
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return f"{SET_JSON} cannot be read"
    if not _says(written, manifest):
        return f"{SET_JSON} is older than set.toml"
    for name in recordings(manifest):
        if name in files and files[name] != file_sha256(folder / name):
            return f"{SET_JSON} is older than {name}"
    return ""
