"""A tiny set whose recordings are noise and sines, written where the test runs."""

import itertools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.arrange.timing import body_frames, pickup_frames, tail_frames
from affekt.core.score import Act, Layer, ScoreEvent, Section, Why
from affekt.core.units import Frame, Tick

sys.path.insert(0, str(Path(__file__).parent))

BPM = 120.0


def _manifest() -> dict[str, Any]:
    def section(bars: int, **more: Any) -> dict[str, Any]:
        name = more.pop("name")
        layers = {layer: {"takes": [{"file": f"stems/{name}_{layer}.wav"}]} for layer in ("bed", "bass", "theme")}
        return {"bars": bars, "tempo": BPM, "tail_beats": 1.0, "layers": layers, **more}

    walk = section(1, name="walk")
    walk["layers"]["theme"]["takes"].append({"file": "stems/walk_theme_b.wav", "name": "b"})
    return {
        "format": 1,
        "name": "tiny",
        "start": "walk",
        "layers": {
            "bed": {"role": "bed"},
            "bass": {"role": "bass"},
            "theme": {"role": "theme"},
        },
        "sections": {
            "walk": walk,
            "fight": section(2, name="fight", pickup_beats=1.0),
            "cheer": section(1, name="cheer", once=True),
        },
        "stingers": {"hit": {"takes": [{"file": "stems/hit.wav"}], "tempo": BPM}},
        "instruments": {"piano": {"program": 0}, "pad": {"program": 89, "pan": -0.3}},
        "voices": {"melody": {"instrument": "piano"}, "pad": {"instrument": "pad"}},
        "tuning": {"cents": -31.8},
    }


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("AFFEKT_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> LoadedSet:
    """Three sections at 120: walk (1 bar), fight (2 bars, a pick-up), cheer (once); noise in each layer."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "stems").mkdir()
    manifest = StemSet.model_validate(_manifest())
    rng = np.random.default_rng(7)
    for name, section in manifest.sections.items():
        frames = pickup_frames(section) + body_frames(section) + tail_frames(section)
        for layer, part in section.layers.items():
            for take in part.takes:
                shape = (frames, 1 if layer == "bass" else 2)
                soundfile.write(folder / take.file, rng.uniform(-0.1, 0.1, shape), 48_000, subtype="PCM_16")
        del name
    soundfile.write(folder / "stems/hit.wav", rng.uniform(-0.2, 0.2, (9_000, 2)), 48_000, subtype="PCM_16")
    return LoadedSet(manifest, folder, "0" * 64)


@pytest.fixture
def source(tiny: LoadedSet) -> Callable[[str], np.ndarray]:
    """A recording as float64 stereo, exactly what int16 holds."""

    def read(name: str) -> np.ndarray:
        samples, _ = soundfile.read(tiny.folder / f"stems/{name}.wav", dtype="int16", always_2d=True)
        both = np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples
        return both.astype(np.float64) / 32768.0

    return read


class Log:
    """Writes score events as a conductor would."""

    def __init__(self) -> None:
        self.events: list[ScoreEvent] = []
        self._ids = itertools.count(1)

    def add(self, frame: int, act: Act, *, decided: int | None = None, supersedes: int = 0) -> int:
        id = next(self._ids)
        when = max(frame - 7_200, 0) if decided is None else decided
        if self.events:
            when = max(when, self.events[-1].decided_frame)
        self.events.append(
            ScoreEvent(id, Frame(min(when, frame)), Frame(frame), Tick(0), 1, 1.0, 1, act, Why("test"), supersedes)
        )
        return id

    def enter(
        self,
        frame: int,
        section: str,
        layers: Sequence[str] = ("bed", "bass", "theme"),
        *,
        fade: Any = "cross",
        fade_beats: float = 1.0,
        tick: int = 0,
        from_time: Any = "next_bar",
        decided: int | None = None,
        supersedes: int = 0,
    ) -> int:
        act = Section(section, from_time, "start", fade, fade_beats, Tick(tick), "test")
        id = self.add(frame, act, decided=decided, supersedes=supersedes)
        for layer in layers:
            self.add(frame, Layer(layer, 0.0, 0.0), decided=decided)
        return id


@pytest.fixture
def log() -> Log:
    return Log()
