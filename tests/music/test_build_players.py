"""The players: no two strokes alike, loose as hands are; and what the build's finish makes of their mix."""

from itertools import pairwise

import numpy as np
import pytest

from affekt.arrange.manifest import Instrument, Section
from affekt.arrange.notation import PartNote
from affekt.arrange.timing import frame_in_body
from affekt.render.build_finish import finished, judge, narrow_low, slope, width_db
from affekt.render.build_play import Performance, humanised, perform, strokes_of, swelled
from affekt.render.build_round import ROUND, Rounds, shade

SECTION = Section(bars=16, tempo=100, tail_beats=2)


def hits(pitch: int) -> tuple[PartNote, ...]:
    return tuple(PartNote(960 * k, 480, pitch, 84) for k in range(63))


def nulls(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether one stroke cancels the other below -20 dB, once set to its level and its place."""
    best = np.inf
    for shift in range(-128, 129):
        moved = np.roll(second, shift)[256:-256]
        here = first[256:-256]
        share = (here @ moved) / (moved @ moved)
        best = min(best, ((here - share * moved) ** 2).sum() / (here @ here))
    return bool(best < 0.01)


@pytest.mark.parametrize(
    ("program", "drums", "pitch"), [(32, False, 36), (46, False, 69), (11, False, 76), (0, True, 41)]
)
def test_repeated_hits_are_never_the_same_hit(synth: None, program: int, drums: bool, pitch: int) -> None:
    performance = Performance("same", Instrument(program=program, drums=drums), percussive=drums)
    notes = hits(pitch)
    audio = perform(notes, SECTION, performance).mean(axis=1)
    onsets = [onset for onset, _, _, _ in humanised(notes, SECTION, performance)]
    pieces = [audio[max(0, onset - 256) :][: 256 + 9600] for onset in onsets]
    same = [nulls(a, b) for a, b in pairwise(pieces[1:])]
    assert np.mean(same) <= 0.05


def test_hands_are_as_loose_as_hands() -> None:
    for drums, low, high in ((False, 5.0, 15.0), (True, 3.0, 8.0)):
        performance = Performance("loose", Instrument(drums=drums), percussive=drums)
        played = humanised(hits(60), SECTION, performance)
        strays = [(on - frame_in_body(SECTION, 960 * k)) / 48.0 for k, (on, _, _, _) in enumerate(played)]
        assert low <= np.std(strays[1:]) <= high
        assert np.std([velocity for _, _, _, velocity in played]) >= 8.0


def test_neighbours_in_the_round_differ_and_all_are_met() -> None:
    rounds = Rounds("one", drums=False)
    met = [rounds.of(60) for _ in range(ROUND)]
    assert sorted(met) == list(range(ROUND))
    cents = [shade(turn, 60, percussive=False)[0] for turn in met]
    assert min(abs(a - b) for a, b in pairwise(cents)) > 3.0
    assert np.mean(cents) == pytest.approx(0.0, abs=1e-9)


def test_a_closed_hat_stops_the_open_one_in_its_channel() -> None:
    rounds = Rounds("hats", drums=True)
    for _ in range(40):
        ringing = rounds.of(46)
        assert rounds.of(42) == ringing
        assert rounds.of(42) != ringing


def test_a_layer_that_breathes_is_as_loud_at_the_end_of_its_loop_as_at_the_start() -> None:
    section = Section(bars=7, tempo=60, tail_beats=4)
    breath = swelled(np.ones((32 * 48000, 2)), section, 6.0)[:, 0]
    body = 28 * 48000
    assert breath[body : body + 100] == pytest.approx(breath[:100])
    assert 20 * np.log10(breath[0]) == pytest.approx(-6.0, abs=0.01)
    assert breath.max() == pytest.approx(1.0, abs=1e-6)
    assert strokes_of((), section, Performance("none", Instrument()))[0] == []


def test_the_finish_mends_slope_and_width_and_leaves_what_is_right() -> None:
    rng = np.random.default_rng(4)
    white = rng.standard_normal((200_000, 2)) * 0.1
    bent = finished(white, judge(white))
    assert slope(white) == pytest.approx(0.0, abs=0.2)
    assert slope(bent) == pytest.approx(-2.0, abs=0.5)
    assert width_db(white) == pytest.approx(0.0, abs=0.2)
    assert width_db(bent) == pytest.approx(-5.0, abs=0.3)
    pink = np.cumsum(rng.standard_normal((200_000, 1)), axis=0) * 0.001
    still = judge(np.repeat(pink - pink.mean(), 2, axis=1) + 0.0)
    assert still.tilt == pytest.approx(0.3, abs=0.4)


def test_the_low_end_is_mono_and_the_rest_as_wide_as_before() -> None:
    time = np.arange(96_000) / 48_000
    for hertz, most, least in ((60.0, 0.05, 0.0), (1000.0, 1.01, 0.99)):
        tone = np.sin(2 * np.pi * hertz * time)
        wide = narrow_low(np.stack((tone, -tone), axis=1))[24_000:]
        assert least <= np.abs(wide[:, 0]).max() <= most
