"""The build's other synthesiser: in tune, on its frame, the same every time, and one sound in mono."""

import numpy as np

from affekt.arrange.manifest import Instrument, Live
from affekt.render.build_builtin import play
from affekt.render.build_synth import Patch, Stroke


def one(instrument: Instrument, *, channel: int = 0, cents: float = 0.0) -> np.ndarray:
    strokes = [Stroke(4_800, True, channel, 62, 90), Stroke(96_000, False, channel, 62)]
    return play(strokes, [Patch(channel, 0, instrument.program, 0.0)], instrument, 144_000, cents)


def test_a_note_begins_on_its_frame_and_is_the_same_every_time() -> None:
    bell = Instrument(program=10, builtin=True)
    audio = one(bell)
    assert not audio[:4_800].any()
    assert np.abs(audio[4_800:5_280]).max() > 0.01
    assert np.array_equal(audio, one(bell))


def test_held_sounds_are_wide_and_lose_nothing_in_mono() -> None:
    pad = one(Instrument(program=89, builtin=True, live=Live(sound="pad")))
    mid, side = pad.sum(axis=1) / 2, (pad[:, 0] - pad[:, 1]) / 2
    assert -12.0 <= 10 * np.log10((side**2).mean() / (mid**2).mean()) <= -4.0
    bell = one(Instrument(program=10, builtin=True))
    assert np.abs(bell[:, 0] - bell[:, 1]).max() < 1e-9


def test_noise_is_another_noise_at_the_next_stroke() -> None:
    waves = Instrument(program=122, builtin=True)
    first, second = one(waves)[:, 0], one(waves, channel=7)[:, 0]
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.2
