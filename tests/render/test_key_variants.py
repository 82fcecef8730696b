"""A recording in another key: its pitch moves, and nothing else does."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from affekt.arrange.loaded import LoadedSet
from affekt.core.errors import AffektError, Reason
from affekt.render.follow import Loop, cents_of, loop_of, pitched
from affekt.render.stems import StemTable, cached, prepare, wanted
from affekt.render.variants import find, make, prune, shifted, variant_file

RATE = 48_000
SHIFTS = (-700.0, -500.0, -31.8, 100.0, 300.0, 700.0)
HELD = (-631.8, -500.0, -31.8, 100.0, 300.0, 500.0)
"""What a held key, six semitones down to five up, and a tuning ask for."""


def _pluck(frames: int = 3 * RATE) -> NDArray[np.int16]:
    """Notes of 440 and 660 Hz, struck twice a second."""
    t = np.arange(frames) / RATE
    ring = np.exp(-(t % 0.5) * 5) * np.minimum((t % 0.5) / 0.003, 1)
    left = 0.3 * np.sin(2 * np.pi * 440 * t) * ring
    right = 0.2 * np.sin(2 * np.pi * 660 * t) * ring
    return np.rint(np.stack([left, right], axis=1) * 32767).astype(np.int16)


def _peak_hz(samples: NDArray[np.int16], near: float) -> float:
    wide = np.hanning(len(samples)) * samples
    size = 1 << 21
    power = np.abs(np.fft.rfft(wide, size))
    low, high = (int(near * 0.94 * size / RATE), int(near * 1.06 * size / RATE))
    return float((low + np.argmax(power[low:high])) * RATE / size)


def _attack(samples: NDArray[np.int16], near: int) -> int:
    """Return the frame at which half of a strike's new energy is there, within 20 ms."""
    energy = (samples[near - RATE // 50 : near + RATE // 50].astype(np.float64) ** 2).sum(axis=1)
    rest = energy[: RATE // 200].mean()
    total = np.cumsum(np.maximum(energy - rest, 0.0))
    return near - RATE // 50 + int(np.searchsorted(total, total[-1] / 2))


@pytest.mark.parametrize("cents", SHIFTS)
def test_a_held_tone_moves_by_exactly_so_many_cents(cents: float):
    t = np.arange(4 * RATE) / RATE
    tone = np.rint(np.stack([9_000 * np.sin(2 * np.pi * 440 * t), 9_000 * np.sin(2 * np.pi * 660 * t)], 1))
    moved = shifted(tone.astype(np.int16), cents)
    for channel, hz in enumerate((440.0, 660.0)):
        goal = hz * 2 ** (cents / 1200)
        found = _peak_hz(moved[RATE : 3 * RATE, channel], goal)
        assert abs(1200 * np.log2(found / goal)) < 5


@pytest.mark.parametrize("notes", [(220.0, 261.63, 329.63, 392.0, 880.0), (146.83, 185.0, 220.0, 329.63)])
@pytest.mark.parametrize("cents", HELD)
def test_every_partial_of_a_dense_chord_stands_where_it_should(notes: tuple[float, ...], cents: float):
    t = np.arange(5 * RATE) / RATE
    chord = np.rint(3_000 * np.sum([np.sin(2 * np.pi * hz * t) for hz in notes], axis=0)).astype(np.int16)[:, None]
    moved = shifted(chord, cents)[RATE:-RATE, 0]
    goals = [hz * 2 ** (cents / 1200) for hz in notes]
    assert max(abs(1200 * np.log2(_peak_hz(moved, goal) / goal)) for goal in goals) < 5


@pytest.mark.parametrize("cents", HELD)
def test_every_note_begins_where_it_did_and_as_loud_as_it_was(cents: float):
    raw = _pluck()
    moved = shifted(raw, cents)
    assert moved.shape == raw.shape
    for strike in range(RATE // 2, len(raw) - RATE // 2, RATE // 2):
        assert abs(_attack(moved, strike) - _attack(raw, strike)) <= RATE // 500
    assert abs(20 * np.log10(np.std(moved) / np.std(raw))) < 0.5


def test_a_loop_without_a_tail_goes_on_into_its_start_without_a_step():
    t = np.arange(2 * RATE) / RATE
    chord = sum(np.sin(2 * np.pi * hz * t) for hz in (220.0, 277.5, 330.0))
    raw = np.rint(6_000 * np.asarray(chord)[:, None]).astype(np.int16)
    moved = shifted(raw, 300.0, Loop(0, len(raw))).astype(np.float64)[:, 0]
    round_and_round = np.concatenate([moved, moved])
    bend = np.abs(np.diff(round_and_round, 2))
    seam = bend[len(moved) - 3 : len(moved) + 2].max()
    assert seam < 1.5 * np.percentile(bend, 99.9)
    level = np.sqrt(np.convolve(round_and_round**2, np.ones(4_800) / 4_800, "valid"))
    around = level[len(moved) - 9_600 : len(moved) + 4_800]
    assert 20 * np.log10(around.max() / around.min()) < 3.0


def test_the_same_shift_gives_the_same_samples_again():
    raw = _pluck(RATE)
    np.testing.assert_array_equal(shifted(raw, 200.0), shifted(raw, 200.0))


def test_silence_stays_silence_and_two_octaves_are_refused():
    silence = np.zeros((RATE, 1), np.int16)
    np.testing.assert_array_equal(shifted(silence, 500.0), silence)
    with pytest.raises(AffektError) as refused:
        shifted(silence, 2_400.0)
    assert refused.value.reason is Reason.OUT_OF_RANGE


def test_a_variant_is_made_once_and_found_by_every_other_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AFFEKT_CACHE", str(tmp_path))
    soundfile.write(tmp_path / "a.wav", _pluck(RATE), RATE, subtype="PCM_16")
    stem = cached(tmp_path / "a.wav")
    assert find(stem, 200.0, None) is None
    made = make(stem, 200.0, None, 7)
    assert (made.id, made.frames, made.channels) == (7, stem.frames, stem.channels)
    assert make(stem, 200.0, None, 7) == find(stem, 200.0, None, 7) == made
    made.file.write_bytes(made.file.read_bytes()[:-2])
    assert find(stem, 200.0, None) is None, "half a file was taken for a whole one"
    assert variant_file(stem, 200.0, Loop(0, 9)) != variant_file(stem, 200.0, None)


def test_what_was_not_used_for_longest_goes_first_and_what_is_in_use_stays(tmp_path: Path):
    import os

    for age, name in enumerate(("newest", "newer", "older", "oldest")):
        (tmp_path / f"{name}.var").write_bytes(bytes(100))
        os.utime(tmp_path / f"{name}.var", (1_000 - age, 1_000 - age))
    (tmp_path / "stem.s16").write_bytes(bytes(1_000))
    assert prune(tmp_path, 250, keep=[tmp_path / "oldest.var"]) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["newest.var", "oldest.var", "stem.s16"]


@pytest.fixture
def with_drums(tiny: LoadedSet) -> LoadedSet:
    """The tiny set, its bass taken for percussion and its stinger in a key."""
    layers = {**tiny.manifest.layers, "bass": tiny.manifest.layers["bass"].model_copy(update={"pitched": False})}
    hit = tiny.manifest.stingers["hit"].model_copy(update={"pitched": True})
    manifest = tiny.manifest.model_copy(update={"layers": layers, "stingers": {"hit": hit}})
    return replace(tiny, manifest=manifest, sha256="1" * 64)


def test_only_what_is_pitched_follows_the_key(with_drums: LoadedSet):
    files = list(pitched(with_drums.manifest))
    assert "stems/hit.wav" in files
    assert not [file for file in files if "bass" in file]
    assert loop_of(with_drums.manifest, "stems/cheer_bed.wav") is None
    assert loop_of(with_drums.manifest, "stems/walk_bed.wav") == Loop(0, 96_000)
    table = StemTable()
    table.add(with_drums)
    drums = table.find(with_drums, "stems/walk_bass.wav")
    assert table.variant(with_drums, "stems/walk_bass.wav", 3) == drums
    bed = table.variant(with_drums, "stems/walk_bed.wav", 3)
    assert bed is not None
    assert bed.file.suffix == ".var"
    assert bed.id not in {table.find(with_drums, f).id for f in files if table.find(with_drums, f)}  # type: ignore[union-attr]


def test_a_live_table_waits_for_the_pool_and_an_offline_one_makes_it_at_once(with_drums: LoadedSet):
    live, said = StemTable(makes=False), []
    live.add(with_drums)
    assert live.variant(with_drums, "stems/hit.wav", -4) is None
    assert live.variant(with_drums, "stems/hit.wav", -4, look=True) is None
    offline = StemTable(on_variant=lambda file, cents: said.append((file, cents)))
    offline.add(with_drums)
    made = offline.variant(with_drums, "stems/hit.wav", -4)
    assert said == [("stems/hit.wav", -400.0)]
    found = live.variant(with_drums, "stems/hit.wav", -4, look=True)
    assert made is not None
    assert found is not None
    assert found.file == made.file
    assert live.variant(with_drums, "stems/hit.wav", -4) == found


def test_recordings_that_stand_at_440_are_moved_to_432_when_the_set_is_loaded(with_drums: LoadedSet):
    tuning = with_drums.manifest.tuning.model_copy(update={"recorded": 0.0})
    loaded = replace(with_drums, manifest=with_drums.manifest.model_copy(update={"tuning": tuning}), sha256="2" * 64)
    assert cents_of(loaded.manifest) == -31.8
    assert cents_of(with_drums.manifest) == 0.0
    prepare(wanted(loaded))
    assert wanted(loaded) == []
    table = StemTable(makes=False)
    table.add(loaded)
    bed, bass = table.find(loaded, "stems/walk_bed.wav"), table.find(loaded, "stems/walk_bass.wav")
    assert bed is not None
    assert bass is not None
    assert (bed.file.suffix, bass.file.suffix) == (".var", ".s16")
    assert [stem.id for stem in table] == list(range(len(table)))
