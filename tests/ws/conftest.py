"""A server on a real loopback port, with a registry that makes no music."""

from collections import Counter
from collections.abc import AsyncIterator

import pytest

from affekt.io.http import HttpServer, serve_http
from affekt.testing.fake_host import FakeSessions


@pytest.fixture
def sessions() -> FakeSessions:
    return FakeSessions()


@pytest.fixture
def counts() -> Counter[str]:
    return Counter()


@pytest.fixture
async def server(sessions: FakeSessions, counts: Counter[str]) -> AsyncIterator[HttpServer]:
    server = await serve_http(
        sessions,
        "127.0.0.1:0",
        metrics=lambda: "",
        health=lambda: {"ok": True},
        count=lambda name: counts.update([name]),
    )
    yield server
    await server.stop()


@pytest.fixture
async def guarded(sessions: FakeSessions, counts: Counter[str]) -> AsyncIterator[HttpServer]:
    server = await serve_http(
        sessions,
        "127.0.0.1:0",
        token="secret",
        metrics=lambda: "",
        health=lambda: {"ok": True},
        count=lambda name: counts.update([name]),
    )
    yield server
    await server.stop()
