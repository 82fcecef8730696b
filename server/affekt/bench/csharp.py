"""C# for tests and benches: compiled once for the same sources, run on .NET 8 or on Mono."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from affekt.bench.engines import MISSING, Run, csharp_python, dotnet_path

ROOT: Final = Path(__file__).resolve().parents[3]
CORE: Final = "clients/unity/dev.affekt.unity/Runtime/Core/**/*.cs"
"""The engine-free core of the Unity package."""
NET8: Final = ("@net8",)
UNITY: Final = ("@unity",)
"""Mono's class libraries for 4.5, next to Unity's: what is not in Unity does not compile."""
STRICT: Final = ("-langversion:9", "-warnaserror", "-nologo")
_COMPILE_S: Final = 180.0
_RUN_S: Final = 120.0


class CompileError(Exception):
    """The compiler's own words."""


def mono_path() -> Path | None:
    """Return Mono's host; None where there is none."""
    found = shutil.which("mono")
    return Path(found) if found else None


def built(
    name: str, sources: Sequence[str], references: Sequence[str] = NET8, flags: Sequence[str] = (), *, exe: bool = False
) -> Path:
    """Compile, warnings as errors, and return the assembly; the same sources are compiled once and kept in the cache.

    Args:
        name: The assembly's name, without its ending.
        sources: Patterns from the clone's top, such as `CORE`.
        references: `NET8` or `UNITY`, and `@nunit`, or paths of other assemblies.
        flags: More of the compiler's own flags.
        exe: A program rather than a library.

    Raises:
        CompileError: with what the compiler says.
        FileNotFoundError: if there is no compiler.
    """
    python = csharp_python()
    if python is None:
        raise FileNotFoundError(MISSING.format(what="C#"))
    files = sorted({path for pattern in sources for path in ROOT.glob(pattern) if path.is_file()})
    if not files:
        raise CompileError(f"no sources at {', '.join(sources)}")
    words = [*references, *STRICT, *flags, f"-target:{'exe' if exe else 'library'}"]
    folder = _cache() / _hash(name, words, files)
    made = folder / f"{name}{'.exe' if exe else '.dll'}"
    if made.exists():
        return made
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as scratch:
        references_there = [f"-r:{one}" if not one.startswith("@") else one for one in references]
        said = [*references_there, *words[len(references) :], f"-out:{Path(scratch) / made.name}"]
        compiler = [str(python), str(ROOT / "server/tools/csc.py"), *said, *(str(path) for path in files)]
        done = subprocess.run(compiler, capture_output=True, text=True, cwd=ROOT, timeout=_COMPILE_S, check=False)
        if done.returncode:
            raise CompileError(f"{name} does not compile:\n{done.stdout[-4000:]}{done.stderr[-2000:]}")
        for one in (path for path in references if not path.startswith("@")):
            shutil.copy(one, scratch)
        if "@nunit" in references:
            shutil.copy(_nunit(python), scratch)
        Path(scratch).chmod(0o755)
        with suppress(OSError):  # Somebody else has built the same meanwhile.
            Path(scratch).rename(folder)
    return made


def command(program: Path, *, mono: bool = False) -> list[str]:
    """Return the words that start a program that was built.

    Raises:
        FileNotFoundError: if its runtime is missing.
    """
    host = mono_path() if mono else dotnet_path()
    if host is None:
        raise FileNotFoundError(MISSING.format(what="C#"))
    return [str(host), *([] if mono else ["exec"]), str(program)]


def environment() -> dict[str, str]:
    """Return the environment that programs run in."""
    return {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_gcServer": "0"}


def run(program: Path, *arguments: str, mono: bool = False, seconds: float = _RUN_S) -> Run:
    """Run a program to its end; after `seconds` it is killed and its code is -1."""
    words = [*command(program, mono=mono), *arguments]
    try:
        done = subprocess.run(
            words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=seconds, env=environment(),
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        out = late.stdout.decode("utf-8", "replace") if isinstance(late.stdout, bytes) else late.stdout or ""
        return Run(-1, out)
    return Run(done.returncode, done.stdout)


def _cache() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "affekt/csharp"


def _nunit(python: Path) -> Path:
    return next(iter(sorted(python.parents[2].glob("node_modules/@autorest/csharp/**/nunit.framework.dll"))))


def _hash(name: str, words: Iterable[str], files: Iterable[Path]) -> str:
    whole = hashlib.sha256("\0".join([name, *words]).encode())
    whole.update((ROOT / "server/tools/csc.py").read_bytes())
    for path in files:
        whole.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return f"{name}-{whole.hexdigest()[:24]}"
