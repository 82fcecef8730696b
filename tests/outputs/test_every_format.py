"""Every format over every way in, all at once: the same samples to the same frame."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import av
import grpc
import numpy as np
import pytest
from websockets.asyncio.client import connect

from affekt.io.ws.frames import framed
from affekt.io.ws.lines import AUDIO_HEADER
from affekt.v1 import audio_pb2, audio_pb2_grpc, socket_pb2
from affekt_client import listen_udp

pytestmark = pytest.mark.slow

FORMATS = {"s16": audio_pb2.SAMPLE_FORMAT_S16, "f32": audio_pb2.SAMPLE_FORMAT_F32, "opus": audio_pb2.SAMPLE_FORMAT_OPUS}
FRAMES = 24_000
"""What is listened to."""
PIECE = 80
"""What every way's packets are a multiple of."""


def asked(house: Any, sample_format: str, frames: int) -> audio_pb2.ListenRequest:
    session = house.session
    return audio_pb2.ListenRequest(
        session=session.name, token=session.token, format=FORMATS[sample_format], frames=frames
    )


async def over_grpc(house: Any, sample_format: str, frames: int) -> AsyncIterator[audio_pb2.AudioBlock]:
    async with grpc.aio.insecure_channel(f"127.0.0.1:{house.grpc.port}") as channel:
        stub = audio_pb2_grpc.AudioServiceStub(channel)
        async for response in stub.Listen(asked(house, sample_format, frames)):
            yield response.block


async def over_ws(house: Any, sample_format: str, frames: int) -> AsyncIterator[audio_pb2.AudioBlock]:
    async with connect(f"ws://127.0.0.1:{house.http.port}/v1/ws") as ws:
        await ws.send(framed(socket_pb2.MESSAGE_KIND_LISTEN_REQUEST, asked(house, sample_format, frames)))
        async for message in ws:
            assert isinstance(message, bytes)
            assert message[0] == socket_pb2.MESSAGE_KIND_LISTEN_RESPONSE
            yield audio_pb2.ListenResponse.FromString(message[1:]).block


async def over_json(house: Any, sample_format: str, frames: int) -> AsyncIterator[audio_pb2.AudioBlock]:
    async with connect(f"ws://127.0.0.1:{house.http.port}/v1/ws?json=1") as ws:
        opening = {"affekt": 1, "session": house.session.name, "session_token": house.session.token}
        await ws.send(json.dumps(opening))
        await ws.send(json.dumps({"listen": {"format": sample_format, "frames": frames}}))
        async for message in ws:
            if isinstance(message, bytes):
                sequence, flags, frame = AUDIO_HEADER.unpack_from(message)
                yield audio_pb2.AudioBlock(
                    frame=frame, sequence=sequence, discontinuity=bool(flags & 1), samples=message[16:],
                    format=FORMATS[sample_format], frames=frames,
                )  # fmt: skip


async def over_udp(house: Any, sample_format: str, frames: int) -> AsyncIterator[audio_pb2.AudioBlock]:
    where = f"127.0.0.1:{house.udp.port}"
    async for block in listen_udp(house.session.name, house.session.token, where, sample_format, frames):
        assert len(block.samples) <= 1_384
        yield block


WAYS = {"grpc": over_grpc, "ws": over_ws, "json": over_json, "udp": over_udp}


async def heard(blocks: AsyncIterator[audio_pb2.AudioBlock]) -> list[audio_pb2.AudioBlock]:
    """Return half a second of blocks, from when the music has begun."""
    found: list[audio_pb2.AudioBlock] = []
    async with aclosing(blocks):  # type: ignore[type-var]
        async for block in blocks:
            if block.frame >= 48_000:
                found.append(block)
            if found and block.frame >= found[0].frame + FRAMES:
                return found
    raise AssertionError("the stream ended")


def samples_of(blocks: list[audio_pb2.AudioBlock]) -> dict[int, np.ndarray]:
    """Return `[80, 2]` samples by session frame, Opus decoded and put back by its pre-skip."""
    found: dict[int, np.ndarray] = {}
    decoder: Any = av.CodecContext.create("libopus", "r")
    decoder.sample_rate, decoder.layout, decoder.format = 48_000, "stereo", "s16"
    late = np.zeros((0, 2))
    for block in blocks:
        if block.format == audio_pb2.SAMPLE_FORMAT_OPUS:
            parts = [f.to_ndarray().reshape(-1, 2) / 32768.0 for f in decoder.decode(av.Packet(block.samples))]
            late = np.concatenate([late, *parts])
            continue
        kind = "<i2" if block.format == audio_pb2.SAMPLE_FORMAT_S16 else "<f4"
        pcm = np.frombuffer(block.samples, kind).reshape(-1, 2) / (32768.0 if kind == "<i2" else 1.0)
        assert len(pcm) == block.frames
        for at in range(0, len(pcm), PIECE):
            found[block.frame + at] = pcm[at : at + PIECE]
    if len(late):
        late = late[120:]
        for at in range(0, len(late) - PIECE + 1, PIECE):
            found[blocks[0].frame + at] = late[at : at + PIECE]
    return found


@pytest.mark.parametrize("frames", [480, 960])
async def test_every_format_over_every_way_gives_the_same_music(house: Any, frames: int):
    asks = [(way, kind) for way in WAYS for kind in FORMATS]
    streams = await asyncio.gather(*(heard(WAYS[way](house, kind, frames)) for way, kind in asks))
    for (way, _), blocks in zip(asks, streams, strict=True):
        assert way == "udp" or all(block.frames == frames and block.frame % frames == 0 for block in blocks)
        assert sum(block.frames for block in blocks if not block.discontinuity) > 0.8 * FRAMES
    found = {ask: samples_of(blocks) for ask, blocks in zip(asks, streams, strict=True)}
    truth = found["grpc", "f32"]
    assert max(np.abs(pcm).max() for pcm in truth.values()) > 0.2
    for (_, kind), pieces in found.items():
        common = sorted(truth.keys() & pieces.keys())[60:-12]
        assert len(common) > 150
        signal = np.concatenate([truth[at] for at in common])
        noise = np.concatenate([pieces[at] for at in common]) - signal
        snr_db = 10 * np.log10(np.mean(signal**2) / max(np.mean(noise**2), 1e-20))
        assert snr_db > {"f32": 150.0, "s16": 60.0, "opus": 18.0}[kind], (kind, snr_db)


async def test_opus_tells_its_delay_and_stays_near_its_rate(house: Any):
    blocks = await heard(over_grpc(house, "opus", 960))
    assert {block.pre_skip for block in blocks} == {120}
    assert 2_000 < 8 * sum(len(block.samples) for block in blocks) < 100_000
    assert max(len(block.samples) for block in blocks) < 1_276


async def test_listeners_are_counted_and_gone_when_they_leave(house: Any):
    blocks = over_ws(house, "s16", 480)
    await anext(blocks)
    assert house.session.status().listeners == 1
    await blocks.aclose()  # type: ignore[attr-defined]
    while house.session.status().listeners:  # noqa: ASYNC110  the server notices in its own time
        await asyncio.sleep(0)
    assert house.counts["ws.broken"] == 0
