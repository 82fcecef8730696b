"""A lane: one session's way into a render worker and back. All methods are called on the event loop."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import RenderState, ScoreEvent
from affekt.core.units import BLOCK, Frame
from affekt.core.values import quick
from affekt.render.space import Layout

Format = Literal["s16", "f32", "opus"]
"""How samples are written."""


@quick
@dataclass(frozen=True, slots=True)
class AudioBlock:
    """A rendered block of audio."""

    frame: Frame
    """Session frame of its first sample."""
    sequence: int
    """Counts blocks of this listener from 0, dropped ones included."""
    discontinuity: bool
    """Blocks before it were dropped, or the session had a gap."""
    pcm: bytes
    """Interleaved, little-endian s16 or f32 as asked for; or one Opus packet."""
    frames: int = BLOCK
    """How many frames it holds."""
    pre_skip: int = 0
    """Opus: how many frames what is decoded lies behind, to be skipped where the stream begins."""
    layout: Layout = "stereo"
    """Which channels it has."""


@dataclass(frozen=True, slots=True)
class Meters:
    """Levels of the newest block, linear."""

    peak: float = 0.0
    rms: float = 0.0
    reduction_db: float = 0.0
    layers: tuple[tuple[str, float], ...] = ()
    """(layer, peak)."""
    momentary_lufs: float = -120.0
    """Loudness of the last 400 ms; -120 while there is none to tell."""
    short_term_lufs: float = -120.0
    """Of the last 3 s."""
    integrated_lufs: float = -120.0
    """Of everything since somebody looked, gated."""


class Listening(Protocol):
    """One reader of a session's blocks; where it is slow the oldest are dropped, and the next one says so."""

    dropped: int
    """Blocks it lost."""
    ended: bool
    """Nothing follows what can still be taken."""

    def __aiter__(self) -> AsyncIterator[AudioBlock]: ...

    async def __anext__(self) -> AudioBlock:
        """Return the next block; ends with the session."""
        ...

    def take(self) -> AudioBlock | None:
        """Return the oldest block that waits, or None."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class Lane(Protocol):
    """One session's way into a render worker."""

    on_acted: Callable[[int, Frame], None]
    """Called with (event id, frame) when an immediate event came too late for its frame."""
    on_gap: Callable[[Frame, Frame], RenderState]
    """Called when a worker was restarted and [start, end) was never rendered.

    Returns the state to go on from at `end`."""
    on_wake: Callable[[Frame], RenderState]
    """Called with the frame at which a session that nobody heard is rendered again; returns the state to go on from."""

    def play(self, events: Sequence[ScoreEvent]) -> None:
        """Hand over committed events; never waits."""
        ...

    def restore(self, state: RenderState) -> None:
        """Throw away what sounds and go on from `state`."""
        ...

    def follow(self, loaded: LoadedSet, *, keeps: bool) -> None:
        """Read the events after this as those of an edited set, which the host has prepared.

        Args:
            loaded: The set as it is now.
            keeps: Its shape and recordings are those that sound; otherwise the next event enters one of its sections.
        """
        ...

    def vary(self, section: str, shift: float, done: Callable[[], None], *, ahead: bool = False) -> None:
        """Have a section's pitched recordings made `shift` semitones away.

        `done` is called when the worker has them all; never where one cannot be had, or nothing is rendered. What is
        asked for `ahead` of its need is made while there is nothing else to make.
        """
        ...

    def rendered_to(self) -> Frame:
        """Return the first frame that is not rendered yet."""
        ...

    def listen(
        self,
        sample_format: str = "s16",
        frames: int = 480,
        on_block: Callable[[], None] | None = None,
        layout: Layout = "stereo",
    ) -> Listening:
        """Hear blocks as they are rendered; `on_block` is called whenever one can be taken, and at the end.

        A session has one layout at a time: that of its first listener, until all have left.
        """
        ...

    def meters(self) -> Meters:
        """Return the newest levels."""
        ...

    def cost(self) -> tuple[float, int]:
        """Return (share of a processor core in the last second, voices that sound); zeros where it is not rendered."""
        ...

    def close(self) -> None:
        """Free the session's place; listeners end."""
        ...


class RenderHost(Protocol):
    """Where sessions are placed."""

    def open(self, session: str, stem_set: object, opened_at: float) -> Lane:
        """Place a session whose frame 0 is at `opened_at` seconds of the clock.

        Raises:
            AffektError: TOO_MANY when no worker has room, with the reason.
        """
        ...
