"""Half an hour of 50 sessions that are told random things: memory, the grid, and the workers' health."""

import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from affekt.bench.crowd import Crowd
from affekt.bench.noise import NoOp
from affekt.bench.rows import Row, judged, unmeasured
from affekt.bench.run import Setting
from affekt.bench.served import Served
from affekt.core.chance import uniform
from affekt.core.units import SAMPLE_RATE
from affekt.io.osc.codec import encode

SESSIONS = 50
LENGTH_S = 1_800.0
MARK_S = 300.0
"""When memory is looked at first; a sixth of a shorter soak."""
_SLOWEST_BPM = 40.0
_EVENTS = ("explore", "enemy_spotted", "combat_start", "hit_taken", "enemy_killed", "discovery", "victory")
_SECTIONS = ("calm", "exploration", "tension", "combat")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a session's recording says."""

    beats: int
    off: int
    """Beats that are not where their tempo puts them."""
    hole: str
    """Where its stream broke off; empty where it is whole."""


def soak(setting: Setting) -> Iterator[Row]:
    """Run for as long as `AFFEKT_SOAK_S` says, half an hour with `--soak`; otherwise say that it was left out."""
    asked = os.environ.get("AFFEKT_SOAK_S")
    length = float(asked) if asked else LENGTH_S
    text = f"{SESSIONS} sessions, random events, {length / 60:g} minutes"
    if not (setting.soak or asked):
        yield unmeasured("soak-memory", text, "it takes half an hour: --soak, or AFFEKT_SOAK_S=120", bar="<= 2")
        return
    folder, mark = setting.scratch / "soak", min(MARK_S, length / 6)
    with Served(setting.scratch, record=folder, stem_set=setting.stem_set, log_level="warning") as server:
        with Crowd(server, SESSIONS) as crowd, NoOp() as noise:
            workers = server.workers()
            _bother(server, crowd.names, 0, mark)
            early = server.pss_mb()
            _bother(server, crowd.names, round(mark), length - mark)
            late, figures = server.pss_mb(), server.metrics()
            same = server.workers() == workers
        server.wait(1.0)
    kept = [_kept(path) for path in sorted(folder.glob("*.decisions.jsonl"))]
    restarts, gaps = figures.get("affekt_worker_restarts_total", 0.0), figures.get("affekt_gaps_total", 0.0)
    floor = f"a clock thread that does nothing was late {noise.floor.late} times, p99 {noise.floor.p99_ms:.1f} ms"
    why = f"{early:.0f} MB after {mark / 60:.1f} minutes, {late:.0f} MB at the end, gateway and worker together"
    yield judged("soak-memory", f"{text}: memory at the end against {mark:g} s", (late / early - 1) * 100, "%", "<= 2",
                 why=why)  # fmt: skip
    holes = [one.hole for one in kept if one.hole]
    wrong = sum(1 for one in kept if one.off) + abs(SESSIONS - len(kept))
    why = (
        f"{sum(one.beats for one in kept)} beats, {sum(one.off for one in kept)} off; {gaps:.0f} gaps; "
        f"{len(holes)} recorders lost blocks to a busy machine {holes[:1]}; {floor}"
    )
    yield judged("soak-grid", f"{text}: sessions off the grid", float(wrong), "sessions", "== 0", why=why)
    yield judged("soak-restarts", f"{text}: workers that died", restarts + (0 if same else 1), "", "== 0")


def _bother(server: Served, names: list[str], turn: int, seconds: float) -> None:
    """Tell sessions random things, ten a second, beside what the crowd says."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.connect(server.osc)
        for number in range(turn * 10, turn * 10 + round(seconds * 10)):
            name = names[int(uniform(11, "soak.who", number) * len(names))]
            door.send(_random(name, number))
            server.wait(0.1)


def _random(name: str, number: int) -> bytes:
    kind, value = uniform(11, "soak.kind", number), uniform(11, "soak.value", number)
    if kind < 0.4:
        return encode("/affekt/event", name, _EVENTS[int(value * len(_EVENTS))], 0.7)
    if kind < 0.6:
        return encode("/affekt/state", name, "threat", value)
    if kind < 0.8:
        return encode("/affekt/cue", name, "section", _SECTIONS[int(value * len(_SECTIONS))], "next_bar")
    if kind < 0.9:
        return encode("/affekt/cue", name, "stinger", "discovery", "next_beat")
    return encode("/affekt/param", name, "tempo", 100.0 + 40.0 * value)


def _kept(path: Path) -> _Kept:
    """Judge a session by what it decided and by its sums."""
    beats, off = 0, 0
    for one, other in pairwise(_steady(path)):
        if one is not None and other is not None:
            beats += 1
            off += abs(other["frame"] - one["frame"] - _beat_frames(one)) > 1.0
    sums = path.with_name(path.name.replace(".decisions.jsonl", ".sums.json"))
    told: dict[str, Any] = json.loads(sums.read_text("utf-8")) if sums.is_file() else {"why_no_samples": "no sums"}
    return _Kept(beats, off, str(told.get("why_no_samples", "")))


def _steady(path: Path) -> Iterator[dict[str, Any] | None]:
    """Yield beats, and None where the course between two is not a steady one: at a change, and while a tempo ramps."""
    ramped = -1.0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            event: dict[str, Any] = json.loads(line)
            if event["kind"] == "beat":
                yield event if event["frame"] > ramped else None
            elif event["kind"] == "tempo":
                ramped = event["frame"] + (event["ramp_beats"] + 1) * 60.0 * SAMPLE_RATE / _SLOWEST_BPM
                yield None
            elif event["kind"] in ("section", "control"):
                yield None


def _beat_frames(beat: dict[str, Any]) -> float:
    unit = int(str(beat["metre"]).partition("/")[2])
    return 60.0 * SAMPLE_RATE / float(beat["bpm"]) * 4.0 / unit
