"""The client's receiver: blocks of every format become the same sound."""

import numpy as np
import pytest

from affekt.host.opus import Encoder
from affekt.v1 import audio_pb2
from affekt_client.receiver import Receiver

BLOCKS = 30


def tone() -> np.ndarray:
    time = np.arange(BLOCKS * 480) / 48_000
    return np.stack([0.4 * np.sin(2 * np.pi * 330 * time), 0.4 * np.sin(2 * np.pi * 660 * time)], axis=1)


def blocks(sample_format: str) -> list[audio_pb2.AudioBlock]:
    found, encoder = [], Encoder(480)
    for n, piece in enumerate(tone().reshape(BLOCKS, 480, 2)):
        s16 = np.rint(piece * 32_767).astype("<i2").tobytes()
        samples = {"s16": lambda s=s16: s, "f32": piece.astype("<f4").tobytes, "opus": lambda s=s16: encoder.encode(s)}
        number = audio_pb2.SampleFormat.Value(f"SAMPLE_FORMAT_{sample_format.upper()}")
        found.append(
            audio_pb2.AudioBlock(
                frame=n * 480, sequence=n, format=number, frames=480, samples=samples[sample_format](),
                pre_skip=120 if sample_format == "opus" else 0,
            )
        )  # fmt: skip
    return found


@pytest.mark.parametrize(("sample_format", "db"), [("s16", 60.0), ("f32", 60.0), ("opus", 15.0)])
def test_every_format_is_heard_at_its_frame(sample_format: str, db: float):
    receiver = Receiver(reserve_ms=20, most_ms=400)
    for block in blocks(sample_format):
        receiver.hear(block)
    receiver._follower.step = 1.0
    receiver._sounding, receiver._risen = True, 128
    heard = receiver._resampled(480 * (BLOCKS - 3)).astype(float)
    wanted = tone()[: len(heard)]
    begin = 4_800  # By then the decoder has found its feet.
    noise = (heard - wanted)[begin:]
    assert 10 * np.log10(np.mean(wanted[begin:] ** 2) / np.mean(noise**2)) > db
    assert receiver.concealed == 0


def test_a_lost_packet_is_covered():
    receiver = Receiver(reserve_ms=20)
    for n, block in enumerate(blocks("opus")[:8]):
        if n != 4:
            receiver.hear(block)
    assert receiver.concealed == 1
    assert receiver.held_ms == pytest.approx(8 * 10 - 120 / 48, abs=0.1)
