"""The addon in a project of its own, a real Godot, and a real server beside it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from affekt.bench.engines import Godot
from affekt.bench.served import Served

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def project(godot: Godot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The addon's project, copied and imported."""
    folder = tmp_path_factory.mktemp("godot") / "project"
    shutil.copytree(ROOT / "clients/godot", folder, ignore=shutil.ignore_patterns(".godot", "*.uid", "*.import"))
    imported = godot.import_project(folder)
    assert imported.faults == []
    return folder


@pytest.fixture(scope="session")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server writes down what it is told."""
    return tmp_path_factory.mktemp("recordings")


@pytest.fixture(scope="session")
def served(recordings: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that plays and records."""
    with Served(tmp_path_factory.mktemp("served"), record=recordings) as server:
        yield server
