"""Compiles the kernel once, so that whoever starts later finds it in the cache: `python -m affekt.render.warm`."""

import numpy as np


def warm() -> None:
    """Compile the kernel if that was never done here, and run it once."""
    from affekt.render.mixer import Mixer

    mixer = Mixer(1)
    mixer.render(np.zeros(1, np.int64), mixer.frames)


if __name__ == "__main__":
    warm()
