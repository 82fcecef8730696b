"""Quad and first-order ambisonics: what comes from where, and both pairs in step."""

from collections.abc import Callable
from math import cos, degrees, pi, radians, sin, sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import Control, Duck, Effect, Layer, Note, Stinger, Tempo
from affekt.render.offline import Offline, render
from affekt.render.space import Layout, Position, directed, layer_gains

BODY = 96_000
HALF = 0.5
OVERHEAD = (0.0, 1.0, 0.0)
LEFT, AHEAD, BEHIND = (-1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (0.0, 0.0, 1.0)


def placed(loaded: LoadedSet, **positions: Position) -> LoadedSet:
    """The set with some of its layers put somewhere."""
    plain = loaded.manifest.model_dump(by_alias=True)
    for name, position in positions.items():
        plain["layers"][name]["position"] = position
    return LoadedSet(type(loaded.manifest).model_validate(plain), loaded.folder, loaded.sha256)


def in_a_room(loaded: LoadedSet) -> LoadedSet:
    """The set with its layers, stingers and notes sent into a room."""
    plain = loaded.manifest.model_dump(by_alias=True)
    for layer in plain["layers"].values():
        layer["reverb"] = 0.5
    plain["mix"]["reverb"] |= {"stingers": 0.5, "notes": 0.5}
    return LoadedSet(type(loaded.manifest).model_validate(plain), loaded.folder, loaded.sha256)


def a_restless_log(log: Any) -> None:
    """Sections, a tempo that ramps, a compressor, filters, a pause, stingers and notes."""
    log.enter(0, "walk")
    log.add(0, Effect("comp_ratio", 4.0, 0.0))
    log.add(0, Effect("comp_threshold_db", -30.0, 0.0))
    log.add(3_000, Effect("width", 0.3, 1.0))
    log.add(4_000, Effect("reverb", -6.0, 0.5))
    log.add(5_000, Note("melody", 64, 90, 1.5))
    log.add(11_111, Stinger("hit"), decided=11_000)
    log.add(20_001, Effect("lowpass", 900.0, 1.0))
    log.add(24_000, Tempo(138.0, 1.0))
    log.add(30_000, Duck(-9.0))
    log.add(30_500, Layer("theme", -96.0, 2.0))
    log.add(40_077, Control("pause"))
    log.add(44_000, Control("resume"))
    log.enter(61_000, "fight", decided=30_500)
    log.add(70_000, Effect("lowpass", 20_000.0, 0.5))
    log.add(80_000, Control("volume", "music", 8.0))


@pytest.mark.parametrize("layout", ["quad", "ambix"])
def test_a_layer_without_a_position_keeps_its_stereo_image(tiny: LoadedSet, log, source, layout: Layout):
    log.enter(0, "walk", ["bed"])
    heard = render(tiny, log.events, 20_000, synth="none", layout=layout).f32
    left, right = source("walk_bed")[:20_000].T
    if layout == "quad":
        front, rear = sqrt(0.9), sqrt(0.1)
        want = np.stack([front * left, front * right, rear * left, rear * right], 1)
    else:
        want = np.stack([left + right, (left - right) / 2, 0 * left, (left + right) * cos(radians(30))], 1)
    assert np.abs(heard - HALF * want).max() < 1e-6


def test_a_layer_with_a_position_is_its_mono_sum_from_there(tiny: LoadedSet, log, source):
    log.enter(0, "walk", ["bed", "bass"])
    here = placed(tiny, bed=LEFT, bass=(0.0, 0.0, 4.0))
    heard = render(here, log.events, 20_000, synth="none", layout="quad").f32
    bed, bass = (source(f"walk_{name}")[:20_000].sum(1) / sqrt(2) for name in ("bed", "bass"))
    corner = sqrt(0.5)
    silent = 0 * bed
    want = corner * np.stack([bed, silent, bed + bass / 4, bass / 4], 1)
    assert np.abs(heard - HALF * want).max() < 1e-6


@pytest.mark.parametrize("position", [LEFT, AHEAD, BEHIND, (2.0, 1.0, -3.0), (-0.3, -0.2, 0.4)])
def test_the_ambisonic_field_points_to_the_layer(tiny: LoadedSet, log, source, position: Position):
    log.enter(0, "walk", ["bed"])
    w, y, z, x = render(placed(tiny, bed=position), log.events, 20_000, synth="none", layout="ambix").f32.T
    intensity = np.array([(w * -y).sum(), (w * z).sum(), (w * -x).sum()]) / (w * w).sum()
    far = np.linalg.norm(position)
    assert np.abs(intensity - np.array(position) / far).max() < 1e-5
    want = HALF * source("walk_bed")[:20_000].sum(1) / sqrt(2) / max(far, 1.0)
    assert np.abs(w - want).max() < 1e-6


@given(angle=st.floats(-pi, pi), far=st.floats(0.01, 100.0), up=st.floats(-50.0, 50.0))
def test_quad_has_one_power_all_round_and_only_neighbours_sound(angle: float, far: float, up: float):
    gains = np.array(directed("quad", (far * sin(angle), up, -far * cos(angle))))
    assert gains @ gains == pytest.approx(1.0)
    assert (gains >= 0.0).all()
    where = np.radians([-45.0, 45.0, -135.0, 135.0])
    apart = np.abs((angle - where + pi) % (2 * pi) - pi)
    assert (gains[apart > pi / 2 + 1e-6] < 1e-6).all()
    assert degrees(apart[gains.argmax()]) <= 45.0 + 1e-3


def test_a_layer_where_the_listener_stands_comes_from_everywhere():
    assert directed("quad", (0.0, 0.0, 0.0)) == (0.5,) * 4
    assert directed("quad", OVERHEAD) == (0.5,) * 4
    assert directed("ambix", (0.0, 0.0, 0.0)) == (1.0, 0.0, 0.0, 0.0)


@given(far=st.floats(1.0, 1e3))
def test_a_layer_is_softer_with_its_distance_from_a_metre_on(far: float):
    near, away = layer_gains("ambix", (0.0, 0.0, -0.5)), layer_gains("ambix", (0.0, 0.0, -far))
    assert away[0] == pytest.approx(near[0] / far)


@pytest.mark.parametrize("synth", ["none", "builtin"])
def test_four_channels_do_not_depend_on_the_block_size(tiny: LoadedSet, log, synth: Any):
    a_restless_log(log)
    here = in_a_room(placed(tiny, bed=(1.0, 0.0, 2.0)))
    rng = np.random.default_rng(5)
    sizes: list[int | Callable[[], int]] = [480, 64, lambda: int(rng.integers(1, 3_000))]
    first, *others = (render(here, log.events, 100_000, block=n, synth=synth, layout="ambix") for n in sizes)
    assert np.abs(first.f32).max() > 0.1
    for other in others:
        assert np.array_equal(first.f32, other.f32)
        assert np.array_equal(first.s16, other.s16)


def test_both_pairs_are_in_step_through_transitions_tempi_and_dynamics(tiny: LoadedSet, log):
    """From overhead all four channels are alike, so one sample's difference in time or gain between places shows."""
    a_restless_log(log)
    here = placed(tiny, bed=OVERHEAD, bass=OVERHEAD, theme=OVERHEAD)
    quiet = [e for e in log.events if not isinstance(e.act, (Stinger, Note)) and "reverb" not in str(e.act)]
    heard = render(here, quiet, 140_000, synth="none", layout="quad").f32
    assert np.abs(heard[:40_000]).max() > 0.03
    straight = [e for e in quiet if not isinstance(e.act, Tempo)]
    assert not np.array_equal(render(here, straight, 140_000, synth="none", layout="quad").f32, heard)
    for k in (1, 2, 3):
        assert np.array_equal(heard[:, k], heard[:, 0])


def test_notes_and_stingers_are_behind_when_they_are_in_front(tiny: LoadedSet, log):
    log.add(0, Effect("comp_ratio", 4.0, 0.0))
    log.add(1_000, Stinger("hit"))
    log.add(5_000, Note("melody", 64, 90, 0.5))
    heard = render(tiny, log.events, 40_000, synth="builtin", layout="quad").f32.astype(np.float64)
    assert np.abs(heard[10_500:17_000, :2]).max() > 0.01
    assert np.abs(heard[:, 2:] - heard[:, :2] / 3.0).max() < 1e-6


def test_the_music_is_compressed_as_in_stereo(tiny: LoadedSet, log):
    log.enter(0, "walk", ["bed"])
    log.add(0, Effect("comp_ratio", 8.0, 0.0))
    log.add(0, Effect("comp_threshold_db", -40.0, 0.0))
    stereo = render(tiny, log.events, 40_000, synth="none").f32
    quad = render(tiny, log.events, 40_000, synth="none", layout="quad").f32
    assert np.abs(quad[:, :2] - HALF * sqrt(0.9) * stereo).max() < 1e-6
    assert np.abs(quad[:, 2:] - HALF * sqrt(0.1) * stereo).max() < 1e-6


@pytest.mark.parametrize("layout", ["quad", "ambix"])
def test_the_room_answers_from_all_round(tiny: LoadedSet, log, layout: Layout):
    log.add(0, Effect("reverb", 0.0, 0.0))
    log.add(480, Stinger("hit"))
    wet = render(in_a_room(tiny), log.events, 96_000, synth="none", layout=layout).f32[24_000:].astype(np.float64)
    stereo = render(in_a_room(tiny), log.events, 96_000, synth="none").f32[24_000:].astype(np.float64)
    alike = np.abs(np.corrcoef(wet.T) - np.eye(4)).max()
    assert alike < 0.2
    power, whole = (wet**2).sum(0), (stereo**2).sum() * HALF**2
    if layout == "quad":
        assert np.abs(power / power.mean() - 1.0).max() < 0.3
        assert power.sum() == pytest.approx(whole, rel=0.2)
    else:
        assert power[0] == pytest.approx(whole, rel=0.25)
        assert np.abs(3.0 * power[1:] / power[0] - 1.0).max() < 0.35


def test_each_layer_alone_adds_up_to_the_whole_in_four_channels(tiny: LoadedSet, log):
    log.enter(0, "walk")
    here = placed(tiny, bed=BEHIND)
    whole = render(here, log.events, 30_000, synth="none", layout="quad", stems=True)
    assert np.abs(sum(whole.stems.values()) - whole.f32).max() < 1e-5
    assert not whole.stems["bed"][:, :2].any()


def test_pieces_have_the_layouts_channels(tiny: LoadedSet, log):
    log.enter(0, "walk")
    for layout, channels in (("stereo", 2), ("quad", 4), ("ambix", 4)):
        (piece,) = Offline(tiny, log.events, block=960, synth="none", layout=layout).pieces(960)  # type: ignore[arg-type]
        assert piece.f32.shape == piece.s16.shape == (960, channels)
