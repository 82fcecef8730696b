"""A stinger that is asked for now: how soon it is in the stream, by its frame and by the first sample that sounds."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from affekt.bench.rows import Row, judged, quantile
from affekt.bench.run import Setting
from affekt.bench.served import Served
from affekt.clock import MonotonicClock
from affekt.core.units import BLOCK, SAMPLE_RATE

_SESSIONS = 6
_NAME = "hit"
_EVERY_S = 6.5
"""Longer than the figure and its cool-down, so that each begins in silence."""


@dataclass(slots=True)
class _Ear:
    """One silent session, and what it heard of its stingers."""

    session: Any
    said: float = -1.0
    """The frame at which a stinger was asked for; under 0 while none is waited for."""
    frames: list[float] = field(default_factory=list)
    """From asking to the event's frame."""
    heard: list[float] = field(default_factory=list)
    """From asking to the first sample that is not silence."""
    arrived: list[float] = field(default_factory=list)
    """Milliseconds from asking until the client held that sample."""
    _listening: bool = False

    def ask(self, clock: MonotonicClock) -> None:
        self._listening = True
        self.said = (clock.wall() - self.session.welcome.session.server_seconds_at_frame_0) * SAMPLE_RATE
        self.session.cue("stinger", _NAME, "now")

    def event(self, event: Any) -> None:
        if event.WhichOneof("act") == "stinger":
            self.frames.append(event.frame - self.said)

    async def listen(self, clock: MonotonicClock) -> None:
        start = self.session.welcome.session.server_seconds_at_frame_0
        async for block in self.session.listen("s16", BLOCK):
            sounds = np.frombuffer(block.samples, "<i2").reshape(-1, 2).any(axis=1)
            if self._listening and sounds.any():
                self._listening = False
                self.heard.append(block.frame + int(sounds.argmax()) - self.said)
                self.arrived.append((clock.wall() - start - self.said / SAMPLE_RATE) * 1e3)


def stinger(setting: Setting) -> Iterator[Row]:
    """Ask silent sessions for a stinger, one after another, and look for the first sample that sounds."""
    with Served(setting.scratch, stem_set=setting.stem_set, log_level="warning") as server:
        ears = asyncio.run(_ask(server.grpc, 8 if setting.soak else 4))
    frames = [frame / BLOCK for ear in ears for frame in ear.frames]
    heard = [frame / BLOCK for ear in ears for frame in ear.heard]
    arrived = [ms for ear in ears for ms in ear.arrived]
    asked = f"'{_NAME}' asked for over gRPC in {_SESSIONS} sessions whose music is turned down"
    yield judged("stinger-frame", "from asking to the frame of its decision, p95", frames, "blocks", "<= 3",
                 value=quantile(frames, 0.95), why=asked)  # fmt: skip
    yield judged("stinger-heard", "from asking to the first sample that sounds in the stream, p95", heard, "blocks",
                 "<= 3", value=quantile(heard, 0.95), why=asked)  # fmt: skip
    yield judged("stinger-held", "from asking until the client holds that sample, p95", arrived, "ms",
                 value=quantile(arrived, 0.95))  # fmt: skip


async def _ask(address: str, turns: int) -> list[_Ear]:
    from affekt_client import AsyncSession

    clock = MonotonicClock()
    ears = []
    for number in range(_SESSIONS):
        session = await AsyncSession.open(f"ear-{number}", address, seed=number, ping_every_s=0)
        session.volume("music", -96.0)
        session.volume("notes", -96.0)
        ear = _Ear(session)
        session.on_event = ear.event
        ears.append(ear)
    listening = [asyncio.create_task(ear.listen(clock)) for ear in ears]
    await asyncio.sleep(1.5)
    for turn in range(turns):
        for number, ear in enumerate(ears):
            ear.ask(clock)
            await asyncio.sleep(_EVERY_S / _SESSIONS - 0.02 + 0.04 * ((turn * _SESSIONS + number) * 0.618 % 1.0))
    for task in listening:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    for ear in ears:
        await ear.session.close()
    return ears
