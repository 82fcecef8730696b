"""A server over a host without music, for clients."""

import socket

import pytest

from affekt.io.grpc.server import serve_grpc
from affekt.testing.fake_host import FakeSessions


@pytest.fixture
def sessions():
    return FakeSessions(now=1_000.0, answers=True)


@pytest.fixture
async def server(sessions):
    server = await serve_grpc(sessions, "127.0.0.1:0")
    yield server
    await server.stop(0)


@pytest.fixture
def where(server):
    return f"127.0.0.1:{server.port}"


@pytest.fixture
def closed_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
