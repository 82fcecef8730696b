"""A client for Affekt: say what happens in the game, hear or be told the music.

`AsyncSession` is for asyncio, `Session` for everything else, `OscSession` for programs that speak OSC already.
"""

from affekt_client._stubs import (
    affect_pb2,
    audio_pb2,
    error_pb2,
    evidence_pb2,
    library_pb2,
    score_pb2,
    session_pb2,
    watch_pb2,
)
from affekt_client.aio import AsyncSession
from affekt_client.clock import ServerClock
from affekt_client.errors import Refused
from affekt_client.osc import OscReply, OscSession
from affekt_client.sync import Session
from affekt_client.udp import listen_udp

__version__ = "0.1.0"

__all__ = [
    "AsyncSession",
    "OscReply",
    "OscSession",
    "Refused",
    "ServerClock",
    "Session",
    "__version__",
    "affect_pb2",
    "audio_pb2",
    "error_pb2",
    "evidence_pb2",
    "library_pb2",
    "listen_udp",
    "score_pb2",
    "session_pb2",
    "watch_pb2",
]
