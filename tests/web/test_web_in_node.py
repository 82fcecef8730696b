"""The parts of the web client that need no browser, in Node."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SKIPPED = "NOT TESTED: the web client's parts, since there is no Node; run `make engines`"


@pytest.mark.skipif(shutil.which("node") is None, reason=SKIPPED)
@pytest.mark.parametrize("script", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_a_part_does_what_it_says(script: str):
    done = subprocess.run(["node", "--test", HERE / script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
