"""What a recording's first line says of the machine it was made on, and what of it must agree for a comparison."""

import platform
from dataclasses import dataclass
from functools import cache
from hashlib import file_digest
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from affekt import __version__
from affekt.arrange.loaded import LoadedSet

_DEPENDS = ("numpy", "numba", "llvmlite", "python-stretch")


@dataclass(frozen=True, slots=True)
class Apart:
    """Why two runs cannot be compared, in words; empty where they can."""

    decisions: str
    samples: str


def recording_header(loaded: LoadedSet, seed: int, table_sha256: str = "") -> dict[str, Any]:
    """Return the header of a recording as plain JSON."""
    played_by, font = synthesiser()
    return {
        "affekt": 1,
        "set": loaded.manifest.name,
        "seed": seed,
        "recording": {
            "engine": __version__,
            "set_sha256": loaded.sha256,
            "table_sha256": table_sha256,
            "synthesiser": played_by,
            "soundfont_sha256": font,
            "cpu": _cpu(),
            "versions": {name: _version(name) for name in _DEPENDS},
        },
    }


def differences(recorded: dict[str, Any], here: dict[str, Any]) -> Apart:
    """Return why decisions and samples of a recording cannot be compared here."""
    words = {
        "engine": "the engine's version is another", "set_sha256": "the set has changed",
        "table_sha256": "the game's table is another",
        "synthesiser": "the synthesiser is another", "soundfont_sha256": "the SoundFont is another",
        "cpu": "the CPU's features are others", "versions": "libraries have other versions",
    }  # fmt: skip
    unlike = [key for key in words if recorded[key] != here[key]]
    decisions = [words[key] for key in unlike if key in ("engine", "set_sha256", "table_sha256")]
    return Apart("; ".join(decisions), "; ".join(words[key] for key in unlike))


@cache
def synthesiser() -> tuple[str, str]:
    """Return the synthesiser that 'auto' takes here and its SoundFont's hash."""
    from affekt.render.synth import chosen, find_soundfont

    name = chosen()
    font = find_soundfont() if name == "fluidsynth" else None
    if font is None:
        return name, ""
    with font.open("rb") as file:
        return name, file_digest(file, "sha256").hexdigest()


@cache
def _cpu() -> list[str]:
    """Return the CPU features that may change rounding."""
    found = {platform.machine()}
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            flags = next((line for line in file if line.startswith(("flags", "Features"))), "")
    except OSError:
        flags = platform.processor()
    found.update(set(flags.split()) & {"sse4_2", "avx", "avx2", "fma", "avx512f", "asimd"})
    return sorted(found)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
