"""The gRPC server: all services, health and reflection at one address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_health.v1.health import aio as health  # type: ignore[attr-defined]
from grpc_reflection.v1alpha import reflection

from affekt.core.errors import AffektError, Reason
from affekt.host.api import Sessions
from affekt.io.grpc.audio import AudioService
from affekt.io.grpc.calls import Desk
from affekt.io.grpc.field import FieldService
from affekt.io.grpc.library import LibraryService
from affekt.io.grpc.sessions import SessionService
from affekt.io.grpc.watch import WatchService
from affekt.io.wire import Count, uncounted

MESSAGE_BYTES: Final = 128 * 1024
"""The largest message that is accepted."""

CALLS: Final = 2_048
"""Calls at once, streams included."""

_OPTIONS: Final[Sequence[tuple[str, Any]]] = (
    ("grpc.max_receive_message_length", MESSAGE_BYTES),
    ("grpc.max_concurrent_streams", 256),
    ("grpc.so_reuseport", 0),
    ("grpc.keepalive_time_ms", 10_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.min_recv_ping_interval_without_data_ms", 5_000),
)

Tls = tuple[bytes, bytes]
"""Certificate chain and private key, both PEM."""


@dataclass(frozen=True, slots=True)
class GrpcServer:
    """A running server."""

    host: str
    port: int
    _server: grpc.aio.Server
    _health: health.HealthServicer

    async def stop(self, grace_s: float = 0.5) -> None:
        """Say that it is leaving, let calls finish for `grace_s` seconds, and end them."""
        await self._health.enter_graceful_shutdown()
        await self._server.stop(grace_s)


async def serve_grpc(
    sessions: Sessions,
    address: str,
    *,
    token: str | None = None,
    tls: Tls | None = None,
    count: Count = uncounted,
) -> GrpcServer:
    """Start the server at `host:port`; port 0 takes a free one.

    Whether an address off loopback is allowed is the caller's to decide, as `config.model.open_doors` does for `serve`.

    Args:
        sessions: the registry to serve.
        address: where to listen, such as `127.0.0.1:50051`.
        token: asked of every call as metadata `authorization: Bearer …` (health and reflection are open).
        tls: certificate and key; without them the connection is plain.
        count: told of every refusal by name: `grpc.refused.REASON`, `conduct.too_fast` …

    Raises:
        AffektError: INTERNAL where the address cannot be had.
    """
    server = grpc.aio.server(options=_OPTIONS, maximum_concurrent_rpcs=CALLS)
    desk = Desk(token, count)
    services = {
        "affekt.v1.SessionService": SessionService(sessions, count).handlers(desk),
        "affekt.v1.AudioService": AudioService(sessions).handlers(desk),
        "affekt.v1.LibraryService": LibraryService(sessions).handlers(desk),
        "affekt.v1.FieldService": FieldService().handlers(desk),
        "affekt.v1.WatchService": WatchService(sessions).handlers(desk),
    }
    for name, handlers in services.items():
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(name, handlers),))
    checker = health.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(checker, server)
    for name in ("", *services):
        await checker.set(name, health_pb2.HealthCheckResponse.SERVING)
    reflected = (*services, "grpc.health.v1.Health", reflection.SERVICE_NAME)
    reflection.enable_server_reflection(reflected, server)
    port = _bind(server, address, tls)
    await server.start()
    return GrpcServer(address.rpartition(":")[0], port, server, checker)


def _bind(server: grpc.aio.Server, address: str, tls: Tls | None) -> int:
    try:
        if tls is None:
            port = server.add_insecure_port(address)
        else:
            certificate, key = tls
            port = server.add_secure_port(address, grpc.ssl_server_credentials([(key, certificate)]))
    except RuntimeError as refused:
        raise AffektError(Reason.INTERNAL, f"gRPC cannot listen on {address}; choose a free port") from refused
    if port == 0:
        raise AffektError(Reason.INTERNAL, f"gRPC cannot listen on {address}; choose a free port")
    return port
