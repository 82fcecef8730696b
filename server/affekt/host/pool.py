"""The pool for slow work: key variants and whatever else must hold up neither the gateway nor a render worker.

Tasks wait in a bounded queue for child processes that run at a lower priority; a child is started when there is work
and ended when there was none for a while. Belongs to the event loop.
"""

import asyncio
import contextlib
import json
import logging
import os
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from affekt.clock import Clock
from affekt.core.errors import AffektError, Reason
from affekt.core.units import Seconds

log = logging.getLogger(__name__)

WAITING = 512
"""Tasks that may wait."""
IDLE_S = 30.0
"""A child without work ends after this time."""
LONGEST_S = 300.0
"""A task that takes longer hangs: its child is ended."""
_ATTEMPTS = 2
_LINE = 1 << 20


@dataclass(slots=True)
class _Task:
    line: bytes
    answer: asyncio.Future[Any]
    attempts: int = 0


@dataclass(slots=True)
class _Seat:
    """A place for one child, and what it does now."""

    child: asyncio.subprocess.Process | None = None
    task: asyncio.Task[None] | None = None
    idle: asyncio.Task[None] | None = None
    ending: bool = False


class Pool:
    """Does slow work in child processes."""

    def __init__(
        self,
        children: int,
        clock: Clock,
        *,
        waiting: int = WAITING,
        idle_s: float = IDLE_S,
        longest_s: float = LONGEST_S,
        count: Callable[[str, int], None] = lambda _name, _n: None,
    ) -> None:
        """Prepare; no child is started before there is work.

        Args:
            children: Processes at once, at least 1.
            clock: What times are told by.
            waiting: Tasks that may wait; more are refused.
            idle_s: Seconds after which a child without work ends.
            longest_s: Seconds after which a task is given up.
            count: Told of `pool_done`, `pool_failed`, `pool_died`, `pool_dropped`.
        """
        self._clock, self._count = clock, count
        self._most, self._idle_s, self._longest_s = waiting, idle_s, longest_s
        self._waiting: deque[_Task] = deque()
        self._later: deque[_Task] = deque()
        self._seats = [_Seat() for _ in range(max(children, 1))]
        self._stopped = False

    async def do(self, kind: str, told: Any, *, later: bool = False) -> Any:
        """Have something done and return what came of it; both are plain JSON.

        What has time until `later` is done when nothing else waits.

        Raises:
            AffektError: TOO_MANY where too much waits already; INTERNAL where its child died twice over it or it took
                too long; CLOSED; else what the work itself refused.
        """
        if self._stopped:
            raise AffektError(Reason.CLOSED, "the server stops")
        waiting = self._later if later else self._waiting
        if len(waiting) >= self._most:
            self._count("pool_dropped", 1)
            raise AffektError(Reason.TOO_MANY, f"{self._most} tasks wait for the pool already; ask again later")
        line = _line(kind, told)
        task = _Task(line, asyncio.get_running_loop().create_future())
        waiting.append(task)
        self._wake()
        return await task.answer

    def hurry(self, kind: str, told: Any) -> None:
        """Do next to what waits what had time until now, if it waits still."""
        line = _line(kind, told)
        hurried = [task for task in self._later if task.line == line]
        self._later = deque(task for task in self._later if task.line != line)
        self._waiting.extend(hurried)

    def _next(self) -> _Task | None:
        for waiting in (self._waiting, self._later):
            if waiting:
                return waiting.popleft()
        return None

    def pids(self) -> list[int]:
        """Return the processes of the children that live."""
        return [seat.child.pid for seat in self._seats if seat.child is not None]

    async def stop(self) -> None:
        """End all children; what waits is refused."""
        self._stopped = True
        while (left := self._next()) is not None:
            self._fail(left, Reason.CLOSED, "the server stops")
        tasks = [task for seat in self._seats for task in (seat.task, seat.idle) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for seat in self._seats:
            await self._end(seat)

    def _wake(self) -> None:
        for seat in self._seats:
            if seat.task is None and not seat.ending and (self._waiting or self._later) and not self._stopped:
                if seat.idle is not None:
                    seat.idle.cancel()
                    seat.idle = None
                seat.task = asyncio.get_running_loop().create_task(self._work(seat), name="pool")
                return

    async def _work(self, seat: _Seat) -> None:
        try:
            while (task := self._next()) is not None:
                if not task.answer.done():
                    try:
                        await self._one(seat, task)
                    except asyncio.CancelledError:
                        self._fail(task, Reason.CLOSED, "the server stops")
                        raise
        finally:
            seat.task = None
        self._wake()
        if seat.task is None and not self._stopped:
            seat.idle = asyncio.get_running_loop().create_task(self._grow_idle(seat), name="pool idle")

    async def _grow_idle(self, seat: _Seat) -> None:
        await self._clock.sleep_until(Seconds(self._clock.now() + self._idle_s))
        seat.ending = True
        try:
            await self._end(seat)
        finally:
            seat.idle, seat.ending = None, False
        self._wake()

    async def _one(self, seat: _Seat, task: _Task) -> None:
        task.attempts += 1
        try:
            child = seat.child or await self._start(seat)
            answer = await self._asked(child, task)
        except OSError as error:
            await self._end(seat)
            self._fail(task, Reason.INTERNAL, f"the pool's child does not start: {error.strerror}")
            return
        if answer is None:
            await self._end(seat)
            self._count("pool_died", 1)
            log.warning("a child of the pool died or hung", extra={"attempts": task.attempts})
            if task.attempts < _ATTEMPTS:
                self._waiting.appendleft(task)
            else:
                self._fail(task, Reason.INTERNAL, "the pool's child died over it twice, or took too long")
        elif "done" in answer:
            self._count("pool_done", 1)
            if not task.answer.done():
                task.answer.set_result(answer["done"])
        else:
            self._fail(task, Reason(answer["failed"]), answer["text"])

    async def _start(self, seat: _Seat) -> asyncio.subprocess.Process:
        command = sys.executable, "-m", "affekt.host.pool_main", "--parent", str(os.getpid())
        starting = asyncio.ensure_future(
            asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_LINE
            )
        )
        try:
            seat.child = await asyncio.shield(starting)
        except asyncio.CancelledError:
            seat.child = await starting  # So that whoever stops the pool finds it.
            raise
        return seat.child

    async def _asked(self, process: asyncio.subprocess.Process, task: _Task) -> dict[str, Any] | None:
        """Return the child's answer, or None where it dies or takes too long."""
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(ConnectionError):
            process.stdin.write(task.line)
            await process.stdin.drain()
        reading = asyncio.ensure_future(process.stdout.readline())
        late = asyncio.ensure_future(self._clock.sleep_until(Seconds(self._clock.now() + self._longest_s)))
        try:
            await asyncio.wait((reading, late), return_when=asyncio.FIRST_COMPLETED)
            line = reading.result() if reading.done() and not reading.exception() else b""
        finally:
            for wait in (reading, late):
                wait.cancel()
            await asyncio.gather(reading, late, return_exceptions=True)
        return json.loads(line) if line.endswith(b"\n") else None

    async def _end(self, seat: _Seat) -> None:
        child = seat.child
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        if child.stdin is not None:
            child.stdin.close()
        await child.communicate()  # To its last word, so that its pipes are closed.
        if seat.child is child:
            seat.child = None

    def _fail(self, task: _Task, reason: Reason, text: str) -> None:
        self._count("pool_failed", 1)
        if not task.answer.done():
            task.answer.set_exception(AffektError(reason, text))


def _line(kind: str, told: Any) -> bytes:
    return json.dumps([kind, told]).encode() + b"\n"
