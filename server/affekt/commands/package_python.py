"""A Python to carry about: its interpreter, what the server needs of its library, and all libraries below."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

import affekt
from affekt.core.errors import AffektError, Reason

STAMP = 978_307_200
"""The time of change (2001) that the kernel's sources get: its compiled form is known by it."""
LEFT_OUT = frozenset(
    {"matplotlib", "onnxruntime", "pretty-midi", "pyfluidsynth", "python-osc", "python-stretch", "rich"}
)
"""Of the default install, what `affekt serve` never loads."""
_ROOMS_LEFT_OUT = ("bench", "testing", "studio", "review", "stems")
_LIBRARY_LEFT_OUT = (
    "test", "tests", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "venv", "site-packages",
    "dist-packages", "config-*", "__pycache__", "pydoc_data", "sitecustomize.py", "_sysconfigdata*.pyc", "*.a",
)  # fmt: skip
_MODULES_LEFT_OUT = (
    "readline",
    "_gdbm",
    "_dbm",
    "_tkinter",
    "_curses",
    "_curses_panel",
    "_test",
    "xxlimited",
    "ossaudiodev",
)
"""Parts of the library that are linked to libraries under the GPL or that a server has no use for."""
_PACKAGE_LEFT_OUT = re.compile(r"(^|/)(tests?|include|__pycache__|f2py|_examples)(/|$)|\.(pyi|c|h|hpp|pxd|pyx|a)$")
_PACKAGE_KEPT = re.compile(r"numpy/(_core|testing)|numba/(testing|core/typing)")

_SITE = f'''"""Written by `affekt package`: finds the packages; the compiled kernel stays known wherever it goes."""

import os
import site
import sys

_here = os.path.join(sys.prefix, "lib", f"python{{sys.version_info[0]}}.{{sys.version_info[1]}}", "site-packages")
site.addsitedir(_here)
_render = os.path.join(_here, "affekt", "render")
try:
    if os.stat(os.path.join(_render, "kernel.py")).st_mtime != {STAMP}:
        for _name in os.listdir(_render):
            if _name.endswith(".py"):
                os.utime(os.path.join(_render, _name), ({STAMP}, {STAMP}))
except OSError:
    pass  # A folder that cannot be written: the kernel is compiled anew, once, in the user's cache.
'''


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed() -> dict[str, importlib.metadata.Distribution]:
    """Return the distributions that the packaged server needs, by name; Affekt itself is not among them."""
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = ["affekt"]
    while waiting:
        name = _plain(waiting.pop())
        if name in found or name in LEFT_OUT:
            continue
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # Asked for on other systems or older Pythons only; what is really missing shows when it runs.
        for asked in found[name].requires or []:
            match = re.match(r"[A-Za-z0-9_.-]+", asked)
            if match and "extra ==" not in asked:
                waiting.append(match[0])
    if "affekt" not in found:
        raise AffektError(Reason.UNSUPPORTED, "affekt is not installed here; run 'make setup', or pip install it")
    del found["affekt"]
    return dict(sorted(found.items()))


def copy_python(folder: Path, home: Path) -> str:
    """Copy the interpreter and its library; return the interpreter's file name in `bin`."""
    binary = f"python{sys.version_info.major}.{sys.version_info.minor}"
    real = Path(sys.executable).resolve()
    shutil.copy2(real, folder / "bin" / binary)
    (folder / "bin" / binary).chmod(0o755)
    shutil.copytree(sysconfig.get_path("stdlib"), home, ignore=shutil.ignore_patterns(*_LIBRARY_LEFT_OUT))
    for path in (home / "lib-dynload").glob("*.so"):
        if path.name.startswith(_MODULES_LEFT_OUT):
            path.unlink()
    (home / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
    return binary


def copy_packages(packages: Iterable[str], home: Path) -> None:
    """Copy distributions and Affekt itself into a folder."""
    home.mkdir()
    for name in packages:
        one = importlib.metadata.distribution(name)
        for file in one.files or []:
            source, text = Path(str(one.locate_file(file))), file.as_posix()
            if text.startswith("..") or not source.is_file():
                continue
            if _PACKAGE_LEFT_OUT.search(text) and not _PACKAGE_KEPT.search(text):
                continue
            (home / text).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, home / text)
    root = Path(affekt.__file__).parent
    out = shutil.ignore_patterns("__pycache__", *_ROOMS_LEFT_OUT)
    shutil.copytree(
        root, home / "affekt", ignore=lambda at, names: out(at, names) if Path(at) == root else _cached(at, names)
    )


def _cached(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "__pycache__"]


def copy_libraries(folder: Path) -> tuple[str, dict[str, Path]]:
    """Copy each library that something in the folder is linked to; return the loader's name, and whence they came."""
    loader, found = "", dict[str, Path]()
    for file in _binaries(folder):
        for line in _linked(file):
            name, arrow, rest = line.strip().partition(" => ")
            path = Path((rest if arrow else name).split(" (")[0].strip())
            if not path.is_absolute() or not path.exists() or path.is_relative_to(folder):
                continue
            found.setdefault(path.name, path)
            if path.name.startswith("ld-"):
                loader = path.name
    for name, path in found.items():
        shutil.copyfile(path.resolve(), folder / "lib" / name)
        (folder / "lib" / name).chmod(0o755)
    if not loader:
        raise AffektError(Reason.UNSUPPORTED, "ldd names no loader for this Python; packages need one built for glibc")
    return loader, found


def _binaries(folder: Path) -> Iterator[Path]:
    yield from (folder / "bin").iterdir()
    for path in sorted((folder / "lib").rglob("*.so*")):
        if path.is_file() and path.read_bytes()[:4] == b"\x7fELF":
            yield path


def _linked(file: Path) -> list[str]:
    """Return what `ldd` says of a binary."""
    try:
        return subprocess.run(["ldd", str(file)], capture_output=True, text=True).stdout.splitlines()
    except OSError as error:
        raise AffektError(
            Reason.UNSUPPORTED, f"'ldd' does not run here ({error.strerror}); install libc-bin"
        ) from error
