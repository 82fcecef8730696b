"""Whole nights of the sample, played by its script: what their music is like."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from judging import Night

from affekt.bench.engines import Godot

BUNDLED = Path(__file__).resolve().parents[2] / "godot-sample/recordings/adventure.jsonl"
Nights = Callable[[str, int], Night]


def judge_adventure(night: Night) -> None:
    """Hold a night of about ten minutes against what the sample promises."""
    assert 480 < night.seconds < 720
    bodies = {name for _, name in night.sections() if not name.endswith("_end")}
    assert len(bodies) >= 6, bodies
    assert 0.10 <= night.silence() <= 0.25
    fights = [(start, how) for start, how in night.told("combat_start")]
    ends = [t for t, _ in night.told("combat_end") + night.told("victory")]
    trivial = [t for t, how in fights if how < 0.4 and not any(t <= u < t + 3 and w >= 0.4 for u, w in fights)]
    earnest = [t for t, how in fights if how >= 0.4]
    assert trivial
    assert len(earnest) >= 2
    for start in trivial:
        over = min(t for t in ends if t > start)
        assert "combat" not in night.between(start, over + 4.0)
        assert "tension" in night.between(start, over + 4.0)
    for start in earnest:
        assert "combat" in night.between(start + 0.8, start + 0.9)


@pytest.mark.godot
@pytest.mark.parametrize("seed", [7, 11])
def test_a_night_of_ten_minutes_has_its_sections_fights_and_silences(night: Nights, seed: int) -> None:
    judge_adventure(night("adventure", seed))


@pytest.mark.godot
def test_a_night_that_is_won_ends_in_victory(night: Nights) -> None:
    won = night("adventure", 7)
    ((at, _),) = won.told("victory")
    assert "victory" in won.between(at, at + 4.0)
    assert won.told("defeat") == []


@pytest.mark.godot
def test_a_night_that_is_lost_ends_in_loss(night: Nights) -> None:
    lost = night("defeat", 7)
    ((at, _),) = lost.told("defeat")
    assert "loss" in lost.between(at, at + 1.5)
    assert lost.told("victory") == []


@pytest.mark.godot
@pytest.mark.parametrize("seed", [7, 11])
def test_who_hides_is_lost_track_of_and_no_fight_begins(night: Nights, seed: int) -> None:
    hidden = night("hide", seed)
    ((seen, _), *_) = hidden.told("enemy_spotted")
    ((lost, _), *_) = hidden.told("enemy_lost")
    assert hidden.told("combat_start") == hidden.told("hit_taken") == []
    assert "tension" in hidden.between(seen, lost)
    assert "combat" not in hidden.between(0.0, hidden.seconds)
    assert max(value for t, value in hidden.states("threat") if seen < t < lost) > 0.4
    assert hidden.states("threat")[-1][1] < 0.05
    assert any(seen < t < lost and value == 1.0 for t, value in hidden.states("hidden"))


@pytest.mark.godot
def test_the_same_seed_is_the_same_night(
    godot: Godot, sample: Path, played: Callable[[str, int], Path], tmp_path: Path
) -> None:
    again = tmp_path / "again.jsonl"
    words = ["--blind", "--script=defeat", "--seed=7", f"--say-file={again}"]
    godot.run(sample, ["--quit-after", "20000", "--", *words])
    assert again.read_bytes() == played("defeat", 7).read_bytes()
    assert again.read_bytes() != played("adventure", 7).read_bytes()


def test_the_recording_in_the_box_is_such_a_night() -> None:
    judge_adventure(Night.of(BUNDLED))


@pytest.mark.godot
@pytest.mark.parametrize("tests", ["run", "run_kept", "run_game"])
def test_the_games_own_tests_pass(godot: Godot, baked_sample: Path, tests: str) -> None:
    done = godot.run(baked_sample, ["-s", f"res://tests/{tests}.gd", "--quit-after", "20000"], seconds=60)
    assert re.search(r"TESTS: [1-9]\d* passed, 0 failed", done.out), done.out[-3000:]
    assert done.faults == []
