"""The shipped sets meet every figure of the review, in what is written and in what is recorded."""

from pathlib import Path

import pytest

from affekt.cli import main

STEMS = Path(__file__).parents[2] / "stems"


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", ["wayfarer", "stillwater"])
def test_every_figure_is_met(name, capsys):
    missed = main(["sets", "review", str(STEMS / name)])
    said = capsys.readouterr().out
    assert missed == 0, said
    assert "figures are met" in said
