"""A server that is killed and comes back under a game that plays."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from affekt.bench.served import Served

pytestmark = [pytest.mark.godot, pytest.mark.system, pytest.mark.slow]

TOKEN = "a-long-secret-of-ours"


def test_a_game_goes_on_when_its_server_is_started_again(playing: Callable[..., Any], tmp_path: Path) -> None:
    records = tmp_path / "records"
    with Served(tmp_path, "--token", TOKEN) as first:
        doors = {name: first.doors[name] for name in ("http", "osc")}
        where = {"AFFEKT_HTTP": doors["http"], "AFFEKT_OSC": doors["osc"]}
        with playing("res://tests/live/restart.gd", where) as play:
            play.until("KILL ME")
            first.kill()
            play.until("GONE")
            again = [word for name, door in doors.items() for word in ("--listen", f"{name}={door}")]
            with Served(tmp_path, "--token", TOKEN, *again, record=records):
                play.passes(1)
    said = [
        json.loads(line)
        for path in records.glob("gd-break-[0-9]*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    assert [line["state"] for line in said if "state" in line] == [{"health": 0.125}]
    assert "explore" in [line.get("event") for line in said]
