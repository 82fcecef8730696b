"""Audio over gRPC: blocks as they are rendered."""

from affekt.host.api import Sessions
from affekt.io.grpc.calls import Call, Desk, Handler
from affekt.io.wire import listening_from
from affekt.io.wire_audio import listen_response
from affekt.v1 import audio_pb2 as pb


class AudioService:
    """The methods of `AudioService`."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def handlers(self, desk: Desk) -> dict[str, Handler]:
        """Return the handlers by their methods' names."""
        return {"Listen": desk.server_stream(pb.ListenRequest, self._listen)}

    async def _listen(self, request: pb.ListenRequest, call: Call[pb.ListenRequest]) -> None:
        sample_format, frames, layout = listening_from(request)
        session = self._sessions.attach(request.session, request.token)
        release = session.hold()
        try:
            blocks = session.listen(sample_format, frames, layout=layout)
            try:
                async for block in blocks:
                    await call.write(listen_response(block, sample_format))
            finally:
                blocks.close()
        finally:
            release()
