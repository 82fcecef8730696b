"""Compiles the kernel once, so that whoever starts later finds it in the cache: `python -m affekt.render.warm`."""

import os
from pathlib import Path

import numpy as np


def is_warm() -> bool:
    """Return whether the cache seems to hold the kernel as it stands; tells without loading the compiler."""
    here = Path(__file__).parent
    cache = Path(os.environ["NUMBA_CACHE_DIR"]) if "NUMBA_CACHE_DIR" in os.environ else here / "__pycache__"
    newest = max(source.stat().st_mtime for source in here.glob("kernel*.py"))
    return any(index.stat().st_mtime >= newest for index in cache.rglob("kernel.*render*.nbi"))


def warm() -> None:
    """Compile the kernel if that was never done here, and run it once."""
    from affekt.render.mixer import Mixer

    mixer = Mixer(1)
    mixer.render(np.zeros(1, np.int64), mixer.frames)


if __name__ == "__main__":
    warm()
