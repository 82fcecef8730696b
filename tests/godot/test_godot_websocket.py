"""The addon in a real Godot against a real server, over WebSocket."""

import json
from pathlib import Path
from typing import Any

import pytest

from affekt.bench.engines import Godot
from affekt.bench.served import Served

pytestmark = [pytest.mark.godot, pytest.mark.system, pytest.mark.slow]

WORDS: list[dict[str, Any]] = [
    {"state": {"health": 0.9}},
    {"event": "enemy_spotted", "intensity": 0.75},
    {"state": {"threat": 0.25}},
    {
        "affect": {
            "valence": 0.5,
            "arousal": 0.25,
            "dominance": -0.5,
            "confidence": 1.0,
            "hold_s": 1.5,
            "free": True,
        }
    },
    {"affect": None},
    {"param": {"energy": 0.5}},
    {"param": {"energy": None}},
    {"control": {"volume": {"bus": "music", "db": -3.0}}},
    {"control": {"duck": {"db": -9.0, "on": True}}},
    {"control": {"duck": {"db": -9.0, "on": False}}},
    {"control": "mute"},
    {"control": "unmute"},
    {"control": {"save": "slot"}},
    {"cue": {"kind": "section", "name": "tension", "at": "next_beat", "within_ms": 600}},
]


def recorded(folder: Path, session: str) -> list[dict[str, Any]]:
    """Return what a server's recording of a session says, without the times."""
    path = next(path for path in folder.glob(f"{session}-*.jsonl") if ".decisions" not in path.name)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]]
    return [{key: value for key, value in line.items() if key not in ("t", "frame", "seq")} for line in lines]


def test_a_game_speaks_and_hears_over_a_websocket(
    godot: Godot, project: Path, served: Served, recordings: Path
) -> None:
    where = {"AFFEKT_HTTP": served.doors["http"]}
    suite = ["-s", "res://tests/run.gd", "--quit-after", "20000", "--", "res://tests/live/websocket.gd"]
    run = godot.run(project, suite, seconds=100, env=where)
    assert "TESTS: 8 passed, 0 failed" in run.out, run.out[-3000:]
    assert run.faults == []
    said = recorded(recordings, "gd-words")
    assert [line for line in WORDS if line not in said] == []
