"""The recorder's files: a later server never writes over an earlier one's recordings."""

from pathlib import Path

from affekt.core.units import Frame
from affekt.host.recorder import Recorder


def test_a_recording_is_never_written_over(tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        recorder = Recorder(tmp_path, "hero-1", {"affekt": 1, "seed": number})
        recorder.close(Frame(0))
        paths.append(recorder.path)
    assert [p.name for p in paths] == ["hero-1.jsonl", "hero-1.2.jsonl", "hero-1.3.jsonl"]
    assert [f'"seed": {n}' in p.read_text() for n, p in enumerate(paths)] == [True] * 3
    assert {p.with_suffix(".decisions.jsonl").is_file() for p in paths} == {True}
    assert {p.with_suffix(".sums.json").is_file() for p in paths} == {True}
