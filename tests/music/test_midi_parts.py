from pathlib import Path

import mido
import pytest

from affekt.arrange.manifest import Section
from affekt.arrange.notation import PartNote
from affekt.arrange.parts import read, read_parts
from affekt.core.errors import AffektError, LineError


def midi(path: Path, *messages: tuple[str, int, int, int], beat: int = 480) -> Path:
    file, track = mido.MidiFile(ticks_per_beat=beat), mido.MidiTrack()
    track.name = "bass"
    track.extend(mido.Message(kind, note=n, velocity=v, time=t) for kind, n, v, t in messages)
    file.tracks.append(track)
    file.save(path)
    return path


def test_a_midi_file_is_read_in_the_houses_ticks(tmp_path: Path) -> None:
    path = midi(
        tmp_path / "a.mid",
        ("note_on", 38, 90, 0),
        ("note_on", 38, 0, 480),
        ("note_on", 45, 70, 0),
        ("note_off", 45, 0, 240),
    )
    assert read_parts(path, Section(bars=1, tempo=120)) == {
        "bass": (PartNote(0, 960, 38, 90), PartNote(960, 480, 45, 70))
    }


def test_a_midi_pickup_lies_before_the_downbeat(tmp_path: Path) -> None:
    path = midi(tmp_path / "a.mid", ("note_on", 57, 90, 0), ("note_off", 57, 0, 480))
    (part,) = read(path, Section(bars=1, tempo=120, pickup_beats=1))
    assert part.notes[0].tick == -960


def test_notes_outside_the_section_are_refused(tmp_path: Path) -> None:
    path = midi(tmp_path / "a.mid", ("note_on", 38, 90, 480 * 5), ("note_off", 38, 0, 480))
    with pytest.raises(AffektError, match="outside the section"):
        read_parts(path, Section(bars=1, tempo=120))


def test_what_is_not_midi_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mid").write_bytes(b"MThd, or so it says")
    with pytest.raises(AffektError, match="not a readable MIDI file"):
        read_parts(tmp_path / "a.mid", Section(bars=1, tempo=120))


def test_a_score_shorter_than_its_section_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.score").write_text("track t\n| D4w |\n")
    with pytest.raises(LineError, match=r"a\.score:1: track t has 1 bars"):
        read_parts(tmp_path / "a.score", Section(bars=2, tempo=120))
    with pytest.raises(AffektError, match="cannot be read"):
        read_parts(tmp_path / "none.score", Section(bars=2, tempo=120))
