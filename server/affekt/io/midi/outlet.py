"""A session's MIDI output: its clock, notes and levels, handed to the sender a little ahead of their time."""

import asyncio
from collections.abc import Callable

from affekt.clock import MonotonicClock
from affekt.core.score import Control, RenderState, ScoreEvent
from affekt.core.units import Frame
from affekt.host.api import CaughtUp, Session
from affekt.host.pulse import Pulse
from affekt.io.midi.clock_out import ClockOut
from affekt.io.midi.score_out import Outgoing, ScoreOut, is_level, restruck, withdrawn
from affekt.io.midi.sender import Sender
from affekt.io.midi.timed import Timed

AHEAD = Frame(3_840)
"""Frames (80 ms) that the sender is ahead of the session: less than events are committed, more than the loop sleeps."""
_TURN_S = 0.02


class Outlet:
    """Sends one session."""

    def __init__(
        self, session: Session, sender: Sender, clock: MonotonicClock, outgoing: Outgoing, *, ticks: bool = True,
        delay_s: float = 0.0, count: Callable[[str], None] = lambda _name: None,
    ) -> None:  # fmt: skip
        self._session, self._sender, self._clock = session, sender, clock
        self._delay_s, self._count = delay_s, count
        self._pulse = Pulse()
        self._ticks = ClockOut(self._pulse) if ticks else None
        self._score = ScoreOut(session.stem_set.manifest, outgoing, self._pulse)
        self._queue: list[Timed] = []

    async def run(self) -> None:
        """Send until the session ends or this is cancelled; then what sounds is ended."""
        subscription = self._session.subscribe()
        pump = asyncio.create_task(self._pump())
        try:
            async for replies in subscription:
                for reply in replies:
                    if isinstance(reply.item, ScoreEvent):
                        self.hear(reply.item)
                    elif isinstance(reply.item, CaughtUp):
                        self._catch_up(reply.item.state)
        finally:
            pump.cancel()
            subscription.close()
            self._sender.cut(0.0)
            self._send([Timed(Frame(0), 0, bytes((0xFC,)))] if self._ticks and self._ticks.runs else [])
            self._send(self._score.silence(Frame(0)))

    def hear(self, event: ScoreEvent) -> None:
        """Take an event of the session into account."""
        before = len(self._queue)
        self._queue = withdrawn(self._queue, event)
        self._pulse.hear(event)
        ended = self._ticks.hear(event) if self._ticks else []
        if isinstance(event.act, Control) and event.act.verb in ("pause", "stop", "stopped"):
            self._sender.cut(self._due(event.frame), is_level)
        fresh = self._score.hear(event)
        if len(self._queue) < before:
            self._count("midi.withdrawn")
        self._queue = restruck(self._queue, [*ended, *fresh])

    def pump(self) -> None:
        """Hand over what is due within `AHEAD`."""
        now = self._session.frame_now()
        until = Frame(now + AHEAD)
        if self._ticks is not None:
            self._queue = sorted([*self._queue, *self._ticks.due(now, until)])
        ready = [one for one in self._queue if one.frame <= until]
        if ready:
            self._queue = self._queue[len(ready) :]
            self._send(ready)

    async def _pump(self) -> None:
        while True:
            self.pump()
            await asyncio.sleep(_TURN_S)

    def _catch_up(self, state: RenderState) -> None:
        self._queue = self._score.standing(state)
        self._pulse.caught_up(state)
        for event in state.pending:
            self._queue = restruck(self._queue, self._score.hear(event))

    def _send(self, messages: list[Timed]) -> None:
        self._sender.put((self._due(one.frame), one.data) for one in messages)

    def _due(self, frame: Frame) -> float:
        wall = self._session.wall_of(frame) - (self._clock.wall() - self._clock.now())
        return wall + self._delay_s
