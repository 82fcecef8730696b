"""The addon's deck plays what the renderer plays: each layer alone, sample by sample, from the same decisions."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import Duck, Effect, Note, ScoreEvent
from affekt.core.units import SAMPLE_RATE
from affekt.host.offline import read_script
from affekt.host.offline import run as conduct
from affekt.render.offline import Offline
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor

pytestmark = [pytest.mark.godot, pytest.mark.slow]

Lanes = dict[str, NDArray[np.float32]]
CLOSE = 2e-3
"""Decoders and the limiter differ by far less; a frame off in noise differs by far more."""


def cue(t: float, name: str, at: str = "next_bar", kind: str = "section") -> str:
    return f'{{"t": {t}, "cue": {{"kind": "{kind}", "name": "{name}", "at": "{at}"}}}}'


def decided(loaded: LoadedSet, folder: Path, *lines: str, seconds: float) -> list[ScoreEvent]:
    """What is decided for some lines of a session file; without what a deck does not play."""
    path = folder / f"{loaded.manifest.name}.jsonl"
    head = f'{{"affekt": 1, "set": "{loaded.manifest.name}", "seed": 3, "seconds": {seconds}}}'
    pins = '{"t": 0.0, "param": {"tempo": "recorded", "key": "recorded"}}'
    path.write_text("\n".join((head, pins, *lines)) + "\n", "utf-8")
    events = conduct(Conductor.of(loaded, default_table()), read_script(path)).events
    return [e for e in events if not isinstance(e.act, Duck | Effect | Note)]


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


@pytest.fixture
def journey(noises: LoadedSet, tmp_path: Path) -> list[ScoreEvent]:
    """Through every section and rule of the small set, with a stinger, levels, takes, a pause and a stop."""
    return decided(
        noises,
        tmp_path,
        '{"t": 0.0, "event": "explore"}',
        '{"t": 4.1, "param": {"layer:bass": -96}}',
        cue(4.6, "hit", "next_beat", "stinger"),
        '{"t": 6.2, "param": {"layer:bass": -6, "layer:bed": 3}}',
        cue(8.3, "fight"),
        '{"t": 12.4, "param": {"layer:theme": -96}}',
        cue(13.0, "dream"),
        '{"t": 15.0, "param": {"layer:theme": null}}',
        '{"t": 16.05, "control": "pause"}',
        '{"t": 16.8, "control": "resume"}',
        cue(18.3, "river"),
        cue(28.3, "cheer"),
        cue(29.0, "walk", "end"),
        cue(32.0, "dream"),
        cue(35.0, "walk"),
        cue(37.3, "cheer"),
        cue(38.0, "walk", "end"),
        '{"t": 41.0, "control": "stop", "fade_s": 1.0}',
        cue(43.0, "fight"),
        seconds=46,
    )


def test_every_way_between_sections_is_the_renderers(noises, journey, deck):
    (lanes,) = deck((noises, journey, 46 * SAMPLE_RATE))
    compare(lanes, noises, journey)


def test_a_shipped_set_with_loops_of_their_own_is_the_renderers(stillwater, deck, tmp_path):
    sitting = decided(
        stillwater,
        tmp_path,
        '{"t": 0.0, "affect": {"valence": 0.3, "arousal": 0.5, "dominance": 0.0, "hold_s": 0, "free": true}}',
        cue(21.0, "goal", "next_beat", "stinger"),
        '{"t": 28.0, "affect": {"valence": -0.4, "arousal": 0.1, "dominance": 0.0, "hold_s": 0, "free": true}}',
        seconds=40,
    )
    (lanes,) = deck((stillwater, sitting, 40 * SAMPLE_RATE))
    compare(lanes, stillwater, sitting, "bass", "water", "stingers")


def test_what_comes_late_is_where_it_would_have_been(noises, journey, deck):
    frames = 30 * SAMPLE_RATE
    in_time, late = deck((noises, journey, frames, 0), (noises, journey, frames, 12_000))
    for layer in ("bed", "bass"):
        same = np.abs(in_time[layer] - late[layer]).max(axis=1) < CLOSE
        assert same.mean() > 0.85, layer
        assert not same.all(), layer
