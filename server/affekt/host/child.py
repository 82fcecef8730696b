"""How a child process of the gateway behaves: it ends with its parent, and a Ctrl-C is the parent's to hear.

`python -m affekt.host.child PARENT MODULE` runs a module of any room so; the gateway starts it, never a hand.
"""

import os
import runpy
import signal
import sys

_PR_SET_PDEATHSIG = 1


def be_a_child(parent: int) -> None:
    """End when the process `parent` ends, and leave signals of the terminal to it."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(0)
    for number in (signal.SIGINT, signal.SIGTERM):
        # They go to the whole group; the gateway ends its children itself, when the music has ended.
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    be_a_child(int(sys.argv[1]))
    del sys.argv[:2]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
