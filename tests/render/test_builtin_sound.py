"""The built-in synthesiser as it sounds: in tune, in time, without clicks or aliases, as loud as its velocity says."""

import subprocess
import sys
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.arrange import manifest
from affekt.render.builtin import BuiltinPool, render_note
from affekt.render.builtin_drums import KIT
from affekt.render.builtin_play import Manner, play
from affekt.render.builtin_sounds import NAMED, PROGRAMS, Fm, Wave
from affekt.render.loudness import lufs, weighted
from affekt.render.note_ends import INAUDIBLE
from affekt.render.notes import STORED, Note, Tone
from affekt.render.patches import Patch
from affekt.render.synth import pool

GOLDEN = Path(__file__).parent / "golden" / "builtin.txt"
FAMILIES = (
    "piano",
    "mallets",
    "organ",
    "guitar",
    "bass",
    "strings",
    "ensemble",
    "brass",
    "reed",
    "pipe",
    "lead",
    "pad",
)
PITCHED = range(112)


def patch(program: int, **more) -> Patch:
    return replace(Patch(program, 0, False, 0.0, 0.0), **more)


def sounded(program: int, pitch: int = 60, velocity: int = 100, frames: int = 24_000, **more) -> np.ndarray:
    cents, tone = more.pop("cents", 0.0), more.pop("tone", Tone())
    return render_note(Note(patch(program, **more), pitch, velocity, frames, cents, tone))


def hertz(pitch: float) -> float:
    return 440.0 * 2.0 ** ((pitch - 69) / 12)


def spectrum(sound: np.ndarray, size: int = 1 << 18) -> tuple[np.ndarray, np.ndarray]:
    return np.fft.rfftfreq(size, 1 / 48_000), np.abs(np.fft.rfft(sound * np.blackman(len(sound)), size)) ** 2


def cents_off(sound: np.ndarray, wanted: float, within: float = 45.0) -> float:
    """How far the power around a frequency lies from it: the middle of all voices in unison."""
    freq, power = spectrum(sound)
    near = np.abs(1_200 * np.log2(np.maximum(freq, 1.0) / wanted)) < within
    return float(1_200 * np.log2((freq[near] * power[near]).sum() / power[near].sum() / wanted))


def loudness(sound: np.ndarray) -> float:
    held = np.zeros(36_000)
    mono = sound if sound.ndim == 1 else sound.mean(axis=1)
    held[: len(mono)] = mono[:36_000]
    return lufs(float((weighted(held[:, None]) ** 2).mean()))


def brightness(sound: np.ndarray) -> float:
    freq, power = spectrum(sound[:24_000])
    return float((freq * power).sum() / power.sum())


def test_every_program_and_drum_sounds_and_ends():
    for program in range(128):
        sound = sounded(program, frames=9_000)
        assert np.isfinite(sound).all()
        assert 0.005 < np.abs(sound).max() < 0.95, program
        assert np.abs(sound[-480:]).max() < 2 * INAUDIBLE * np.abs(sound).max(), program
    for key in range(27, 88):
        drum = render_note(Note(Patch(0, 128, True, 0.0, 0.0), key, 127, 2_400, 0.0))
        assert 0.005 < np.abs(drum).max() < 1.0 / STORED, key


@pytest.mark.parametrize("program", [g for g in PITCHED if g != 55])
def test_the_fundamental_is_in_tune_within_two_cents(program: int):
    for pitch in (45, 57, 69, 81, 93):
        if not isinstance(PROGRAMS[program], Wave):
            sound = sounded(program, pitch, frames=48_000, vibrato=0.0)[2_400:40_000]
            assert abs(cents_off(sound, hertz(pitch))) < 2.0, pitch
        else:
            plain = replace(PROGRAMS[program], voices=1, vibrato=0.0)
            sound = play(plain, hertz(pitch), Manner(96_000))[24_000:90_000]
            assert abs(cents_off(sound, hertz(pitch))) < 2.0, pitch


def test_the_partials_of_a_string_and_of_a_wave_are_in_tune():
    for program in (24, 32, 46):
        sound = sounded(program, 57, frames=48_000)[2_400:26_400]
        for k in range(1, 6):
            assert abs(cents_off(sound, k * hertz(57), 20.0)) < 2.0, (program, k)
    saw = play(replace(NAMED["lead"], voices=1, vibrato=0.0), hertz(57), Manner(48_000))
    for k in range(1, 12):
        assert abs(cents_off(saw[4_800:43_200], k * hertz(57), 20.0)) < 0.5


def test_unison_voices_lie_evenly_about_the_note():
    for name in ("pad", "strings", "lead", "drone"):
        wide = replace(NAMED[name], vibrato=0.0, sweep=0.0)
        sound = play(wide, hertz(69), Manner(12 * 48_000))[48_000:]
        assert abs(cents_off(sound, hertz(69))) < 2.0, name


@pytest.mark.parametrize("program", [0, 4, 24, 73, 81])
def test_cents_move_a_note(program: int):
    plain = cents_off(sounded(program, 69, frames=48_000, vibrato=0.0)[2_400:36_000], hertz(69))
    low = cents_off(sounded(program, 69, frames=48_000, vibrato=0.0, cents=-31.8)[2_400:36_000], 432.0)
    assert abs(low - plain) < 1.0


@pytest.mark.parametrize("pitch", [84, 96, 103, 108])
def test_nothing_folds_back_from_above(pitch: int):
    for sound in {*PROGRAMS, *NAMED.values()}:
        if isinstance(sound, Wave):
            plain = replace(sound, voices=1, vibrato=0.0, breath=0.0, octave=0.0)
            freq, power = spectrum(play(plain, hertz(pitch), Manner(24_000, 127))[4_800:20_800], 1 << 16)
            base = hertz(pitch) / (2.0 if sound.shape == "fifths" else 1.0)
            between = np.abs(freq / base - np.rint(freq / base)) * base > 60.0
            assert power[between & (freq > 12_000)].sum() < 1e-6 * power.sum(), sound
        elif isinstance(sound, Fm):
            freq, power = spectrum(play(sound, hertz(pitch), Manner(24_000, 127))[:16_000], 1 << 16)
            assert power[freq > 20_600].sum() < 1e-6 * power.sum(), sound


@pytest.mark.parametrize("program", [0, 12, 24, 40, 48, 56, 73, 81, 89])
def test_a_note_begins_and_ends_without_a_click(program: int):
    sound = sounded(program, 60, frames=12_000)
    loud = np.abs(sound).max()
    assert abs(sound[0]) < 0.01 * loud
    jump = np.abs(np.diff(sound))
    held = jump[2_000:11_000].max()
    assert jump[11_900:12_600].max() < 1.5 * held + 1e-4
    made = BuiltinPool().make(Note(patch(program), 60, 100, 12_000, 0.0)).astype(int)
    assert made[-1] == 0
    assert np.abs(np.diff(made[-2_400:])).max() <= 0.004 * np.abs(made).max() + 1


@pytest.mark.parametrize(
    ("program", "soonest", "latest"), [(0, 0, 6), (13, 0, 3), (24, 0, 6), (48, 40, 250), (89, 150, 700)]
)
def test_a_note_rises_as_its_kind_does(program: int, soonest: float, latest: float):
    sound = sounded(program, 60, frames=96_000)
    windows = np.sqrt((sound[: 480 * 190].reshape(-1, 96) ** 2).mean(axis=1))
    smooth = np.convolve(windows, np.ones(5) / 5, mode="same")
    rise = 2.0 * int(np.flatnonzero(smooth >= 0.5 * smooth[:300].max())[0])
    assert soonest <= rise <= latest + 4


def test_what_is_plucked_dies_away_and_what_is_bowed_holds():
    def held(program: int) -> float:
        sound = np.append(sounded(program, 60, frames=144_000), np.zeros(48_000))
        early, late = (np.sqrt((sound[a : a + 48_000] ** 2).mean()) for a in (24_000, 96_000))
        return 20 * np.log10(late / early + 1e-9)

    assert all(held(program) < -12.0 for program in (0, 12, 24, 46, 108))
    assert all(abs(held(program)) < 4.0 for program in (16, 40, 48, 73, 89))


@pytest.mark.parametrize("program", [0, 12, 24, 48, 56, 73, 81, 89])
def test_loudness_follows_the_square_of_the_velocity(program: int):
    steps = [loudness(sounded(program, 60, v)) for v in (48, 96, 127)]
    assert steps[1] - steps[0] == pytest.approx(40 * np.log10(96 / 48), abs=1.5)
    assert steps[2] - steps[1] == pytest.approx(40 * np.log10(127 / 96), abs=1.5)


@pytest.mark.parametrize("program", [0, 4, 12, 24, 48, 56, 73, 81, 89])
def test_a_brighter_tone_is_brighter_and_no_louder(program: int):
    dull, plain, bright = (sounded(program, 60, tone=Tone(b)) for b in (-2, 0, 2))
    assert brightness(dull) < brightness(plain) < brightness(bright)
    assert abs(loudness(dull) - loudness(bright)) < 5.0
    assert brightness(sounded(program, 60, brightness=1.0)) == pytest.approx(brightness(bright), rel=0.01)


def test_a_softer_attack_comes_later():
    def half(**more) -> int:
        sound = np.abs(sounded(48, 60, frames=48_000, **more))
        level = np.convolve(sound, np.ones(960) / 960, mode="same")
        return int(np.flatnonzero(level > 0.5 * level[24_000:48_000].mean())[0])

    assert half(tone=Tone(attack=1)) < half() < half(tone=Tone(attack=-1)) < half(attack=4.0)


def test_vibrato_widens_with_tension_and_can_be_turned_off():
    def spread(**more) -> float:
        sound = sounded(73, 69, frames=96_000, **more)[48_000:90_000]
        freq, power = spectrum(sound)
        near = np.abs(freq - 440.0) < 25.0
        middle = (freq[near] * power[near]).sum() / power[near].sum()
        return float(np.sqrt((((freq[near] - middle) ** 2) * power[near]).sum() / power[near].sum()))

    still, plain, wide = spread(vibrato=0.0), spread(), spread(tone=Tone(vibrato=2))
    assert still < plain < wide


def test_a_longer_release_rings_longer():
    short, long = (BuiltinPool().make(Note(patch(89, release=r), 60, 100, 12_000, 0.0)) for r in (0.5, 2.0))
    assert len(short) + 24_000 < len(long)


def test_no_two_families_of_general_midi_differ_in_loudness_from_fluidsynth_by_three_decibels():
    fluid = pool("fluidsynth")
    assert fluid is not None
    for number, family in enumerate(FAMILIES):
        apart = []
        for program in range(8 * number, 8 * number + 8):
            for pitch in (48, 60, 72):
                note = Note(patch(program), pitch, 96, 24_000, 0.0)
                theirs = fluid.make(note).astype(float) / 32_768 / STORED * (96 / 127) ** 2
                apart.append(loudness(render_note(note)) - loudness(theirs))
        assert abs(np.mean(apart)) < 3.0, (family, np.round(apart, 1))
        assert abs(np.median(apart)) < 3.0, (family, np.round(apart, 1))


def test_a_named_sound_takes_the_place_of_the_program():
    assert set(NAMED) == {name for name in get_args(manifest.Sound) if name}
    for name in NAMED:
        one, two = (sounded(program, 60, frames=9_000, sound=name) for program in (0, 81))
        assert np.array_equal(one, two)
        assert 0.005 < np.abs(one).max() < 0.95, name


def test_pan_moves_a_note_at_equal_power():
    middle, left = sounded(12), sounded(12, pan=-1.0)
    assert middle.ndim == 1
    assert np.abs(left[:, 1]).max() < 1e-6
    assert np.abs(left[:, 0] - 1.4142 * middle).max() < 1e-9


def test_a_drum_rings_as_long_as_it_does_whatever_the_notes_length():
    drums = Patch(0, 0, True, 0.0, 0.0)
    one, two = (render_note(Note(drums, 38, 100, n, 0.0)) for n in (480, 48_000))
    assert np.array_equal(one, two)
    assert {35, 36, 38, 42, 46, 49, 69, 70, 81, 87} <= set(KIT)


@pytest.mark.parametrize("pitch", [0, 12, 115, 127])
def test_the_outermost_keys_sound_on_every_program(pitch: int):
    for program in range(128):
        made = render_note(Note(patch(program), pitch, 127, 1_200, 0.0, Tone(2, 1, 2)))
        assert np.isfinite(made).all()
        assert program >= 120 or np.abs(made).max() < 1.0 / STORED, program


@settings(max_examples=40, deadline=None)
@given(
    program=st.integers(0, 127), pitch=st.integers(0, 127), velocity=st.integers(1, 127), frames=st.integers(1, 60_000),
    cents=st.floats(-100, 100), bright=st.integers(-2, 2), attack=st.integers(-1, 1), drums=st.booleans(),
)  # fmt: skip
def test_any_note_is_a_sound_and_the_same_again(program, pitch, velocity, frames, cents, bright, attack, drums):
    note = Note(Patch(program, 0, drums, 0.0, 0.0), pitch, velocity, frames, cents, Tone(bright, attack, 1))
    made = BuiltinPool().make(note)
    assert len(made) >= 1
    assert np.array_equal(made, BuiltinPool().make(note))


def prints() -> str:
    found = blake2b(digest_size=16)
    for program in (0, 4, 12, 24, 40, 48, 73, 81, 89, 117):
        found.update(BuiltinPool().make(Note(patch(program), 57, 96, 12_000, -31.8, Tone(1, -1, 1))).tobytes())
    return found.hexdigest()


def test_another_process_makes_the_same_bytes():
    here = str(Path(__file__).parent)
    code = f"import sys; sys.path.insert(0, {here!r}); import test_builtin_sound as t; print(t.prints())"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == prints()


def described() -> str:
    """A line a sound: its level in dB every 100 ms, and where its spectrum's middle lies."""
    lines = []
    for name, sound in (*((str(g), s) for g, s in enumerate(PROGRAMS)), *NAMED.items()):
        made = play(sound, hertz(60), Manner(14_400, 96))
        steps = [np.sqrt((made[a : a + 4_800] ** 2).mean()) for a in range(0, 4 * 4_800, 4_800)]
        levels = " ".join(f"{max(20 * np.log10(s + 1e-9), -99.0) + 0.0:6.1f}" for s in steps)
        lines.append(f"{name:>14} {levels} {brightness(made):7.0f} Hz")
    return "\n".join(lines) + "\n"


def test_the_sounds_are_as_they_were_described():
    """After a change that is meant: python -c 'import test_builtin_sound as t; t.GOLDEN.write_text(t.described())'."""
    for was, now in zip(GOLDEN.read_text().splitlines(), described().splitlines(), strict=True):
        old, new = was.split(), now.split()
        assert old[0] == new[0]
        for a, b in zip(old[1:5], new[1:5], strict=True):
            assert abs(float(a) - float(b)) < 0.3, (was, now)
        assert float(new[5]) == pytest.approx(float(old[5]), rel=0.03, abs=2.0)
