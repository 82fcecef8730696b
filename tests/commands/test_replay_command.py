"""`affekt replay`: same or not, and honest about a recording that was cut."""

import json
from pathlib import Path
from typing import Any

import pytest

from affekt.cli import main
from affekt.commands.common import conductor_for
from affekt.core.inputs import GameEvent, Input
from affekt.core.units import frames
from affekt.host.driver import Driver
from affekt.host.header import recording_header
from affekt.host.recorder import Recorder


@pytest.fixture
def recording(tmp_path: Path) -> Recorder:
    conductor = conductor_for("", None)
    header = recording_header(conductor.stage.loaded, 5, conductor.stage.table.sha256)
    recorder = Recorder(tmp_path, "cut", header)

    def stepped(step: Any) -> None:
        for event in step.events:
            recorder.decided(event)

    driver = Driver(conductor, 5, stepped, recorder.said)
    driver.hear(Input(frames(0.5), 1, GameEvent("explore")))
    driver.advance(frames(6))
    recorder.close(driver.state.frame)
    return recorder


def told(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    status = main(["replay", str(path), "--decisions-only", "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_a_whole_recording_is_the_same(recording: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    status, result = told(recording.path, capsys)
    assert (status, result["same"]) == (0, True)
    assert result["decisions"].startswith("the same, all ")


def test_a_cut_recording_is_the_same_as_far_as_it_goes(recording: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    recording.sums_path.unlink()
    lines = recording.log_path.read_text().splitlines(keepends=True)
    recording.log_path.write_text("".join(lines[:-3]) + lines[-3][:40])
    status, result = told(recording.path, capsys)
    assert status == 0
    assert result["decisions"] == f"the same, all {len(lines) - 3} that were recorded before the recording was cut"


def test_a_changed_decision_is_found(recording: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    text = recording.log_path.read_text()
    recording.log_path.write_text(text.replace('"bar": 1,', '"bar": 2,', 1))
    status, result = told(recording.path, capsys)
    assert status == 1
    assert result["decisions"].startswith("differ from line ")


def test_another_game_table_is_not_comparable(
    recording: Recorder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "game.toml"
    table.write_text("[events.explore]\nvalence = 0.1\n")
    status = main(["replay", str(recording.path), "--decisions-only", "--table", str(table)])
    assert status == 1
    assert "the game's table is another" in capsys.readouterr().out
