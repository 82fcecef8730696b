"""What befalls the sound of a game in Unity: a pause, another device, a place that is gone, a clock that drifts."""

import subprocess
import sys

import pytest

from affekt.bench.csharp import command, environment
from affekt.testing import tones

pytestmark = pytest.mark.csharp
USES = ["Affekt.Core", "Affekt.Play", "Affekt.Unity", "UnityEngine"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("sound")
    tones.write(home / "tones")
    words = ["sets", "bake", "tones", "--only-table", "--out", str(home / "tones")]
    env = {**environment(), "AFFEKT_SETS": str(home)}
    subprocess.run([sys.executable, "-m", "affekt.cli", *words], env=env, check=True, capture_output=True)
    return home / "tones"


@pytest.mark.parametrize("part", ["pause", "stop", "drift", "place", "device", "stream", "baked", "burst"])
def test_the_music_outlives(part, folder, program):
    done = subprocess.run(
        [*command(program("SoundRun", USES)), part, str(folder)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["ok"], done.stdout + done.stderr
