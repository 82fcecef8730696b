"""A small set with real (silent) recordings, to be bent by each test."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

SET = """\
format = 1
name = "little"
start = "calm"

[layers.bed]
role = "bed"
[layers.drums]
role = "low_percussion"
pitched = false
curve = { input = "energy", points = [[0.3, -96], [0.6, 0]] }

[sections.calm]
bars = 1
tempo = 240
phrase_bars = 1
tail_beats = 1
progression = ["C"]
[sections.calm.layers.bed]
takes = [{ file = "audio/bed.wav" }]
[sections.calm.layers.drums]
takes = [{ file = "audio/drums.wav" }]

[sections.combat]
bars = 2
tempo = 240
phrase_bars = 2
tail_beats = 1
[sections.combat.layers.bed]
takes = [{ file = "audio/combat.wav", name = "a" }, { file = "audio/combat.wav", name = "b" }]

[[transitions]]
from = "any"
to = "combat"
from_time = "next_beat"
"""
"""One bar of calm lasts a second: 48,000 frames and a tail of at most 12,000."""


def write_silence(path: Path, frames: int, rate: int = 48_000, channels: int = 2) -> None:
    """Write silent audio."""
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(str(path), np.zeros((frames, channels), np.float32), rate, subtype="PCM_16")


class SetFolder:
    """A set on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.text = SET
        write_silence(folder / "audio/bed.wav", 48_000)
        write_silence(folder / "audio/drums.wav", 60_000, channels=1)
        write_silence(folder / "audio/combat.wav", 96_000)
        self.write()

    def write(self) -> None:
        """Write the manifest."""
        (self.folder / "set.toml").write_text(self.text)

    def bend(self, old: str, new: str) -> int:
        """Replace the one place where `old` stands, and return its line."""
        assert self.text.count(old) == 1, old
        line = self.text[: self.text.index(old)].count("\n") + 1
        self.text = self.text.replace(old, new)
        self.write()
        return line

    def line_of(self, words: str) -> int:
        """Return the line of some words."""
        return self.text[: self.text.index(words)].count("\n") + 1


@pytest.fixture
def little(tmp_path: Path) -> SetFolder:
    """A set that checks."""
    (tmp_path / "little").mkdir()
    return SetFolder(tmp_path / "little")


@pytest.fixture
def silence() -> Callable[..., None]:
    """Writes silent audio."""
    return write_silence
