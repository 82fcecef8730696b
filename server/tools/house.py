"""Checks what no linter does: the top level, file lengths, purity beyond imports, and paths of one machine."""

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    "pyproject.toml", "server", "proto", "clients", "stems", "tests", "unity-sample", "godot-sample", "docs",
    "README.md", "LICENSE", "NOTICE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "Makefile", "requirements.lock",
}  # fmt: skip
PURE = ("core", "fusion", "field", "mapping", "learn", "compose", "arrange", "session", "baked")
LONGEST = 750
CODE = {".py", ".gd", ".cs", ".js", ".proto"}
PATHS = re.compile(r"(?<![\w.])/(?:work|root|farm|home/\w+)/")


def tracked() -> list[str]:
    """Return the files git knows, and the new ones it does not ignore."""
    out = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in out.stdout.splitlines() if (ROOT / name).is_file()]


def draws_from_numpy(text: str) -> bool:
    """Return whether code uses numpy's random numbers, which no pure room may."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="random"):
                return True
            case ast.ImportFrom(module=str(module)) if module.startswith("numpy.random"):
                return True
            case ast.Import(names=names) if any(a.name.startswith("numpy.random") for a in names):
                return True
    return False


def faults(names: list[str]) -> list[str]:
    """Return what breaks a rule, a sentence each."""
    found = [
        f"{top}: not one of the top-level entries of docs/house.md"
        for top in sorted({n.split("/")[0] for n in names})
        if not top.startswith(".") and top not in TOP
    ]
    for name in names:
        path = ROOT / name
        generated = "/v1/" in name and name.startswith("server/affekt")
        if path.suffix not in CODE or generated:
            continue
        text = path.read_text("utf-8")
        lines = text.count("\n") + 1
        if lines > LONGEST:
            found.append(f"{name}: {lines} lines; {LONGEST} at most, split it")
        if PATHS.search(text) and name != "server/tools/house.py":
            found.append(f"{name}: names a path of one machine")
        if any(name.startswith(f"server/affekt/{room}/") for room in PURE) and draws_from_numpy(text):
            found.append(f"{name}: a pure room draws from numpy.random; use affekt.core.chance")
    return found


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    found = faults(tracked())
    for fault in found:
        print(fault)
    print("house: in order" if not found else f"house: {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
