"""A conversation: one client conducts one session, whatever carries its bytes. All calls are made on the event loop."""

from collections.abc import Callable, Sequence
from typing import Final

from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE, Frame
from affekt.host.api import Notice, Session, Sessions, Subscription
from affekt.host.opus import has_opus
from affekt.io.wire_bounds import named
from affekt.io.wire_reply import notice_of, opened_of
from affekt.io.wire_said import said_from
from affekt.v1 import session_pb2 as pb

PROTOCOL: Final = 1
"""The protocol that this server speaks."""

OFFERS: Final = (
    pb.CAPABILITY_COMMANDS,
    pb.CAPABILITY_AUDIO,
    pb.CAPABILITY_SENSE,
    pb.CAPABILITY_RESUME,
)

RATE: Final = 2_000.0
"""Messages a second that a client may send for long."""

BURST: Final = 4_000.0
"""Messages that it may send at once."""

AHEAD_S: Final = 10.0
"""How far ahead a message may be timed, in seconds."""

_SEEDS: Final = 2**63

Count = Callable[[str], None]
"""Told the name of whatever was refused or dropped, once each time."""


def uncounted(name: str) -> None:
    """Count nothing."""
    del name


class Pace:
    """A bucket that lets `burst` messages through at once and `rate` a second for long."""

    def __init__(self, now: float, rate: float = RATE, burst: float = BURST) -> None:
        self._rate, self._burst = rate, burst
        self._left, self._at = burst, now

    def allows(self, now: float) -> bool:
        """Say whether one more message may pass at `now`, in seconds, and if so take its place."""
        self._left = min(self._burst, self._left + max(0.0, now - self._at) * self._rate)
        self._at = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True


def open_or_attach(sessions: Sessions, opening: pb.Opening, token: str) -> tuple[Session, bool]:
    """Open a session, or attach to an existing one with its token; says whether it is new.

    Raises:
        AffektError: MALFORMED, OUT_OF_RANGE, SESSION_EXISTS, BAD_TOKEN, UNKNOWN_SET, TOO_MANY.
    """
    name = named(opening.name, "a session's name")
    seed = opening.seed if opening.HasField("seed") else None
    if seed is not None and seed >= _SEEDS:
        raise AffektError(Reason.OUT_OF_RANGE, "the seed is too large; choose one below 2 to the power of 63")
    try:
        return sessions.open(name, stem_set=opening.set, seed=seed), True
    except AffektError as refused:
        if refused.reason is not Reason.SESSION_EXISTS or not token:
            raise
    return sessions.attach(name, token), False


class Conversation:
    """One client's side of a session: greet it, hear it, tell it, and close."""

    def __init__(self, sessions: Sessions, count: Count = uncounted) -> None:
        self._sessions = sessions
        self._count = count
        self._pace = Pace(sessions.wall())
        self._warned = float("-inf")
        self._session: Session | None = None
        self._subscription: Subscription | None = None
        self._release: Callable[[], None] | None = None

    @property
    def session(self) -> Session:
        """The session it is about, once greeted."""
        if self._session is None:
            raise AffektError(Reason.MALFORMED, "say Hello first")
        return self._session

    @property
    def subscription(self) -> Subscription:
        """The replies for this client, once greeted."""
        if self._subscription is None:
            raise AffektError(Reason.MALFORMED, "say Hello first")
        return self._subscription

    def greet(
        self, request: pb.ConductRequest, on_reply: Callable[[], None] | None = None
    ) -> Sequence[pb.ConductResponse]:
        """Answer the Hello with the Welcome; a late joiner finds the state to go on from in the subscription.

        Args:
            request: the client's first message.
            on_reply: called when the subscription has something new.

        Raises:
            AffektError: MALFORMED, UNSUPPORTED, UNKNOWN_SESSION, BAD_TOKEN, SESSION_EXISTS, UNKNOWN_SET, TOO_MANY …
        """
        if request.WhichOneof("said") != "hello":
            raise AffektError(Reason.MALFORMED, "the first message is not a Hello; begin with one")
        hello = request.hello
        if not hello.protocol_min <= PROTOCOL <= hello.protocol_max:
            spoken = f"{hello.protocol_min} to {hello.protocol_max}"
            raise AffektError(
                Reason.UNSUPPORTED, f"this server speaks protocol {PROTOCOL}, the client {spoken}; update the older"
            )
        match hello.WhichOneof("target"):
            case "session":
                session, new = self._sessions.attach(named(hello.session, "a session's name"), hello.token), False
            case "open":
                session, new = open_or_attach(self._sessions, hello.open, hello.token)
            case _:
                raise AffektError(Reason.MALFORMED, "the Hello names no session; fill in session or open")
        after = hello.last_seq if hello.HasField("last_seq") else (0 if new else -1)
        self._session = session
        self._release = session.hold()
        self._subscription = session.subscribe(after=after, on_reply=on_reply)
        frame = session.frame_now()
        welcome = pb.Welcome(
            protocol=PROTOCOL,
            session=opened_of(session),
            server_seconds=round(self._sessions.wall(), 6),
            capabilities=(*OFFERS, pb.CAPABILITY_OPUS) if has_opus() else OFFERS,
        )
        return [pb.ConductResponse(frame=frame, welcome=welcome)]

    def hear(self, request: pb.ConductRequest) -> pb.ConductResponse | None:
        """Pass on what the client says; what is answered at once (a Pong, a refusal) is returned."""
        session, now = self.session, self._sessions.wall()
        if not self._pace.allows(now):
            text = f"more than {RATE:g} messages a second; the surplus is skipped, so send less often"
            return self._too_fast(request, text, now)
        kind = request.WhichOneof("said")
        if kind == "ping":
            session.touch()
            pong = pb.Pong(id=request.ping.id, server_seconds=round(now, 6))
            return pb.ConductResponse(frame=session.frame_now(), pong=pong)
        try:
            session.say(said_from(request, self._when(request)), at=self._at(request, now))
        except AffektError as refused:
            if refused.reason is Reason.TOO_FAST:
                return self._too_fast(request, refused.text, now)
            self._count(f"conduct.refused.{refused.reason}")
            return self._notice(request, refused.reason, refused.text)
        session.touch()
        return None

    def close(self) -> None:
        """Stop receiving and let the session's lease run."""
        if self._subscription is not None:
            self._subscription.close()
        if self._release is not None:
            self._release()
            self._release = None

    def _too_fast(self, request: pb.ConductRequest, text: str, now: float) -> pb.ConductResponse | None:
        """Count it, and say so once a second."""
        self._count("conduct.too_fast")
        if now - self._warned < 1.0:
            return None
        self._warned = now
        return self._notice(request, Reason.TOO_FAST, text)

    def _at(self, request: pb.ConductRequest, now: float) -> float | None:
        if not request.HasField("at_server_seconds"):
            return None
        if request.at_server_seconds > now + AHEAD_S:
            ahead = request.at_server_seconds - now
            raise AffektError(
                Reason.OUT_OF_RANGE, f"it is timed {ahead:.1f} s ahead; send it at most {AHEAD_S:g} s early"
            )
        return request.at_server_seconds if request.at_server_seconds > now else None

    def _when(self, request: pb.ConductRequest) -> Frame:
        session = self.session
        now = session.frame_now()
        if request.sense.appraised.frame > now + AHEAD_S * SAMPLE_RATE:
            raise AffektError(Reason.OUT_OF_RANGE, "the evidence is from the future; use the session's frames")
        return now

    def _notice(self, request: pb.ConductRequest, reason: Reason, text: str) -> pb.ConductResponse:
        about = request.WhichOneof("said") or ""
        notice = notice_of(Notice(reason, text, about), request.client_seq)
        return pb.ConductResponse(frame=self.session.frame_now(), notice=notice)
