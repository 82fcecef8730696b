"""A render worker as a process: `python -m affekt.host.worker_main`, started by the gateway and never by hand.

The main thread is the clock thread; a second one reads commands. It ends with its parent: the command socket closes,
and on Linux the system kills it.
"""

import argparse
import gc
import os
import socket
import sys
import threading
from types import ModuleType
from typing import TYPE_CHECKING, cast

from affekt.clock.monotonic import MonotonicClock
from affekt.core.units import Seconds
from affekt.host.child import be_a_child
from affekt.host.ring import Ring
from affekt.host.worker_wire import Kind, Unpacker, pack

if TYPE_CHECKING:
    from affekt.host.worker_core import Core

_RELAX_S = 5.0
_PRIORITY = 10


def main(arguments: list[str] | None = None) -> int:
    """Run until the command socket closes."""
    parser = argparse.ArgumentParser(prog="affekt-worker")
    for name in ("socket", "ring", "capacity", "parent"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--synth", required=True)
    parser.add_argument("--zero", type=float, required=True)
    given = parser.parse_args(arguments)
    be_a_child(given.parent)
    link = socket.socket(fileno=given.socket)
    closed = threading.Event()
    lock = threading.Lock()

    def send(kind: Kind, payload: bytes) -> None:
        try:
            with lock:
                link.sendall(pack(kind, payload))
        except OSError:
            closed.set()

    # numba imports scipy if it is there, only to look at its version; 25 MB a worker can do without.
    sys.modules.setdefault("scipy", cast(ModuleType, None))
    from affekt.host.worker_core import Core

    clock = MonotonicClock()
    core = Core(Ring(given.capacity, given.ring), given.synth, given.zero, send)
    core.tick(0)
    sys.setswitchinterval(1e-4)
    gc.collect()
    gc.freeze()
    gc.disable()
    for target, name in ((_listen, "control"), (_relax, "relax")):
        threading.Thread(target=target, args=(link, core, closed), name=name, daemon=True).start()
    core.fifo = _real_time()
    send(Kind.READY, b"")
    core.run(
        clock.now, lambda due: clock.wait_until(Seconds(due)), lambda: not closed.is_set(), core.idle, clock.worked
    )
    return 0


def _listen(link: socket.socket, core: "Core", closed: threading.Event) -> None:
    unpacker = Unpacker()
    try:
        while data := link.recv(1 << 16):
            for kind, payload in unpacker.feed(data):
                core.receive(kind, payload)
    except OSError:
        pass  # the parent is gone, which is what the end of this loop means
    finally:
        closed.set()
        core.nudge()


def _relax(_link: socket.socket, core: "Core", closed: threading.Event) -> None:
    while not closed.wait(_RELAX_S):
        core.relax()


def _real_time() -> bool:
    """Ask for the real-time scheduler for the calling thread; most systems refuse, and then it goes without."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(_PRIORITY))
    except (OSError, AttributeError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
