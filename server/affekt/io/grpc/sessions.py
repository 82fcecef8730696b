"""Sessions over gRPC: open, close, get, save, restore, and the conversation that conducts one."""

import asyncio
from typing import Final

from affekt.core.errors import AffektError, Reason
from affekt.host.api import Session, Sessions
from affekt.io.grpc.calls import Call, Desk, Handler
from affekt.io.wire import (
    Conversation,
    Count,
    check_snapshot,
    named,
    open_or_attach,
    opened_of,
    response_of,
    status_of,
)
from affekt.v1 import session_pb2 as pb

HELLO_S: Final = 10.0
"""Seconds that a client has for its Hello."""


class SessionService:
    """The methods of `SessionService`."""

    def __init__(self, sessions: Sessions, count: Count) -> None:
        self._sessions = sessions
        self._count = count

    def handlers(self, desk: Desk) -> dict[str, Handler]:
        """Return the handlers by their methods' names."""
        return {
            "OpenSession": desk.unary(pb.OpenSessionRequest, self._open),
            "CloseSession": desk.unary(pb.CloseSessionRequest, self._close),
            "GetSession": desk.unary(pb.GetSessionRequest, self._get),
            "SaveSession": desk.unary(pb.SaveSessionRequest, self._save),
            "RestoreSession": desk.unary(pb.RestoreSessionRequest, self._restore),
            "Conduct": desk.both_ways(pb.ConductRequest, self._conduct),
        }

    async def _open(self, request: pb.OpenSessionRequest) -> pb.OpenSessionResponse:
        session, _ = open_or_attach(self._sessions, request.opening, request.token)
        return pb.OpenSessionResponse(session=opened_of(session))

    async def _close(self, request: pb.CloseSessionRequest) -> pb.CloseSessionResponse:
        self._sessions.close(self._attach(request.session, request.token).name)
        return pb.CloseSessionResponse()

    async def _get(self, request: pb.GetSessionRequest) -> pb.GetSessionResponse:
        session = self._attach(request.session, request.token)
        return pb.GetSessionResponse(status=status_of(session.status()))

    async def _save(self, request: pb.SaveSessionRequest) -> pb.SaveSessionResponse:
        return pb.SaveSessionResponse(snapshot=self._attach(request.session, request.token).snapshot())

    async def _restore(self, request: pb.RestoreSessionRequest) -> pb.RestoreSessionResponse:
        check_snapshot(request.snapshot)
        session = self._sessions.restore(named(request.session, "a session's name"), request.snapshot)
        return pb.RestoreSessionResponse(session=opened_of(session))

    def _attach(self, name: str, token: str) -> Session:
        session = self._sessions.attach(name, token)
        session.touch()
        return session

    async def _conduct(self, call: Call[pb.ConductRequest]) -> None:
        async with asyncio.timeout(HELLO_S):
            hello = await call.read()
        if hello is None:
            raise AffektError(Reason.MALFORMED, "the conversation ended before it began; send a Hello")
        conversation = Conversation(self._sessions, self._count)
        tasks: list[asyncio.Task[None]] = []
        try:
            for answer in conversation.greet(hello):
                await call.write(answer)
            tasks = [asyncio.create_task(_hear(call, conversation)), asyncio.create_task(_tell(call, conversation))]
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            conversation.close()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _hear(call: Call[pb.ConductRequest], conversation: Conversation) -> None:
    """Pass on what the client says until it has said all."""
    while (request := await call.read()) is not None:
        answer = conversation.hear(request)
        if answer is not None:
            await call.write(answer)


async def _tell(call: Call[pb.ConductRequest], conversation: Conversation) -> None:
    """Tell the client what the session replies until it ends."""
    async for replies in conversation.subscription:
        for reply in replies:
            await call.write(response_of(reply))
