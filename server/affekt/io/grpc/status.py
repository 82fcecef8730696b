"""A refusal as a gRPC status: the reason is in the details (google.rpc.ErrorInfo) and in metadata `affekt-reason`."""

from typing import Any, Final, NoReturn

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.rpc import error_details_pb2, status_pb2  # type: ignore[import-untyped]

from affekt.core.errors import AffektError, Reason

DOMAIN: Final = "affekt.v1"

CODES: Final = {
    Reason.MALFORMED: grpc.StatusCode.INVALID_ARGUMENT,
    Reason.OUT_OF_RANGE: grpc.StatusCode.INVALID_ARGUMENT,
    Reason.UNKNOWN_SESSION: grpc.StatusCode.NOT_FOUND,
    Reason.SESSION_EXISTS: grpc.StatusCode.ALREADY_EXISTS,
    Reason.UNKNOWN_SET: grpc.StatusCode.NOT_FOUND,
    Reason.BAD_SET: grpc.StatusCode.FAILED_PRECONDITION,
    Reason.UNKNOWN_NAME: grpc.StatusCode.NOT_FOUND,
    Reason.NOT_YET: grpc.StatusCode.UNIMPLEMENTED,
    Reason.BAD_TOKEN: grpc.StatusCode.UNAUTHENTICATED,
    Reason.FORBIDDEN: grpc.StatusCode.PERMISSION_DENIED,
    Reason.TOO_LARGE: grpc.StatusCode.RESOURCE_EXHAUSTED,
    Reason.TOO_FAST: grpc.StatusCode.RESOURCE_EXHAUSTED,
    Reason.TOO_MANY: grpc.StatusCode.RESOURCE_EXHAUSTED,
    Reason.UNSUPPORTED: grpc.StatusCode.UNIMPLEMENTED,
    Reason.BAD_SNAPSHOT: grpc.StatusCode.INVALID_ARGUMENT,
    Reason.CLOSED: grpc.StatusCode.FAILED_PRECONDITION,
    Reason.INTERNAL: grpc.StatusCode.INTERNAL,
}
"""The status code of each reason."""


def details_of(error: AffektError) -> tuple[tuple[str, str | bytes], ...]:
    """Return the trailing metadata that carries a refusal's reason."""
    info = AnyMessage()
    info.Pack(error_details_pb2.ErrorInfo(reason=error.reason.value, domain=DOMAIN))
    status = status_pb2.Status(code=CODES[error.reason].value[0], message=error.text, details=[info])
    return (("affekt-reason", error.reason.value), ("grpc-status-details-bin", status.SerializeToString()))


async def refuse(context: grpc.aio.ServicerContext[Any, Any], error: AffektError) -> NoReturn:
    """End a call with a refusal."""
    await context.abort(CODES[error.reason], error.text, details_of(error))
