"""The bench `sets`: what counts as heard again, and what a walk under noise is made of."""

from statistics import mean, pstdev

import pytest

from affekt.bench import run
from affekt.bench.sets_fatigue import Bar, heard, repeats, still
from affekt.bench.sets_steady import NOISE, noise
from affekt.bench.sets_walk import open_walk, walk
from affekt.core.inputs import Reading
from affekt.review.piece import open_piece


def bars(count, change=lambda bar, notes: notes):
    """A loop of 16 bars of 4 s, ten notes each, changed as told."""
    return [
        Bar(4.0 * i, "road", i % 16 + 1, change(i, {(k, 60 + (i % 16 + k) % 12) for k in range(10)}))
        for i in range(count)
    ]


def test_a_loop_that_comes_round_within_three_minutes_is_heard_again():
    again = repeats(bars(40))
    assert max(like for like, _, _ in again) == pytest.approx(1.0)
    _, now, before = max(again, key=lambda one: one[0])
    assert now.seconds - before.seconds == 64.0


def test_other_notes_in_every_pass_or_a_loop_of_over_three_minutes_are_not():
    varied = repeats(bars(40, lambda i, notes: {(p, n + (7 if p > 6 else 0) * (i // 16)) for p, n in notes}))
    assert max(like for like, _, _ in varied) < 0.9
    slow = [Bar(3.0 * bar.seconds, bar.section, bar.number, bar.notes) for bar in bars(40)]
    assert max(like for like, _, _ in repeats(slow)) < 0.9


def test_silence_is_not_heard_again():
    assert max(like for like, _, _ in repeats(bars(40, lambda i, notes: set()))) == 0.0


def test_a_walk_sounds_the_recorded_layers_that_are_on_by_their_parts_and_the_live_notes():
    loaded = open_walk("wayfarer")
    piece = open_piece(loaded.folder, loaded.manifest)
    found = heard(piece, loaded, walk(loaded, still(loaded.manifest), 30.0))
    assert {bar.section for bar in found} == {"exploration"}
    assert [bar.number for bar in found[:8]] == list(range(1, 9))
    bed = {n.pitch for line in piece.scores["exploration"].of("bed") for n in line.notes if n.tick < 3840}
    assert bed <= {pitch for _, pitch in found[0].notes}


def test_noise_is_as_strong_as_it_says():
    said = [one.evidence for _, one in noise(0.2, 0.5) if isinstance(one, Reading)]
    assert mean(e.valence for e in said) == pytest.approx(0.2, abs=0.02)
    assert pstdev(e.valence for e in said) == pytest.approx(NOISE, abs=0.01)


def test_the_bench_is_there_and_names_what_it_measures():
    with pytest.raises(Exception, match="fatigue, steady, feeling, page"):
        run.run("sets", only=["taste"])
