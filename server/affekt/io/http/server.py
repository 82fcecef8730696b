"""HTTP and WebSocket on one port. Everything runs on the event loop; no client can hold it up."""

import logging
import socket
import ssl
from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from affekt.core.errors import AffektError
from affekt.host.api import Sessions
from affekt.io.address import split_address
from affekt.io.http.pages import Asset, Pages, answer, no_asset, refused
from affekt.io.ws import SUBPROTOCOL, Door, Visit, converse

MESSAGE_BYTES: Final = 256 * 1024
"""The largest message; a line of JSON is held to 64 KiB beyond that."""
MOST_SOCKETS: Final = 512
"""WebSockets at once."""
MOST_QUERIES: Final = 8
"""Fields after the question mark."""
SESSION_HEADER: Final = "Affekt-Session-Token"
"""The header that brings a session's token with a plain GET of what is its own."""
SEND_BUFFER: Final = 64 * 1024
"""Bytes that the system may hold for a slow client: a third of a second of s16 audio."""

wire = logging.getLogger("affekt.io.ws.wire")
wire.setLevel(logging.WARNING)
"""The library writes whole messages at its debug level, and a message may be a feeling."""


class HttpServer:
    """A running server."""

    def __init__(self, door: Door, pages: Pages, sessions: Sessions, count: Callable[[str], None]) -> None:
        self._door = door
        self._pages = pages
        self._sessions = sessions
        self._count = count
        self._sockets = 0
        self._server: Server | None = None
        self.port = 0
        """The port it listens on."""

    async def start(self, host: str, port: int, tls: ssl.SSLContext | None) -> None:
        """Listen."""
        self._server = await serve(
            self._converse,
            host,
            port,
            ssl=tls,
            process_request=self._request,
            select_subprotocol=_subprotocol,
            compression=None,
            max_size=MESSAGE_BYTES,
            max_queue=16,
            write_limit=32_768,
            open_timeout=10,
            ping_interval=20,
            ping_timeout=20,
            close_timeout=2,
            server_header="affekt",
            logger=wire,
        )
        self.port = next(iter(self._server.sockets)).getsockname()[1]

    async def _request(self, connection: ServerConnection, request: Request) -> Response | None:
        self._count("http.requests")
        refusal = self._door.refusal(request.headers)
        if refusal:
            self._count("http.forbidden")
            return answer(403, refusal + "\n")
        try:
            asked = urlsplit(request.path)
            parse_qs(asked.query, max_num_fields=MOST_QUERIES)
        except ValueError:
            return answer(400, "The address is not valid.\n")
        path = asked.path
        token = self._door.bearer(request.headers)
        if token is not None and not self._door.knows(token):
            self._count("http.forbidden")
            return answer(401, "The token is wrong.\n")
        if path == "/v1/ws":
            if request.headers.get("Upgrade", "").lower() != "websocket":
                return answer(426, "This address speaks WebSocket.\n")
            if self._sockets >= MOST_SOCKETS:
                self._count("http.too_many")
                return answer(503, "This server has no room for another socket; try again later.\n")
            return None
        accept = ",".join(request.headers.get_all("Accept"))
        if token is None and not self._door.knows("") and not self._pages.is_open(request.path, accept):
            return answer(401, "This page asks for the server's token: Authorization: Bearer …\n")
        try:
            session_token = ",".join(request.headers.get_all(SESSION_HEADER))
            return await self._pages.read(request.path, accept, session_token)
        except AffektError as error:
            return refused(error)

    async def _converse(self, ws: ServerConnection) -> None:
        assert ws.request is not None
        raw = ws.transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        query = {
            key: values[0]
            for key, values in parse_qs(urlsplit(ws.request.path).query, max_num_fields=MOST_QUERIES).items()
        }
        token = self._door.bearer(ws.request.headers)
        visit = Visit(
            ws,
            self._sessions,
            self._door,
            self._door.knows(token or ""),
            self._count,
            self._door.trusts(ws.request.headers, ws.remote_address),
            query.get("session", ""),
            query.get("set", ""),
        )
        self._sockets += 1
        try:
            await converse(visit, json=query.get("json") == "1")
        finally:
            self._sockets -= 1

    async def stop(self) -> None:
        """Close every connection, and the port."""
        if self._server is not None:
            self._server.close(code=1_001, reason="the server is stopping")
            await self._server.wait_closed()


def _subprotocol(connection: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    del connection
    ours = Subprotocol(SUBPROTOCOL)
    return ours if ours in offered else None


async def serve_http(
    sessions: Sessions,
    address: str,
    *,
    token: str = "",
    tls: ssl.SSLContext | None = None,
    origins: Sequence[str] = (),
    metrics: Callable[[], str],
    health: Callable[[], dict[str, Any]],
    count: Callable[[str], None],
    osc_port: int = 0,
    asset: Asset = no_asset,
) -> HttpServer:
    """Listen for HTTP and WebSocket at `host:port`; port 0 takes a free one.

    Args:
        sessions: the registry to serve.
        address: where to listen, such as `127.0.0.1:8787`.
        token: asked as a bearer of everything but `/health` and the page's own files; a JSON client may send it in its
            first line instead.
        tls: certificate and key; without them the connection is plain.
        origins: pages that may use it besides those of loopback, such as `https://game.example`.
        metrics: returns Prometheus' text for `/metrics`.
        health: returns the object for `/health`; where its `ok` is false the status is 503.
        count: told each thing that happens by name: `http.requests`, `http.forbidden`, `http.too_many`, `ws.opened`,
            `ws.left`, `ws.refused`, `ws.too_fast`, `ws.dropped`, `ws.discontinuity`, `ws.hopeless`, `ws.broken`.
        osc_port: the UDP port that OSCQuery names; 0 where OSC is off.
        asset: gives the files of the page at `/`; without one `/` tells what `/status` does.

    Raises:
        AffektError: MALFORMED if the address is not `host:port`.
        OSError: if the port is taken.
    """
    host, port = split_address(address)
    door = Door(host, origins=origins, token=token)
    server = HttpServer(door, Pages(sessions, metrics, health, osc_port, asset), sessions, count)
    await server.start(host, port, tls)
    return server
