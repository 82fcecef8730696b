"""The staves of the score's page are those that the parts give today."""

import importlib.util
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from affekt.arrange.manifest import Section
from affekt.arrange.notation import parse_score

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def staves() -> ModuleType:
    spec = importlib.util.spec_from_file_location("staves", ROOT / "server" / "tools" / "staves.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pictures_are_drawn_from_the_parts_as_they_are(staves: ModuleType) -> None:
    """Else: `python server/tools/staves.py`."""
    for name, text in staves.draw(ROOT / "stems" / "wayfarer").items():
        assert (ROOT / "docs" / "images" / f"wayfarer-{name}.svg").read_text("utf-8") == text, name


def test_a_staff_has_a_head_for_each_note_and_a_tie_over_the_bar_line(staves: ModuleType) -> None:
    section = Section(bars=2, tempo=96, key="D", mode="dorian")
    notes = parse_score("track theme\n| D5h. Bb4q | _h A4e' A4e' rq |", section.time_signature)["theme"].notes
    picture = ElementTree.fromstring(staves.staff(notes, section, 1, 2, "two bars"))
    name = "{http://www.w3.org/2000/svg}"
    assert len(picture.findall(f"{name}ellipse")) == 5
    assert [t.text for t in picture.findall(f"{name}text")].count("♭") == 2
    assert sum(" Q" in f" {p.get('d', '').replace('Q', ' Q')}" for p in picture.findall(f"{name}path")) == 1
