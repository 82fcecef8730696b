"""Whoever plays along with a server: MIDI ports and Ableton Link, each with the session that it is meant for."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from affekt.clock import MonotonicClock
from affekt.config.model import Config, Midi
from affekt.core.errors import AffektError
from affekt.host.api import Session, Sessions

log = logging.getLogger(__name__)

Count = Callable[[str], None]
Play = Callable[[Session], Awaitable[None]]
_LOOK_S = 0.25


@dataclass(slots=True)
class Band:
    """What was started."""

    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    closes: list[Callable[[], None]] = field(default_factory=list)

    async def stop(self) -> None:
        """End it: notes are ended, ports closed."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        for close in reversed(self.closes):
            close()


def start_band(config: Config, sessions: Sessions, clock: MonotonicClock, count: Count) -> Band:
    """Open the ports that the configuration names, and play along with their sessions from now on.

    Raises:
        AffektError: UNSUPPORTED or UNKNOWN_NAME where a port, or Link, cannot be had.
    """
    band = Band()
    try:
        if config.midi.out:
            _midi_out(band, config.midi, sessions, clock, count)
        if config.midi.follow:
            _midi_in(band, config.midi, sessions, clock, count)
        if config.link.mode != "off":
            _link(band, config, sessions, count)
    except BaseException:
        for close in band.closes:
            close()
        raise
    return band


def _midi_out(band: Band, midi: Midi, sessions: Sessions, clock: MonotonicClock, count: Count) -> None:
    from affekt.io.midi.outlet import Outlet
    from affekt.io.midi.ports import open_output
    from affekt.io.midi.score_out import Outgoing
    from affekt.io.midi.sender import Sender

    output = open_output(midi.out)
    sender = Sender(output, clock, lambda: count("midi.unsent"))
    band.closes += [output.close, sender.close]
    outgoing = Outgoing(midi.notes, midi.layers, midi.channel, midi.layer_channel, midi.layer_cc)

    async def play(session: Session) -> None:
        await Outlet(
            session, sender, clock, outgoing, ticks=midi.clock, delay_s=midi.delay_ms / 1e3, count=count
        ).run()  # fmt: skip

    band.tasks.append(asyncio.create_task(_along(sessions, midi.session, play), name="midi-out"))


def _midi_in(band: Band, midi: Midi, sessions: Sessions, clock: MonotonicClock, count: Count) -> None:
    from affekt.io.midi.inlet import Inlet
    from affekt.io.midi.ports import open_input

    loop = asyncio.get_running_loop()
    inlets: list[Inlet] = []

    def heard(data: bytes) -> None:
        loop.call_soon_threadsafe(_pass_on, inlets, clock.now(), data)

    async def play(session: Session) -> None:
        inlet = Inlet(session, clock, count)
        inlets.append(inlet)
        try:
            await inlet.run()
        finally:
            inlets.remove(inlet)

    band.closes.append(open_input(midi.follow, heard).close)
    band.tasks.append(asyncio.create_task(_along(sessions, midi.session, play), name="midi-in"))


def _pass_on(inlets: list[Any], time: float, data: bytes) -> None:
    for inlet in inlets:
        inlet.heard(time, data)


def _link(band: Band, config: Config, sessions: Sessions, count: Count) -> None:
    from affekt.io.link import Together, open_network

    network = open_network()

    def leave() -> None:
        network.enabled = False

    async def play(session: Session) -> None:
        await Together(session, network, config.link.mode, count).run()

    band.closes.append(leave)
    band.tasks.append(asyncio.create_task(_along(sessions, config.link.session, play), name="link"))


async def _along(sessions: Sessions, name: str, play: Play) -> None:
    """Play along with a session from when it opens until it ends, and with the next one after it."""
    while True:
        session = _find(sessions, name)
        if session is None:
            await asyncio.sleep(_LOOK_S)
            continue
        try:
            await play(session)
        except Exception:
            log.exception("playing along with a session failed; the music goes on")
        await asyncio.sleep(_LOOK_S)


def _find(sessions: Sessions, name: str) -> Session | None:
    names = sessions.names()
    wanted = name or (names[0] if names else "")
    try:
        return sessions.find(wanted) if wanted in names else None
    except AffektError:
        return None
