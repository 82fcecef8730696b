"""The way to a render worker and back: a process of its own, or a thread of this one."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import cast

from affekt.clock.monotonic import MonotonicClock
from affekt.core.units import Seconds
from affekt.host.ring import Ring
from affekt.host.worker_wire import Kind, Unpacker, pack
from affekt.render.synth import Kind as SynthKind


class ProcessLink(asyncio.Protocol):
    """A worker in a process of its own."""

    def __init__(
        self,
        ring: Ring,
        synth: SynthKind,
        zero: float,
        loop: asyncio.AbstractEventLoop,
        heard: Callable[[Kind, bytes], None],
        died: Callable[[], None],
    ) -> None:
        self._heard, self._died = heard, died
        self._unpacker = Unpacker()
        self._transport: asyncio.WriteTransport | None = None
        self._loop = loop
        self._waiting: list[bytes] = []
        self._gone = asyncio.Event()
        mine, theirs = socket.socketpair()
        mine.setblocking(False)
        command = [
            sys.executable, "-m", "affekt.host.worker_main", "--socket", str(theirs.fileno()), "--ring", str(ring.fd),
            "--capacity", str(ring.capacity), "--synth", synth, "--zero", repr(zero), "--parent", str(os.getpid()),
        ]  # fmt: skip
        try:
            self._process = subprocess.Popen(command, pass_fds=(theirs.fileno(), ring.fd), stdin=subprocess.DEVNULL)
        except OSError:
            mine.close()
            raise
        finally:
            theirs.close()
        self.pid = self._process.pid
        self._task = loop.create_task(loop.create_connection(lambda: self, sock=mine))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send what was said before."""
        # uvloop's transports have a class of their own.
        self._transport = cast(asyncio.WriteTransport, transport)
        self._flush()

    def data_received(self, data: bytes) -> None:
        """Hear the worker."""
        for kind, payload in self._unpacker.feed(data):
            self._heard(kind, payload)

    def connection_lost(self, exc: Exception | None) -> None:
        """The worker is gone."""
        del exc
        self._process.kill()
        self._process.wait()
        self._gone.set()
        self._died()

    def send(self, kind: Kind, payload: bytes) -> None:
        """Say something to the worker; never waits. All that is said in one turn of the loop goes in one piece."""
        if not self._waiting and self._transport is not None:
            self._loop.call_soon(self._flush)
        self._waiting.append(pack(kind, payload))

    def _flush(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(b"".join(self._waiting))
        self._waiting.clear()

    def kill(self) -> None:
        """End the worker at once."""
        self._process.kill()

    async def stop(self) -> None:
        """Close the socket, at which the worker ends."""
        await self._task
        if self._transport is not None:
            self._flush()
            self._transport.close()
            await self._gone.wait()


class ThreadLink:
    """A worker in a thread of this process."""

    def __init__(
        self,
        ring: Ring,
        synth: SynthKind,
        zero: float,
        loop: asyncio.AbstractEventLoop,
        heard: Callable[[Kind, bytes], None],
        died: Callable[[], None],
    ) -> None:
        del died
        self.pid = os.getpid()
        self._loop, self._heard = loop, heard
        self._inbox: deque[tuple[Kind, bytes]] = deque()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ring, synth, zero), name="render", daemon=True)
        self._thread.start()

    def _run(self, ring: Ring, synth: SynthKind, zero: float) -> None:
        from affekt.host.worker_core import Core

        clock = MonotonicClock()
        core = Core(ring, synth, zero, self._back)

        def going() -> bool:
            while self._inbox:
                core.receive(*self._inbox.popleft())
            return not self._stopped.is_set()

        self._back(Kind.READY, b"")
        core.run(clock.now, lambda due: clock.wait_until(Seconds(due)), going, worked=clock.worked)
        core.end()

    def _back(self, kind: Kind, payload: bytes) -> None:
        if not self._stopped.is_set() and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._heard, kind, payload)

    def send(self, kind: Kind, payload: bytes) -> None:
        """Say something to the worker; never waits."""
        self._inbox.append((kind, payload))

    def kill(self) -> None:
        """A thread cannot be ended from outside."""

    async def stop(self) -> None:
        """End the thread."""
        self._stopped.set()
        await asyncio.to_thread(self._thread.join)
