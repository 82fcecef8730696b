"""`affekt render`: wrong usage, what a file asks to be kept, and what it says then."""

import json
from pathlib import Path

import pytest
import soundfile

from affekt.commands import render


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AFFEKT_SETS", str(Path(__file__).parents[2] / "stems"))
    path = tmp_path / "session.jsonl"
    path.write_text('{"affekt": 1, "seconds": 2}\n{"t": 1, "control": {"save": "slot 1"}}')
    return path


@pytest.mark.parametrize(
    "flag",
    ["--seconds=-4", "--seconds=nan", "--seconds=1e9", "--seed=-1", f"--seed={2**63}", "--block=0"],
)
def test_a_number_out_of_range_is_wrong_usage(terminal, session: Path, flag: str):
    with pytest.raises(SystemExit) as left:
        terminal.type(render, str(session), "--log", "x.jsonl", flag)
    assert left.value.code == 2
    assert not Path("x.jsonl").exists()


def test_a_snapshot_that_the_file_asks_for_is_told(terminal, session: Path):
    assert terminal.type(render, str(session), "--log", "x.jsonl", "--json") == 0
    text = terminal.answer["snapshots"]["slot 1"]
    assert 0 < len(text.encode()) <= 4096
    restoring = session.with_name("restoring.jsonl")
    line = json.dumps({"t": 0, "control": {"restore": text}})
    restoring.write_text('{"affekt": 1, "seconds": 2}\n' + line)
    assert terminal.type(render, str(restoring), "--log", "y.jsonl") == 0
    assert '"restored"' in Path("y.jsonl").read_text()
    assert terminal.type(render, str(session), "--log", "x.jsonl") == 0
    assert f"saved 'slot 1': {text}" in terminal.out


@pytest.mark.parametrize(("layout", "channels"), [("stereo", 2), ("quad", 4), ("ambix", 4)])
def test_a_layout_chooses_the_channels_of_the_wav(terminal, session: Path, layout: str, channels: int):
    out = session.with_name(f"{layout}.wav")
    assert terminal.type(render, str(session), "--synth", "none", "--layout", layout, "--out", str(out)) == 0
    assert soundfile.info(out).channels == channels
