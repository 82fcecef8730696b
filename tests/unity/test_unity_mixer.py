"""The mixer on AudioSources plays what the server's renderer plays, as it is heard from the stand-in engine."""

import itertools
import json
import subprocess
import sys

import numpy as np
import pytest
import soundfile

from affekt.bench.csharp import command, environment
from affekt.testing import tones
from affekt.testing.messages import decision

pytestmark = [pytest.mark.csharp, pytest.mark.slow]
RATE = 48_000
OFFSET = 4_800
"""Session frames at time 0 of the stand-in's audio clock."""
SECONDS = 28
SESSION = """\
{"affekt": 1, "set": "tones", "seed": 7, "seconds": 28}
{"t": 0.0, "param": {"tempo": "recorded"}}
{"t": 0.0, "param": {"key": "recorded"}}
{"t": 0.0, "param": {"energy": 0.2}}
{"t": 3.2, "param": {"energy": 0.8}}
{"t": 5.1, "cue": {"kind": "stinger", "name": "discovery", "at": "next_beat"}}
{"t": 9.0, "cue": {"kind": "section", "name": "combat", "at": "next_beat"}}
{"t": 14.0, "cue": {"kind": "section", "name": "tension", "at": "next_bar"}}
{"t": 17.0, "param": {"layer:theme": -96}}
{"t": 20.0, "cue": {"kind": "section", "name": "calm", "at": "next_bar"}}
{"t": 24.0, "control": "pause"}
{"t": 25.0, "control": "resume"}
"""


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """The set, the log of a session that the server renders, and its sound."""
    home = tmp_path_factory.mktemp("mixer")
    tones.write(home / "tones")
    (home / "s.jsonl").write_text(SESSION, "utf-8")
    words = ["render", "s.jsonl", "--out", "s.wav", "--log", "d.jsonl", "--synth", "none", "--format", "f32"]
    done = subprocess.run(
        [sys.executable, "-m", "affekt.cli", *words],
        cwd=home,
        env={**environment(), "AFFEKT_SETS": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in (home / "d.jsonl").read_text("utf-8").splitlines()]
    (home / "d.hex").write_text("\n".join(decision(line).SerializeToString().hex() for line in lines) + "\n", "utf-8")
    sound, _ = soundfile.read(home / "s.wav")
    return home, lines, sound[OFFSET:, 0]


@pytest.fixture(scope="module")
def heard(rendered, program):
    """Play the log in the stand-in engine; what is heard from the left."""
    home, _, _ = rendered
    runner = program("MixRun", ["Affekt.Core", "Affekt.Play", "Affekt.Unity", "UnityEngine"])

    def play(world: str) -> tuple[np.ndarray, str]:
        out = home / f"{world}.f32"
        done = subprocess.run(
            [*command(runner), str(home / "tones"), str(home / "d.hex"), str(out), str(SECONDS), str(RATE), world],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return np.fromfile(out, np.float32).reshape(-1, 2)[:, 0].astype(np.float64), done.stdout

    return play


def near(frame: int, lines: list[dict[str, object]], kinds: set[str], before: int, after: int) -> bool:
    """Whether a decision of one of these kinds sounds near a frame."""
    return any(line["kind"] in kinds and -before <= frame - int(str(line["frame"])) <= after for line in lines)


def test_the_mixer_plays_sample_by_sample_what_the_server_renders(rendered, heard):
    _, lines, expected = rendered
    found, said = heard("calm")
    assert "missing 0" in said
    count = min(len(found), len(expected))
    wrong = np.flatnonzero(np.abs(found[:count] - expected[:count]) > 4e-3) + OFFSET
    # What acts at once acts at the engine's next buffer: the duck of the stinger, the pause.
    stray = [int(at) for at in wrong if not near(int(at), lines, {"duck", "control"}, 240, 30_000)]
    assert stray == [], f"first at {stray[0] / RATE:.3f} s"
    assert np.sqrt((expected[:count] ** 2).mean()) > 0.02


def band(sound: np.ndarray, hertz: float, at: int, frames: int) -> float:
    """How strong a frequency is in a piece of sound."""
    piece = sound[at : at + frames]
    turn = np.exp(-2j * np.pi * hertz * np.arange(len(piece)) / RATE)
    return float(np.abs((piece * np.hanning(len(piece)) * turn).mean()))


def test_every_layer_sounds_in_the_beats_of_the_log_though_the_game_stutters(rendered, heard):
    _, lines, expected = rendered
    found, said = heard("rough")
    assert "missing 0" in said
    beats = [int(line["frame"]) - OFFSET for line in lines if line["kind"] == "beat"]
    looked = 0
    for first, last in itertools.pairwise(beats):
        if last - first > RATE or last > min(len(found), len(expected)) or first < 0:
            continue
        if near(first + OFFSET, lines, {"section", "control", "duck", "stinger"}, 2 * RATE, 2 * RATE):
            continue
        for section in tones.SECTIONS:
            for layer in tones.LAYERS:
                here, there = (band(s, tones.hertz(section, layer), first, last - first) for s in (found, expected))
                assert abs(here - there) < 0.004, f"{section} {layer} at {first / RATE:.2f} s: {here} for {there}"
                looked += there > 0.004
    assert looked > 20


def test_the_layers_of_a_section_stay_in_lock_though_the_clocks_drift(rendered, heard):
    _, _, expected = rendered
    found, _ = heard("rough")
    for at in (2.0, 7.5, 12.0, 16.4):
        place = round(at * RATE)
        piece = expected[place : place + RATE // 2]
        around = found[place - 2_400 : place + RATE // 2 + 2_400]
        alike = np.correlate(around, piece, "valid") / (np.linalg.norm(piece) ** 2)
        assert alike.max() > 0.95, at
        assert abs(int(alike.argmax()) - 2_400) < 0.02 * RATE, at
