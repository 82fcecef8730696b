"""Looking at processes from outside: processor time, memory and children, as Linux tells them."""

import os
from pathlib import Path

_HZ = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def cpu_s(pid: int) -> float:
    """Return the processor seconds that a process has used so far, all threads together.

    Raises:
        OSError: if it is gone, or this is not Linux.
    """
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _HZ


def threads_cpu_s(pid: int) -> dict[str, float]:
    """Return the processor seconds of each thread, by its number and name."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        head, _, tail = (task / "stat").read_text("utf-8").rpartition(")")
        fields = tail.split()
        found[f"{task.name} {head.partition('(')[2]}"] = (int(fields[11]) + int(fields[12])) / _HZ
    return found


def pss_mb(pid: int) -> float:
    """Return the memory in MB that is a process's own, shared pages in equal parts (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that still live."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(word) for word in (task / "children").read_text("utf-8").split()]
    return found


def command_of(pid: int) -> str:
    """Return a process's command line; empty if it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def alive(pid: int) -> bool:
    """Return whether a process runs (one that only waits to be buried does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def holders(what: str) -> list[int]:
    """Return the processes that have an open file or a mapping whose name contains `what`."""
    return [int(f.name) for f in Path("/proc").iterdir() if f.name.isdecimal() and _holds(f, what)]


def _holds(folder: Path, what: str) -> bool:
    try:
        if any(what in os.readlink(link) for link in (folder / "fd").iterdir()):
            return True
        return what in (folder / "maps").read_text("utf-8")
    except OSError:
        return False  # It ended meanwhile, or belongs to somebody else.


def pin(pid: int, core: int) -> None:
    """Keep every thread of a process on one core."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(task.name), {core})
