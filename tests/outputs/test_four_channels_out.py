"""Four channels over the doors that carry them, and clear words from those that do not."""

import asyncio
import json
from contextlib import aclosing
from typing import Any

import grpc
import numpy as np
import pytest
from websockets.asyncio.client import connect

from affekt.io.ws.frames import framed
from affekt.io.ws.lines import AUDIO_HEADER
from affekt.v1 import audio_pb2, audio_pb2_grpc, socket_pb2
from affekt_client import AsyncSession, Refused

pytestmark = pytest.mark.slow


def asked(house: Any, **more: Any) -> audio_pb2.ListenRequest:
    return audio_pb2.ListenRequest(session=house.session.name, token=house.session.token, **more)


async def over_grpc(house: Any, blocks: int, **more: Any) -> list[audio_pb2.AudioBlock]:
    async with grpc.aio.insecure_channel(f"127.0.0.1:{house.grpc.port}") as channel:
        stream = audio_pb2_grpc.AudioServiceStub(channel).Listen(asked(house, **more))
        found = []
        async for response in stream:
            found.append(response.block)
            if len(found) == blocks:
                return found
    raise AssertionError("the stream ended")


async def over_ws(house: Any, blocks: int, **more: Any) -> list[audio_pb2.AudioBlock]:
    async with connect(f"ws://127.0.0.1:{house.http.port}/v1/ws") as ws:
        await ws.send(framed(socket_pb2.MESSAGE_KIND_LISTEN_REQUEST, asked(house, **more)))
        found = []
        async for message in ws:
            assert isinstance(message, bytes)
            found.append(audio_pb2.ListenResponse.FromString(message[1:]).block)
            if len(found) == blocks:
                return found
    raise AssertionError("the stream ended")


async def over_json(house: Any, blocks: int, wanted: dict[str, Any]) -> dict[int, bytes]:
    async with connect(f"ws://127.0.0.1:{house.http.port}/v1/ws?json=1") as ws:
        opening = {"affekt": 1, "session": house.session.name, "session_token": house.session.token}
        await ws.send(json.dumps(opening))
        await ws.send(json.dumps({"listen": wanted}))
        found: dict[int, bytes] = {}
        async for message in ws:
            if isinstance(message, bytes):
                found[AUDIO_HEADER.unpack_from(message)[2]] = message[16:]
                if len(found) == blocks:
                    return found
    raise AssertionError("the stream ended")


async def test_grpc_and_websocket_carry_the_same_four_channels(house: Any):
    f32, ambix = audio_pb2.SAMPLE_FORMAT_F32, audio_pb2.CHANNEL_LAYOUT_AMBIX
    called, spoken, lines = await asyncio.gather(
        over_grpc(house, 150, format=f32, layout=ambix),
        over_ws(house, 75, layout=ambix, frames=960),
        over_json(house, 150, {"format": "f32", "layout": "ambix"}),
    )
    assert {b.layout for b in (*called, *spoken)} == {ambix}
    truth = {b.frame: np.frombuffer(b.samples, "<f4").reshape(480, 4) for b in called}
    assert max(np.abs(pcm).max() for pcm in truth.values()) > 0.05
    common = 0
    for frame, pcm in lines.items():
        if frame in truth:
            assert np.array_equal(np.frombuffer(pcm, "<f4").reshape(480, 4), truth[frame])
            common += 1
    for block in spoken:
        halves = np.frombuffer(block.samples, "<i2").reshape(2, 480, 4) / 32768.0
        for k in range(2):
            if block.frame + 480 * k in truth:
                assert np.abs(halves[k] - truth[block.frame + 480 * k]).max() < 1e-4
                common += 1
    assert common > 150
    loudest = np.concatenate(list(truth.values()))
    assert np.abs(loudest[:, 2]).max() == 0.0, "nothing stands over or under the listener"
    assert np.abs(loudest[:, 3] - np.cos(np.pi / 6) * loudest[:, 0]).max() < 1e-5


async def test_the_python_client_asks_for_quad(house: Any):
    where = f"127.0.0.1:{house.grpc.port}"
    async with await AsyncSession.attach(house.session.name, house.session.token, where) as session:
        async with aclosing(session.listen("s16", 960, "quad")) as blocks:
            first = await anext(blocks)
            assert first.layout == audio_pb2.CHANNEL_LAYOUT_QUAD
            assert len(first.samples) == 960 * 4 * 2
            with pytest.raises(Refused, match="heard in quad already"):
                await anext(session.listen("s16"))
        with pytest.raises(Refused, match="stereo only"):
            await anext(session.listen("opus", layout="ambix"))


async def test_a_layout_that_nobody_knows_is_refused(house: Any):
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await over_grpc(house, 1, layout=9)
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT
