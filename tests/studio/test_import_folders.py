"""From folders of recordings to sets that check."""

import mido
import numpy as np
import pytest
import soundfile

from affekt.arrange.check import judge
from affekt.core.errors import AffektError
from affekt.studio.bring import bring
from affekt.studio.sort import read_folder


@pytest.fixture
def bring_in(tmp_path):
    def bring_in(folder):
        material, song = read_folder(folder)
        made = bring(material, song, tmp_path / "stems" / "score", "score", lambda what, done: None)
        manifest, findings = judge(tmp_path / "stems" / "score")
        assert findings.in_order() == []
        return made, manifest

    return bring_in


def test_sections_and_layers_by_name_and_tails_by_ear(tmp_path, band, bring_in):
    band(96, 8).write(tmp_path / "b", {"calm_pad": "pad", "calm_drums": "drums", "calm_lead": "lead"}, tail_s=2.0)
    band(128, 4).write(tmp_path / "b", {"battle_drums": "drums", "battle_drums_2": "drums", "battle_bass": "bass"})
    made, manifest = bring_in(tmp_path / "b")
    calm, battle = manifest.sections["calm"], manifest.sections["combat"]
    assert (calm.bars, calm.tempo, calm.key, calm.mode) == (8, 96, "D", "aeolian")
    assert calm.tail_beats == pytest.approx(2.0 * 96 / 60, abs=0.7)
    assert (battle.bars, battle.tempo, battle.tail_beats) == (4, 128, 0)
    assert [t.name for t in battle.layers["drums"].takes] == ["a", "b"]
    assert {n: layer.role for n, layer in manifest.layers.items()} == {
        "pad": "bed", "bass": "bass", "lead": "theme", "drums": "low_percussion",
    }  # fmt: skip
    assert calm.layers["pad"].curve is None
    assert calm.layers["lead"].curve is not None
    assert battle.target.arousal > calm.target.arousal
    assert all(guess.why for guess in made.material.guesses)


def test_a_daws_markers_cut_whole_songs_into_sections(tmp_path, band, bring_in, write_midi):
    slow, fast = band(96, 4), band(128, 8)
    folder = tmp_path / "song"
    folder.mkdir()
    for name, part in (("My Song - Pad", "pad"), ("My Song - Drums", "drums"), ("My Song - Tune", "lead")):
        whole = np.concatenate([getattr(slow, part)(), getattr(fast, part)()])
        soundfile.write(folder / f"{name}.wav", whole, 48_000)
    write_midi(folder / "song.mid", [("Explore", 96, 4), ("Fight", 128, 8)])
    _, manifest = bring_in(folder)
    assert {n: (s.bars, s.tempo, s.key) for n, s in manifest.sections.items()} == {
        "exploration": (4, 96, "D"), "combat": (8, 128, "D"),
    }  # fmt: skip
    cut, _ = soundfile.read(tmp_path / "stems/score/combat/drums.ogg")
    assert len(cut) == fast.frames
    assert np.corrcoef(cut, fast.drums())[0, 1] > 0.99, "the cut stands on the marker"


def test_six_recordings_and_a_midi_file_of_another_metre_and_rate(tmp_path, band, bring_in, write_midi):
    players = band(90, 8, beats=3, rate=44_100)
    names = {"atmos": "pad", "low": "bass", "kit": "drums", "top": "drums", "tune": "lead", "keys": "pad"}
    players.write(tmp_path / "waltz", names)
    write_midi(tmp_path / "waltz" / "w.mid", [("", 90, 8)], upper=3)
    _, manifest = bring_in(tmp_path / "waltz")
    (section,) = manifest.sections.values()
    assert (section.metre, section.bars, section.tempo) == ("3/4", 8, 90)
    assert len(section.layers) == 6


def test_a_folder_a_section_shorter_loops_and_stingers(tmp_path, band, bring_in):
    band(100, 8).write(tmp_path / "s" / "Village", {"Pad": "pad"})
    band(100, 2).write(tmp_path / "s" / "Village", {"Drums": "drums"})
    band(100, 1).write(tmp_path / "s" / "Stingers", {"found": "lead", "found 2": "lead"})
    made, manifest = bring_in(tmp_path / "s")
    assert list(manifest.sections) == ["exploration"]
    assert [t.name for t in manifest.stingers["found"].takes] == ["a", "b"]
    assert any("repeated 4 times" in g.value for g in made.material.guesses)


def test_what_is_too_loud_together_is_turned_down(tmp_path, bring_in):
    (tmp_path / "l").mkdir()
    for name in ("pad", "bass", "lead"):
        soundfile.write(tmp_path / "l" / f"{name}.wav", 0.9 * np.sin(np.arange(96_000) / 30), 48_000)
    _, manifest = bring_in(tmp_path / "l")
    (gain,) = {layer.gain_db for layer in manifest.layers.values()}
    assert gain == pytest.approx(-10.7, abs=1.0)


def test_loop_points_of_a_wav_are_kept(tmp_path, band, bring_in):
    players = band(120, 4)
    (tmp_path / "w").mkdir()
    path = tmp_path / "w" / "pad.wav"
    soundfile.write(path, np.concatenate([np.zeros(4_800), players.pad(tail_s=1.0)]), 48_000)
    loop = np.array([0, 0, 4_800, 4_800 + players.frames - 1, 0, 0], "<u4").tobytes()
    chunk = np.array([0, 0, 20_833, 60, 0, 0, 0, 1, 0], "<u4").tobytes() + loop
    raw = path.read_bytes() + b"smpl" + len(chunk).to_bytes(4, "little") + chunk
    path.write_bytes(raw[:4] + (len(raw) - 8).to_bytes(4, "little") + raw[8:])
    _, manifest = bring_in(tmp_path / "w")
    assert next(iter(manifest.sections.values())).bars in (4, 2, 8)
    cut, _ = soundfile.read(next((tmp_path / "stems/score").rglob("pad.ogg")))
    assert np.corrcoef(cut[: players.frames], players.pad(tail_s=1.0)[: min(players.frames, len(cut))])[0, 1] > 0.99


@pytest.mark.parametrize("spoil", ["empty", "text", "midi", "silent"])
def test_what_cannot_be_used_is_refused_and_nothing_is_written(tmp_path, band, spoil, write_midi):
    folder = tmp_path / "x"
    folder.mkdir()
    if spoil != "empty":
        band(100, 2).write(folder, {"pad": "pad"})
    if spoil == "text":
        (folder / "drums.wav").write_text("no sound")
    if spoil == "midi":
        (folder / "song.mid").write_bytes(b"MThd nonsense")
    if spoil == "silent":
        soundfile.write(folder / "pad.wav", np.zeros(96_000), 48_000)

    def whole():
        material, song = read_folder(folder)
        bring(material, song, tmp_path / "stems" / "x", "x", lambda what, done: None)

    with pytest.raises(AffektError):
        whole()
    assert list((tmp_path / "stems").rglob("*")) == []


def test_a_marker_off_the_bar_and_a_moving_tempo_are_told(tmp_path, band):
    band(100, 8).write(tmp_path / "m", {"Pad": "pad", "Drums": "drums"})
    track = mido.MidiTrack()
    for text, tempo, wait in (
        ("One", 100, 0),
        ("", 110, 3 * 1_920),
        ("Two", 100, 1_000),
        ("Three", 100, 1_920 - 1_000),
    ):
        track.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo), time=wait))
        if text:
            track.append(mido.MetaMessage("marker", text=text))
    track.append(mido.MetaMessage("end_of_track", time=3 * 1_920))
    midi = mido.MidiFile(ticks_per_beat=480)
    midi.tracks.append(track)
    midi.save(tmp_path / "m" / "m.mid")
    material, _ = read_folder(tmp_path / "m")
    assert [t for t in material.aside if "marker One" in t and "bar lines" in t]
    assert list(material.pieces) == ["three"]


def test_every_take_of_a_stinger_is_kept(tmp_path, band, bring_in):
    band(100, 2).write(tmp_path / "k", {"pad": "pad", "stinger_hit": "lead", "stinger_hit_1": "bass"})
    _, manifest = bring_in(tmp_path / "k")
    assert [t.name for t in manifest.stingers["hit"].takes] == ["a", "b"]
    assert len(list((tmp_path / "stems/score/stingers").iterdir())) == 2


def test_names_in_other_letters_stay_apart(tmp_path, band, bring_in):
    band(100, 2).write(tmp_path / "r", {"спокойно_бас": "bass", "спокойно_пад": "pad", "спокойно_флейта": "lead"})
    made, manifest = bring_in(tmp_path / "r")
    assert len(manifest.layers) == 3
    assert len(manifest.sections) == 1
    assert not all(guess.sure for guess in made.material.guesses)
    assert read_folder(tmp_path / "r")[0].pieces.keys() == {"section"}


def test_the_loudest_takes_together_are_not_too_loud(tmp_path, bring_in):
    (tmp_path / "t").mkdir()
    for name, level in (("pad", 0.1), ("pad_2", 0.99), ("bass", 0.5)):
        soundfile.write(tmp_path / "t" / f"{name}.wav", level * np.sin(np.arange(96_000) / 30), 48_000)
    made, _ = bring_in(tmp_path / "t")
    assert made.gain_db == pytest.approx(-5.8, abs=1.0)


def test_more_than_sixteen_takes_are_left_out_and_said(tmp_path, band):
    band(100, 1).write(tmp_path / "m", {f"pad_{n}": "pad" for n in range(1, 20)})
    material, _ = read_folder(tmp_path / "m")
    assert len(material.pieces["m"].strands["pad"].clips) == 16
    assert len(material.aside) == 3


def test_strange_midi_and_marker_texts_are_borne(tmp_path, band, write_midi):
    band(100, 4).write(tmp_path / "n", {"Pad": "pad"})
    write_midi(tmp_path / "n" / "n.mid", [("Calm\0\x07", 100, 2), ("Night", 100, 2)])
    material, song = read_folder(tmp_path / "n")
    assert list(material.pieces) == ["calm", "night"]
    bring(material, song, tmp_path / "stems" / "n", "n", lambda what, done: None)
    raw = (tmp_path / "n" / "n.mid").read_bytes()
    key = raw.index(b"\xff\x59\x02")
    (tmp_path / "n" / "n.mid").write_bytes(raw[: key + 3] + bytes([100]) + raw[key + 4 :])
    with pytest.raises(AffektError, match="MIDI"):
        read_folder(tmp_path / "n")
