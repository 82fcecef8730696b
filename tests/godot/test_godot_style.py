"""GDScript is linted and formatted, wherever it stands."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("tool", [["gdlint"], ["gdformat", "--check"]], ids=lambda tool: tool[0])
def test_gdscript_is_in_good_style(tool: list[str]) -> None:
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "clients/*.gd", "godot-sample/*.gd"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    scripts = [name for name in names if (ROOT / name).is_file()]
    assert scripts
    command = [str(Path(sys.executable).parent / tool[0]), *tool[1:], *scripts]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
