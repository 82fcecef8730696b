"""Sound cards and files."""

import wave
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np

from affekt.core.units import Frame
from affekt.host.lane import AudioBlock
from affekt.io.device.sink import play
from affekt.io.device.speaker import Speaker
from affekt.io.device.wav import WavWriter, write_wav
from affekt.io.null.sink import NullSink


def block(n: int, value: int, *, gap: bool = False) -> AudioBlock:
    return AudioBlock(Frame(n * 480), n, gap, np.full((480, 2), value, "<i2").tobytes())


async def some(*blocks: AudioBlock) -> AsyncIterator[AudioBlock]:
    for one in blocks:
        yield one


async def test_the_null_sink_counts_what_it_was_given():
    sink = NullSink()
    await play(some(block(0, 1), block(4, 2, gap=True)), sink)
    assert (sink.blocks, sink.frames, sink.gaps) == (2, 960, 1)


async def test_a_file_keeps_time_over_a_gap(tmp_path: Path):
    await play(some(block(0, 1), block(3, 2, gap=True)), WavWriter(tmp_path / "a.wav"))
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (48_000, 2, 4 * 480)
        samples = np.frombuffer(file.readframes(4 * 480), "<i2").reshape(4, 960)
    assert samples[:, 0].tolist() == [1, 0, 0, 2]


def test_the_same_samples_give_the_same_bytes(tmp_path: Path):
    pieces = [np.full((n, 2), n, np.int16) for n in (3, 480, 64)]
    write_wav(tmp_path / "a.wav", pieces)
    write_wav(tmp_path / "b.wav", [np.concatenate(pieces)])
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_a_speaker_waits_for_its_reserve_and_counts_when_it_runs_dry():
    speaker = Speaker(buffer_ms=20, start=False)
    pull = speaker.pull()
    next(pull)

    def heard(frames: int) -> list[int]:
        return np.frombuffer(pull.send(frames), "<i2")[::2].tolist()

    for n in range(3):
        assert heard(480) == [0] * 480
        speaker.put(block(n, 5_000))
    speaker.put(block(3, 5_000))
    assert heard(480)[200:] == [5_000] * 280
    assert heard(480) == [5_000] * 480
    assert speaker.underruns == 0
    assert heard(1_440)[-1] == 0
    assert (speaker.underruns, speaker.dropped) == (1, 0)
    for n in range(4, 30):
        speaker.put(block(n, n))
    assert speaker.dropped > 0


def test_a_speaker_follows_a_card_that_is_a_little_slow():
    speaker = Speaker(start=False)
    pull = speaker.pull()
    next(pull)
    for n in range(4):
        speaker.put(block(n, 100))
    for n in range(4, 3_000):
        pull.send(480 if n % 50 else 475)  # It plays 208 ppm less than it is sent.
        speaker.put(block(n, 100))
    assert (speaker.underruns, speaker.dropped) == (0, 0)
    assert 1.0 < speaker._buffer.step < 1.001
