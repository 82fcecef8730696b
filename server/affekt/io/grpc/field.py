"""The field over gRPC: part of the contract, not done yet, and it says so."""

from google.protobuf.message import Message

from affekt.core.errors import AffektError, Reason
from affekt.io.grpc.calls import Desk, Handler
from affekt.v1 import field_pb2 as pb


class FieldService:
    """The methods of `FieldService`."""

    def handlers(self, desk: Desk) -> dict[str, Handler]:
        """Return the handlers by their methods' names."""
        return {
            "PutField": desk.unary(pb.PutFieldRequest, self._not_yet),
            "GetField": desk.unary(pb.GetFieldRequest, self._not_yet),
        }

    async def _not_yet(self, request: Message) -> Message:
        del request
        raise AffektError(Reason.NOT_YET, "this server has no field yet; feelings stay with their own sessions")
