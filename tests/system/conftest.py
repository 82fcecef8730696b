"""A small set with recordings of noise, and real servers that play it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from affekt.arrange.manifest import StemSet
from affekt.arrange.schema import MANIFEST
from affekt.arrange.timing import body_frames, pickup_frames, tail_frames
from affekt.bench.served import Served

GOLDEN = Path(__file__).parent / "golden"


def _noise(path: Path, frames: int, rng: np.random.Generator) -> None:
    soundfile.write(path, rng.uniform(-0.1, 0.1, (frames, 2)), 48_000, subtype="PCM_16")


@pytest.fixture(scope="session")
def lantern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a set whose recordings are noise."""
    import tomllib

    folder = tmp_path_factory.mktemp("sets") / "lantern"
    shutil.copytree(GOLDEN / "lantern", folder)
    manifest = StemSet.model_validate(tomllib.loads((folder / MANIFEST).read_text("utf-8")))
    rng = np.random.default_rng(7)
    for section in manifest.sections.values():
        frames = pickup_frames(section) + body_frames(section) + tail_frames(section)
        for layer in section.layers.values():
            for take in layer.takes:
                _noise(folder / take.file, frames, rng)
    for stinger in manifest.stingers.values():
        for take in stinger.takes:
            _noise(folder / take.file, 12_000, rng)
    return folder


@pytest.fixture(scope="session")
def served(lantern: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests that leave it whole."""
    with Served(tmp_path_factory.mktemp("served"), stem_set=str(lantern), log_level="debug") as server:
        yield server


@pytest.fixture
def serve(lantern: Path, tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts servers of a test's own."""
    started: list[Served] = []

    def start(*flags: str, **more: object) -> Served:
        server = Served(tmp_path, *flags, **{"stem_set": str(lantern), **more})  # type: ignore[arg-type]
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()
