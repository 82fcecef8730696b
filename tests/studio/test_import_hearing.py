"""Tempo, key and part, heard in recordings of which they are known."""

import numpy as np
import pytest

from affekt.studio.hear import key_of, portray, role_of, tempo_of


def listen(audio):
    return portray(np.asarray(audio)[:, None])


@pytest.mark.parametrize("tempo", [72.0, 96.0, 100.0, 128.0, 141.5])
def test_the_tempo_of_a_loop(band, tempo):
    players = band(tempo, 8)
    heard = listen(players.drums()).onsets + listen(players.lead()).onsets
    found, clear = tempo_of(heard, [players.frames / 48_000])
    assert found == pytest.approx(tempo, rel=1e-4) or found == pytest.approx(2 * tempo, rel=1e-4)
    assert clear > 0.35


def test_a_tempo_is_heard_without_knowing_a_length(band):
    found, _ = tempo_of(listen(band(96, 8).drums(tail_s=1.3)).onsets, [])
    assert found == pytest.approx(96, abs=0.5)


def test_the_key(band):
    players = band(100, 8)
    parts = [listen(getattr(players, part)()) for part in ("bass", "pad", "lead")]
    tonic, mode, _ = key_of(sum(p.chroma for p in parts), sum(p.opening for p in parts))
    assert (tonic, mode) == ("D", "aeolian")


@pytest.mark.parametrize(("part", "role"), [("drums", "low_percussion"), ("bass", "bass"), ("lead", "theme")])
def test_the_part(band, part, role):
    assert role_of(listen(getattr(band(100, 8), part)()))[0] == role


def test_silence_and_noise_are_listened_to_without_harm():
    assert listen(np.zeros(100_000)).silent
    assert listen(np.zeros(10)).silent
    noise = listen(np.sin(np.arange(100_000.0) ** 2))
    assert np.isfinite([noise.low, noise.centroid, noise.noisy, noise.struck, noise.rate]).all()
