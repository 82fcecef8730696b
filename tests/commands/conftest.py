"""Runs a verb as the command line does."""

import argparse
import json
from types import ModuleType

import pytest


class Terminal:
    """What a person sees of a verb."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def type(self, verb: ModuleType, *words: str) -> int:
        """Run a verb and keep what it said."""
        parser = argparse.ArgumentParser(prog="affekt")
        verb.add_parser(parser.add_subparsers(dest="verb", required=True))
        code = int(verb.run(parser.parse_args([verb.__name__.rpartition(".")[2], *words])))
        self.out, self.err = self._capsys.readouterr()
        return code

    @property
    def answer(self):
        """The JSON that it answered."""
        return json.loads(self.out)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    """Each test has a folder of its own, and only the sets in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AFFEKT_SETS", str(tmp_path / "stems"))
