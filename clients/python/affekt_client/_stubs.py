"""The contract's stubs: the checkout's (and the server's) where they are, else the wheel's own copy of the same."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING or (find_spec("affekt") and find_spec("affekt.v1.session_pb2")):
    from affekt.v1 import (
        affect_pb2,
        audio_pb2,
        error_pb2,
        evidence_pb2,
        library_pb2,
        score_pb2,
        session_pb2,
        watch_pb2,
    )
else:
    from affekt_client.v1 import (
        affect_pb2,
        audio_pb2,
        error_pb2,
        evidence_pb2,
        library_pb2,
        score_pb2,
        session_pb2,
        watch_pb2,
    )

__all__ = [
    "affect_pb2",
    "audio_pb2",
    "error_pb2",
    "evidence_pb2",
    "library_pb2",
    "score_pb2",
    "session_pb2",
    "watch_pb2",
]
