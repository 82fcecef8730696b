"""`affekt package`: a server in a folder of its own, that a game ships, starts and stops."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from affekt import __version__
from affekt.arrange.load import load
from affekt.arrange.shelf import find_set
from affekt.commands.common import DEFAULT_SET, open_table
from affekt.commands.package_papers import gather
from affekt.commands.package_python import STAMP, copy_libraries, copy_packages, copy_python, needed
from affekt.commands.say import FINE, answer, say, say_json
from affekt.core.errors import AffektError, Reason

EPILOG = """examples:
  affekt package build/music_server
  affekt package build/music_server --set wayfarer --set ./stems/boss --table my_game.toml --force

The game runs DIR/affekt-server, reads 'listening NAME HOST:PORT' lines and then 'ready', and closes the pipe to it
when it ends: the server ends too. What is in the folder, and under which licences, stands in its NOTICE."""

MARK = "affekt-package.json"
"""A folder in which this file says which Affekt made it is a package, which --force may write anew."""
_BROAD = {"NUMBA_CPU_NAME": "x86-64-v2", "NUMBA_CPU_FEATURES": ""}
"""What the kernel is compiled for, so that it runs on the players' machines and not only on this one."""

_SERVER = """\
#!/bin/sh
# Starts the server. It listens on free ports of this machine, prints them, then 'ready', and ends when its input ends.
here=$(cd "${{0%/*}}" && pwd) && cd "$here" || exit 1
export AFFEKT_SYNTH="${{AFFEKT_SYNTH:-builtin}}"
exec "$here/bin/python" -m affekt.cli serve --until-eof --listen grpc=127.0.0.1:0 --listen osc=127.0.0.1:0 \\
  --listen http=127.0.0.1:0 --set {set}{table} "$@"
"""
_PYTHON = """\
#!/bin/sh
here=$(cd "${{0%/*}}/.." && pwd) || exit 1
{settings}
export PYTHONNOUSERSITE=1 PYTHONSAFEPATH=1 PYTHONDONTWRITEBYTECODE=1
unset PYTHONPATH PYTHONHOME LD_LIBRARY_PATH LD_PRELOAD NUMBA_CACHE_DIR
exec "$here/lib/{loader}" --inhibit-cache --library-path "$here/lib" --argv0 "$here/bin/python" \\
  "$here/bin/{binary}" "$@"
"""


def add_parser(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "package", help="a server in a folder that a game ships", description=__doc__, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("folder", metavar="DIR", help="where; it must not be there yet")
    parser.add_argument("--set", action="append", metavar="NAME", help=f"a set to take along; {DEFAULT_SET} without")
    parser.add_argument("--table", metavar="TOML", help="the game's table of events and states")
    parser.add_argument("--force", action="store_true", help="write a package that is there anew")
    parser.add_argument("--json", action="store_true", help="answer in JSON, for programs")


def run(args: argparse.Namespace) -> int:
    """Make the folder."""
    return answer(lambda: _package(args), as_json=bool(args.json))


def _package(args: argparse.Namespace) -> int:
    sets = [load(find_set(name)) for name in args.set or [DEFAULT_SET]]
    table = Path(args.table).expanduser() if args.table else None
    open_table(table)
    folder = _cleared(Path(args.folder).expanduser(), force=args.force)
    packages = needed()
    home = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    binary = copy_python(folder, home)
    copy_packages(packages, home / "site-packages")
    for one in sets:
        target = home / "site-packages/affekt/stems" / one.manifest.name
        shutil.copytree(one.folder, target, ignore=shutil.ignore_patterns(".*"))
    if table is not None:
        shutil.copyfile(table, folder / "table.toml")
    loader, foreign = copy_libraries(folder)
    settings = "\n".join(f"export {name}='{value}'" for name, value in _BROAD.items())
    _script(folder / "bin/python", _PYTHON.format(settings=settings, loader=loader, binary=binary))
    told = ' --table "$here/table.toml"' if table is not None else ""
    _script(folder / "affekt-server", _SERVER.format(set=sets[0].manifest.name, table=told))
    _compile(folder)
    papers, bare = gather(folder, packages, foreign, sets)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    facts = {"affekt": __version__, "sets": [one.manifest.name for one in sets], "bytes": size, "papers": len(papers)}
    facts |= {"without_text": bare}
    (folder / MARK).write_text(json.dumps(facts) + "\n", encoding="utf-8")
    if args.json:
        say_json({"folder": str(folder), **facts})
    else:
        say(f"{folder} is ready: {size / 1e6:.0f} MB; a game runs {folder / 'affekt-server'}")
        if bare:
            say(f"this machine has no licence text for {', '.join(bare)}; put one in {folder / 'licences'} for each")
    return FINE


def _cleared(folder: Path, *, force: bool) -> Path:
    """Return the folder, empty and resolved.

    Raises:
        AffektError: UNSUPPORTED where packages cannot be made; OUT_OF_RANGE where something is there already.
    """
    if sys.platform != "linux" or not os.confstr("CS_GNU_LIBC_VERSION"):
        raise AffektError(Reason.UNSUPPORTED, "packages are made on Linux with glibc so far; run this there")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if not (force and _is_package(folder)):
            why = "give --force to write it anew" if _is_package(folder) else "name another folder"
            raise AffektError(Reason.OUT_OF_RANGE, f"{folder} is there already; {why}")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(json.dumps({"affekt": __version__}) + "\n", encoding="utf-8")
    (folder / "bin").mkdir()
    return folder.resolve()


def _is_package(folder: Path) -> bool:
    try:
        said = json.loads((folder / MARK).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and "affekt" in said


def _script(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def _compile(folder: Path) -> None:
    """Compile Python's code and the render kernel inside the folder, by its own interpreter.

    Raises:
        AffektError: INTERNAL, with the last line of what went wrong.
    """
    code = f"""
import compileall, os, pathlib, py_compile, sys
import affekt.render
for source in pathlib.Path(affekt.render.__file__).parent.glob("*.py"):
    os.utime(source, ({STAMP}, {STAMP}))
from affekt.render.warm import warm
warm()
compileall.compile_dir(sys.prefix, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
"""
    environ = {"PATH": "/nonexistent", "HOME": str(folder), "AFFEKT_CACHE": str(folder)}
    done = subprocess.run([str(folder / "bin/python"), "-c", code], capture_output=True, text=True, env=environ)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise AffektError(Reason.INTERNAL, f"the package's own Python does not run: {last[:300]}")
