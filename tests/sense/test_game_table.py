import pytest

from affekt.core.errors import LineError, Reason
from affekt.core.inputs import Cue
from affekt.sense.game import default_table, read_table
from affekt.sense.game.locate import line_of


def refused(text: str) -> LineError:
    with pytest.raises(LineError) as caught:
        read_table(text, "game.toml")
    assert caught.value.reason is Reason.MALFORMED
    return caught.value


def test_the_shipped_table_knows_the_common_words_of_games():
    table = default_table()
    words = "explore rest enemy_spotted combat_start enemy_engaged enemy_killed hit_taken low_health heal discovery"
    words += " pickup goal near_miss victory defeat death level_up quest_failed door dialogue_start dialogue_end"
    assert not set(words.split()) - set(table.events)
    assert not {"health", "threat", "speed", "progress", "darkness"} - set(table.state)


def test_being_spotted_asks_for_a_stinger_and_never_for_a_section():
    assert [when.cue.kind for when in default_table().events["enemy_spotted"].cues] == ["stinger"]


def test_combat_starts_on_the_next_beat_with_a_hit_now():
    cues = [when.cue for when in default_table().events["combat_start"].cues]
    assert Cue("stinger", "hit", "now") in cues
    assert Cue("section", "combat", "next_beat", 600) in cues


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("format = 1\n[events.boo]\nvalence = 0.1\narosal = 3\n", 4, "events.boo.arosal"),
        ("[events.boo]\n\nvalence = 9\n", 3, "events.boo.valence"),
        ('[[scenes]]\nto = "a"\nkey = "t"\nabove = 0.5\n\n[[scenes]]\nto = "b"\nkey = "t"\n', 6, "scenes.1"),
        ('[[scenes]]\nto = "a"\nkey = "t"\nabove = 0.5\nbelow = 0.4\n', 1, "either above or below"),
        ("a =\n", 1, "not TOML"),
        ("[events.a]\n\n[events.a", 3, "not TOML"),
        ("[state.h]\nvalence = [[0, 1], [0, 2]]\n", 1, "must rise"),
        ("[state.h]\nrange = [1, 1]\n", 1, "range must rise"),
        ('[events.a.cue]\nkind = "boo"\nname = "x"\n', 2, "events.a.cue.kind"),
        ('[events."a b"]\n', 1, "events.a b"),
        ("format = 2\n", 1, "format"),
        ("[base]\narousal = nan\n", 2, "base.arousal"),
    ],
)
def test_a_wrong_word_is_named_with_its_key_and_its_line(text: str, line: int, word: str):
    error = refused(text)
    assert error.line == line
    assert word in error.text
    assert error.text.startswith(f"game.toml:{line}: ")


def test_the_second_of_two_arrays_of_tables_is_found_by_its_number():
    text = '[[scenes]]\nto = "a"\n[[scenes]]\nto = "b"\n'
    assert line_of(text, ("scenes", 0, "to")) == 2
    assert line_of(text, ("scenes", 1, "to")) == 4
    assert line_of(text, ("nowhere",)) == 1
