"""The demo waits for its server as long as that lives, says so meanwhile, and leaves none behind."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from affekt.commands.demo_server import start
from affekt.core.errors import AffektError, Reason

SLOW = "open(sys.argv[1]).read(); print('listening grpc 127.0.0.1:7'); print('ready', flush=True)"


def python(text: str, *more: str) -> list[str]:
    return [sys.executable, "-c", f"import sys; {text}", *more]


async def test_a_server_that_takes_its_time_is_waited_for_and_told_of(tmp_path: Path):
    fifo = tmp_path / "go"
    os.mkfifo(fifo)
    told: list[float] = []

    def waits(seconds: float) -> None:
        told.append(seconds)
        if len(told) == 3:
            fifo.write_text("go", "utf-8")

    server, address = await start(python(SLOW, str(fifo)), waits, every_s=0.05)
    assert address == "127.0.0.1:7"
    assert len(told) >= 3
    assert told == sorted(told)
    assert await server.wait() == 0


async def test_a_server_that_ends_is_not_waited_for():
    with pytest.raises(AffektError, match="affekt doctor") as refused:
        await start(python("print('listening grpc 127.0.0.1:7')"), lambda _: None)
    assert refused.value.reason is Reason.INTERNAL


async def test_who_gives_up_leaves_no_server(tmp_path: Path):
    coming: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def waits(_: float) -> None:
        if not coming.done():
            coming.set_result(None)

    pid = tmp_path / "pid"
    line = python("import os, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(600)", str(pid))
    starting = asyncio.ensure_future(start(line, waits, every_s=0.05))
    await coming
    while not (pid.exists() and pid.read_text()):  # noqa: ASYNC110  the child writes it once
        await asyncio.sleep(0)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
