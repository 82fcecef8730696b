"""What a recording's name tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.studio.names import name_of, read_name


@pytest.mark.parametrize(
    ("name", "words", "role", "take"),
    [
        ("calm_pad", ("calm", "pad"), "bed", "a"),
        ("Battle - Drums 2", ("battle", "drums"), "low_percussion", "b"),
        ("CombatBass", ("combat", "bass"), "bass", "a"),
        ("Explore Theme B", ("explore", "theme"), "theme", "b"),
        ("forest_dark_harmony_take3", ("forest", "dark", "harmony"), "dark_harmony", "c"),
        ("07", ("07",), None, "a"),
        ("xylo", ("xylo",), None, "a"),
    ],
)
def test_words_role_and_take(name, words, role, take):
    told = read_name(name)
    assert (told.words, told.role, told.take) == (words, role, take)


def test_tempo_and_key_are_read_and_taken_out():
    told = read_name("Forest_Drums_96bpm_F#m")
    assert (told.words, told.tempo, told.key, told.mode) == (("forest", "drums"), 96.0, "F#", "aeolian")
    assert read_name("bpm120 lead Bb").tempo == 120.0
    assert read_name("bpm120 lead Bb").key == "Bb"
    assert read_name("pad 9bpm").tempo is None, "nine to the minute is no tempo"


def test_a_stinger_says_so():
    assert read_name("stinger_found_2").stinger
    assert read_name("stinger_found_2").words == ("found",)
    assert not read_name("found").stinger


@given(st.text(max_size=60))
def test_any_text_gives_a_name_that_a_manifest_takes(text):
    made = name_of(text, "section")
    assert made
    assert made[0].isalpha()
    assert made.isascii()
    assert made == made.lower()
    assert len(made) <= 64
    read_name(text)
