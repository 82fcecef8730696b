"""The addon in a real Godot against a real server, over OSC."""

import json
from pathlib import Path

import pytest

from affekt.bench.engines import Godot
from affekt.bench.served import Served

pytestmark = [pytest.mark.godot, pytest.mark.system, pytest.mark.slow]

WORDS = [
    {"state": {"health": 0.9}},
    {"event": "enemy_spotted", "intensity": 0.75},
    {"state": {"speed": 0.5}},
    {"affect": None},
    {"param": {"energy": 0.5}},
    {"param": {"energy": None}},
    {"control": {"volume": {"bus": "music", "db": -3.0}}},
    {"control": {"duck": {"db": -9.0, "on": True}}},
    {"control": "unmute"},
    {"cue": {"kind": "section", "name": "tension", "at": "next_beat", "within_ms": 600}},
]


def test_a_game_speaks_and_hears_over_osc(godot: Godot, project: Path, served: Served, recordings: Path) -> None:
    where = {"AFFEKT_HTTP": served.doors["http"], "AFFEKT_OSC": served.doors["osc"]}
    suite = ["-s", "res://tests/run.gd", "--quit-after", "20000", "--", "res://tests/live/osc.gd"]
    run = godot.run(project, suite, seconds=100, env=where)
    assert "TESTS: 4 passed, 0 failed" in run.out, run.out[-3000:]
    assert run.faults == []
    path = next(path for path in recordings.glob("gd-osc-[0-9]*.jsonl") if ".decisions" not in path.name)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]]
    said = [{key: line[key] for key in line if key not in ("t", "frame", "seq")} for line in lines]
    said = [_rounded(line) for line in said]
    assert [line for line in WORDS if line not in said] == []


def _rounded(value: object) -> object:
    """OSC's numbers have 32 bits."""
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return round(value, 6) if isinstance(value, float) else value
