"""Unity's sample, played by its scripted keeper in the stand-in engine against the real server."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from affekt.bench.csharp import ROOT, command, environment
from affekt.testing import tones

pytestmark = [pytest.mark.csharp, pytest.mark.slow, pytest.mark.system, pytest.mark.timeout(200)]
RATE = 48_000
USES = ["Affekt.Core", "Affekt.Play", "Affekt.Unity", "Lantern.World", "Lantern", "UnityEngine"]


class Server:
    """A server process that may be killed and started again at the same door."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.door = "127.0.0.1:0"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """Start it; return its address once it is ready."""
        words = [sys.executable, "-m", "affekt.cli", "serve", "--set", "tones"]
        words += ["--listen", "grpc=off", "--listen", "osc=off", "--listen", f"http={self.door}"]
        env = {**environment(), "AFFEKT_SETS": str(self.home)}
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            found = re.match(r"listening http (\S+)", line)
            if found:
                self.door = found[1]
            if line.startswith("ready"):
                return f"http://{self.door}"
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """End it as a crash would."""
        if self.process is not None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()
        self.process = None


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("lantern")
    tones.write(folder / "tones")
    words = ["sets", "bake", "tones", "--only-table", "--out", str(folder / "tones")]
    env = {**environment(), "AFFEKT_SETS": str(folder)}
    subprocess.run([sys.executable, "-m", "affekt.cli", *words], env=env, check=True, capture_output=True)
    return folder


@pytest.fixture
def server(home) -> Iterator[Server]:
    one = Server(home)
    yield one
    one.kill()


class Game:
    """The sample, running: what it tells, a line each."""

    def __init__(self, runner: Path, home: Path, mode: str, address: str, seconds: float) -> None:
        self.out = home / f"{mode}.f32"
        words = [*command(runner), str(ROOT), mode, address, str(home / "tones"), str(seconds), str(self.out)]
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment()
        )
        self.told: list[dict[str, object]] = []

    def lines(self) -> Iterator[dict[str, object]]:
        """What it tells from now on."""
        stdout = self.process.stdout
        assert stdout is not None
        for line in stdout:
            one = json.loads(line)
            self.told.append(one)
            yield one

    def until(self, kind: str, text: str) -> None:
        """Wait until it tells something."""
        for one in self.lines():
            if one["kind"] == kind and one["text"] == text:
                return
        raise AssertionError(f"never told: {kind} {text}; told {self.told[-12:]}")

    def end(self) -> np.ndarray:
        """Let it end; what was heard from the left."""
        for _ in self.lines():
            pass
        streams: list[IO[str] | None] = [self.process.stdin, self.process.stdout]
        for stream in streams:
            if stream is not None:
                stream.close()
        assert self.process.wait() == 0, self.of("said")
        return np.fromfile(self.out, np.float32).reshape(-1, 2)[:, 0].astype(np.float64)

    def say(self, word: str) -> None:
        """Tell it something."""
        assert self.process.stdin is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def of(self, kind: str) -> list[dict[str, object]]:
        """What it told of a kind."""
        return [one for one in self.told if one["kind"] == kind]


@pytest.fixture
def play(program, home) -> Iterator[object]:
    games: list[Game] = []

    def start(mode: str, address: str, seconds: float) -> Game:
        games.append(Game(program("SampleRun", USES), home, mode, address, seconds))
        return games[-1]

    yield start
    for game in games:
        if game.process.poll() is None:
            game.process.kill()
            game.process.wait()


def loudest_band(sound: np.ndarray) -> str:
    """The section whose bed is heard the most."""
    t = np.arange(len(sound))
    window = np.hanning(len(sound))

    def strength(section: str) -> float:
        turn = np.exp(-2j * np.pi * tones.hertz(section, "bed") * t / RATE)
        return float(np.abs((sound * window * turn).mean()))

    return max(tones.SECTIONS, key=strength)


def test_the_score_follows_the_night(play, server):
    mode = "Commanded"
    game = play(mode, server.start(), 13)
    heard = game.end()
    assert game.of("said") == []
    assert [one["text"] for one in game.of("turned")] == [mode]
    assert {"explore", "enemy_spotted", "combat_start"} <= {one["text"] for one in game.of("happened")}
    decided = {one["id"]: one for one in game.of("decided")}
    sounded = game.of("section")
    assert "tension" in [one["text"] for one in sounded]
    for one in sounded:
        told = decided.get(one["id"])
        assert told is None or (told["text"], told["frame"]) == (one["text"], one["frame"])
    assert game.of("mixer")[0]["missing"] == 0
    last = sounded[-1]
    assert loudest_band(heard[-2 * RATE :]) == last["text"] or float(str(last["t"])) > 10.0
    assert np.sqrt((heard[-3 * RATE :] ** 2).mean()) > 0.005


def longest_silence(sound: np.ndarray) -> float:
    """Seconds of the longest piece without sound, after the first sound."""
    blocks = np.abs(sound[: len(sound) // 480 * 480]).reshape(-1, 480).max(axis=1) > 1e-3
    first = int(np.argmax(blocks))
    longest = run = 0
    for sounds in blocks[first:]:
        run = 0 if sounds else run + 1
        longest = max(longest, run)
    return longest / 100.0


def bars(game: Game, count: int) -> None:
    """Wait until so many bars have sounded."""
    for one in game.lines():
        count -= one["kind"] == "bar"
        if count == 0:
            return


def judge(game: Game) -> np.ndarray:
    """End it; what was heard holds no silence that a bar would not explain: the slowest lasts 3 s."""
    game.say("quit")
    heard = game.end()
    assert game.of("said") == []
    assert longest_silence(heard) < 3.6
    assert np.sqrt((heard[-RATE:] ** 2).mean()) > 0.003
    return heard


def test_the_stream_gives_way_to_the_baked_table_and_comes_back(play, server):
    game = play("Streamed", server.start(), 60)
    game.until("turned", "Streamed")
    game.until("happened", "enemy_spotted")
    server.kill()
    game.until("turned", "Baked")
    bars(game, 2)
    server.start()
    game.until("turned", "Streamed")
    bars(game, 2)
    heard = judge(game)
    turned = game.of("turned")
    assert [one["text"] for one in turned] == ["Streamed", "Baked", "Streamed"]
    back = int(str(turned[-1]["sample"]))
    assert longest_silence(heard[back - RATE // 2 : back + RATE // 2]) <= 0.05


def test_a_server_that_comes_late_takes_over_from_the_baked_table_and_may_go_again(play, server):
    server.start()
    server.kill()
    game = play("Commanded", f"http://{server.door}", 60)
    game.until("turned", "Baked")
    server.start()
    game.until("turned", "Commanded")
    bars(game, 2)
    server.kill()
    game.until("turned", "Baked")
    bars(game, 2)
    judge(game)
    assert [one["text"] for one in game.of("turned")] == ["Baked", "Commanded", "Baked"]


def test_a_baked_score_needs_no_server_at_all(play):
    game = play("Baked", "http://127.0.0.1:9", 4)
    heard = game.end()
    assert game.of("said") == []
    assert [one["text"] for one in game.of("turned")] == ["Baked"]
    assert game.of("section")[0]["text"] == "exploration"
    assert longest_silence(heard) < 1.0
