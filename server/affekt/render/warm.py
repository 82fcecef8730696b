"""Compiles ahead, so that whoever starts later finds it in the cache: `python -m affekt.render.warm`."""

import os
from pathlib import Path

import numpy as np


def is_warm() -> bool:
    """Return whether the cache seems to hold the kernel as it stands; tells without loading the compiler."""
    here = Path(__file__).parent
    cache = Path(os.environ["NUMBA_CACHE_DIR"]) if "NUMBA_CACHE_DIR" in os.environ else here / "__pycache__"

    def compiled(sources: str, indices: str) -> bool:
        newest = max(source.stat().st_mtime for source in here.glob(sources))
        return any(index.stat().st_mtime >= newest for index in cache.rglob(indices))

    return compiled("kernel*.py", "kernel.*render*.nbi") and compiled("builtin_dsp.py", "builtin_dsp.*.nbi")


def warm() -> None:
    """Compile the kernel and the built-in synthesiser if that was never done here, and run them once."""
    from affekt.render.builtin import BuiltinPool
    from affekt.render.mixer import Mixer
    from affekt.render.patches import Patch, Patches

    mixer = Mixer(1)
    mixer.render(np.zeros(1, np.int64), mixer.frames)
    kinds = (0, 4, 12, 24, 48, 116)
    BuiltinPool().warm(Patches(tuple(Patch(program, 0, False, 0.5, 0.0) for program in kinds)))


if __name__ == "__main__":
    warm()
