"""A real server in a process of its own, on ports of the system's choice, watched from outside."""

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from affekt.bench import process
from affekt.clock import MonotonicClock
from affekt.core.errors import AffektError, Reason
from affekt.core.units import Seconds

_READY_S = 120.0
_LINE = re.compile(r"^(\w+?)(?:\{[^}]*?\"(.*?)\"\})? (\S+)$")


class Served:
    """`affekt serve` as a child, from start to `ready` and on to its end."""

    def __init__(
        self,
        scratch: Path,
        *flags: str,
        workers: int = 1,
        record: Path | None = None,
        stem_set: str = "wayfarer",
        environment: dict[str, str] | None = None,
        cores: Sequence[int] | None = None,
        log_level: str = "info",
    ) -> None:
        """Start a server and wait until it is ready.

        Args:
            scratch: Where its log goes.
            flags: More flags of `affekt serve`.
            workers: Render workers.
            record: Where it records.
            stem_set: What it plays.
            environment: Added to the environment.
            cores: The cores it may run on; all where None.
            log_level: How much it logs.

        Raises:
            AffektError: INTERNAL if it does not come up.
        """
        self.doors: dict[str, str] = {}
        self.clock = MonotonicClock()
        self._log = (scratch / f"server-{self.clock.now():.6f}.log").open("w+b")
        command = [
            sys.executable, "-m", "affekt.cli", "serve", "--listen", "grpc=127.0.0.1:0", "--listen", "osc=127.0.0.1:0",
            "--listen", "http=127.0.0.1:0", "--workers", str(workers), "--set", stem_set, "--log-level", log_level,
            *(("--record", str(record)) if record else ()), *flags,
        ]  # fmt: skip
        began = self.clock.now()
        self._process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env={**os.environ, **(environment or {})},
            preexec_fn=None if cores is None else lambda: os.sched_setaffinity(0, set(cores)),
        )
        self.pid = self._process.pid
        watchdog = threading.Timer(_READY_S, self._process.kill)
        watchdog.start()
        assert self._process.stdout is not None
        ready = False
        for line in self._process.stdout:
            words = line.split()
            if words[:1] == ["listening"]:
                self.doors[words[1]] = words[2]
            if words == ["ready"]:
                ready = True
                break
        watchdog.cancel()
        self.startup_s = self.clock.now() - began
        """From its start to `ready`."""
        if not ready:
            self._process.wait()
            raise AffektError(Reason.INTERNAL, f"the server did not come up: {self.log()[-400:]}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def grpc(self) -> str:
        """Where it speaks gRPC, HOST:PORT."""
        return self.doors["grpc"]

    @property
    def osc(self) -> tuple[str, int]:
        """Where it speaks OSC."""
        host, _, port = self.doors["osc"].rpartition(":")
        return host, int(port)

    def workers(self) -> list[int]:
        """Return its render workers' processes."""
        return [pid for pid in process.children(self.pid) if "worker_main" in process.command_of(pid)]

    def cpu_s(self) -> float:
        """Return the processor seconds of gateway and workers together."""
        return sum(process.cpu_s(pid) for pid in (self.pid, *self.workers()))

    def pss_mb(self) -> float:
        """Return the memory of gateway and workers together."""
        return sum(process.pss_mb(pid) for pid in (self.pid, *self.workers()))

    def log(self) -> str:
        """Return what it has logged."""
        self._log.flush()
        return Path(self._log.name).read_text("utf-8", errors="replace")

    def metrics(self) -> dict[str, float]:
        """Return its figures: `name`, or `name.label` where there is a label."""
        with urllib.request.urlopen(f"http://{self.doors['http']}/metrics", timeout=5) as answer:
            text = answer.read().decode()
        found = {}
        for line in text.splitlines():
            match = _LINE.match(line)
            if match:
                name, label, value = match.groups()
                found[f"{name}.{label}" if label else name] = float(value)
        return found

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.wait_until(Seconds(self.clock.now() + seconds))

    def kill(self) -> None:
        """Kill it as the system would (SIGKILL), and bury it."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Ask it to end and wait; return its exit status."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._log.close()
        return self._process.returncode
