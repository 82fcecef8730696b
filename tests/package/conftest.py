"""A small set, and a package of a server that plays it: made once, carried elsewhere."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from affekt import cli

SET = """format = 1
name = "noise"
start = "calm"
[layers.bed]
role = "bed"
[sections.calm]
bars = 1
tempo = 120
tail_beats = 0
[sections.calm.layers]
bed = { takes = [{ file = "bed.ogg" }] }
[sections.storm]
bars = 1
tempo = 120
tail_beats = 0
[sections.storm.layers]
bed = { takes = [{ file = "bed.ogg" }] }
"""
TABLE = """format = 1
[events.thunder]
arousal = 0.5
cue = { kind = "section", name = "storm", at = "next_beat" }
"""


@pytest.fixture(scope="session")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sets") / "noise"
    folder.mkdir()
    (folder / "set.toml").write_text(SET)
    (folder.parent / "game.toml").write_text(TABLE)
    noise = np.random.default_rng(1).uniform(-0.2, 0.2, (96_000, 2))
    soundfile.write(folder / "bed.ogg", noise, 48_000, format="OGG", subtype="VORBIS")
    return folder


@pytest.fixture(scope="session")
def package(music: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that was made in one place, carried to another, and whose files were touched on the way."""
    place = tmp_path_factory.mktemp("built")
    words = ["package", str(place / "made"), "--set", str(music), "--table", str(music.parent / "game.toml")]
    assert cli.main(words) == 0
    carried = place / "game" / "music server"
    carried.parent.mkdir()
    (place / "made").rename(carried)
    for source in (carried / "lib").rglob("affekt/render/*.py"):
        source.touch()
    return carried
