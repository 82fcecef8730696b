"""A C# game that a test or a bench plays: the Unity package's core in a process of its own, a command a line."""

import queue
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from affekt.bench.csharp import CORE, NET8, UNITY, built, command, environment
from affekt.clock import MonotonicClock

_TESTS: Final = "clients/unity/tests"
_WAIT_S: Final = 30.0


def net8_program() -> Path:
    """Return the core's tests and the peer, compiled for .NET 8."""
    sources = [CORE, *(f"{_TESTS}/{part}/*.cs" for part in ("Core", "Net8", "Peer"))]
    return built("AffektTests", sources, [*NET8, "@nunit"], exe=True)


def mono_program() -> Path:
    """Return the core's tests and the peer, compiled for Mono."""
    sources = [CORE, *(f"{_TESTS}/{part}/*.cs" for part in ("Core", "Mono", "Peer"))]
    return built("AffektTestsMono", sources, UNITY, exe=True)


class Game:
    """A peer that talks: what it tells is kept, and waited for.

    Args:
        program: What `net8_program` or `mono_program` returned.
        words: Wire (`ws`, `grpc`, `osc`), address, session, set.
        mono: It runs on Mono.
    """

    def __init__(self, program: Path, *words: str, mono: bool = False) -> None:
        self.told: list[tuple[str, ...]] = []
        self._clock = MonotonicClock()
        self._news: queue.Queue[tuple[str, ...] | None] = queue.Queue()
        self._child = subprocess.Popen(
            [*command(program, mono=mono), "talk", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(),
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def say(self, *words: object) -> None:
        """Give it a command."""
        assert self._child.stdin is not None
        self._child.stdin.write("\t".join(str(word) for word in words) + "\n")
        self._child.stdin.flush()

    def wait(self, wanted: Callable[[tuple[str, ...]], bool], seconds: float = _WAIT_S) -> tuple[str, ...]:
        """Return the next thing told that is wanted; what was told before this is passed over.

        Raises:
            TimeoutError: if it is not told in time.
        """
        until = self._clock.now() + seconds
        while True:
            try:
                news = self._news.get(timeout=max(until - self._clock.now(), 0.01))
            except queue.Empty:
                raise TimeoutError(f"not told in {seconds} s; the last was {self.told[-5:]}") from None
            if news is None:
                raise TimeoutError(f"the game ended; the last was {self.told[-20:]}")
            if wanted(news):
                return news

    def wait_for(self, *begin: str, seconds: float = _WAIT_S) -> tuple[str, ...]:
        """Return the next thing told that begins with these words."""
        return self.wait(lambda news: news[: len(begin)] == begin, seconds)

    def all(self, kind: str) -> list[tuple[str, ...]]:
        """Return everything of a kind that was told so far."""
        return [news for news in self.told if news[0] == kind]

    def end(self) -> None:
        """Let it leave."""
        if self._child.poll() is None:
            try:
                self.say("quit")
                self._child.wait(10)
            except (BrokenPipeError, subprocess.TimeoutExpired):
                self._child.kill()
        self._child.wait()
        self._reader.join()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()

    def _read(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            news = tuple(line.rstrip("\n").split("\t"))
            self.told.append(news)
            self._news.put(news)
        self._news.put(None)


def lines_of(program: Path, words: Sequence[str], *, mono: bool = False, seconds: float = 120.0) -> list[str]:
    """Run a peer to its end and return what it printed.

    Raises:
        RuntimeError: if it fails.
    """
    done = subprocess.run(
        [*command(program, mono=mono), *words], capture_output=True, text=True, timeout=seconds, env=environment(),
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stdout[-1000:]}{done.stderr[-1000:]}")
    return done.stdout.splitlines()
