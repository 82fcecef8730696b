"""What the io rooms may ask of the host. All calls are made on the event loop and none of them waits for a client."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from affekt.arrange.loaded import LoadedSet
from affekt.core.errors import Reason
from affekt.core.inputs import Said
from affekt.core.score import Fade, FromTime, RenderState, ScoreEvent, ToTime, Why
from affekt.core.units import Frame
from affekt.host.lane import Format, Listening, Meters
from affekt.render.space import Layout
from affekt.sense.game import GameTable


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the client should know: a warning, or the refusal of something it said."""

    reason: Reason
    text: str
    about: str = ""
    """What it is about, such as `event:exlpore`."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A snapshot that was asked for by `save`."""

    name: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """Sent first to a subscriber that missed more than is kept: the state to go on from."""

    state: RenderState


@dataclass(frozen=True, slots=True)
class Ended:
    """The session is over; nothing follows."""

    why: str


Item = ScoreEvent | Notice | Saved | CaughtUp | Ended


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing told to every subscriber, in order."""

    seq: int
    """Counts from 1 for the session; a client resumes by the last one it saw."""
    frame: Frame
    """When it was sent."""
    item: Item


@dataclass(frozen=True, slots=True)
class Coming:
    """A change of section that is decided and not committed: another request may still take its place."""

    section: str
    frame: Frame
    """At which it is to sound, as the tempo is now."""
    from_time: FromTime
    to_time: ToTime
    fade: Fade
    fade_beats: float
    why: Why


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is held in a session, and what is decided but not sounding yet."""

    pins: tuple[tuple[str, float | str], ...] = ()
    """Parameters that a client holds."""
    coming: Coming | None = None
    committed_to: Frame = Frame(0)
    """Everything on the grid before this frame is committed."""
    set_sha256: str = ""
    set_coming: bool = False
    """The set was edited, and the session goes over to it as soon as the music lets it."""
    recorded: bool = False
    """Its inputs are recorded."""


@dataclass(frozen=True, slots=True)
class Status:
    """Where a session is."""

    name: str
    id: int
    stem_set: str
    frame: Frame
    section: str
    bar: int
    beat: float
    tempo: float
    key: str
    mode: str
    paused: bool
    stopped: bool
    listeners: int
    subscribers: int
    dropped: int
    """Replies and audio blocks dropped for slow receivers so far."""
    render_share: float = 0.0
    """Share of one processor core that rendering it takes."""
    voices: int = 0
    """Voices that sound."""
    outlook: Outlook | None = None
    """None where it is not this one's to know."""


class Subscription(Protocol):
    """One client's view of a session's replies: bounded; where it overflows the oldest are dropped and counted."""

    dropped: int

    def __aiter__(self) -> AsyncIterator[Sequence[Reply]]: ...

    async def __anext__(self) -> Sequence[Reply]:
        """Return the replies since the last call, at least one; ends after `Ended`."""
        ...

    def close(self) -> None:
        """Stop receiving."""
        ...


class Session(Protocol):
    """A live session."""

    name: str
    id: int
    token: str
    """Needed to attach again."""
    stem_set: LoadedSet

    def frame_now(self) -> Frame:
        """Return the session's frame now."""
        ...

    def wall_of(self, frame: Frame) -> float:
        """Return the server time (seconds since 1970) at which a frame must sound."""
        ...

    def frame_of(self, wall: float) -> Frame:
        """Return the frame of a server time."""
        ...

    def say(self, said: Said, *, at: float | None = None) -> int:
        """Say something to the session now, or at a server time in the next 10 s.

        Returns:
            The number that `why.cause_seq` of what follows shows; 0 where it waits, or nothing reached the conductor.

        Raises:
            AffektError: CLOSED, TOO_FAST, OUT_OF_RANGE …; nothing has changed then.
        """
        ...

    def subscribe(self, *, after: int = -1, on_reply: Callable[[], None] | None = None) -> Subscription:
        """Receive replies: from now on (after = -1), or all after a sequence number if it is still kept (30 s)."""
        ...

    def listen(
        self,
        sample_format: Format = "s16",
        frames: int = 480,
        on_block: Callable[[], None] | None = None,
        layout: Layout = "stereo",
    ) -> Listening:
        """Receive audio; a slow listener loses the oldest blocks and is told.

        It may be iterated over; or `on_block` is called whenever a block can be taken and at the end, without a task
        for each. A session has one layout at a time: that of its first listener, until all have left.

        Raises:
            AffektError: OUT_OF_RANGE for frames other than 480 and 960; UNSUPPORTED for Opus where it is not installed,
                and for a layout other than the one that is heard; TOO_MANY where there is no room for four channels.
        """
        ...

    def snapshot(self) -> str:
        """Return an opaque snapshot, at most 4 KB."""
        ...

    def render_state(self) -> RenderState:
        """Return what sounds now, for a client that joins late."""
        ...

    def status(self) -> Status:
        """Return where the session is."""
        ...

    def meters(self) -> Meters:
        """Return the newest levels."""
        ...

    def recording(self) -> Path | None:
        """Return the session file that its inputs are written to; None where it is not recorded."""
        ...

    def touch(self) -> None:
        """Renew the lease: the client is alive."""
        ...

    def hold(self) -> Callable[[], None]:
        """Keep the session open while a connection lasts; returns what releases it (then the lease of 30 s runs)."""
        ...


class Sessions(Protocol):
    """The registry of sessions."""

    def open(self, name: str, *, stem_set: str = "", seed: int | None = None) -> Session:
        """Open a session; an empty set name is the server's default.

        Raises:
            AffektError: SESSION_EXISTS, UNKNOWN_SET, TOO_MANY, MALFORMED (name) …
        """
        ...

    def attach(self, name: str, token: str) -> Session:
        """Return an open session to somebody who holds its token.

        Raises:
            AffektError: UNKNOWN_SESSION, BAD_TOKEN.
        """
        ...

    def find(self, name: str) -> Session:
        """Return an open session by name, for io that knows its peers otherwise (OSC).

        Raises:
            AffektError: UNKNOWN_SESSION.
        """
        ...

    def close(self, name: str) -> None:
        """End a session now."""
        ...

    def names(self) -> Sequence[str]:
        """Return the names of the open sessions."""
        ...

    def sets(self) -> Sequence[LoadedSet]:
        """Return the sets this server can play."""
        ...

    def table(self) -> GameTable:
        """Return what the game's words mean on this server."""
        ...

    def wall(self) -> float:
        """Return server time."""
        ...

    def restore(self, name: str, snapshot: str) -> Session:
        """Open a session from a snapshot.

        Raises:
            AffektError: BAD_SNAPSHOT, SESSION_EXISTS, UNKNOWN_SET, TOO_MANY.
        """
        ...
