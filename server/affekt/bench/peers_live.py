"""scsynth in real time under a JACK server without a sound card; both are started here, and end here."""

import os
import socket
import subprocess
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from affekt.bench.peers import find
from affekt.bench.peers_scsynth import answer_synth, define, message
from affekt.clock import MonotonicClock
from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE, Seconds
from affekt.io.osc.codec import Argument, decode

PERIOD = 256
"""Frames of JACK's period."""
_UP_S = 15.0
_WAIT_S = 1.0


class LiveScsynth:
    """`jackd -r -d dummy` and an `scsynth` on it, while the block lasts."""

    def __init__(self, scratch: Path) -> None:
        """Start both.

        Raises:
            AffektError: UNSUPPORTED where the machine lacks one, INTERNAL where one does not come up.
        """
        jack, peer = find("jackd", "--version"), find("scsynth", "-v")
        self.told = f"{peer.told} on {jack.told}, dummy, period {PERIOD}"
        self._clock = MonotonicClock()
        with ExitStack() as stack:
            log = stack.enter_context((scratch / "scsynth.log").open("wb"))
            server = f"affekt-bench-{os.getpid()}"
            quiet = {**os.environ, "JACK_DEFAULT_SERVER": server, "JACK_NO_AUDIO_RESERVATION": "1"}
            words = [jack.path, "-r", "-n", server, "-d", "dummy", "-r", str(SAMPLE_RATE), "-p", str(PERIOD)]
            stack.enter_context(_Child(words, quiet, log.fileno()))
            self._wire = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            port = _free_port()
            self._clock.wait_until(Seconds(self._clock.now() + 1.0))
            words = [peer.path, "-u", str(port), "-i", "0", "-o", "2", "-R", "0"]
            self._child = stack.enter_context(_Child(words, quiet, log.fileno()))
            self._wire.connect(("127.0.0.1", port))
            self._await_status(scratch / "scsynth.log")
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def statuses(self, pauses: list[float]) -> list[float]:
        """Return the milliseconds of `/status` there and back, after each pause in seconds."""
        found = []
        for pause in pauses:
            self._rest(pause)
            began = self._clock.now()
            self._wire.send(message("/status"))
            self._await("/status.reply")
            found.append((self._clock.now() - began) * 1e3)
        return found

    def answers(self, pauses: list[float]) -> list[float]:
        """Return the milliseconds from `/s_new` until the new synth tells of its first computed block."""
        self._wire.send(define(answer_synth()))
        self._await("/done")
        self._wire.send(message("/notify", 1))
        self._await("/done")
        found = []
        for number, pause in enumerate(pauses):
            self._rest(pause)
            began = self._clock.now()
            self._wire.send(message("/s_new", "answer", -1, 0, 0, "mark", float(number)))
            while int(self._await("/tr")[2]) != number:
                pass
            found.append((self._clock.now() - began) * 1e3)
        return found

    def _rest(self, seconds: float) -> None:
        self._clock.wait_until(Seconds(self._clock.now() + seconds))

    def _await(self, path: str) -> tuple[Argument, ...]:
        self._wire.settimeout(_WAIT_S)
        while True:
            try:
                heard = decode(self._wire.recv(8_192))
            except TimeoutError as error:
                raise AffektError(Reason.INTERNAL, f"scsynth did not answer with {path}") from error
            for _, found, values in heard:
                if found == path:
                    return values

    def _await_status(self, log: Path) -> None:
        until = self._clock.now() + _UP_S
        self._wire.settimeout(0.2)
        while self._clock.now() < until and self._child.alive:
            try:
                self._wire.send(message("/status"))
                self._wire.recv(8_192)
            except OSError:
                self._rest(0.1)
                continue
            return
        told = log.read_text("utf-8", errors="replace")[-300:]
        raise AffektError(Reason.INTERNAL, f"scsynth did not come up on JACK's dummy driver: {told}")


class _Child:
    """A process that ends with its block."""

    def __init__(self, words: list[str], environment: dict[str, str], log: int) -> None:
        self._process = subprocess.Popen(words, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(3)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
