import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.arrange.notation import PartNote, parse_score
from affekt.core.errors import LineError
from affekt.core.metre import Metre

FOUR = Metre(4, 4)


def notes(text: str, metre: Metre = FOUR) -> list[tuple[int, int, int, int]]:
    track = parse_score("track t\n" + text, metre)["t"]
    return [(n.tick, n.ticks, n.pitch, n.velocity) for n in track.notes]


def test_lengths_stay_until_the_next_one_and_dots_lengthen() -> None:
    assert notes("| D4q. E4e F4q G4 |") == [
        (0, 1440, 62, 78),
        (1440, 480, 64, 78),
        (1920, 960, 65, 78),
        (2880, 960, 67, 78),
    ]


def test_a_triplet_is_exact() -> None:
    assert [n[0] for n in notes("| C4qt C4 C4 rh |")] == [0, 640, 1280]


def test_a_tie_reaches_over_the_bar_line_and_a_rest_ends_it() -> None:
    assert notes("| [D4 A4]w | _h rh |") == [(0, 5760, 62, 78), (0, 5760, 69, 78)]
    with pytest.raises(LineError, match="a tie needs a note"):
        notes("| rw | _w |")


def test_marks_accent_shorten_and_roll() -> None:
    assert notes("v60 | D4h> D4h' |") == [(0, 1920, 62, 74), (1920, 960, 62, 60)]
    assert [(n[0], n[0] + n[1]) for n in notes("| [D4 F4 A4]w^ |")] == [(0, 3840), (42, 3840), (84, 3840)]


def test_flats_sharps_and_octaves_are_midi_numbers() -> None:
    assert [n[2] for n in notes("| C4q Bb3 F#5 A-1 |")] == [60, 58, 78, 9]


def test_repeats_play_what_they_hold_as_often_as_they_say() -> None:
    assert [n[0] for n in notes("|: C4w | D4w :| x3 E4w |")] == [0, 3840, 7680, 11520, 15360, 19200, 23040]


def test_named_bars_serve_every_track_below() -> None:
    tracks = parse_score("bar a: D4h A4h\ntrack x\n| @a | @a |\ntrack y\n| rw | @a |", FOUR)
    assert [n.tick for n in tracks["y"].notes] == [3840, 5760]
    assert [n.tick for n in tracks["x"].notes] == [0, 1920, 3840, 5760]


def test_a_track_named_twice_has_two_voices() -> None:
    track = parse_score("track p\n| C4w |\ntrack p\n| rh E4h |", FOUR)["p"]
    assert [n.pitch for n in track.notes] == [60, 64]
    with pytest.raises(LineError, match="differ in length"):
        parse_score("track p\n| C4w |\ntrack p\n| C4w | C4w |", FOUR)


def test_drums_share_the_bar_equally() -> None:
    assert notes("hit O 41 90\nhit u 63 50\n| O..u | O.Ou O.Ou |")[:3] == [
        (0, 960, 41, 90),
        (2880, 960, 63, 50),
        (3840, 480, 41, 90),
    ]


def test_a_pickup_comes_before_the_first_bar() -> None:
    track = parse_score("track t\npickup A4e\n| D5w |", FOUR)["t"]
    assert track.notes == (PartNote(-480, 480, 69, 78), PartNote(0, 3840, 74, 78))
    assert (track.pickup_ticks, track.body_ticks) == (480, 3840)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("track t\n| D4h |", 2, "has 2 beats; 4/4 has 4"),
        ("track t\n| D4w |\n| H4w |", 3, "'H4w' is not a note"),
        ("| D4w |", 1, "before the first 'track NAME'"),
        ("track t\n\n# words\n| @turn |", 4, "no bar is named 'turn'"),
        ("track t\nhit O 41 90\n| O.x. |", 3, "no drum is written 'x'"),
        ("track t\nhit O 41 90\n| O.O.O.O |", 3, "7 steps do not share the bar"),
        ("metre 3/4\ntrack t", 1, "the part is in 3/4, the section in 4/4"),
        ("track t\n| D4w :|", 2, "a repeat ends that did not begin"),
        ("track t\n|: D4w |", 2, "has no end"),
        ("track Theme\n| D4w |", 1, "track name 'Theme'"),
        ("track t\nhit O 41\n", 2, "a drum is written"),
    ],
)
def test_what_is_not_notation_is_refused_with_its_place(text: str, line: int, why: str) -> None:
    with pytest.raises(LineError) as refused:
        parse_score(text, FOUR, file="x.score")
    assert refused.value.text.startswith(f"x.score:{line}: ")
    assert why in refused.value.text


@given(
    st.lists(st.lists(st.sampled_from(["D4q", "[C4 G4]q", "rq", "E4e F4e", "A3s A3 A3 A3"]), min_size=3, max_size=3))
)
def test_bars_that_add_up_are_read_whole(bars: list[list[str]]) -> None:
    text = "track t\n" + "".join(f"| {' '.join(bar)} " for bar in bars) + "|"
    track = parse_score(text, Metre(3, 4))["t"]
    assert track.body_ticks == len(bars) * 2880
    assert all(n.tick >= 0 and n.tick + n.ticks <= track.body_ticks for n in track.notes)
