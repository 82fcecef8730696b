"""`set.json`: the manifest as engines read it, with the lengths and hashes of its recordings."""

import json
import os
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from affekt.arrange import timing
from affekt.arrange.manifest import StemSet
from affekt.core.units import SAMPLE_RATE

SET_JSON = "set.json"


def recordings(manifest: StemSet) -> list[str]:
    """Return the paths of every recording that a manifest names, sorted."""
    takes = [t for s in manifest.sections.values() for used in s.layers.values() for t in used.takes]
    stings = [t for s in manifest.stingers.values() for t in s.takes]
    return sorted({t.file for t in takes} | {t.file for t in stings})


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


def set_json(folder: Path, manifest: StemSet) -> str:
    """Return the text of a set's `set.json`.

    It holds the whole manifest with every default written out, and `built`: the manifest's hash, the hash and size of
    each recording that is there, and each section's lengths in frames at 48 kHz, so that an engine need not compute
    them.

    Raises:
        OSError: if a recording cannot be read.
    """
    content: dict[str, Any] = manifest.model_dump(mode="json", by_alias=True, exclude_none=True)
    there = [name for name in recordings(manifest) if (folder / name).is_file()]
    content["built"] = {
        "manifest_sha256": manifest_sha256(manifest),
        "sample_rate": SAMPLE_RATE,
        "files": {
            name: {"bytes": (folder / name).stat().st_size, "sha256": file_sha256(folder / name)} for name in there
        },
        "sections": {
            name: {
                "pickup_frames": timing.pickup_frames(section),
                "body_frames": timing.body_frames(section),
                "tail_frames": timing.tail_frames(section),
                "body_ticks": timing.body_ticks(section),
            }
            for name, section in manifest.sections.items()
        },
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def write_set_json(folder: Path, manifest: StemSet) -> Path:
    """Write a set's `set.json`, whole or not at all, and return its path.

    Raises:
        OSError: if a recording cannot be read or the file cannot be written.
    """
    path = folder / SET_JSON
    draft = folder / f".{SET_JSON}.draft"
    draft.write_text(set_json(folder, manifest), encoding="utf-8", newline="\n")
    os.replace(draft, path)
    return path


def stale(folder: Path, manifest: StemSet) -> str:
    """Return why a set's `set.json` does not speak for it any more; empty where it does.

    Raises:
        OSError: if a recording cannot be read.
    """
    try:
        written = (folder / SET_JSON).read_text(encoding="utf-8")
    except FileNotFoundError:
        return f"{SET_JSON} is missing"
    except (OSError, UnicodeDecodeError):
        return f"{SET_JSON} cannot be read"
    return "" if written == set_json(folder, manifest) else f"{SET_JSON} is older than the set"
