"""Probes: each part of an installation is really tried, risky ones in a process of their own."""

import json
import os
import platform
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from affekt.config.address import Address
from affekt.config.load import load_config
from affekt.core.errors import AffektError

State = Literal["ok", "absent", "busy", "broken", "n/a"]
APT = "sudo apt-get install"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the installation and how it is."""

    name: str
    state: State
    text: str
    """One sentence: what it is, or what to do."""
    needed: bool = False
    """The server cannot work without it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process of its own had to say."""

    ok: bool
    value: Any
    """The JSON that it wrote."""
    why: str
    """The last line of its standard error, or how it ended."""


def ask(code: str, timeout_s: float = 60.0) -> Answer:
    """Run Python code that writes one line of JSON, in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-c", code]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)
    except subprocess.TimeoutExpired:
        return Answer(False, None, f"no answer within {timeout_s:g} s")
    except OSError as error:
        return Answer(False, None, str(error.strerror))
    if done.returncode == 0:
        try:
            return Answer(True, json.loads(done.stdout.strip().splitlines()[-1]), "")
        except (ValueError, IndexError):
            return Answer(False, None, "it gave no answer")
    last = (done.stderr.strip().splitlines() or [""])[-1]
    return Answer(False, None, last if done.returncode > 0 else f"ended by signal {-done.returncode}")


def python() -> Part:
    """Name the interpreter; the package installs on 3.11 or later only."""
    version = platform.python_version()
    return Part("python", "ok", f"{platform.python_implementation()} {version} on {platform.system()}", needed=True)


def cpu() -> Part:
    """Look at the processor."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    flags: set[str] = set()
    try:
        for row in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if row.startswith(("flags", "Features")):
                flags = set(row.partition(":")[2].split())
                break
    except OSError:
        return Part("cpu", "ok", f"{platform.machine()}, {cores} cores")
    have = [f for f in ("sse4_2", "avx2", "fma", "avx512f", "asimd", "sve") if f in flags]
    return Part(
        "cpu", "ok", f"{platform.machine()}, {cores} core{'s' if cores > 1 else ''}, {' '.join(have) or 'no SIMD'}"
    )


def config() -> Part:
    """Load the configuration."""
    try:
        settings = load_config()
    except AffektError as error:
        return Part("config", "broken", error.text.splitlines()[0], needed=True)
    changed = sum(origin != "default" for origin in settings.origins.values())
    odd = f"; no settings: {', '.join(settings.unknown)}" if settings.unknown else ""
    return Part("config", "ok", f"{changed} settings differ from the defaults{odd}", needed=True)


def ports() -> list[Part]:
    """Bind each door of the configuration for a moment."""
    try:
        listen = load_config().config.listen
    except AffektError:
        return [Part("ports", "broken", "unknown until the configuration is mended")]
    doors = (("grpc", listen.grpc, socket.SOCK_STREAM), ("http", listen.http, socket.SOCK_STREAM))
    packets = (("osc", listen.osc, socket.SOCK_DGRAM), ("udp", listen.udp, socket.SOCK_DGRAM))
    return [_door(*door) for door in (*doors, *packets)]


def _door(name: str, where: Address | None, kind: socket.SocketKind) -> Part:
    title = f"port {name}"
    if where is None:
        return Part(title, "n/a", "closed by the configuration")
    try:
        family, _, _, _, place = socket.getaddrinfo(where.host, where.port, type=kind)[0]
        with socket.socket(family, kind) as door:
            if kind == socket.SOCK_STREAM and os.name == "posix":
                door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(place)
    except OSError as error:
        text = f"{where} cannot be had ({error.strerror}); stop who has it, or use --listen {name}=127.0.0.1:0"
        return Part(title, "busy", text)
    return Part(title, "ok", f"{where} is free")


def memory() -> Part:
    """Share a page of memory the way the render workers do."""
    answer = ask(
        "import json, mmap, os\n"
        "from multiprocessing.shared_memory import SharedMemory\n"
        "ways = []\n"
        "try:\n"
        "    fd = os.memfd_create('affekt'); os.ftruncate(fd, 4096); mmap.mmap(fd, 4096)[0] = 1; ways.append('memfd')\n"
        "except (AttributeError, OSError): pass\n"
        "try:\n"
        "    m = SharedMemory(create=True, size=4096); m.buf[0] = 1; m.close(); m.unlink()\n"
        "    ways.append('shared memory')\n"
        "except OSError: pass\n"
        "print(json.dumps(ways))"
    )
    if not answer.ok or not answer.value:
        text = f"no memory can be shared between processes ({answer.why or 'refused'}); give the container a /dev/shm"
        return Part("memory", "broken", text, needed=True)
    return Part("memory", "ok", " and ".join(answer.value), needed=True)


def priority() -> Part:
    """Ask for real-time priority."""
    answer = ask(
        "import json, os\n"
        "try:\n"
        "    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)); print(json.dumps(True))\n"
        "except (AttributeError, OSError): print(json.dumps(False))"
    )
    if answer.ok and answer.value:
        return Part("priority", "ok", "real-time priority is allowed")
    text = "no real-time priority: audio may be late on a busy machine; allow 'rtprio 20' in /etc/security/limits.d"
    return Part("priority", "absent", text)


def package(name: str, why: str, get: str = "", *, needed: bool = False, timeout_s: float = 60.0) -> Part:
    """Import a Python package in a process of its own."""
    module, title = (name.partition("=")[2], name.partition("=")[0]) if "=" in name else (name, name)
    get = get or "run 'make setup' again"
    try:
        there = find_spec(module.partition(".")[0]) is not None
    except (ImportError, ValueError):
        there = False
    if not there:
        return Part(title, "broken" if needed else "absent", f"not installed; for {why}: {get}", needed)
    answer = ask(
        f"import json, importlib, importlib.metadata as m\nimportlib.import_module({module!r})\n"
        f"try: v = m.version({title!r})\n"
        "except m.PackageNotFoundError: v = ''\n"
        "print(); print(json.dumps(v))",
        timeout_s,
    )
    if not answer.ok:
        return Part(title, "broken", f"cannot be loaded ({answer.why[:160]}); {get}", needed)
    return Part(title, "ok", f"{answer.value or 'there'}, for {why}", needed)


def disk() -> Part:
    """Write to the folder where decoded recordings are kept."""
    from affekt.render.stems import cache_folder

    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".doctor-{os.getpid()}"
        trial.write_bytes(b"x")
        trial.unlink()
        free_mb = shutil.disk_usage(folder).free // 1_000_000
    except OSError as error:
        text = f"{folder} cannot be written ({error.strerror}); set AFFEKT_CACHE to a folder that can"
        return Part("cache", "broken", text, needed=True)
    if free_mb < 500:
        return Part(
            "cache", "busy", f"{folder} has only {free_mb} MB free; make room, or set AFFEKT_CACHE", needed=True
        )
    return Part("cache", "ok", f"{folder}, {free_mb / 1000:.1f} GB free", needed=True)


def engine(name: str, *commands: str) -> Part:
    """Look for a game engine; the server needs none."""
    found = next((path for command in commands if (path := shutil.which(command))), None)
    if found:
        return Part(name, "ok", f"{found}; open {name}-sample")
    return Part(name, "n/a", f"not on the path; the server needs none, {name}-sample does")
