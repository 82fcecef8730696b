"""The C# that the package's README shows compiles, and its reference is what the doc comments say."""

import re
import subprocess
import sys

import pytest

from affekt.bench.csharp import CORE, ROOT, UNITY, built, csharp_python

README = ROOT / "clients/unity/README.md"


def test_the_reference_is_what_the_comments_say():
    done = subprocess.run(
        [sys.executable, str(ROOT / "server/tools/csharp_api.py"), "check"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.csharp
def test_the_readme_s_example_compiles_as_unity_would(tmp_path):
    core = built("AffektCore", [CORE], UNITY, ["-doc:core.xml"])
    [block] = re.findall(r"^```csharp\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "Music.cs").write_text(block, "utf-8")

    done = subprocess.run(
        [
            str(csharp_python()), str(ROOT / "server/tools/csc.py"), "@unity", f"-r:{core}", "-langversion:9",
            "-warnaserror", "-target:library", f"-out:{tmp_path / 'Music.dll'}", str(tmp_path / "Music.cs"),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
