"""What a server may refuse, with the reason that a program reads and the sentence that a person reads."""

from typing import Any

import grpc

__all__ = ["Refused", "reason_of"]


def reason_of(error: grpc.aio.AioRpcError) -> str:
    """Return the reason that the server gave for ending a call; empty where the call ended without one."""
    trailing: Any = error.trailing_metadata()
    return next((str(value) for key, value in trailing or () if key == "affekt-reason"), "")


class Refused(Exception):  # noqa: N818  a refusal is not always an error
    """The server refused something, or could not be reached.

    `reason` is a name of the contract's `ErrorReason` without its prefix (`"UNKNOWN_SET"`), or `"UNREACHABLE"`.
    """

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason
        self.text = text

    @classmethod
    def from_rpc(cls, error: grpc.aio.AioRpcError) -> "Refused":
        """Read a refusal from a gRPC error."""
        reason = reason_of(error)
        text = error.details() or ""
        if not reason:
            unreachable = error.code() in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED)
            reason = "UNREACHABLE" if unreachable else error.code().name
        return cls(reason, text)
