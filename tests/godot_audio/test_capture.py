"""What Godot's own mixer sounds like, captured from its buses while it plays in real time."""

import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from affekt.render.offline import Offline
from affekt.session.log import event_to_line

pytestmark = [pytest.mark.godot, pytest.mark.slow]

SECONDS = 15
WINDOW = 3_000
"""Frames (a quarter of a beat at 240) in which levels are compared."""


def levels(sound: NDArray[np.float32], edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean levels in dB between edges."""
    power = np.concatenate([[0.0], np.cumsum(np.square(sound.astype(np.float64)).sum(axis=1))])
    at = np.clip(edges, 0, len(sound)).astype(np.int64)
    return 10.0 * np.log10(np.diff(power[at]) / np.maximum(np.diff(at), 1) + 1e-7)


def test_each_layer_on_godots_mixer_sounds_where_the_stream_has_it(noises, journey, godot, project, tmp_path: Path):
    log = tmp_path / "log.jsonl"
    log.write_text("".join(event_to_line(e) + "\n" for e in journey), "utf-8")
    words = [str(noises.folder), str(log), str(tmp_path), str(SECONDS)]
    ran = godot.run(project, ["-s", "res://tests/audio/mixer_run.gd", "--quit-after", "100000", "--", *words])
    assert "DONE" in ran.out, ran.out
    assert ran.faults == []
    assert "BUSES 0" in ran.out, "buses were left behind"
    heard = np.array([(float(a), float(b)) for a, b in re.findall(r"^HEARD ([\d.]+) ([\d.]+)$", ran.out, re.MULTILINE)])
    assert len(heard) > 20, ran.out
    frames = np.arange(24_000.0, heard[-1, 0], WINDOW)
    captured = np.interp(frames, heard[:, 0], heard[:, 1])
    for layer in (*noises.manifest.layers, "stingers"):
        found = levels(np.fromfile(tmp_path / f"{layer}.f32", np.float32).reshape(-1, 2), captured)
        pieces = Offline(noises, journey, synth="builtin", only=layer).pieces(SECONDS * 48_000)
        wanted = levels(np.concatenate([piece.f32 for piece in pieces]), frames)
        # A window that a change falls into differs by where exactly its edges lie.
        near = np.abs(found - wanted) < 1.5
        assert near.mean() > 0.93, f"{layer}: {np.flatnonzero(~near)}"
        assert np.ptp(wanted) > 5.0, f"{layer} never changes"
