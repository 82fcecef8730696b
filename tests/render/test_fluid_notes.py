"""FluidSynth's notes: the same whatever was played before, in tune, and shaped as the patch and the intent ask."""

from dataclasses import replace

import numpy as np
import pytest

from affekt.render.buffers import Buffers
from affekt.render.mixer import Mixer
from affekt.render.notes import STORED, Note, NotePlayer, Tone
from affekt.render.patches import Patch, Patches
from affekt.render.synth import SynthPool, pool


@pytest.fixture(scope="module")
def synths() -> SynthPool:
    found = pool("fluidsynth")
    assert found is not None
    return found


def patch(program: int, **more) -> Patch:
    return replace(Patch(program, 0, False, 0.0, 0.0), **more)


def note(program: int, pitch: int = 60, velocity: int = 96, frames: int = 12_000, cents: float = 0.0, **more) -> Note:
    tone = more.pop("tone", Tone())
    return Note(patch(program, **more), pitch, velocity, frames, cents, tone)


def mono(made: np.ndarray) -> np.ndarray:
    return made.astype(float) if made.ndim == 1 else made.mean(axis=1)


def test_a_note_does_not_hear_what_was_played_before_it(synths: SynthPool):
    first = [synths.make(note(g)) for g in (0, 48, 11, 89)]
    for g in (89, 46, 0, 30, 48, 11):
        synths.make(note(g, 72, 40 + g % 80, 3_000))
    again = [synths.make(note(g)) for g in (48, 89, 0, 11)]
    fresh = pool("fluidsynth")
    assert fresh is not None
    elsewhere = [fresh.make(note(g)) for g in (11, 0, 89, 48)]
    for one, two, three in zip(
        first, (again[2], again[0], again[3], again[1]), (elsewhere[k] for k in (1, 3, 0, 2)), strict=True
    ):
        assert np.array_equal(one, two)
        assert np.array_equal(one, three)


def test_more_programs_than_it_has_channels_are_still_each_their_own(synths: SynthPool):
    piano = synths.make(note(0))
    others = [synths.make(note(g, frames=2_000)) for g in range(1, 90)]
    assert all(np.abs(other).max() > 20 for other in others)
    assert np.array_equal(synths.make(note(0)), piano)


def test_a_note_begins_at_once_and_ends_in_silence(synths: SynthPool):
    for g in (0, 12, 24):
        made = synths.make(note(g)).astype(int)
        assert np.flatnonzero(np.abs(made) > 0.02 * np.abs(made).max())[0] < 480
        assert made[-1] == 0


def test_it_is_tuned_in_cents(synths: SynthPool):
    peaks = []
    for cents in (0.0, -31.8):
        made = mono(synths.make(note(11, 69, frames=48_000, cents=cents)))[4_800:37_568]
        spectrum = np.abs(np.fft.rfft(made * np.hanning(len(made)), 1 << 19))
        around = slice(round(400 * (1 << 19) / 48_000), round(470 * (1 << 19) / 48_000))
        peaks.append((np.argmax(spectrum[around]) + around.start) * 48_000 / (1 << 19))
    assert 1_200 * np.log2(peaks[1] / peaks[0]) == pytest.approx(-31.8, abs=1.5)


def test_duller_is_duller_and_a_longer_attack_comes_later(synths: SynthPool):
    def middle(made: np.ndarray) -> float:
        power = np.abs(np.fft.rfft(mono(made)[:24_000])) ** 2
        return float((np.fft.rfftfreq(min(len(made), 24_000), 1 / 48_000) * power).sum() / power.sum())

    assert middle(synths.make(note(61, brightness=0.0))) < 0.9 * middle(synths.make(note(61)))
    assert middle(synths.make(note(61, tone=Tone(-2)))) == middle(synths.make(note(61, brightness=0.0)))

    def rise(**more) -> int:
        made = np.abs(mono(synths.make(note(11, frames=96_000, **more))))
        smooth = np.convolve(made, np.ones(960) / 960, mode="same")
        return int(np.flatnonzero(smooth > 0.5 * smooth[:20_000].max())[0])

    assert rise(attack=8.0) > rise()


def test_a_longer_release_rings_longer(synths: SynthPool):
    assert len(synths.make(note(48, release=3.0))) > 1.5 * len(synths.make(note(48)))


def test_drums_and_places_are_its_own(synths: SynthPool):
    kick, hat = (synths.make(Note(Patch(0, 0, True, 0.0, 0.0), key, 110, 4_800, 0.0)) for key in (36, 42))
    assert not np.array_equal(kick[:1_000], hat[:1_000])
    left = synths.make(note(12, pan=-1.0))
    assert left.shape[1] == 2
    assert np.abs(left[:, 0].astype(int)).max() > 20 * np.abs(left[:, 1].astype(int)).max()


def test_velocity_is_loudness_by_its_square(synths: SynthPool):
    """The kept samples are at one level: what the velocity does is done by the kernel's gain."""
    levels = [np.abs(synths.make(note(12, velocity=v)).astype(float)).max() for v in (48, 112)]
    assert 20 * np.log10(levels[1] / levels[0]) == pytest.approx(0.0, abs=1.5)
    assert STORED < 1.0


def test_sessions_with_unlike_patches_share_one_synthesiser(synths: SynthPool):
    mixer = Mixer(1, stems=400)
    buffers = Buffers(mixer.stems, 100, mixer.stems_in_use)
    players = [synths.player(Patches((patch(g),), c), buffers) for g, c in ((0, 0.0), (48, -31.8))]
    assert all(isinstance(player, NotePlayer) for player in players)
    synths.warm(Patches((patch(0), patch(48))))
