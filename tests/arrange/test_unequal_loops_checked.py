"""Loops of their own: what the validator says where they cannot work, and how long they take to meet."""

from pathlib import Path

import pytest

from affekt.arrange.check import judge
from affekt.arrange.manifest import Section
from affekt.arrange.notation import PartNote
from affekt.arrange.parts import read_parts
from affekt.arrange.timing import as_layer, body_frames, own_loop_frames
from affekt.arrange.unequal import gone_round, joint_bars, joint_seconds, laid_out

SET = """
format = 1
name = "waves"
start = "still"
[instruments.pad]
program = 89
[layers]
bed = { role = "bed", instrument = "pad" }
bass = { role = "bass", instrument = "pad" }
[sections.still]
bars = 2
tempo = 60
phrase_bars = 2
parts = "still.score"
[sections.still.layers]
bed = { takes = [{ file = "bed.ogg" }] }
bass = { takes = [{ file = "bass.ogg" }], loop_bars = 3 }
"""
SCORE = "track bed\n| D4w | A4w |\ntrack bass\n| D2w | rw | A2w |\n"


def errors(folder: Path, text: str, score: str = SCORE) -> list[str]:
    folder = folder / "waves"
    folder.mkdir(exist_ok=True)
    (folder / "set.toml").write_text(text)
    (folder / "still.score").write_text(score)
    return [f.text for f in judge(folder)[1].errors]


def test_a_track_is_as_long_as_its_loop(tmp_path: Path) -> None:
    assert errors(tmp_path, SET) == []
    (text,) = errors(tmp_path, SET, SCORE.replace("| rw | A2w", "| A2w"))
    assert "track bass has 2 bars" in text
    assert "its loop has 3 bars" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tempo = 60", "tempo = 57", "write tempo = 5"),
        ("tempo = 60", "tempo = 60\\ntempo_range = [55, 65]", "leave tempo_range out"),
        ("bars = 2", "bars = 2\\nonce = true", "leave loop_bars out"),
        ('"bass.ogg" }]', '"bass.ogg" }, { file = "b.ogg", name = "b" }]', "has one take, not 2"),
    ],
)
def test_what_cannot_go_round_is_an_error(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = SET.replace(old, new.replace("\\n", "\n"), 1)
    assert any(said in one for one in errors(tmp_path, text))


def test_the_tempo_that_is_proposed_is_taken(tmp_path: Path) -> None:
    (text,) = errors(tmp_path, SET.replace("tempo = 60", "tempo = 57"))
    better = text.split("tempo = ")[1]
    assert errors(tmp_path, SET.replace("tempo = 60", f"tempo = {better}")) == []


def test_when_all_begin_together_again() -> None:
    layers = {f"l{n}": {"loop_bars": n} for n in (5, 7, 8, 11, 13)}
    section = Section.model_validate({"bars": 8, "tempo": 56.25, "layers": layers})
    assert joint_bars(section) == 40040
    assert joint_seconds(section) > 3600
    assert body_frames(as_layer(section, "l13")) == own_loop_frames(section, "l13") == 13 * 204_800
    assert section.tempo_span == (56.25, 56.25)


def test_parts_of_a_midi_file_may_be_as_long_as_their_loop(tmp_path: Path) -> None:
    import mido

    track = mido.MidiTrack([mido.MetaMessage("track_name", name="bass")])
    track += [mido.Message("note_on", note=40, velocity=70, time=8 * 480), mido.Message("note_off", note=40, time=480)]
    mido.MidiFile(ticks_per_beat=480, tracks=[track]).save(tmp_path / "a.mid")
    section = Section.model_validate({"bars": 2, "tempo": 60, "layers": {"bass": {"loop_bars": 3}}})
    assert read_parts(tmp_path / "a.mid", section)["bass"][0].tick == 2 * 3840


def test_laid_out_every_loop_is_written_as_it_sounds() -> None:
    section = Section.model_validate({"bars": 2, "tempo": 60, "layers": {"bed": {}, "bass": {"loop_bars": 3}}})
    whole = laid_out(section)
    assert (whole.bars, whole.unequal) == (10, False)
    bar = 3840
    low = gone_round((PartNote(0, 960, 40, 70), PartNote(2 * bar, 960, 45, 70)), section, "bass")
    assert [n.tick // bar for n in low] == [0, 2, 3, 5, 6, 8, 9]
    assert [n.tick // bar for n in gone_round((PartNote(bar, 960, 60, 70),), section, "bed")] == [1, 3, 5, 7, 9]
    assert laid_out(whole) is whole
