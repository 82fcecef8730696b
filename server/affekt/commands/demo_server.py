"""The demo's server: a child that is waited for as long as it lives, since its first start compiles the renderer."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from affekt.core.errors import AffektError, Reason

EVERY_S = 5.0
"""Seconds between two words about a server that is not ready yet."""


def command(set_folder: str, scratch: Path) -> list[str]:
    """Return how the demo's server is started."""
    return [
        sys.executable, "-m", "affekt.cli", "serve", "--listen", "grpc=127.0.0.1:0", "--listen", "osc=off", "--listen",
        "http=off", "--set", set_folder, "--record", str(scratch), "--workers", "1", "--log-level", "warning",
    ]  # fmt: skip


async def start(
    line: Sequence[str], waits: Callable[[float], None], every_s: float = EVERY_S
) -> tuple[asyncio.subprocess.Process, str]:
    """Start a server and return it with its gRPC address as soon as it is ready.

    Args:
        line: The command.
        waits: Told every `every_s` seconds how many have passed.
        every_s: How often.

    Raises:
        AffektError: INTERNAL where it ends instead.
    """
    server = await asyncio.create_subprocess_exec(*line, stdout=asyncio.subprocess.PIPE)
    ready = asyncio.ensure_future(_ready(server))
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        while not (await asyncio.wait((ready,), timeout=every_s))[0]:
            waits(loop.time() - began)
    except BaseException:
        ready.cancel()
        with suppress(ProcessLookupError):
            server.kill()
        await server.wait()
        raise
    address = ready.result()
    if address is None:
        await server.wait()
        raise AffektError(Reason.INTERNAL, "the server did not come up; 'affekt doctor' says what is missing")
    return server, address


async def _ready(server: asyncio.subprocess.Process) -> str | None:
    """Read what a server says until it is ready; None where it ends before."""
    address = ""
    assert server.stdout is not None
    while line := (await server.stdout.readline()).decode():
        if line.startswith("listening grpc "):
            address = line.split()[2]
        if line.strip() == "ready":
            return address
    return None
