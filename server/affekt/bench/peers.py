"""Peers on this machine: where they are, which version, and how long they may run. Nothing is installed."""

import os
import re
import resource
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from affekt.bench.verb import cores
from affekt.core.errors import AffektError, Reason

LIMIT_S = 120.0
"""The longest that a peer may take for one render."""
INSTALL = "server/tools/install_peers.sh"


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that others wrote."""

    name: str
    path: str
    version: str

    @property
    def told(self) -> str:
        """Its name and version."""
        return f"{self.name} {self.version}".strip()


def find(name: str, *ask: str) -> Peer:
    """Return a program, asked for its version.

    Raises:
        AffektError: UNSUPPORTED if this machine does not have it.
    """
    path = shutil.which(name)
    if path is None:
        raise AffektError(Reason.UNSUPPORTED, f"'{name}' is not on this machine; {INSTALL} installs it on Debian")
    done = subprocess.run([path, *ask], capture_output=True, text=True, check=False, timeout=20, errors="replace")
    match = re.search(r"\d+\.\d+(?:\.\d+)*", done.stdout + done.stderr)
    return Peer(name, path, match.group(0) if match else "")


def run(peer: Peer, words: Sequence[object], *, folder: Path) -> float:
    """Run a peer to its end on the core that is measured on; return its processor seconds.

    Raises:
        AffektError: INTERNAL if it fails or takes longer than `LIMIT_S`.
    """
    core = cores()[-1]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(
            [peer.path, *(str(word) for word in words)],
            capture_output=True, text=True, check=False, timeout=LIMIT_S, cwd=folder, errors="replace",
            preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise AffektError(Reason.INTERNAL, f"{peer.name} took longer than {LIMIT_S:g} s") from error
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise AffektError(Reason.INTERNAL, f"{peer.name} failed: {(done.stderr or done.stdout)[-300:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
