"""A page over `/v1/ws?json=1`: it joins what is open, watches it, and goes on from the last reply that it saw."""

import asyncio
import json
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from affekt.core.score import Marker
from affekt.io.http import HttpServer
from affekt.testing.fake_host import FakeSessions


def address(server: HttpServer) -> str:
    return f"ws://127.0.0.1:{server.port}/v1/ws?json=1"


async def heard(ws: ClientConnection, kind: str) -> dict[str, Any]:
    """Return the next line of a kind; what comes between is passed over."""
    while True:
        line: dict[str, Any] = json.loads(await asyncio.wait_for(ws.recv(), 5))
        if kind in line:
            found: dict[str, Any] = line[kind] if isinstance(line[kind], dict) else line
            return found


async def say(ws: ClientConnection, **line: Any) -> None:
    await ws.send(json.dumps(line))


async def test_views_come_until_they_are_ended(server: HttpServer, sessions: FakeSessions):
    async with connect(address(server)) as ws:
        await say(ws, affekt=1, session="arena")
        await heard(ws, "welcome")
        await say(ws, watch={"period_ms": 50})
        view = await heard(ws, "view")
        assert (view["name"], view["set"], view["section"], view["meters"]["peak"]) == ("arena", "tiny", "calm", 0.5)
        assert (view["pins"], view["coming"], view["seq"]) == ({"layer:pad": -96.0}, None, 0)
        sessions.find("arena").decide(Marker("here"))
        assert (await heard(ws, "kind"))["name"] == "here"
        assert (await heard(ws, "view"))["seq"] == 1
        await say(ws, watch=None)
        await say(ws, ping=1)
        await heard(ws, "pong")
        await say(ws, ping=2)
        assert "pong" in json.loads(await asyncio.wait_for(ws.recv(), 5))


async def test_a_period_out_of_bounds_is_refused(server: HttpServer, sessions: FakeSessions):
    async with connect(address(server)) as ws:
        await say(ws, affekt=1, session="arena")
        await heard(ws, "welcome")
        await say(ws, watch={"period_ms": 1})
        assert (await heard(ws, "error"))["reason"] == "MALFORMED"


async def test_on_its_own_machine_an_open_session_is_joined_by_name(server: HttpServer, sessions: FakeSessions):
    session = sessions.open("arena")
    async with connect(address(server), origin=f"http://127.0.0.1:{server.port}") as ws:  # type: ignore[arg-type]
        await say(ws, affekt=1, session="arena", join=True)
        assert (await heard(ws, "welcome"))["session_token"] == session.token


async def test_another_page_does_not_join_by_name(server: HttpServer, sessions: FakeSessions):
    sessions.open("arena")
    async with connect(address(server), origin="http://localhost:3000") as ws:  # type: ignore[arg-type]
        await say(ws, affekt=1, session="arena", join=True)
        assert (await heard(ws, "error"))["reason"] == "BAD_TOKEN"
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(ws.recv(), 5)


@pytest.mark.parametrize(
    "header",
    [
        ("Forwarded", "for=203.0.113.9"),
        ("X-Forwarded-For", "203.0.113.9"),
        ("x-forwarded-proto", "https"),
        ("X-Real-IP", "203.0.113.9"),
        ("Via", "1.1 gate"),
    ],
)
async def test_who_comes_through_a_proxy_on_the_servers_machine_does_not_join_by_name(
    server: HttpServer, sessions: FakeSessions, header: tuple[str, str]
):
    sessions.open("arena")
    async with connect(address(server), additional_headers=[header]) as ws:
        await say(ws, affekt=1, session="arena", join=True)
        assert (await heard(ws, "error"))["reason"] == "BAD_TOKEN"
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(ws.recv(), 5)


async def test_who_comes_back_hears_what_was_missed(server: HttpServer, sessions: FakeSessions):
    session = sessions.open("arena")
    for name in ("first", "second", "third"):
        session.decide(Marker(name))
    async with connect(address(server)) as ws:
        await say(ws, affekt=1, session="arena", session_token=session.token, last_seq=1)
        await heard(ws, "welcome")
        assert [(await heard(ws, "kind"))["name"] for _ in range(2)] == ["second", "third"]
