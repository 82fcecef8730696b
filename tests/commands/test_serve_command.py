"""`affekt serve`: what is refused before anything starts."""

from pathlib import Path

import pytest

from affekt.commands import serve
from affekt.core.errors import AffektError


def test_a_folder_that_cannot_be_written_to_is_refused_at_once(terminal, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("AFFEKT_SETS", str(Path(__file__).parents[2] / "stems"))
    (tmp_path / "taken").write_text("a file")
    closed = [f"--listen={door}=off" for door in ("grpc", "osc", "http")]
    with pytest.raises(AffektError, match="recordings cannot be written to"):
        terminal.type(serve, "--record", str(tmp_path / "taken"), "--commands-only", *closed)


@pytest.mark.parametrize("listen", ["foo=127.0.0.1:1", "grpc"])
def test_a_door_that_is_not_there_is_wrong_usage(terminal, listen: str):
    with pytest.raises(SystemExit) as left:
        terminal.type(serve, "--listen", listen)
    assert left.value.code == 2
