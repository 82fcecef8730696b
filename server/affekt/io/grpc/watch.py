"""Watching over gRPC: a view of a session at a page's pace."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from affekt.core.errors import AffektError, Reason
from affekt.core.score import AffectNow, IntentNow, ScoreEvent
from affekt.host.api import Ended, Session, Sessions, Subscription
from affekt.io.grpc.calls import Call, Desk, Handler
from affekt.io.wire import affect_of, intent_of, meters_of, place_of, status_of
from affekt.v1 import watch_pb2 as pb

PERIOD_MS: Final = 250
Sleep = Callable[[float], Awaitable[None]]


class Latest:
    """The newest feeling and intent of a session, and whether it has ended."""

    def __init__(self) -> None:
        self.affect: AffectNow | None = None
        self.intent: IntentNow | None = None

    async def follow(self, subscription: Subscription) -> None:
        """Keep the newest until the session ends."""
        async for replies in subscription:
            for reply in replies:
                if isinstance(reply.item, Ended):
                    return
                if isinstance(reply.item, ScoreEvent):
                    match reply.item.act:
                        case AffectNow() as affect:
                            self.affect = affect
                        case IntentNow() as intent:
                            self.intent = intent
                        case _:
                            pass

    def view(self, session: Session) -> pb.SessionView:
        """Return what there is to see of a session now."""
        return pb.SessionView(
            status=status_of(session.status()),
            affect=affect_of(self.affect) if self.affect else None,
            intent=intent_of(self.intent.intent) if self.intent else None,
            meters=meters_of(session.meters()),
        )


def period_of(request: pb.WatchRequest) -> float:
    """Return the seconds from view to view.

    Raises:
        AffektError: OUT_OF_RANGE.
    """
    period = request.period_ms or PERIOD_MS
    if not 50 <= period <= 10_000:
        raise AffektError(Reason.OUT_OF_RANGE, f"a period of {period} ms is not offered; ask for 50 to 10000")
    return period / 1_000


class WatchService:
    """The methods of `WatchService`."""

    def __init__(self, sessions: Sessions, sleep: Sleep = asyncio.sleep) -> None:
        self._sessions = sessions
        self._sleep = sleep

    def handlers(self, desk: Desk) -> dict[str, Handler]:
        """Return the handlers by their methods' names."""
        return {"Watch": desk.server_stream(pb.WatchRequest, self._watch)}

    async def _watch(self, request: pb.WatchRequest, call: Call[pb.WatchRequest]) -> None:
        period = period_of(request)
        if not request.session:
            await self._watch_all(call, period)
            return
        session = self._sessions.attach(request.session, request.token)
        subscription = session.subscribe()
        latest = Latest()
        following = asyncio.create_task(latest.follow(subscription))
        try:
            while not following.done():
                await self._send(call, [latest.view(session)])
                await self._sleep(period)
            following.result()
        finally:
            subscription.close()
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)

    async def _watch_all(self, call: Call[pb.WatchRequest], period: float) -> None:
        while True:
            open_now = [self._sessions.find(name) for name in sorted(self._sessions.names())]
            await self._send(call, [pb.SessionView(status=place_of(s.status())) for s in open_now])
            await self._sleep(period)

    async def _send(self, call: Call[pb.WatchRequest], views: list[pb.SessionView]) -> None:
        now = round(self._sessions.wall(), 6)
        await call.write(pb.WatchResponse(server_seconds=now, views=views))
