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


def test_a_set_whose_words_mean_nothing_is_refused_with_the_line(place, capsys):
    text = (place / "set.toml").read_text()
    for old, new, said in (
        ('theme = { takes = [{ file = "theme.wav" }] }', 'tune = { takes = [{ file = "theme.wav" }] }', "'tune'"),
        ('progression = ["Dm",', 'progression = ["%",', "the first bar needs a chord"),
        ("bars = 8", "bars = 0", "bars"),
    ):
        assert old in text
        (place / "set.toml").write_text(text.replace(old, new))
        assert main(["sets", "review", str(place), "--written"]) == 1
        told = capsys.readouterr().err
        assert "set.toml:" in told
        assert said in told


def test_a_part_that_is_not_notation_is_refused_with_its_line(place, capsys):
    (place / "road.score").write_text("metre 4/4\ntrack bed\n| D4w | H9w |\n")
    assert main(["sets", "review", str(place), "--written"]) == 1
    assert "road.score:3" in capsys.readouterr().err
