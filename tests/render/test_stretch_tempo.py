"""Live tempo: hits at their beats to the sample, whatever the ramps, the blocks, loops and pauses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stretching import RATE, Deck, clicks, first_samples, tone

from affekt.render import layout as at

BEAT = 24_000
BODY = 8 * BEAT
EIGHTHS = list(range(0, BODY, BEAT // 2))


def ramp_frame(place: float, begins: float, ends: float, ramp: int) -> float:
    """When a body position is reached, by summing 1 / ratio over the body: the law in words."""
    steps = np.linspace(0.0, place, 200_001)
    middle = 0.5 * (steps[1:] + steps[:-1])
    ratio = begins + (ends - begins) * np.minimum(middle / ramp, 1.0)
    return float(np.sum(np.diff(steps) / ratio))


@pytest.fixture(scope="module")
def hits() -> Deck:
    return Deck([clicks(EIGHTHS, BODY + BEAT)], BODY)


@pytest.mark.parametrize("ratio", [0.5, 0.88, 0.93, 1.07, 1.12, 1.5, 2.0])
def test_every_hit_falls_on_its_beat_once(hits: Deck, ratio: float):
    frames = 300_000
    heard = first_samples(hits.play([*hits.start(), hits.tempo(0, 0, ratio)], frames))
    want = [round((place + BODY * k) / ratio) for k in range(4) for place in EIGHTHS]
    want = [frame for frame in want if frame < frames]
    assert len(heard) == len(want)
    assert max(abs(a - b) for a, b in zip(heard, want, strict=True)) <= 1


@pytest.mark.parametrize(("begins", "ends"), [(1.0, 1.2), (1.0, 0.85), (1.3, 0.8)])
def test_a_ramp_is_linear_in_the_music_and_exact_at_each_beat(hits: Deck, begins: float, ends: float):
    ramp = 4 * BEAT
    heard = first_samples(hits.play([*hits.start(), hits.tempo(0, 0, begins, ends, ramp)], 280_000))
    want = [ramp_frame(place + BODY * k, begins, ends, ramp) for k in range(2) for place in EIGHTHS]
    want = [frame for frame in want if frame < 280_000]
    assert len(heard) >= len(want)
    assert max(abs(a - b) for a, b in zip(heard, want, strict=False)) <= 1.0


def test_a_change_acts_at_its_own_frame(hits: Deck):
    """The next hit already is where the new tempo puts it: nothing is buffered."""
    heard = first_samples(hits.play([*hits.start(), hits.tempo(BEAT, BEAT, 1.5)], 100_000))
    assert abs(heard[3] - (BEAT + BEAT / 2 / 1.5)) <= 1


def test_at_ratio_one_nothing_changes_by_a_bit(hits: Deck):
    plain = hits.play(hits.start(), 200_000)
    assert np.array_equal(hits.play([*hits.start(), hits.tempo(0, 0, 1.0)], 200_000), plain)
    assert np.array_equal(hits.play([*hits.start(), hits.tempo(70_000, 70_000, 1.0)], 200_000), plain)


def test_a_return_to_one_is_the_recording_again(hits: Deck):
    rows = [*hits.start(), hits.tempo(0, 0, 1.1), hits.tempo(120_000, 132_000, 1.1, 1.0, BEAT)]
    out = hits.play(rows, 400_000)[:, 0]
    shift = round(132_000 - 120_000 + 2 * BEAT - ramp_frame(2 * BEAT, 1.1, 1.0, BEAT))
    source = np.tile(hits.recordings[0][:BODY, 0], 4).astype(np.float32) / 32_768
    assert np.array_equal(out[200_000:390_000], source[200_000 + shift : 390_000 + shift])


def a_busy_section() -> tuple[Deck, list[tuple[int | float, ...]]]:
    rng = np.random.default_rng(5)
    pickup = BEAT
    noise = np.rint(rng.uniform(-3_000, 3_000, (BODY + 2 * BEAT, 2))).astype(np.int16)
    hit = clicks([pickup + place for place in EIGHTHS], BODY + 2 * BEAT)
    deck = Deck([hit, noise, tone(220.0, BODY + 2 * BEAT)], BODY, percussive=[True, False, False], pickup=pickup)
    rows = [
        *deck.start(500),
        deck.tempo(500, -pickup, 0.95),
        deck.tempo(40_000, 13_025, 0.95, 1.15, BEAT),
        at.row(at.OP_LAYER, 60_000, a=1, b=1, c=1, d=-pickup, e=9_000, x=0.2),
        at.row(at.OP_PAUSE, 90_123),
        at.row(at.OP_RESUME, 101_007),
        deck.tempo(150_000, 148_000, 1.15, 1.0, 9_000),
        at.row(at.OP_SECTION, 200_011, a=2, b=0, c=BODY, d=1, e=12_000, f=1),
        at.row(at.OP_TEMPO, 200_011, a=2, b=0, d=deck.guide_id, x=0.9, y=0.9),
        at.row(at.OP_LAYER, 200_011, a=2, b=0, c=0, d=-pickup, x=1.0),
        at.row(at.OP_FADE, 200_011, a=2, b=12_000, c=1),
    ]
    return deck, rows


@pytest.mark.parametrize("size", ["64", "1", "random"])
def test_the_samples_do_not_depend_on_the_block(size: str):
    deck, rows = a_busy_section()
    rng = np.random.default_rng(2)
    block = (lambda: int(rng.integers(1, 3_000))) if size == "random" else int(size)
    frames = 4_000 if size == "1" else 260_000
    whole = deck.play(rows, frames)
    assert np.abs(whole).max() > 0.1
    assert np.array_equal(deck.play(rows, frames, block), whole)


def test_a_pause_only_moves_what_follows(hits: Deck):
    rows = [*hits.start(), hits.tempo(0, 0, 1.1, 0.9, 5 * BEAT)]
    plain = hits.play(rows, 200_000)
    held = hits.play([*rows, at.row(at.OP_PAUSE, 50_050), at.row(at.OP_RESUME, 77_777)], 200_000)
    assert np.array_equal(held[:50_050], plain[:50_050])
    assert np.array_equal(held[77_777 + 480 :], plain[50_050 + 480 : 200_000 - 27_727])


def test_a_late_row_catches_up_with_its_beats(hits: Deck):
    late = at.row(at.OP_TEMPO, 31_000, nominal=24_000, a=1, b=24_000, d=hits.guide_id, x=1.25, y=1.25)
    heard = first_samples(hits.play([*hits.start(), late], 200_000))
    want = [24_000 + (place - 24_000) / 1.25 for place in (36_000, 48_000, 60_000, 72_000)]
    assert [min(abs(h - w) <= 1 for h in heard if abs(h - w) < 4_000) for w in want] == [True] * 4


def test_a_section_that_is_left_rings_out_and_begins_no_pass():
    body = 2 * BEAT
    deck = Deck([clicks([0, BEAT], body + BEAT, level=0.5)], body)
    rows = [*deck.start(), deck.tempo(0, 0, 0.9), at.row(at.OP_FADE, round(2 * body / 0.9), a=9)]
    heard = first_samples(deck.play(rows, 400_000))
    assert len(heard) == 4


@settings(max_examples=12, deadline=None)
@given(
    ratio=st.floats(0.7, 1.4),
    hz=st.floats(80.0, 900.0),
    seed=st.integers(0, 99),
)
def test_a_held_tone_never_clicks(ratio: float, hz: float, seed: int):
    """The third difference, which a click fills, stays near what the tone itself has."""
    hz = round(hz * BODY / RATE) * RATE / BODY
    deck = Deck([tone(hz, BODY, phase=seed)], BODY, percussive=[False])
    out = deck.play([*deck.start(), deck.tempo(0, 0, ratio)], 120_000)[:, 0].astype(np.float64)
    own = np.abs(np.diff(deck.recordings[0][:, 0].astype(np.float64) / 32_768, 3)).max()
    assert np.abs(np.diff(out, 3)[500:]).max() < 2.5 * own + 2e-4
    level = np.sqrt(np.convolve(out**2, np.full(2_400, 1 / 2_400), "valid"))[3_000:]
    assert level.min() > 0.8 * 0.3 / np.sqrt(2)
