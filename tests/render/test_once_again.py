"""What is played once sounds again where it is entered anew: a playlist's item in each of its passes."""

from pathlib import Path

import numpy as np

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.render.offline import render
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

START, BODY = 12_000, 96_000
"""The first downbeat, and the frames of a pass."""


def test_each_pass_of_an_item_that_is_played_once_sounds_like_the_first(tiny: LoadedSet):
    plain = tiny.manifest.model_dump(by_alias=True)
    plain |= {"playlists": {"again": {"items": [{"section": "cheer", "loops": 3}]}}, "start": "again"}
    loaded = LoadedSet(StemSet.model_validate(plain), Path(tiny.folder), "once")
    played = Rehearsal(Conductor.of(loaded, default_table()), 1).to(7)
    sound = render(loaded, played.events, START + 3 * BODY, synth="none").f32
    # The tail of the pass before has rung out there.
    first, second, third = (sound[START + n * BODY + 60_000 : START + (n + 1) * BODY] for n in range(3))
    assert np.abs(first).max() > 0.01
    assert np.allclose(second, first, atol=1e-5)
    assert np.allclose(third, first, atol=1e-5)
