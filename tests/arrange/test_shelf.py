"""Finding sets: by name along a path, never outside it."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.arrange.new import new_set
from affekt.arrange.shelf import find_named, find_set, list_sets, search_path
from affekt.core.errors import AffektError, Reason


@pytest.fixture
def shelf(tmp_path):
    for place, name in (("mine", "forest"), ("mine", "city"), ("theirs", "forest"), ("theirs", "sea")):
        folder = tmp_path / place / name
        folder.mkdir(parents=True)
        (folder / "set.toml").write_text("")
    (tmp_path / "mine" / "empty").mkdir()
    return [tmp_path / "mine", tmp_path / "nowhere", tmp_path / "theirs"]


def test_the_first_place_wins(shelf):
    assert find_named("forest", shelf) == shelf[0] / "forest"
    assert find_named("sea", shelf) == shelf[2] / "sea"
    assert list_sets(shelf) == {
        "city": shelf[0] / "city",
        "forest": shelf[0] / "forest",
        "sea": shelf[2] / "sea",
    }


def test_an_unknown_name_says_what_there_is(shelf):
    with pytest.raises(AffektError, match="sets found: city, forest, sea") as refusal:
        find_named("desert", shelf)
    assert refusal.value.reason is Reason.UNKNOWN_SET


@pytest.mark.parametrize(
    "name", ["../theirs/sea", "/etc", "forest/../city", "", ".", "..", "forest\x00", "Forest", "forest/"]
)
def test_a_name_is_never_a_path(shelf, name):
    with pytest.raises(AffektError, match="there is no set"):
        find_named(name, shelf)


@given(st.text(max_size=60))
def test_whatever_a_client_calls_a_set_stays_on_the_shelf(name):
    with pytest.raises(AffektError):
        find_named(name, [])


def test_a_path_is_taken_where_it_is_written_as_one(shelf, monkeypatch):
    assert find_set(str(shelf[2] / "sea")) == shelf[2] / "sea"
    assert find_set(str(shelf[2] / "sea" / "set.toml")) == shelf[2] / "sea"
    monkeypatch.chdir(shelf[0])
    assert find_set("./city") == shelf[0] / "city"
    with pytest.raises(AffektError, match=r"has no set\.toml"):
        find_set("./empty")


def test_the_search_path_begins_with_what_was_said(tmp_path):
    said = os.pathsep.join([str(tmp_path / "a"), str(tmp_path / "b")])
    places = search_path([tmp_path / "first"], {"AFFEKT_SETS": said})
    assert places[:4] == [tmp_path / "first", tmp_path / "a", tmp_path / "b", Path("stems").resolve()]


def test_a_new_set_is_written_whole_and_never_over_another(tmp_path):
    folder = new_set(tmp_path, "meadow")
    assert sorted(p.name for p in folder.rglob("*.*")) == ["calm.score", "danger.score", "discovery.score", "set.toml"]
    assert 'title = "Meadow"' in (folder / "set.toml").read_text()
    with pytest.raises(AffektError, match="is there already"):
        new_set(tmp_path, "meadow")
    with pytest.raises(AffektError, match="not a set's name"):
        new_set(tmp_path, "../meadow")


def test_a_new_set_checks_and_only_asks_to_be_built(tmp_path):
    from affekt.arrange.check import check

    found = check(new_set(tmp_path, "meadow", 'The "Meadow"'))
    assert found
    assert all(f.severity == "warning" and "affekt sets build meadow" in f.text for f in found)
