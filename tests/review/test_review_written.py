"""The review of what is written: a sound set passes, and each planted fault is found where it stands."""

from itertools import combinations

import pytest

from affekt.arrange.manifest import Section, Theme
from affekt.arrange.notation import PartNote
from affekt.core.harmony import parse_chord
from affekt.render.build import manifest_of
from affekt.review.harmony import leads, matrix, signature
from affekt.review.piece import Line, Score, open_piece
from affekt.review.rows import passes, row
from affekt.review.statements import apart, find, head_of

KEEPER = Theme(degrees=[1, -3, 1, 2, 3, 2, 1], beats=[1.5, 0.5, 1, 1, 2, 1, 1])
HUNTER = Theme(degrees=[1, 1, 1, 3, 1, -1], beats=[0.5, 0.5, 0.5, 1, 0.5, 1])


def test_the_small_set_has_no_fault_in_its_voices_and_harmony(judged):
    rows = judged()
    for id, section in rows:
        if id.split(".")[0] in ("voices", "layers") and id not in ("layers.count", "layers.steps"):
            assert rows[id, section].ok is not False, rows[id, section]


def test_parallel_fifths_are_told_with_bar_and_layers(judged):
    bad = judged(("D5h rh | rw | rw", "D5h rh | E5w | C5w"))["voices.parallels", "road"]
    assert bad.ok is False
    assert [(f.bar, f.layer) for f in bad.faults] == [(5, "bass and theme")]
    assert "parallel fifths A2–E5 to F2–C5" in bad.faults[0].text


def test_a_clash_between_layers_is_told(judged):
    found = judged(("[C4 G4]w | [E4", "[C4 Ab4]w | [E4"), ("D5h rh", "A4w"))["voices.clashes", "road"]
    assert found.ok is False
    assert (found.faults[0].bar, found.faults[0].layer) == (3, "bed and theme")


def test_a_close_low_pair_is_told(judged):
    found = judged(("D2w | G2w", "D2w | [G2 B2]w"))["voices.low", "road"]
    assert (found.value, found.faults[0].bar, found.faults[0].layer) == (1, 2, "bass")


def test_a_note_out_of_range_a_third_in_the_bed_and_a_wide_leap_are_told(judged):
    rows = judged(("[D4 A4]w", "[D4 F4]w"), ("F2w", "B1w"), ("D5h rh", "D5q D6q D5q rq"))
    assert (rows["voices.range", "road"].faults[0].bar, rows["voices.range", "road"].faults[0].layer) == (5, "bass")
    assert [f.bar for f in rows["layers.bed_thirds", "road"].faults] == [1]
    assert {f.bar for f in rows["voices.leaps", "road"].faults} == {3}


def test_a_cycle_poor_chords_and_a_closed_loop_are_told(judged):
    line = '"Dm", "G", "C", "Am", "F", "C", "G", "Am"'
    small = '[review.kinds]\nroad = "calm"\n[themes]'
    rows = judged(words=[(line, '"G", "C", "G", "Dm"'), ("[themes]", small)])
    assert (rows["harmony.loop_end", "road"].ok, rows["harmony.loop_end", "road"].faults[0].bar) == (False, 8)
    assert rows["harmony.chords", "road"].value == 12
    assert rows["harmony.half_cadence", "road"].ok is False
    assert rows["harmony.cycle", "road"].value == 2


def test_what_leads_into_what():
    chord = parse_chord
    assert leads(chord("Am7"), chord("F"))
    assert leads(chord("G"), chord("F"))
    assert not leads(chord("Eb/D"), chord("F"))
    assert signature("D", "dorian") == signature("F", "lydian") == 0
    assert (signature("D", "phrygian"), signature("D", "mixolydian")) == (-2, 1)


def test_a_theme_is_known_in_another_key_speed_and_mode_and_with_an_ornament_but_not_by_chance():
    head = head_of("keeper", KEEPER)
    tune = [(0, 62), (1440, 57), (1920, 62), (2880, 64), (3840, 65), (5760, 64), (6720, 62)]

    def heard(notes):
        return find(head, [PartNote(t, 400, p, 80) for t, p in notes], "D", "dorian")

    assert [(s.tick, s.speed, s.whole) for s in heard(tune)] == [(0, 1.0, True)]
    assert [s.speed for s in heard([(2 * t, p) for t, p in tune])] == [2.0]
    assert heard([(t + 3840, p + 7) for t, p in tune])[0].alike == pytest.approx(1.0)
    assert heard(sorted([*tune, (3000, 66), (3400, 64)]))[0].alike > 0.9
    assert [s.whole for s in heard(tune[:4])] == [False]
    assert (
        heard([(t, p) for t, p in zip(range(0, 9600, 960), (62, 64, 65, 67, 69, 67, 65, 64, 62, 60), strict=True)])
        == []
    )
    assert apart(head, head_of("hunter", HUNTER)) >= 0.5
    assert apart(head, head) == 0.0


def test_a_complete_theme_where_it_should_not_be_is_told(judged):
    row = judged()["themes.complete", ""]
    assert row.ok is False
    assert (row.faults[0].section, row.faults[0].bar, row.faults[0].layer) == ("road", 1, "theme")


def test_a_set_may_say_another_bar_with_its_reason(judged):
    figure = '[[review.figures]]\nid = "form.bars"\nbar = ">= 8"\nreason = "a small set to test with"'
    table = f'[review.kinds]\nroad = "calm"\n{figure}\n'
    rows = judged(words=[("[themes]", f"{table}[themes]")])
    assert rows["form.bars", "road"].ok is True
    assert "a small set to test with" in rows["form.bars", "road"].why
    assert rows["form.seconds", "road"].bar == ">= 70"


def test_without_parts_rows_about_notes_are_left_out_with_a_word(judged):
    rows = judged(words=[('parts = "road.score"\n', "")])
    assert rows["parts", "road"].why == "no parts: rows about notes are skipped"
    assert not any(id.startswith("voices") for id, _ in rows)


def test_bars_are_read_in_both_forms():
    assert passes(25, "25 .. 45")
    assert not passes(46, "25 .. 45")
    assert passes(3, "") is None
    with pytest.raises(ValueError, match="a bar is like"):
        passes(3, "about 3")
    assert row("a.b", "x", "calm", 3, ">= 4").faults[0].section == "calm"


def test_unequal_loops_are_laid_out_and_their_joint_period_is_told(judged):
    bass = "track bass\n| D2w | G2w | C2w | A2w | F2w | C2w | G2w | A2w |"
    rows = judged(
        (bass, "track bass\n| D2w | A2w | D2w |"),
        words=[('file = "bass.wav" }]', 'file = "bass.wav" }], loop_bars = 3')],
    )
    period = rows["form.period", "road"]
    assert period.value == 24 * 2 / 60
    assert period.ok is False
    assert "bass 3 bars" in period.why


def test_figures_of_a_whole_journey_are_only_told_of_a_small_set(judged):
    rows = judged()
    assert rows["themes.sections", ""].bar == ""
    assert rows["themes.sections", ""].value == 1


def test_each_two_takes_that_can_meet_are_looked_at_together():
    counts = {"bass": 1, "light_harmony": 2, "dark_harmony": 2, "theme": 3, "answer": 2, "colour": 3}
    lines = tuple(Line(n, "abc"[k], n, True, ()) for n, count in counts.items() for k in range(count))
    score = Score("calm", Section(bars=4, tempo=90), "calm", lines)
    met, many = set[tuple[Line, Line]](), 0
    for _, ensemble in score.together():
        assert len({x.layer for x in ensemble}) == len(ensemble) == 5
        met |= set(combinations(ensemble, 2))
        many += 1
    never = {"light_harmony", "dark_harmony"}
    wanted = {(a, b) for a, b in combinations(lines, 2) if a.layer != b.layer and {a.layer, b.layer} != never}
    assert met == wanted
    assert many <= 24


SEA = """\
[sections.sea]
bars = 2
tempo = 120
key = "D"
mode = "dorian"
target = { valence = 0.2, arousal = 0.35 }
progression = ["Dm", "C#"]
entry_cues = [{ bar = 2, beat = 1 }]
[[transitions]]
from = "road"
to = "sea"
from_time = "FROM"
to_time = "TO"
[themes]"""


@pytest.mark.parametrize(
    ("from_time", "to_time", "left", "entered"),
    [
        ("exit_cue", "start", {2, 4, 6, 8}, {"Dm"}),
        ("end", "start", {8}, {"Dm"}),
        ("next_bar", "start", set(range(1, 9)), {"Dm"}),
        ("next_beat", "entry_cue", set(range(1, 9)), {"C#"}),
        ("next_bar", "same_position", set(range(1, 9)), {"Dm", "C#"}),
        ("next_bar", "previous_position", set(range(1, 9)), {"Dm", "C#"}),
    ],
)
def test_exits_and_entries_are_those_of_the_rule(judged, place, from_time, to_time, left, entered):
    sea = SEA.replace("FROM", from_time).replace("TO", to_time)
    rows = judged(words=[("[themes]", sea)])
    found = matrix(open_piece(place, manifest_of(place)))["road", "sea"]
    assert ({bar for bar, *_ in found}, {to for _, _, to, _ in found}) == (left, entered)
    assert len(found) == len(set(found))
    assert rows["harmony.exits", "road"].ok is (entered == {"Dm"})
