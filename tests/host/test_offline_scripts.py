"""Scripts from files: what is a recording, and what is refused with its line."""

from pathlib import Path
from typing import Any

import pytest

from affekt.core.errors import LineError
from affekt.core.score import Key
from affekt.host.offline import read_script, run
from affekt.session.conductor import Conductor

HEADER = '{"affekt": 1, "seconds": 2, "recording": {"engine": "0"}}'


def written(folder: Path, *lines: str) -> Path:
    path = folder / "session.jsonl"
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"t": 0.6, "frame": 19200, "seq": 2, "event": "explore"}', "is not after"),
        ('{"t": 0.6, "event": "explore"}', "has frame and seq"),
        ('{"t": 0.6, "frame": 28800, "seq": 2, "evnt": "explore"}', "a line says one of"),
    ],
)
def test_a_spoilt_recording_is_refused_and_never_taken_for_a_session_file(tmp_path: Path, line: str, why: str) -> None:
    path = written(tmp_path, HEADER, '{"t": 0.5, "frame": 24000, "seq": 1, "event": "explore"}', line)
    with pytest.raises(LineError, match=why) as refused:
        read_script(path)
    assert refused.value.line == 3


def test_a_rendering_has_shifted_recordings_a_bar_after_the_key_was_held(tmp_path: Path, house: Any) -> None:
    path = written(tmp_path, '{"affekt": 1, "seconds": 20}', '{"t": 5, "param": {"key": "F"}}')
    conductor = Conductor.of(house.registry.sets()[0], house.registry._table)
    told = [e for e in run(conductor, read_script(path)).events if isinstance(e.act, Key)]
    live, variant = told[-2:]
    assert (live.act.path, variant.act.path) == ("live", "variant")
    assert (live.act.shift, variant.bar) == (variant.act.shift, live.bar + 1)


def test_a_damaged_snapshot_in_a_file_is_an_error_with_its_line(tmp_path: Path, house: Any) -> None:
    path = written(tmp_path, '{"affekt": 1, "seconds": 2}', '{"t": 1, "control": {"restore": "not one of ours"}}')
    conductor = Conductor.of(house.registry.sets()[0], house.registry._table)
    with pytest.raises(LineError, match="snapshot") as refused:
        run(conductor, read_script(path))
    assert refused.value.line == 2


def test_a_sense_that_is_not_understood_yet_is_told_and_passed_over(tmp_path: Path, house: Any) -> None:
    path = written(tmp_path, '{"affekt": 1, "seconds": 1}', '{"t": 0.5, "text": "that was amazing!"}')
    conductor = Conductor.of(house.registry.sets()[0], house.registry._table)
    assert [(reason, about) for reason, _, about in run(conductor, read_script(path)).notices] == [
        ("NOT_YET", "line 2")
    ]
