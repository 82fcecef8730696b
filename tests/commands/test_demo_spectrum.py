"""The demo's spectrogram."""

import numpy as np
import soundfile
from matplotlib import image

from affekt.commands.demo_spectrum import draw_spectrum, excerpt, spectrogram
from affekt.core.score import ScoreEvent, Section, Why


def section(frame: int, name: str) -> ScoreEvent:
    act = Section(name, "next_bar", "start", "out", 0.25, 0, "any to any")
    return ScoreEvent(1, frame, frame, 0, 1, 1.0, 1, act, Why("test"))


def test_the_minute_with_the_most_changes_is_shown():
    log = [section(48_000 * s, n) for s, n in ((0, "a"), (100, "b"), (110, "c"), (130, "d"), (300, "e"))]
    assert excerpt(log, 400.0) == 97.0
    assert excerpt(log, 30.0) == 0.0
    assert excerpt([], 90.0) == 0.0


def test_a_tone_stands_in_the_row_of_its_pitch():
    tone = np.sin(2 * np.pi * 1_000 * np.arange(48_000) / 48_000)
    rows = np.geomspace(32, 16_000, 321)
    loudest = int(np.argmax(spectrogram(tone)[:, 10]))
    assert rows[loudest] <= 1_010
    assert rows[loudest + 1] >= 990


def test_the_picture_is_drawn_also_of_silence(tmp_path):
    for frames in (0, 4_800, 480_000):
        soundfile.write(tmp_path / "x.wav", np.zeros((frames, 2)), 48_000)
        draw_spectrum(tmp_path / "x.png", tmp_path / "x.wav", [section(0, "calm")], 10.0, "silence")
        assert image.imread(tmp_path / "x.png").shape[:2] == (600, 1300)
