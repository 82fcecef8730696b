"""The ear of the bench `sets`: it hears modes, onsets and loudness, and counts pairs that go the wrong way."""

import numpy as np

from affekt.bench.sets_feeling import Pair, listen, onsets, rows

RATE = 48000
LYDIAN, PHRYGIAN = (0, 2, 4, 6, 7, 9, 11), (0, 1, 3, 5, 7, 8, 10)


def tune(mode, seconds=4.0, rate=2.0, level=0.1):
    """A scale on D, so many notes a second."""
    t = np.arange(int(seconds * RATE)) / RATE
    place = (t * rate).astype(int)
    hertz = 293.66 * 2.0 ** (np.array(mode)[place % 7] / 12.0)
    since = t * rate - place
    side = level * np.sin(2 * np.pi * np.cumsum(hertz) / RATE) * np.exp(-3.0 * since)
    return np.stack((side, side), axis=1).astype(np.float32)


def test_the_sharper_mode_is_heard_as_more_valence_and_no_other_arousal():
    light, dark = listen(tune(LYDIAN), 2), listen(tune(PHRYGIAN), 2)
    assert light.valence > dark.valence + 1.0
    assert abs(light.arousal - dark.arousal) < 0.3


def test_more_notes_and_more_level_are_heard_as_more_arousal():
    plain = listen(tune(LYDIAN), 2)
    assert listen(tune(LYDIAN, rate=6.0), 2).arousal > plain.arousal + 0.5
    assert listen(tune(LYDIAN, level=0.3), 2).arousal > plain.arousal + 0.5


def test_onsets_are_counted():
    flux = [0.1] * 400
    for k in range(20, 400, 50):
        flux[k] = 10.0
    assert onsets(flux) == 8 / 4.0
    assert onsets([]) == 0.0


def test_pairs_that_go_the_wrong_way_or_move_what_is_held_miss_their_bar():
    right = [Pair("calm", 0.4, 0.1)] * 8, [Pair("calm", 0.0, 1.0)] * 8
    assert [row.ok for row in rows(*right)] == [True] * 4
    wrong = [Pair("calm", -0.4, 0.9)] * 2 + right[0][:6], [Pair("tension", 0.3, -1.0)] * 2 + right[1][:6]
    found = list(rows(*wrong))
    assert [row.ok for row in found] == [False] * 4
    assert "tension" in found[2].why
