"""A gRPC server over a host without music."""

import grpc
import pytest

from affekt.io.grpc.server import serve_grpc
from affekt.testing.fake_host import FakeSessions


@pytest.fixture
def sessions():
    return FakeSessions(now=1_000.0, answers=True)


@pytest.fixture
def counted():
    return []


@pytest.fixture
async def server(sessions, counted):
    server = await serve_grpc(sessions, "127.0.0.1:0", count=counted.append)
    yield server
    await server.stop(0)


@pytest.fixture
async def channel(server):
    async with grpc.aio.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        yield channel
