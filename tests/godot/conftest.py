"""The addon in a project of its own, a real Godot, and a real server beside it."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from affekt.bench.engines import Godot, faults
from affekt.bench.served import Served

ROOT = Path(__file__).resolve().parents[2]


QUIT_AFTER = ("--quit-after", "20000")
"""Frames after which Godot ends by itself, should a script have failed."""


class Play:
    """A suite in Godot that a test talks along with: it waits for what is printed."""

    def __init__(self, godot: Godot, project: Path, suite: str, env: Mapping[str, str]) -> None:
        words = [str(godot.path), "--headless", "--audio-driver", "Dummy", "--path", str(project), *QUIT_AFTER]
        self._child = subprocess.Popen(
            [*words, "-s", "res://tests/run.gd", "--", suite],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=godot.environment(env),
        )
        self._watchdog = threading.Timer(60.0, self._child.kill)
        self._watchdog.start()
        self.out = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watchdog.cancel()
        self._child.kill()
        self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()

    def until(self, words: str) -> None:
        """Read on until a line holds these words."""
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self.out += line
            if words in line:
                return
        raise AssertionError(f"{words!r} was never said:\n{self.out[-3000:]}")

    def passes(self, many: int) -> None:
        """Read to the end; so many tests passed, and nothing else went wrong."""
        assert self._child.stdout is not None
        self.out += self._child.stdout.read()
        assert f"TESTS: {many} passed, 0 failed" in self.out, self.out[-3000:]
        assert faults(self.out) == []
        assert self._child.wait() == 0


@pytest.fixture(scope="session")
def project(godot: Godot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The addon's project, copied and imported."""
    folder = tmp_path_factory.mktemp("godot") / "project"
    shutil.copytree(ROOT / "clients/conformance", folder.parent / "conformance")
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


@pytest.fixture
def playing(godot: Godot, project: Path) -> Callable[[str, Mapping[str, str]], AbstractContextManager[Play]]:
    """Begins a suite in Godot that a test talks along with."""
    return lambda suite, env: Play(godot, project, suite, env)
