"""Ways between sections as they sound: against arithmetic, with cues' pick-ups and tails, and by likeness."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.bench.transition_reference import Reference
from affekt.bench.transition_scene import manifest, recordings, sessions
from affekt.core.score import Section
from affekt.render.layout import EQUAL_POWER, LINEAR
from affekt.render.likeness import ALIKE, correlation, decimated, fade_shape
from affekt.render.offline import render


def test_changes_of_every_kind_are_what_arithmetic_says(tmp_path):
    recordings(tmp_path, manifest([]))
    kinds = set()
    for played in sessions(tmp_path, 60, seed=9, each=30):
        heard = render(played.loaded, played.events, played.frames, synth="none", block=997)
        want = Reference(played.loaded).render(played.events, played.frames)
        assert np.abs(heard.f32 - want).max() < 1e-4
        assert np.abs(heard.f32).max() > 0.2
        kinds |= {e.act.fade for e in played.changes if isinstance(e.act, Section)}
    assert len(kinds) == 5


def test_a_section_whose_pick_up_began_before_the_one_it_replaces_goes_on_looping(tiny, log):
    log.enter(4_800, "walk", decided=0)
    log.enter(53_000, "cheer", ["bed"], fade="disabled", decided=40_000)
    log.enter(60_000, "fight", ["bed"], fade="disabled", decided=41_000)
    heard = render(tiny, log.events, 60_000 + 3 * 192_000).f32
    assert np.abs(heard[60_000 + 192_000 + 60_000 :][:20_000]).max() > 0.05


def test_a_fade_that_waits_leaves_a_rise_where_it_is(tiny, log, source):
    log.enter(4_800, "walk", ["bed"], decided=0)
    log.enter(60_000, "cheer", ["bed"], fade="cross", fade_beats=1.0, decided=50_000)
    log.enter(66_000, "walk", ["bed"], fade="in", fade_beats=0.5, decided=58_000)
    heard = render(tiny, log.events, 90_000).f32.astype(np.float64)
    level = np.sin(np.pi / 2 * 6_000 / 24_000)
    cheer, walk = source("cheer_bed"), source("walk_bed")
    n = np.arange(70_000, 72_000)
    going = np.cos(np.pi / 2 * (n - 60_000) / 24_000)[:, None] * walk[(n - 4_800) % 96_000]
    rise = np.sin(np.pi / 2 * (n - 66_000) / 12_000)[:, None] * walk[n - 66_000]
    assert np.abs(heard[n] - level * cheer[n - 60_000] - rise - going).max() < 1e-4


@settings(deadline=None)
@given(st.floats(-1, 1), st.integers(0, 2**16))
def test_the_shape_follows_the_correlation(share, seed):
    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=20_000), rng.normal(size=20_000)
    one, other = a, share * a + np.sqrt(1 - share**2) * b
    r = correlation(one.astype(np.float32), other.astype(np.float32))
    assert r == pytest.approx(share, abs=0.05)
    if abs(share - ALIKE) > 0.05:
        assert fade_shape(one, other) == (LINEAR if share > ALIKE else EQUAL_POWER)


def test_silence_is_like_nothing():
    quiet = decimated(np.zeros((800, 2), np.int16))
    assert len(quiet) == 100
    assert correlation(quiet, quiet) == 0.0
    assert fade_shape(quiet, quiet[:0]) == EQUAL_POWER
