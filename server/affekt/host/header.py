"""What a recording's first line says of the machine it was made on."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from affekt import __version__
from affekt.arrange.loaded import LoadedSet

_DEPENDS = ("numpy", "numba", "llvmlite")


def recording_header(
    loaded: LoadedSet, seed: int, *, synthesiser: str = "", soundfont_sha256: str = ""
) -> dict[str, Any]:
    """Return the header of a recording as plain JSON."""
    return {
        "affekt": 1,
        "set": loaded.manifest.name,
        "seed": seed,
        "recording": {
            "engine": __version__,
            "set_sha256": loaded.sha256,
            "synthesiser": synthesiser,
            "soundfont_sha256": soundfont_sha256,
            "cpu": [platform.machine()],
            "versions": {name: _version(name) for name in _DEPENDS},
        },
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
