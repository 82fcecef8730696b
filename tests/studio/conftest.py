"""A band that plays loops of a known tempo, key and length, and writes them as a composer would."""

from pathlib import Path

import mido
import numpy as np
import pytest
import soundfile

RATE = 48_000


class Band:
    """Plays in D aeolian: i i iv v, a chord a bar."""

    roots = (38, 38, 43, 45)

    def __init__(self, tempo: float, bars: int, beats: int = 4, rate: int = RATE) -> None:
        self.beat = rate * 60.0 / tempo
        self.bars, self.beats, self.rate = bars, beats, rate
        self.frames = round(bars * beats * self.beat)

    def _empty(self, tail_s: float = 0.0) -> np.ndarray:
        return np.zeros(self.frames + round(tail_s * self.rate))

    def _note(self, out, at: float, pitch: float, seconds: float, level: float, attack: float = 0.004) -> None:
        start = round(at)
        t = np.arange(min(round(seconds * self.rate), len(out) - start)) / self.rate
        hertz = 440.0 * 2.0 ** ((pitch - 69) / 12.0)
        wave = sum(np.sin(2 * np.pi * hertz * k * t) / k**2 for k in (1, 2, 3))
        out[start : start + len(t)] += level * wave * np.minimum(t / attack, 1.0) * np.exp(-2.0 * t / seconds)

    def drums(self, tail_s: float = 0.0) -> np.ndarray:
        """A kick on every beat, a snare of noise on the second and fourth."""
        out, noise = self._empty(tail_s), np.sin(np.arange(20_000.0) ** 2)
        for beat in range(self.bars * self.beats):
            at = round(beat * self.beat)
            t = np.arange(min(9_000, len(out) - at)) / self.rate
            out[at : at + len(t)] += 0.5 * np.sin(2 * np.pi * 55 * t) * np.exp(-25 * t)
            if beat % 2:
                out[at : at + len(t)] += 0.15 * noise[: len(t)] * np.exp(-40 * t)
        return out

    def bass(self, tail_s: float = 0.0) -> np.ndarray:
        """The root, twice a bar."""
        out = self._empty(tail_s)
        for half in range(self.bars * 2):
            root = self.roots[half // 2 % 4]
            self._note(out, half * self.beats / 2 * self.beat, root, self.beats / 2 * self.beat / self.rate, 0.3)
        return out

    def pad(self, tail_s: float = 0.0) -> np.ndarray:
        """A chord that swells for a bar."""
        out = self._empty(tail_s)
        for bar in range(self.bars):
            minor = (0, 7, 12, 15)
            for step in minor:
                seconds = self.beats * self.beat / self.rate + tail_s
                self._note(
                    out, bar * self.beats * self.beat, self.roots[bar % 4] + 12 + step, seconds, 0.06, attack=0.8
                )
        return out

    def lead(self, tail_s: float = 0.0) -> np.ndarray:
        """A line in D aeolian."""
        out = self._empty(tail_s)
        line = (74, 77, 76, 72, 74, 69, 70, 69)
        for beat in range(0, self.bars * self.beats, 2):
            self._note(out, beat * self.beat, line[beat // 2 % 8], 1.4 * self.beat / self.rate, 0.2)
        return out

    def write(self, folder: Path, parts: dict[str, str], tail_s: float = 0.0, suffix: str = ".wav") -> None:
        """Write parts by file name."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, part in parts.items():
            soundfile.write(folder / f"{name}{suffix}", getattr(self, part)(tail_s), self.rate)


@pytest.fixture
def band():
    return Band


@pytest.fixture
def write_midi():
    def write(path: Path, marks: list[tuple[str, float, int]], *, key: str = "Dm", upper: int = 4) -> None:
        """Write a MIDI file: (marker, tempo, bars) one after another."""
        track = mido.MidiTrack()
        track.append(mido.MetaMessage("time_signature", numerator=upper, denominator=4))
        track.append(mido.MetaMessage("key_signature", key=key))
        wait = 0
        for text, tempo, bars in marks:
            track.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo), time=wait))
            if text:
                track.append(mido.MetaMessage("marker", text=text))
            wait = bars * upper * 480
        track.append(mido.MetaMessage("end_of_track", time=wait))
        midi = mido.MidiFile(ticks_per_beat=480)
        midi.tracks.append(track)
        midi.save(path)

    return write
