"""The sample's game without any engine: a night can be won and lost, and has fights great and trivial."""

import json
import subprocess

import pytest

from affekt.bench.csharp import command, environment

pytestmark = pytest.mark.csharp


def nights(program, how: str) -> list[dict[str, object]]:
    """Play eight nights."""
    done = subprocess.run(
        [*command(program("NightRun", ["Lantern.World"])), "1", "8", how],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_keeper_who_fights_and_rests_wins_most_nights(program):
    told = nights(program, "careful")
    won = [one for one in told if one["end"] == "Won"]
    assert len(won) >= 5
    for one in won:
        assert one["found"] == 7
        assert {"wonder", "enemy_spotted", "enemy_killed", "combat_start", "victory"} <= set(one["words"])
    assert any(one["trivial"] for one in told)
    assert any(one["words"]["combat_start"] > one["trivial"] for one in told)


def test_a_careless_keeper_is_lost(program):
    told = nights(program, "careless")
    assert sum(one["end"] == "Lost" for one in told) >= 4
    assert all("death" in one["words"] for one in told if one["end"] == "Lost")


def test_the_same_number_gives_the_same_night(program):
    assert nights(program, "careful") == nights(program, "careful")
