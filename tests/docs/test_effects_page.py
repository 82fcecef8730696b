"""The table of effects on the page about composing, against the list that the code has."""

import re

from pages import ROOT

from affekt.core.effects import EFFECTS


def test_the_page_lists_every_effect_with_its_range():
    page = (ROOT / "docs/compose.md").read_text(encoding="utf-8").replace("−", "-")
    table = page[page.index("| effect | range |") :]
    rows = re.findall(r"^\| ((?:`\w+`,? ?)+) \| (\S+) to (\S+)(?: \w+)? \|", table, re.MULTILINE)
    found = {name: (float(low), float(high)) for names, low, high in rows for name in re.findall(r"`(\w+)`", names)}
    assert found == {name: (one.low, one.high) for name, one in EFFECTS.items()}
