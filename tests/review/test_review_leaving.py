"""The review of ways out: what rings, what is cut off, and what strikes twice, each planted in a small recorded set."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from affekt.arrange.tails import JOIN, LEAD, slots, tails_file
from affekt.render.build import manifest_of
from affekt.review.leaving import attacks, leaving
from affekt.review.piece import open_piece
from affekt.review.rows import Row
from affekt.review.sound import open_sound

SET = """\
format = 1
name = "left"
start = "road"
[layers.theme]
role = "theme"
[layers.drum]
role = "low_percussion"
pitched = false
[sections.road]
bars = 4
tempo = 120
exit_every_bars = 2
exit_tail_s = 0.8
parts = "road.score"
[sections.road.layers]
theme = { takes = [{ file = "theme.wav" }] }
drum = { takes = [{ file = "drum.wav" }] }
[sections.wood]
bars = 4
tempo = 120
[[transitions]]
from = "any"
to = "any"
from_time = "exit_cue"
fade = "out"
fade_beats = 0.25
"""
SCORE = "track theme\n| rw | rh D5h | rw | rw |\ntrack drum\nhit O 41 90\n| O... | .... | O... | .... |\n"
BAR, EXIT = 96_000, 2 * 96_000
Review = Callable[..., dict[str, Row]]


def _bell(at: int, hertz: float, falls: float) -> np.ndarray:
    since = np.maximum(np.arange(5 * BAR) - at, 0) / 48_000
    return 0.3 * np.sin(2 * np.pi * hertz * since) * np.exp(-falls * since) * (np.arange(5 * BAR) >= at)


@pytest.fixture
def left(tmp_path: Path) -> Review:
    """Review how the section is left: its drum so early at the exit, its tails at such a level."""

    def review(
        words: tuple[tuple[str, str], ...] = (), *, early_ms: int = 0, tails: float = 1.0, score: str = SCORE
    ) -> dict[str, Row]:
        text = SET
        for old, new in words:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "set.toml").write_text(text)
        (tmp_path / "road.score").write_text(score)
        manifest = manifest_of(tmp_path)
        section = manifest.sections["road"]
        alone = {"theme": _bell(EXIT - 24_000, 600, 2.0), "drum": _bell(0, 120, 20.0)}
        struck = {"theme": alone["theme"], "drum": alone["drum"] + _bell(EXIT - 48 * early_ms, 120, 20.0)}
        place = slots(section)
        for layer, used in section.layers.items():
            soundfile.write(tmp_path / used.takes[0].file, struck[layer], 48_000, subtype="FLOAT")
            if place is not None:
                slot = tails * alone[layer][EXIT - LEAD :][: place.tail]
                slot[:JOIN] *= np.arange(JOIN) / JOIN
                soundfile.write(tmp_path / tails_file(used.takes[0].file), slot, 48_000, subtype="FLOAT")
        piece = open_piece(tmp_path, manifest)
        sound, why = open_sound(tmp_path, manifest, piece.scores["road"])
        assert sound is not None, why
        return {one.id: one for one in leaving(sound, piece)}

    return review


def test_a_section_with_true_tails_at_every_way_out_is_left_well(left: Review) -> None:
    rows = left(early_ms=20)
    assert {id: one.ok for id, one in rows.items()} == {"seams.tail": True, "seams.ring": True, "seams.flam": True}
    assert rows["seams.ring"].value == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("share", [0.0, 0.5, 2.0])
def test_a_tail_that_is_not_what_the_take_leaves_is_told(left: Review, share: float) -> None:
    ring = left(tails=share)["seams.ring"]
    assert ring.ok is False
    assert (ring.faults[0].section, ring.faults[0].bar, ring.faults[0].layer) == ("road", 3, "theme")


def test_ways_out_without_a_tail_are_told_with_their_rule(left: Review) -> None:
    cut = left((('from_time = "exit_cue"', 'from_time = "next_bar"'),))["seams.tail"]
    assert (cut.value, cut.ok) == (50.0, False)
    assert (cut.faults[0].bar, "transition:any>any" in cut.faults[0].text) == (2, True)
    none = left((("exit_tail_s = 0.8\n", ""),))["seams.tail"]
    assert (none.value, none.ok) == (100.0, False)
    assert left((("exit_tail_s = 0.8\n", ""), ('"out"', '"cross"')))["seams.tail"].ok is True


def test_haste_at_beats_is_told_and_not_judged(left: Review) -> None:
    cut = left((('from_time = "exit_cue"', 'from_time = "next_beat"'),))["seams.tail"]
    assert cut.ok is True
    assert "of 16 at beats 14" in cut.why


def test_recordings_alone_are_not_asked_for_tails(left: Review) -> None:
    words = (("exit_tail_s = 0.8\n", ""), ('parts = "road.score"\n', ""))
    row = left(words)["seams.tail"]
    assert row.value is None
    assert "no parts" in row.why


@pytest.mark.parametrize(("fade", "early_ms", "heard"), [("disabled", 20, 20), ("disabled", 10, 0), ("out", 30, 30)])
def test_an_early_stroke_of_what_is_left_is_a_flam(left: Review, fade: str, early_ms: int, heard: int) -> None:
    flam = left((("exit_tail_s = 0.8\n", ""), ('"out"', f'"{fade}"')), early_ms=early_ms)["seams.flam"]
    assert flam.value == pytest.approx(heard, abs=2)
    assert flam.ok is (heard == 0)
    if heard:
        assert (flam.faults[0].bar, "before what comes" in flam.faults[0].text) == (3, True)


def test_a_late_stroke_under_a_cross_fade_is_a_flam(left: Review) -> None:
    words = (("exit_tail_s = 0.8\n", ""), ('"out"', '"cross"'), ("fade_beats = 0.25", "fade_beats = 1"))
    flam = left(words, early_ms=-25)["seams.flam"]
    assert "after what comes" in flam.faults[0].text
    assert flam.value == pytest.approx(25, abs=2)


def test_attacks_are_found_where_they_are() -> None:
    fine = np.zeros((2 * 80 * 48, 2))
    fine[80 * 48 - 20 * 48 :] = 0.3
    assert attacks(fine, 0.1) == [-20]
    assert attacks(fine, 0.5) == []
    assert attacks(fine, 0.0) == []
