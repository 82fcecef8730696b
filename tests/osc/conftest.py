"""A server on real loopback UDP, and a client that waits for what it is sent."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import cast

import pytest

from affekt.io.osc import OscServer, serve_osc
from affekt.io.osc.codec import Argument, decode, encode
from affekt.testing.fake_host import FakeSession, FakeSessions


class Client(asyncio.DatagramProtocol):
    """Sends messages and keeps what comes back."""

    def __init__(self) -> None:
        self.packets: asyncio.Queue[bytes] = asyncio.Queue()
        self.gone = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone.set()

    def datagram_received(self, data: bytes, addr: tuple[str | int, ...]) -> None:
        self.packets.put_nowait(data)

    def send(self, path: str, *values: int | float | str) -> None:
        self.transport.sendto(encode(path, *values))

    async def packet(self) -> bytes:
        return await asyncio.wait_for(self.packets.get(), 5)

    async def ask(self, path: str, *values: int | float | str) -> tuple[str, tuple[Argument, ...]]:
        """Send, and return the next message that comes."""
        self.send(path, *values)
        _, address, arguments = decode(await self.packet())[0]
        return address, arguments

    async def settled(self) -> None:
        """Return when everything that was sent has been acted upon."""
        assert await self.ask("/sync", 77) == ("/synced", (77,))


@pytest.fixture
def sessions() -> FakeSessions:
    return FakeSessions()


@pytest.fixture
def counts() -> Counter[str]:
    return Counter()


@pytest.fixture
async def server(sessions: FakeSessions, counts: Counter[str]) -> AsyncIterator[OscServer]:
    server = await serve_osc(sessions, "127.0.0.1:0", count=lambda name: counts.update([name]))
    yield server
    await server.stop()


async def connected(port: int) -> Client:
    loop = asyncio.get_running_loop()
    _, client = await loop.create_datagram_endpoint(Client, remote_addr=("127.0.0.1", port))
    return client


@pytest.fixture
async def client(server: OscServer) -> AsyncIterator[Client]:
    client = await connected(server.port)
    yield client
    client.transport.close()
    await client.gone.wait()


@pytest.fixture
async def other(server: OscServer) -> AsyncIterator[Client]:
    client = await connected(server.port)
    yield client
    client.transport.close()
    await client.gone.wait()


@pytest.fixture
async def session(client: Client, sessions: FakeSessions) -> FakeSession:
    """The session `arena`, opened by `client`."""
    assert await client.ask("/affekt/session/open", "arena") == ("/affekt/session/opened", ("arena", 1))
    return sessions.find("arena")
