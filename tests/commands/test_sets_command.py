"""`affekt sets`, as typed."""

import numpy as np
import pytest
import soundfile

from affekt.commands import sets
from affekt.commands.convert import convert


@pytest.fixture
def meadow(terminal, tmp_path):
    assert terminal.type(sets, "new", "meadow", "--title", "A meadow") == 0
    return tmp_path / "stems" / "meadow"


def test_a_new_set_is_listed_and_asks_to_be_built(terminal, meadow):
    assert terminal.type(sets, "list", "--json") == 0
    row = next(r for r in terminal.answer if r["name"] == "meadow")
    assert (row["title"], row["state"], row["folder"], row["errors"]) == ("A meadow", "not built", str(meadow), 0)
    assert row["sections"] == ["calm", "danger"]
    assert terminal.type(sets, "list") == 0
    assert "meadow           not built    2 sections  A meadow" in terminal.out


def test_checking_names_file_and_line_and_fails_on_errors_only(terminal, meadow):
    assert terminal.type(sets, "check", "meadow") == 0
    assert "stems/meadow/set.toml:34: warning: sections.calm: 2 recordings are not built yet" in terminal.out
    assert terminal.out.endswith("meadow: 3 warnings\n")
    assert terminal.type(sets, "check", "meadow", "--strict") == 1
    text = (meadow / "set.toml").read_text()
    (meadow / "set.toml").write_text(text.replace("tempo = 112", "tempo = 1120"))
    line = text[: text.index("tempo = 112")].count("\n") + 1
    assert terminal.type(sets, "check", "meadow") == 1
    assert f"stems/meadow/set.toml:{line}: error: sections.danger.tempo: " in terminal.out
    assert terminal.type(sets, "check", "./stems/meadow", "--json") == 1
    (one,) = terminal.answer["sets"]
    assert not terminal.answer["ok"]
    assert [f["line"] for f in one["findings"]] == [line]


def test_checking_nothing_in_particular_checks_all(terminal, meadow):
    assert terminal.type(sets, "check", "--json") in (0, 1)
    assert meadow.name in [one["name"] for one in terminal.answer["sets"]]


def test_an_unknown_set_is_refused_in_words_and_in_json(terminal, meadow):
    assert terminal.type(sets, "check", "desert") == 1
    assert terminal.err.startswith("affekt: there is no set 'desert'; sets found: ")
    assert terminal.type(sets, "check", "desert", "--json") == 1
    assert terminal.answer["error"]["reason"] == "UNKNOWN_SET"


def test_a_set_is_not_written_over_another(terminal, meadow):
    assert terminal.type(sets, "new", "meadow") == 1
    assert "is there already" in terminal.err


def test_building_makes_every_recording_and_then_the_set_is_fine(terminal, meadow, monkeypatch):
    built = []

    def build(folder, progress, *, force):
        progress("calm", 0.5)
        built.append((folder, force))

    monkeypatch.setattr("affekt.render.build.build", build)
    assert terminal.type(sets, "build", "meadow", "--force") == 0
    assert built == [(meadow, True)]
    assert terminal.out == "meadow: built; 3 warnings\n"
    assert terminal.type(sets, "build", "meadow", "--json") == 0
    assert terminal.answer["ok"]


def test_wrong_usage_exits_with_two(terminal):
    for words in ([], ["paint"], ["build"], ["check", "--no"]):
        with pytest.raises(SystemExit) as leaving:
            terminal.type(sets, *words)
        assert leaving.value.code == 2


RECORDED = """\
format = 1
name = "recorded"  # "audio/bed.wav" in a comment is a quoted path too
start = "calm"
[layers.bed]
role = "bed"
[layers.bass]
role = "bass"
[sections.calm]
bars = 1
tempo = 240
phrase_bars = 1
[sections.calm.layers]
bed = { takes = [{ file = "audio/bed.wav" }] }
bass = { takes = [{ file = 'audio/bass.ogg' }] }
"""


@pytest.fixture
def recorded(tmp_path):
    folder = tmp_path / "stems" / "recorded"
    (folder / "audio").mkdir(parents=True)
    (folder / "set.toml").write_text(RECORDED)
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(44_100) / 44_100)
    soundfile.write(str(folder / "audio/bed.wav"), np.stack([tone, tone], 1), 44_100)
    soundfile.write(str(folder / "audio/bass.ogg"), tone, 44_100, format="OGG", subtype="VORBIS")
    return folder


def test_recordings_at_another_rate_are_converted_and_named(terminal, recorded):
    assert terminal.type(sets, "check", "recorded") == 1
    assert terminal.type(sets, "convert", "recorded") == 0
    assert terminal.out == "recorded: converted; 1 warning\n"
    text = (recorded / "set.toml").read_text()
    assert text == RECORDED.replace("audio/bed.wav", "audio/bed.ogg")
    for name, channels in (("bed", 2), ("bass", 1)):
        audio, rate = soundfile.read(str(recorded / f"audio/{name}.ogg"), always_2d=True)
        assert (audio.shape, rate) == ((48_000, channels), 48_000)
        spectrum = np.abs(np.fft.rfft(audio[:, 0]))
        assert np.argmax(spectrum) == 440
        assert np.max(np.abs(audio)) == pytest.approx(0.5, abs=0.03)
    assert (recorded / "audio/bed.wav").is_file()


def test_converting_again_changes_nothing(recorded):
    assert convert(recorded) == ["audio/bass.ogg", "audio/bed.ogg"]
    before = {p: p.read_bytes() for p in recorded.rglob("*.*")}
    assert convert(recorded) == []
    assert {p: p.read_bytes() for p in recorded.rglob("*.*")} == before


def test_two_recordings_that_would_share_a_name_are_refused(terminal, recorded):
    (recorded / "set.toml").write_text(RECORDED.replace("bass.ogg", "bed.ogg"))
    assert terminal.type(sets, "convert", "recorded") == 1
    assert "audio/bed.wav and audio/bed.ogg are both in the set" in terminal.err


@pytest.mark.slow
def test_a_new_set_is_built_for_real_and_loads(terminal, meadow):
    from affekt.arrange.load import load
    from affekt.render.fluid_library import library
    from affekt.render.synth import find_soundfont

    if library() is None or find_soundfont() is None:
        pytest.skip("needs libfluidsynth3 and a SoundFont")
    assert terminal.type(sets, "build", "meadow") == 0
    assert terminal.out == "meadow: built; fine\n"
    audio, rate = soundfile.read(str(meadow / "audio/danger_drums.ogg"))
    assert rate == 48_000
    assert np.max(np.abs(audio)) > 0.01
    assert len(load(meadow).sha256) == 64
