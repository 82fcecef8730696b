"""`affekt sets review` from the command line."""

import json
from xml.etree.ElementTree import fromstring

from affekt.cli import main

SVG = "{http://www.w3.org/2000/svg}"


def test_it_fails_with_places_and_writes_json(place, capsys):
    out = place / "review.json"
    assert main(["sets", "review", str(place), "--written", "--json", str(out)]) == 1
    said = capsys.readouterr().out
    assert "FAIL form.bars" in said
    assert "road: 8, wanted >= 48" in said
    plain = json.loads(out.read_text())
    assert not plain["ok"]
    assert {"id", "section", "value", "bar", "ok", "faults"} <= set(plain["rows"][0])


def test_it_is_fine_where_all_that_was_asked_for_is_met(place, capsys):
    assert main(["sets", "review", str(place), "--written", "--only", "voices", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"]


def test_an_unknown_section_or_row_says_what_there_is(place, capsys):
    assert main(["sets", "review", str(place), "--written", "--section", "sea"]) == 1
    assert "has no section 'sea'; it has road" in capsys.readouterr().err
    assert main(["sets", "review", str(place), "--written", "--only", "taste"]) == 1
    assert "no row is named taste" in capsys.readouterr().err


def test_the_plots_are_pictures_that_name_what_they_show(place, tmp_path):
    assert main(["sets", "review", str(place), "--written", "--only", "form", "--plots", str(tmp_path / "plots")]) == 1
    pictures = {p.name: fromstring(p.read_text()) for p in (tmp_path / "plots").iterdir()}
    assert set(pictures) == {"form.svg", "themes.svg", "changes.svg", "notes-road.svg"}
    words = {name: " ".join(t.text or "" for t in root.iter(f"{SVG}text")) for name, root in pictures.items()}
    assert "road" in words["form.svg"]
    assert "walk" in words["themes.svg"]
    boxes = {name: sum(1 for _ in root.iter(f"{SVG}rect")) for name, root in pictures.items()}
    assert boxes["notes-road.svg"] >= 30
