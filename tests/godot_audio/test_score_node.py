"""One node for all: a server that is killed under a game, the baked table in its place, and the server's music back."""

import re
from pathlib import Path

import numpy as np
import pytest

from affekt.bench import click_set
from affekt.bench.clients_godot import Game, words
from affekt.bench.served import Served
from affekt.bench.verb import affekt

pytestmark = [pytest.mark.godot, pytest.mark.system, pytest.mark.slow]

BEAT = 24_000
NEAR = 6_000
"""Frames within which a signal stands by its sound and a beat by its place, on a machine with much else to do."""


def test_a_baked_table_takes_over_on_a_bar_and_gives_back_on_one(godot, project, tmp_path: Path):
    clicks = click_set.write(tmp_path).folder
    baked = tmp_path / "baked"
    assert affekt("sets", "bake", clicks, "--out", baked).status == 0
    capture = tmp_path / "capture.f32"
    with Served(tmp_path, stem_set=str(clicks), log_level="error") as first:
        door = first.doors["http"]
        with Game(godot, project, words("score_run", f"http://{door}", capture, 60, baked, 1)) as game:
            game.until("BAR 2")
            first.kill()
            game.until("SOUNDS 2")
            game.until("BAR 2")
            with Served(tmp_path, "--listen", f"http={door}", stem_set=str(clicks), log_level="error"):
                game.until("DONE")
    assert re.findall(r"^SOUNDS (\d)", game.out, re.MULTILINE) == ["1", "2", "1"]
    sections = [float(at) for at in re.findall(r"^SECTION steady AT [\d.]+ ([\d.]+)$", game.out, re.MULTILINE)]
    assert len(sections) == 3, game.out
    onsets = click_set.onsets(np.fromfile(capture, np.float32).reshape(-1, 2)[:, 0])
    apart = np.diff(onsets)
    back = int(np.abs(onsets - sections[2]).argmin())
    assert abs(onsets[back] - sections[2]) < NEAR, "the server's music does not begin where its section does"
    # The baked table's first beat is a beat of the server's, and nothing but the way back breaks the row.
    strange = [n for n, frames in enumerate(apart) if abs(frames - BEAT) > NEAR]
    if "MISSED 0 0" in game.out:
        assert all(abs(n - back) <= 1 for n in strange), (back, apart)
