"""The gRPC side of a conversation: its channel, its calls and how it begins."""

from collections.abc import AsyncGenerator
from typing import Any, Final

import grpc
from google.protobuf.message import Message

from affekt_client._stubs import audio_pb2, session_pb2
from affekt_client.errors import Refused

PROTOCOL: Final = 1

_OPTIONS = (
    ("grpc.keepalive_time_ms", 10_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 1_000),
)
_SESSION = "/affekt.v1.SessionService/"


def _bytes_of(message: Message) -> bytes:
    return message.SerializeToString()


def hello_for(**target: Any) -> session_pb2.Hello:
    """Return the first word of a conversation about a session to open, or one to join."""
    capabilities = (
        session_pb2.CAPABILITY_COMMANDS,
        session_pb2.CAPABILITY_AUDIO,
        session_pb2.CAPABILITY_SENSE,
        session_pb2.CAPABILITY_RESUME,
    )
    return session_pb2.Hello(protocol_min=PROTOCOL, protocol_max=PROTOCOL, capabilities=capabilities, **target)


class Wire:
    """A channel to a server, and the calls that a session makes on it."""

    def __init__(self, server: str, server_token: str | None, root_certificate: bytes | None) -> None:
        """Prepare; nothing is sent yet. TLS where there is a certificate, empty for the system's own."""
        self._metadata = (("authorization", f"Bearer {server_token}"),) if server_token else None
        self._channel = (
            grpc.aio.insecure_channel(server, options=_OPTIONS)
            if root_certificate is None
            else grpc.aio.secure_channel(
                server, grpc.ssl_channel_credentials(root_certificate or None), options=_OPTIONS
            )
        )

    async def ask(self, method: str, request: Message, response: type[Any]) -> Any:
        """Make a call of the session service.

        Raises:
            Refused: with the server's reason.
        """
        call = self._channel.unary_unary(
            _SESSION + method, request_serializer=_bytes_of, response_deserializer=response.FromString
        )
        try:
            return await call(request, timeout=10.0, metadata=self._metadata)
        except grpc.aio.AioRpcError as error:
            raise Refused.from_rpc(error) from error

    async def listen(self, request: audio_pb2.ListenRequest) -> AsyncGenerator[audio_pb2.AudioBlock, None]:
        """Iterate over blocks of audio.

        Raises:
            Refused: with the server's reason.
        """
        method = self._channel.unary_stream(
            "/affekt.v1.AudioService/Listen",
            request_serializer=_bytes_of,
            response_deserializer=audio_pb2.ListenResponse.FromString,
        )
        call = method(request, metadata=self._metadata)
        try:
            async for response in call:
                yield response.block
        except grpc.aio.AioRpcError as error:
            raise Refused.from_rpc(error) from error
        finally:
            call.cancel()

    def conduct(self) -> Any:
        """Begin the stream on which both speak."""
        method = self._channel.stream_stream(
            _SESSION + "Conduct",
            request_serializer=_bytes_of,
            response_deserializer=session_pb2.ConductResponse.FromString,
        )
        return method(metadata=self._metadata)  # type: ignore[call-arg]

    async def close(self) -> None:
        """Close the channel."""
        await self._channel.close(None)
