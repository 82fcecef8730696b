"""The same session said over gRPC, OSC and WebSocket, each word at its own time, leads to the same decisions."""

import asyncio
import json
import socket
from collections.abc import Callable
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from websockets.asyncio.client import connect

from affekt.bench.served import Served
from affekt.io.osc.codec import bundles, encode, to_timetag
from affekt.testing.conformance.said import Call, calls
from affekt.v1 import session_pb2
from affekt.v1.affect_pb2 import NamedValue
from affekt_client import AsyncSession

pytestmark = [pytest.mark.system, pytest.mark.slow]

UNTOLD = ("sense", "text")
"""What needs a sensor's understanding, or says nothing to the music."""
EVERY_S, FIRST_S, LAST_S = 0.25, 2.5, 9.5
SCRIPT = [one for one in calls() if one[3] is not None and len(one[3]) == 1 and one[0] not in UNTOLD]
"""A message each: OSC tells several states one by one, and each counts as a word of its own."""
for _key, _value in (("threat", 0.75), ("health", 0.375)):
    _state = session_pb2.GameState(values=[NamedValue(name=_key, value=_value)])
    _osc = [("/affekt/state", "arena", _key, _value)]
    _line = {"state": {_key: _value}}
    SCRIPT.insert(1, ("state", [_line["state"]], _line, _osc, session_pb2.ConductRequest(state=_state)))
Timed = list[tuple[float, Call]]
"""When each word applies, in server seconds, and the word."""
Speak = Callable[[Served, AsyncSession, Timed], Any]


async def by_grpc(server: Served, session: AsyncSession, script: Timed) -> None:
    for at, call in script:
        message = session_pb2.ConductRequest()
        message.CopyFrom(call[4])
        message.at_server_seconds = at
        session.say(message)


async def by_websocket(server: Served, session: AsyncSession, script: Timed) -> None:
    address = f"ws://{server.doors['http']}/v1/ws?json=1"
    lines = [{"affekt": 1, "session": session.name, "session_token": session.token}]
    lines += [{**call[2], "at": at} for at, call in script]
    async with connect(address, subprotocols=["affekt.v1"]) as ws:  # type: ignore[list-item]
        for line in (*lines, {"ping": 1}):
            await ws.send(json.dumps(line))
        async for told in ws:
            assert json.loads(told).get("error", {}).get("reason") in (None, "UNKNOWN_NAME"), told
            if "pong" in json.loads(told):
                return


async def by_osc(server: Served, session: AsyncSession, script: Timed) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        for at, call in script:
            messages = [encode(one[0], session.name, *one[2:]) for one in call[3] or ()]
            for packet in bundles(to_timetag(at), messages):
                wire.sendto(packet, server.osc)


async def played(server: Served, name: str, speak: Speak) -> list[dict[str, Any]]:
    """Say the whole script, ahead of time, and return what was decided until its end."""
    decided: list[dict[str, Any]] = []
    async with await AsyncSession.open(name, server.grpc, seed=7) as session:
        began = session.welcome.session.server_seconds_at_frame_0
        await speak(server, session, [(began + FIRST_S + n * EVERY_S, call) for n, call in enumerate(SCRIPT)])
        async for event in session.events():
            if event.decided_frame >= LAST_S * 48_000:
                return decided
            decided.append(MessageToDict(event))
    return decided


async def test_three_wires_lead_to_the_same_decisions(served: Served):
    assert {one[0] for one in SCRIPT} >= {"event", "state", "feel", "cue", "param", "control", "volume", "duck"}
    ways = {"grpc": by_grpc, "websocket": by_websocket, "osc": by_osc}
    found = await asyncio.gather(*(played(served, name, speak) for name, speak in ways.items()))
    grpc, websocket, osc = found
    assert len(grpc) > 40
    assert {kind for event in grpc for kind in event} >= {"duck", "control", "section", "layer", "beat"}
    assert websocket == grpc
    assert osc == grpc
