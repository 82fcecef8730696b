"""Children that compile and decode: they end with whoever asked for them, and with a gateway that is killed."""

import asyncio
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from affekt.host.workers import _child

ASKS = """
import asyncio
from affekt.host.workers import _child
asyncio.run(_child("takes_for_ever"))
"""


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the module `takes_for_ever` says its process; it never ends by itself."""
    fifo = tmp_path / "pid"
    os.mkfifo(fifo)
    text = f"import os, time\nwith open({str(fifo)!r}, 'w') as out:\n    out.write(str(os.getpid()))\ntime.sleep(600)\n"
    (tmp_path / "takes_for_ever.py").write_text(text, "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    yield fifo
    fifo.unlink()


def ended(pid: int) -> bool:
    """Wait for a process that is not ours to end."""
    try:
        watch = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watch], [], [], 10)[0])
    finally:
        os.close(watch)


async def test_who_gives_up_waiting_leaves_no_child(pipe: Path):
    asking = asyncio.create_task(_child("takes_for_ever"))
    pid = int(await asyncio.to_thread(pipe.read_text))
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert ended(pid)


async def test_a_childs_exit_status_comes_back_and_it_hears_what_it_is_told(tmp_path: Path, monkeypatch):
    (tmp_path / "tells.py").write_text("import sys\nsys.exit(len(sys.stdin.read()) + len(sys.argv))\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    assert await _child("tells", "four") == 5


def test_a_gateway_that_is_killed_leaves_no_child(pipe: Path):
    gateway = subprocess.Popen([sys.executable, "-c", ASKS])
    pid = int(pipe.read_text("utf-8"))
    gateway.kill()
    gateway.wait()
    assert ended(pid)
