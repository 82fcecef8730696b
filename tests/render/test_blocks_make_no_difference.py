"""The law of the kernel: whatever is played, the size of a block changes not one bit of it."""

import numpy as np
import pytest
from scores import play, score

FRAMES = 92_160


@pytest.mark.parametrize("seed", range(12))
def test_any_score_gives_the_same_samples_by_any_blocks(seed: int):
    rows = score(seed, 40)
    heard, told = play(rows, FRAMES, 480)
    assert np.abs(heard).max() > 0.1
    assert told[0] == 0
    for block in (96, 7_680):
        again, told_again = play(rows, FRAMES, block)
        assert np.array_equal(again, heard), f"blocks of {block} differ from {np.argmax((again != heard).any(1))} on"
        assert told_again == told
