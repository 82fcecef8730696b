"""`/v1/ws?json=1`: session-file lines in, decision-log lines out, for whoever has a WebSocket and JSON and no more."""

import asyncio
import secrets
import struct
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from websockets.exceptions import ConnectionClosed

from affekt.core.errors import AffektError, Reason
from affekt.core.score import RenderState, ScoreEvent
from affekt.core.units import Frame
from affekt.host.api import CaughtUp, Ended, Notice, Reply, Saved, Session, Subscription
from affekt.host.lane import AudioBlock
from affekt.io.wire import Pace
from affekt.io.wire_conduct import AHEAD_S
from affekt.io.ws.flow import Flow
from affekt.io.ws.talk import MOST_DROPPED, TOO_SLOW, TooSlowError, Visit, until_one_ends
from affekt.io.ws.view import view_of
from affekt.render.space import Layout
from affekt.session.lines import live_said, parse, read_opening
from affekt.session.log import encode, event_to_dict
from affekt.session.shapes import Shape, validated

AUDIO_HEADER: Final = struct.Struct("<IIQ")
"""Before each block of audio: sequence, flags (1 is a discontinuity), session frame of the first sample."""
DISCONTINUITY: Final = 1


def _message(block: AudioBlock) -> bytes:
    flags = DISCONTINUITY if block.discontinuity else 0
    return AUDIO_HEADER.pack(block.sequence & 0xFFFF_FFFF, flags, max(0, block.frame)) + block.pcm


class _Listen(Shape):
    format: Literal["s16", "f32", "opus"] = "s16"
    frames: Literal[480, 960] = 480
    layout: Layout = "stereo"


class _Watch(Shape):
    period_ms: Annotated[int, Field(ge=50, le=10_000)] = 250


class _Asking(Shape):
    listen: _Listen | None = None
    watch: _Watch | None = None
    ping: int | None = None


_ASKED: Final = frozenset(_Asking.model_fields)


def _at(fields: dict[str, Any], now: float) -> float | None:
    """Take out when a line applies, in server seconds; None where that is now or has gone by.

    Raises:
        AffektError: MALFORMED; OUT_OF_RANGE where it lies more than 10 s ahead.
    """
    at = fields.pop("at", None)
    if at is None:
        return None
    if isinstance(at, bool) or not isinstance(at, int | float):
        raise AffektError(Reason.MALFORMED, "at must be a number of server seconds")
    if at > now + AHEAD_S:
        raise AffektError(
            Reason.OUT_OF_RANGE, f"it is timed {at - now:.1f} s ahead; send it at most {AHEAD_S:g} s early"
        )
    return float(at) if at > now else None


class Lines:
    """One client's conversation in JSON."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._pace = Pace(visit.sessions.wall())
        self._streams: dict[str, asyncio.Task[None]] = {}
        self._seq = 0
        """The last reply that was told."""
        self._warned = float("-inf")
        self.why = ""
        """Why the session ended, if it did."""

    async def run(self) -> None:
        """Converse until the client leaves or the session ends.

        Raises:
            AffektError: if the session cannot be opened.
            TooSlowError: if the client does not read.
            ConnectionClosed: if it left without a word.
        """
        session, after = await self._open()
        release: Callable[[], None] = session.hold()
        subscription = session.subscribe(after=after)
        try:
            await self._tell(self._welcome(session))
            await until_one_ends(
                asyncio.create_task(self._hear(session)), asyncio.create_task(self._follow(session, subscription))
            )
        finally:
            for name in tuple(self._streams):
                await self._end(name)
            subscription.close()
            release()

    async def _open(self) -> tuple[Session, int]:
        """Return the session and after which reply to begin: 0 for a new one, -1 (now) for one that was joined."""
        visit = self._visit
        if visit.session and visit.authorised:
            return visit.sessions.open(visit.session, stem_set=visit.stem_set), 0
        first = await visit.first()
        if not isinstance(first, str):
            raise AffektError(Reason.MALFORMED, "with json=1 the first message is a line of text that opens a session")
        opening = read_opening(first)
        if not visit.authorised and not (opening.token and visit.door.knows(opening.token)):
            raise AffektError(Reason.BAD_TOKEN, "this server asks for its token, as a bearer or in the first line")
        name = opening.session or visit.session
        after = -1 if opening.last_seq is None else opening.last_seq
        if opening.session_token:
            return visit.sessions.attach(name, opening.session_token), after
        if opening.join:
            if not visit.trusted:
                raise AffektError(
                    Reason.BAD_TOKEN, "only the server's own machine joins without the session's token; bring it"
                )
            return visit.sessions.find(name), after
        name = name or f"line-{secrets.token_hex(4)}"
        return visit.sessions.open(name, stem_set=opening.set or visit.stem_set, seed=opening.seed), 0

    async def _tell(self, line: dict[str, Any]) -> None:
        await self._visit.send(encode(line))

    async def _refuse(self, reason: Reason, text: str, about: str = "") -> None:
        error = {"reason": reason, "text": text}
        await self._tell({"error": {**error, "about": about} if about else error})

    def _welcome(self, session: Session) -> dict[str, Any]:
        return {
            "welcome": {
                "protocol": 1,
                "session": session.name,
                "id": session.id,
                "session_token": session.token,
                "set": session.stem_set.manifest.name,
                "set_sha256": session.stem_set.sha256,
                "frame": session.frame_now(),
                "server_seconds": round(self._visit.sessions.wall(), 6),
                "server_seconds_at_frame_0": round(session.wall_of(Frame(0)), 6),
            }
        }

    async def _hear(self, session: Session) -> None:
        async for message in self._visit.ws:
            now = self._visit.sessions.wall()
            if not self._pace.allows(now):
                self._visit.count("ws.too_fast")
                if now - self._warned >= 1.0:
                    self._warned = now
                    await self._refuse(Reason.TOO_FAST, "too many lines a second; the surplus is skipped")
                continue
            try:
                await self._act(session, message, now)
            except AffektError as error:
                self._visit.count("ws.refused")
                await self._refuse(error.reason, error.text)

    async def _act(self, session: Session, message: str | bytes, now: float) -> None:
        if not isinstance(message, str):
            raise AffektError(Reason.UNSUPPORTED, "with json=1 every message is a line of text")
        fields = parse(message)
        if not fields.keys().isdisjoint(_ASKED):
            asking = validated(_Asking, fields)
            if "listen" in fields:
                await self._begin("listen", self._sound(session, asking.listen) if asking.listen else None)
            if "watch" in fields:
                await self._begin("watch", self._look(session, asking.watch) if asking.watch else None)
            if asking.ping is not None:
                pong = {"id": asking.ping, "server_seconds": round(now, 6), "frame": session.frame_now()}
                await self._tell({"pong": {**pong, "seq": self._seq}})
        else:
            at = _at(fields, now)
            for said in live_said(fields, session.frame_now()):
                session.say(said, at=at)
        session.touch()

    async def _begin(self, what: str, stream: Coroutine[Any, Any, None] | None) -> None:
        """Begin a stream in place of the one of its kind, or end that."""
        await self._end(what)
        if stream is not None:
            self._streams[what] = asyncio.create_task(stream)

    async def _end(self, what: str) -> None:
        before = self._streams.pop(what, None)
        if before is not None:
            before.cancel()
            await asyncio.gather(before, return_exceptions=True)

    async def _look(self, session: Session, wanted: _Watch) -> None:
        """Send views; whoever looks keeps the levels being measured."""
        try:
            while True:
                await self._tell(view_of(session, self._seq, self._visit.sessions.wall()))
                await asyncio.sleep(wanted.period_ms / 1_000)
        except TooSlowError:
            self._visit.count("ws.hopeless")
            await self._visit.ws.close(TOO_SLOW, "views were not read")
        except ConnectionClosed:
            return

    async def _sound(self, session: Session, wanted: _Listen) -> None:
        """Send blocks; while the socket is full, the session drops the oldest of those behind it."""
        try:
            await Flow(self._visit, _message).run(session, wanted.format, wanted.frames, wanted.layout)
        except AffektError as error:
            await self._refuse(error.reason, error.text, "listen")
        except TooSlowError:
            self._visit.count("ws.hopeless")
            await self._visit.ws.close(TOO_SLOW, "audio was not read")
        except ConnectionClosed:
            return

    async def _follow(self, session: Session, subscription: Subscription) -> None:
        dropped = 0
        async for replies in subscription:
            if subscription.dropped > dropped:
                self._visit.count("ws.dropped")
                lost, dropped = subscription.dropped - dropped, subscription.dropped
                if dropped > MOST_DROPPED:
                    raise TooSlowError
                await self._refuse(Reason.TOO_MANY, f"{lost} replies were dropped, since they were read too slowly")
                await self._catch_up(session, session.render_state())
            for reply in replies:
                await self._reply(session, reply)
                self._seq = reply.seq

    async def _reply(self, session: Session, reply: Reply) -> None:
        match reply.item:
            case ScoreEvent() as event:
                await self._tell(event_to_dict(event))
            case Notice(reason, text, about):
                await self._refuse(reason, text, about)
            case Saved(name, snapshot):
                await self._tell({"saved": {"name": name, "snapshot": snapshot}})
            case CaughtUp(state):
                await self._catch_up(session, state)
            case Ended(why):
                self.why = why
                await self._tell({"ended": {"why": why}})

    async def _catch_up(self, session: Session, state: RenderState) -> None:
        status = session.status()
        sounding = {
            "frame": state.frame,
            "section": state.section,
            "body_frame": state.body_frame,
            "iteration": state.iteration,
            "origin_tick": state.origin_tick,
            "bpm": state.bpm or status.tempo,
            "tonic": status.key,
            "mode": status.mode,
            "shift": state.shift,
            "layers": {layer: gain_db for layer, gain_db, _ in state.layers},
            "takes": {layer: take for layer, _, take in state.layers if take},
            "volumes": dict(state.volumes),
            "effects": dict(state.effects),
            "duck_db": state.duck_db,
            "muted": state.muted,
            "paused": state.paused,
            "stopped": state.stopped,
        }
        await self._tell({"snapshot": sounding})
        for event in state.pending:
            await self._tell(event_to_dict(event))
