"""The sample in a real Godot: copied, imported, and played by its script."""

import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from affekt.bench.engines import Godot
from affekt.cli import main

sys.path.insert(0, str(Path(__file__).parent))

from judging import Night

ROOT = Path(__file__).resolve().parents[2]
ENDS = {"adventure": "won", "defeat": "lost", "hide": "unfinished"}
Play = Callable[[str, int], Path]


@pytest.fixture(scope="session")
def sample(godot: Godot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with the addon in it, as an export would take it."""
    folder = tmp_path_factory.mktemp("sample") / "godot-sample"
    left = shutil.ignore_patterns(".godot", "*.uid", "music", "build", "screenshots", "recordings", "*.import")
    shutil.copytree(ROOT / "godot-sample", folder, ignore=left)
    (folder.parent / "stems").symlink_to(ROOT / "stems")
    imported = godot.import_project(folder)
    assert imported.faults == []
    return folder


@pytest.fixture(scope="session")
def baked_sample(sample: Path) -> Path:
    """The same, with the set baked into it."""
    folder = sample / "music/wayfarer"
    folder.mkdir(parents=True)
    for one in (ROOT / "stems/wayfarer").iterdir():
        (folder / one.name).symlink_to(one)
    assert main(["sets", "bake", "wayfarer", "--only-table", "--out", str(folder)]) == 0
    return sample


@pytest.fixture(scope="session")
def played(godot: Godot, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Play:
    """Play a script without a screen, once; return the session file that it left."""
    folder = tmp_path_factory.mktemp("nights")

    @cache
    def play(script: str, seed: int) -> Path:
        path = folder / f"{script}-{seed}.jsonl"
        words = ["--blind", f"--script={script}", f"--seed={seed}", f"--say-file={path}"]
        done = godot.run(sample, ["--quit-after", "20000", "--", *words])
        assert done.faults == []
        assert f"night {ENDS[script]}" in done.out
        return path

    return play


@pytest.fixture(scope="session")
def night(played: Play) -> Callable[[str, int], Night]:
    """The music of a scripted night."""

    @cache
    def judge(script: str, seed: int) -> Night:
        return Night.of(played(script, seed))

    return judge
