"""The addon's deck plays what the renderer plays: each layer alone, sample by sample, from the same decisions."""

import numpy as np
import pytest
from numpy.typing import NDArray

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import ScoreEvent
from affekt.core.units import SAMPLE_RATE
from affekt.render.offline import Offline

pytestmark = [pytest.mark.godot, pytest.mark.slow]

Lanes = dict[str, NDArray[np.float32]]
CLOSE = 2e-3
"""Decoders and the limiter differ by far less; a frame off in noise differs by far more."""


def compare(lanes: Lanes, loaded: LoadedSet, events: list[ScoreEvent], *layers: str) -> None:
    """Hold lanes against the renderer's; those that are named, or all."""
    for layer in layers or tuple(lanes):
        lane = lanes[layer]
        pieces = Offline(loaded, events, synth="builtin", only=layer).pieces(len(lane))
        stem = np.concatenate([piece.f32 for piece in pieces])
        wrong = np.flatnonzero(np.abs(lane - stem).max(axis=1) > CLOSE)
        first, last = (int(wrong[0]), int(wrong[-1])) if len(wrong) else (0, 0)
        assert not len(wrong), f"{layer}: {len(wrong)} frames differ, from {first} to {last}"
        assert np.abs(lane).max() > 0.01, f"{layer} is silent"


def test_every_way_between_sections_is_the_renderers(noises, journey, deck):
    (lanes,) = deck((noises, journey, 46 * SAMPLE_RATE))
    compare(lanes, noises, journey)


def test_a_shipped_set_with_loops_of_their_own_is_the_renderers(stillwater, deck, decided, cue):
    sitting = decided(
        stillwater,
        '{"t": 0.0, "affect": {"valence": 0.3, "arousal": 0.5, "dominance": 0.0, "hold_s": 0, "free": true}}',
        cue(21.0, "goal", "next_beat", "stinger"),
        '{"t": 28.0, "affect": {"valence": -0.4, "arousal": 0.1, "dominance": 0.0, "hold_s": 0, "free": true}}',
        seconds=40,
    )
    (lanes,) = deck((stillwater, sitting, 40 * SAMPLE_RATE))
    compare(lanes, stillwater, sitting, "bass", "water", "stingers")


def test_what_comes_late_is_where_it_would_have_been(noises, journey, deck):
    frames = 30 * SAMPLE_RATE
    in_time, late = deck((noises, journey, frames), (noises, journey, frames, {"ahead": 12_000}))
    for layer in ("bed", "bass"):
        same = np.abs(in_time[layer] - late[layer]).max(axis=1) < CLOSE
        assert same.mean() > 0.85, layer
        assert not same.all(), layer


@pytest.mark.parametrize("second", [17.6, 31.0])
def test_who_joins_in_the_middle_goes_on_as_the_renderer_does(noises, journey, deck, second):
    first, settled, length = round(second * SAMPLE_RATE) + 123, SAMPLE_RATE, 12 * SAMPLE_RATE
    (joined,) = deck((noises, journey, length, {"from": first}))
    for layer, lane in joined.items():
        pieces = Offline(noises, journey, synth="builtin", only=layer).pieces(first + length)
        stem = np.concatenate([piece.f32 for piece in pieces])[first:]
        wrong = np.flatnonzero(np.abs(lane - stem).max(axis=1)[settled:] > CLOSE)
        assert not len(wrong), f"{layer}: {len(wrong)} frames differ, from {first + settled + int(wrong[0])}"
