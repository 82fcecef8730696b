"""Live pitch: what follows it is transposed, what does not is untouched, and a recording may give way to another."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stretching import RATE, Deck, clicks, first_samples, tone

from affekt.render import layout as at

BEAT = 24_000
BODY = 8 * BEAT
EIGHTHS = list(range(0, BODY, BEAT // 2))


def cents_of(audio: np.ndarray, near: float) -> float:
    """How many cents the loudest partial near a frequency is away from it."""
    window = np.hanning(len(audio))
    spectrum = np.abs(np.fft.rfft(audio * window, 8 * len(audio)))
    hz = np.arange(len(spectrum)) * RATE / (8 * len(audio))
    inside = np.abs(1_200 * np.log2(np.maximum(hz, 1.0) / near)) < 60
    return float(1_200 * np.log2(hz[inside][np.argmax(spectrum[inside])] / near))


def pitch(deck: Deck, frame: int, semitones: float, *, fade: int = 480) -> tuple[int | float, ...]:
    return at.row(at.OP_PITCH, frame, a=1, d=deck.guide_id, e=fade, x=2.0 ** (semitones / 12.0))


@pytest.mark.parametrize(("semitones", "tempo"), [(-5, 1.0), (5, 1.0), (-2, 1.08), (3, 1.08), (2, 0.92)])
def test_a_chord_moves_by_the_interval(semitones: int, tempo: float):
    notes = (220.0, 277.18, 329.63, 880.0)
    chord = np.sum([tone(hz, BODY, level=0.1) for hz in notes], axis=0).astype(np.int16)
    deck = Deck([chord], BODY, percussive=[False], follow=[True])
    out = deck.play([*deck.start(), deck.tempo(0, 0, tempo), pitch(deck, 0, semitones)], 150_000)[:, 0]
    for hz in notes:
        assert abs(cents_of(out[20_000:140_000], hz * 2.0 ** (semitones / 12.0))) <= 5.0


@pytest.mark.parametrize(("semitones", "tempo"), [(-5, 1.0), (-3, 1.08), (5, 1.0), (-5, 1.08)])
def test_a_wide_chord_of_five_notes_moves_by_the_interval(semitones: int, tempo: float):
    notes = (110.0, 164.81, 261.63, 329.63, 493.88)
    chord = np.sum([tone(hz, BODY, level=0.1, phase=k) for k, hz in enumerate(notes)], axis=0).astype(np.int16)
    deck = Deck([chord], BODY, percussive=[False], follow=[True])
    out = deck.play([*deck.start(), deck.tempo(0, 0, tempo), pitch(deck, 0, semitones)], 150_000)[:, 0]
    for hz in notes:
        assert abs(cents_of(out[20_000:140_000], hz * 2.0 ** (semitones / 12.0))) <= 5.0


def test_drums_are_untouched_bit_for_bit():
    drums = clicks(EIGHTHS, BODY)
    deck = Deck([drums, tone(220.0, BODY)], BODY, percussive=[True, False], follow=[False, True])
    rows = [row for row in deck.start() if row[6] != 1 or row[4] != at.OP_LAYER]
    plain = deck.play(rows, 200_000)
    assert plain.any()
    assert np.array_equal(deck.play([*rows, pitch(deck, 30_000, 3)], 200_000), plain)
    faster = deck.play([*rows, deck.tempo(0, 0, 1.06)], 200_000)
    assert np.array_equal(deck.play([*rows, deck.tempo(0, 0, 1.06), pitch(deck, 30_000, 3)], 200_000), faster)


@pytest.mark.parametrize("tempo", [0.9, 1.0, 1.1])
def test_attacks_of_what_is_transposed_stay_on_their_beats(tempo: float):
    deck = Deck([clicks(EIGHTHS, BODY)], BODY, follow=[True])
    for semitones in (-3, 4):
        rows = [*deck.start(), deck.tempo(0, 0, tempo), pitch(deck, 0, semitones)]
        heard = first_samples(deck.play(rows, 180_000), over=0.15)
        want = [round((place + BODY * k) / tempo) for k in range(2) for place in EIGHTHS]
        want = [frame for frame in want if frame < 180_000]
        assert len(heard) == len(want)
        assert max(abs(a - b) for a, b in zip(heard, want, strict=True)) <= 2


def test_back_at_its_own_pitch_it_is_the_recording_again():
    deck = Deck([tone(330.0, BODY), clicks(EIGHTHS, BODY)], BODY, percussive=[False, True], follow=[True, False])
    plain = deck.play(deck.start(), 150_000)
    there = deck.play([*deck.start(), pitch(deck, 24_000, 2), pitch(deck, 72_000, 0, fade=960)], 150_000)
    assert np.array_equal(there[:24_000], plain[:24_000])
    assert not np.array_equal(there[24_000:72_000], plain[24_000:72_000])
    assert np.array_equal(there[72_960:], plain[72_960:])


@settings(max_examples=10, deadline=None)
@given(cuts=st.lists(st.integers(1, 5_000), min_size=1, max_size=9), semitones=st.floats(-7, 7))
def test_the_samples_do_not_depend_on_the_block(cuts: list[int], semitones: float):
    pickup = BEAT
    bed = tone(220.0, BODY + 2 * BEAT)
    hit = clicks([pickup + place for place in EIGHTHS], BODY + 2 * BEAT)
    deck = Deck([hit, bed], BODY, percussive=[True, False], follow=[False, True], pickup=pickup)
    rows = [
        *deck.start(),
        deck.tempo(7_000, 7_000 - pickup, 1.0, 1.1, BEAT),
        pitch(deck, 5_000, semitones),
        pitch(deck, 9_000, semitones + 1.0, fade=1_200),
        at.row(at.OP_PAUSE, 15_555),
        at.row(at.OP_RESUME, 17_000),
        pitch(deck, 30_000, 0.0, fade=3_000),
        at.row(at.OP_SWAP, 32_000, a=1, b=0, c=1, e=700),
    ]
    frames = 40_000
    whole = deck.play(rows, frames)
    sizes = iter([*cuts, *([8_000] * 6)])
    assert np.array_equal(deck.play(rows, frames, lambda: next(sizes)), whole)


@pytest.mark.parametrize("semitones", [-4.0, 1.0, 5.0])
def test_a_transposed_tone_never_clicks(semitones: float):
    deck = Deck([tone(250.0, BODY)], BODY, percussive=[False], follow=[True])
    rows = [*deck.start(), pitch(deck, 20_000, semitones), pitch(deck, 60_000, semitones / 2, fade=1_000)]
    out = deck.play([*rows, pitch(deck, 100_000, 0, fade=2_400)], 140_000)[:, 0].astype(np.float64)
    own = np.abs(np.diff(tone(250.0 * 2 ** (max(semitones, 0) / 12), BODY).astype(np.float64) / 32_768, 3)).max()
    assert np.abs(np.diff(out, 3)).max() < 2.5 * own + 4e-4


@pytest.mark.parametrize("alike", [0.7, 0.3, 0.0])
def test_a_swap_of_other_material_neither_dips_nor_swells(alike: float):
    rng = np.random.default_rng(4)
    one = rng.normal(0, 3_000, (BODY, 2))
    two = alike * one + np.sqrt(1 - alike**2) * rng.normal(0, 3_000, (BODY, 2))
    deck = Deck([np.rint(one).astype(np.int16), np.rint(two).astype(np.int16)], BODY, percussive=[False, False])
    rows = [row for row in deck.start() if row[4] != at.OP_LAYER or row[6] == 0]
    out = deck.play([*rows, at.row(at.OP_SWAP, 60_000, a=1, b=0, c=1, e=24_000)], 140_000).astype(np.float64)
    power = (out**2).sum(axis=1)
    for start in range(60_000, 84_000, 4_800):
        assert abs(10 * np.log10(power[start : start + 4_800].mean() / power[5_000:55_000].mean())) < 0.5
    assert np.array_equal(out[84_001:130_000], (deck.recordings[1][84_001:130_000] / np.float32(32_768)))


def test_a_swap_with_the_same_material_is_not_heard():
    noise = np.rint(np.random.default_rng(4).normal(0, 3_000, (BODY, 2))).astype(np.int16)
    deck = Deck([noise, noise.copy()], BODY, percussive=[False, False])
    rows = [row for row in deck.start() if row[4] != at.OP_LAYER or row[6] == 0]
    plain = deck.play(rows, 100_000)
    assert np.abs(deck.play([*rows, at.row(at.OP_SWAP, 60_000, a=1, b=0, c=1, e=9_000)], 100_000) - plain).max() < 1e-6


def test_a_swap_of_what_does_not_sound_is_nothing():
    deck = Deck([tone(220.0, BODY), tone(440.0, BODY)], BODY, percussive=[False, False])
    rows = [row for row in deck.start() if row[4] != at.OP_LAYER or row[6] == 0]
    plain = deck.play(rows, 60_000)
    for swap in (at.row(at.OP_SWAP, 20_000, a=1, b=1, c=0, e=480), at.row(at.OP_SWAP, 20_000, a=7, b=0, c=1, e=480)):
        assert np.array_equal(deck.play([*rows, swap], 60_000), plain)
