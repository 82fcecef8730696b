"""The small parts of Unity's package: XR, window and menu, faults in words, a mixer that allocates nothing."""

import subprocess
import sys

import pytest

from affekt.bench.csharp import CORE, ROOT, built, command, environment
from affekt.testing import tones

pytestmark = pytest.mark.csharp
PACKAGE = "clients/unity/dev.affekt.unity"
USES = ["Affekt.Core", "Affekt.Play", "Affekt.Unity", "Affekt.XR", "Affekt.Editor", "UnityEngine", "UnityEditor"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("parts")
    tones.write(home / "tones")
    words = ["sets", "bake", "tones", "--only-table", "--out", str(home / "tones")]
    env = {**environment(), "AFFEKT_SETS": str(home)}
    subprocess.run([sys.executable, "-m", "affekt.cli", *words], env=env, check=True, capture_output=True)
    return home / "tones"


@pytest.mark.parametrize("part", ["motion", "face", "monitor", "bring", "faults", "keep", "steady"])
def test_a_part_does_what_it_says(part, folder, program):
    done = subprocess.run(
        [*command(program("PartsRun", USES)), part, str(folder)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["ok"], done.stdout + done.stderr


def test_the_sample_of_five_minutes_compiles(assembly, engine):
    sources = [f"{PACKAGE}/Samples~/FiveMinutes/*.cs"]
    there = [str(engine), *(str(assembly(one)) for one in ("Affekt.Core", "Affekt.Play", "Affekt.Unity"))]
    assert built("SampleFiveMinutes", sources, ("@net8", *there)).exists()


def test_the_layer_compiles_for_webgl_too(assembly, engine):
    sources = [f"{PACKAGE}/Runtime/Unity/*.cs"]
    there = [str(engine), *(str(assembly(one)) for one in ("Affekt.Core", "Affekt.Play"))]
    assert built("Affekt.Unity", sources, ("@net8", *there), ["-define:UNITY_WEBGL"]).exists()


def test_what_needs_no_engine_compiles_against_mono_s_libraries_which_are_next_to_unity_s():
    core = built("Affekt.Core", [CORE], ("@unity",))
    assert built("Affekt.Play", [f"{PACKAGE}/Runtime/Play/**/*.cs"], ("@unity", str(core))).exists()


def test_the_page_s_socket_has_every_name_that_the_script_calls():
    script = (ROOT / PACKAGE / "Runtime/Unity/WebTransport.cs").read_text("utf-8")
    page = (ROOT / PACKAGE / "Plugins/WebGL/AffektSocket.jslib").read_text("utf-8")
    called = [line.split("(")[0].split()[-1] for line in script.splitlines() if "static extern" in line]
    assert len(called) == 6
    assert [name for name in called if f"{name}: function" not in page] == []
