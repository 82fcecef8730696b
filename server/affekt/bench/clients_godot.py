"""Rows of real Godot: the addon's stream player and mixer against a real server, captured from Godot's own mixer."""

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affekt.bench import click_set
from affekt.bench.engines import MISSING, Godot, faults, godot_path
from affekt.bench.rows import Row, judged, quantile
from affekt.bench.run import Measure, Setting
from affekt.bench.served import Served
from affekt.clock import MonotonicClock
from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE

ADDON = Path(__file__).resolve().parents[3] / "clients/godot"
QUIT_AFTER = "200000"
"""Frames of the game after which it ends by itself, should a script fail."""
_BEAT = re.compile(r"^BEAT (\d+) (\d+) ([\d.]+) (-?[\d.]+) ([\d.]+)$", re.MULTILINE)
_DUMMY = "Godot's dummy driver mixes 85 ms at once, by sleeping"


@dataclass(frozen=True, slots=True)
class Heard:
    """What a game in Godot heard and told."""

    out: str
    sound: NDArray[np.float32]
    """`[frames, 2]`, captured from the bus Master."""
    beats: list[tuple[float, float, float]] = field(default_factory=list)
    """(second since it began, frame of the capture, seconds of a frame of the game) at each beat signal."""

    def number(self, word: str, place: int = 0) -> float:
        """Return a number that was told after a word.

        Raises:
            AffektError: INTERNAL if it was not told.
        """
        found = re.search(rf"^{word} (.+)$", self.out, re.MULTILINE)
        if found is None:
            raise AffektError(Reason.INTERNAL, f"Godot did not tell {word}: {self.out[-300:]}")
        return float(found.group(1).split()[place])

    def last(self, word: str) -> float:
        """Return the number that was last told after a word; -1 where none was."""
        found = re.findall(rf"^{word} ([\d.]+)$", self.out, re.MULTILINE)
        return float(found[-1]) if found else -1.0

    def first_sound(self) -> float:
        """Return the second at which the first click was heard."""
        found = click_set.onsets(self.sound[:, 0])
        if not self.beats or not len(found):
            raise AffektError(Reason.INTERNAL, "nothing was heard")
        second, frame, _ = self.beats[0]
        return second - (frame - float(found[0])) / SAMPLE_RATE

    def off_ms(self) -> list[float]:
        """Return how far each beat's signal is from its click, in ms beyond one frame of the game."""
        clicks = click_set.onsets(self.sound[:, 0])
        found = []
        for _, frame, game_s in self.beats:
            late = (frame - clicks[np.abs(clicks - frame).argmin()]) / SAMPLE_RATE
            found.append(1e3 * (-late if late < 0 else max(0.0, late - game_s)))
        return found


@cache
def _project(home: Path) -> tuple[Godot, Path]:
    """Return Godot and the addon's project, imported.

    Raises:
        AffektError: UNSUPPORTED where either is not there.
    """
    if godot_path() is None:
        raise AffektError(Reason.UNSUPPORTED, MISSING.format(what="the Godot client"))
    if not ADDON.is_dir():
        raise AffektError(Reason.UNSUPPORTED, "the addon's project is not there; run the bench from the repository")
    project = home / "project"
    shutil.copytree(ADDON, project, ignore=shutil.ignore_patterns(".godot", "*.uid", "*.import"))
    godot = Godot(home / "home")
    godot.import_project(project)
    return godot, project


def project(setting: Setting) -> tuple[Godot, Path]:
    """Return Godot and the addon's project, once for all rows of a run."""
    home = setting.scratch / "godot"
    home.mkdir(exist_ok=True)
    return _project(home)


def words(script: str, *said: object) -> list[str]:
    """Return Godot's arguments for a script of the addon's audio tests."""
    return ["-s", f"res://tests/audio/{script}.gd", "--quit-after", QUIT_AFTER, "--", *(str(word) for word in said)]


def listen(setting: Setting, server: Served, seconds: float, *more: str, mixer: Path | None = None) -> Heard:
    """Let a game hear a server: its stream, or by its own mixer a set in a folder; `more` is for its script.

    Raises:
        AffektError: INTERNAL if it did not come to its end.
    """
    godot, where = project(setting)
    capture = setting.scratch / "capture.f32"
    own = [f"mixer={mixer}"] if mixer else []
    said = words("listen_run", f"http://{server.doors['http']}", capture, seconds, *own, *more)
    ran = godot.run(where, said, seconds=seconds + 60.0)
    if "DONE" not in ran.out or ran.faults:
        raise AffektError(Reason.INTERNAL, f"Godot failed: {(ran.faults or [ran.out[-300:]])[0]}")
    return heard(ran.out, capture)


def heard(out: str, capture: Path) -> Heard:
    """Return what was told and captured."""
    beats = [(float(t), float(f), float(g)) for _, _, t, f, g in _BEAT.findall(out)]
    return Heard(out, np.fromfile(capture, np.float32).reshape(-1, 2), beats)


def sound(setting: Setting) -> Iterator[Row]:
    """Connect some times, streamed and commanded, and look for the first click."""
    clicks = click_set.write(setting.scratch).folder
    with Served(setting.scratch, stem_set=str(clicks), log_level="error") as server:
        for how, mixer in (("streamed", None), ("commanded", clicks)):
            runs = [listen(setting, server, 3.0, mixer=mixer) for _ in range(5 if setting.soak else 3)]
            yield judged(f"godot-sound-{how}", f"from connecting to the first sound, {how}",
                         [one.first_sound() for one in runs], "s", "<= 1", value=max(o.first_sound() for o in runs),
                         why=f"the worst; music begins 0.25 s after its first event; {_DUMMY}")  # fmt: skip


def beats(setting: Setting) -> Iterator[Row]:
    """Hear clicks for a while, and hold the beat signals against them."""
    clicks = click_set.write(setting.scratch).folder
    with Served(setting.scratch, stem_set=str(clicks), log_level="error") as server:
        for how, mixer in (("streamed", None), ("commanded", clicks)):
            one = listen(setting, server, setting.seconds, mixer=mixer)
            off = one.off_ms()
            yield judged(f"godot-beats-{how}", f"beat signals against captured clicks, beyond one frame, p95, {how}",
                         off, "ms", "<= 5", value=quantile(off, 0.95),
                         why=f"{len(off)} beats at 60 frames a second")  # fmt: skip
            if mixer is None:
                missed = int(one.number("MISSED"))
                yield judged("godot-skips", "times that the stream found nothing to play (get_skips)", missed,
                             f"in {setting.seconds:g} s", "== 0", why=_DUMMY)  # fmt: skip
                yield judged("godot-latency", "from a block's coming to its being heard", one.number("LATENCY"), "ms",
                             why=f"80 ms of reserve and what is mixed at once; {_DUMMY}")  # fmt: skip
            else:
                yield _locked(one)


def _locked(one: Heard) -> Row:
    left, right = (click_set.onsets(one.sound[:, side]) for side in (0, 1))
    apart = [float(np.abs(right - click).min()) for click in left] if len(right) else [float(SAMPLE_RATE)]
    return judged("godot-lock", "layers on Godot's mixer, apart at each click", apart, "samples", "== 0",
                  value=max(apart))  # fmt: skip


def broken(setting: Setting) -> Iterator[Row]:
    """Break the line under a game that listens, and wait for the sound to be back."""
    clicks = click_set.write(setting.scratch).folder
    took = []
    with Served(setting.scratch, stem_set=str(clicks), log_level="error") as server:
        for _ in range(5 if setting.soak else 2):
            one = listen(setting, server, 7.0, "break=3")
            took.append(one.last("SOUNDED") - one.number("BROKEN"))
    yield judged("godot-broken", "from a broken line to the sound's being back", took, "s", "<= 2", value=max(took))


def restarted(setting: Setting) -> Iterator[Row]:
    """Kill the server under a game that listens, start another at the same address, and wait for its sound."""
    clicks = click_set.write(setting.scratch).folder
    godot, where = project(setting)
    took: list[float] = []
    for number in range(3 if setting.soak else 1):
        capture = setting.scratch / f"back-{number}.f32"
        with Served(setting.scratch, stem_set=str(clicks), log_level="error") as first:
            door = first.doors["http"]
            with Game(godot, where, words("listen_run", f"http://{door}", capture, 60.0)) as game:
                game.until("SOUNDED")
                first.kill()
                game.until("SILENT")
                with Served(setting.scratch, "--listen", f"http={door}", stem_set=str(clicks), log_level="error"):
                    ready = game.clock.now()
                    took.append(game.until("SOUNDED") - ready)
    yield judged("godot-restarted", "from a server's being there again to its sound", took, "s", "<= 2",
                 value=max(took), why="killed, and started again at the same address")  # fmt: skip


class Game:
    """A game whose words are read as they come."""

    def __init__(self, godot: Godot, where: Path, said: Sequence[str]) -> None:
        command = [str(godot.path), "--headless", "--audio-driver", "Dummy", "--path", str(where), *said]
        self.clock = MonotonicClock()
        self._child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=godot.environment()
        )
        self.out = ""
        self._watchdog = threading.Timer(90.0, self._child.kill)
        self._watchdog.start()

    def __enter__(self) -> "Game":
        return self

    def __exit__(self, *_: object) -> None:
        self._watchdog.cancel()
        self._child.kill()
        self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()

    def until(self, word: str) -> float:
        """Return when a line began with a word; `out` holds all lines up to it.

        Raises:
            AffektError: INTERNAL if none did.
        """
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self.out += line
            if line.startswith(word):
                return float(self.clock.now())
            if faults(line):
                break
        raise AffektError(Reason.INTERNAL, f"Godot never told {word}")


def drift(setting: Setting) -> Iterator[Row]:
    """Let the receiver's law follow sound cards that are off, in time of its own."""
    godot, where = project(setting)
    for millionths in (-200, 200):
        ran = godot.run(where, words("drift_run", millionths, 120 if setting.soak else 30))
        told = heard_drift(ran.out)
        side = "slow" if millionths < 0 else "fast"
        text = f"a sound card {abs(millionths)} ppm too {side}: times that the reserve ran dry or over in half an hour"
        why = f"simulated, blocks up to 15 ms late; held {told[2]:+.1f} ms beside the reserve at the end"
        yield judged(f"godot-drift-{side}", text, told[0] + told[1], "times", "== 0", why=why)


def heard_drift(out: str) -> list[float]:
    """Return what the simulation told: dry, over, milliseconds beside the reserve, speed.

    Raises:
        AffektError: INTERNAL if it told nothing.
    """
    found = re.search(r"^DRIFT (.+)$", out, re.MULTILINE)
    if found is None:
        raise AffektError(Reason.INTERNAL, f"Godot failed: {out[-300:]}")
    return [float(word) for word in found.group(1).split()]


MEASURES = (
    Measure("godot-sound", "Godot: first sound", sound),
    Measure("godot-beats", "Godot: beats, lock, underruns", beats),
    Measure("godot-broken", "Godot: sound after a broken line", broken),
    Measure("godot-restarted", "Godot: sound after a restart of the server", restarted),
    Measure("godot-drift", "Godot: a sound card that is off", drift),
)
"""In the order of running."""
