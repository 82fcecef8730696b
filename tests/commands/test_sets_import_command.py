"""`affekt sets import`, as typed."""

import numpy as np
import pytest
import soundfile

from affekt.commands import sets


@pytest.fixture
def bounces(tmp_path):
    folder = tmp_path / "bounces"
    folder.mkdir()
    clicks = np.zeros(192_000)
    clicks[::24_000] = 0.8
    soundfile.write(folder / "calm_drums.wav", np.convolve(clicks, np.exp(-np.arange(900) / 120))[:192_000], 48_000)
    soundfile.write(folder / "calm_pad.wav", 0.1 * np.sin(np.arange(192_000) * 2 * np.pi * 220 / 48_000), 48_000)
    return folder


def test_a_folder_becomes_a_set_and_every_guess_is_told(terminal, bounces):
    assert terminal.type(sets, "import", "./bounces", "--name", "meadow", "--key", "Am", "--metre", "4/4") == 0
    assert "tempo of calm" in terminal.out
    assert "120" in terminal.out
    assert "stems/meadow is ready; play it with 'affekt serve --set meadow'" in terminal.out
    assert terminal.type(sets, "check", "meadow") == 0
    assert terminal.out == "meadow: fine\n"
    assert terminal.type(sets, "import", "./bounces", "--name", "meadow") == 1
    assert "is there already" in terminal.err


def test_in_json_guesses_and_findings_are_whole(terminal, bounces):
    assert terminal.type(sets, "import", "./bounces", "--json") == 0
    said = terminal.answer
    assert said["ok"]
    assert said["name"] == "bounces"
    assert {"about", "value", "why", "sure"} == set(said["guesses"][0])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere",), "is not there"),
        (("./bounces", "--tempo", "4"), "outside 20 to 300"),
        (("./bounces", "--key", "H"), "is not a key"),
        (("./bounces", "--metre", "4/3"), "4/3"),
        (("./bounces", "--start", "night"), "there are calm"),
        (("./bounces", "--name", "Über"), "is not a set's name"),
        (("./bounces/calm_pad.wav",), "name the folder"),
    ],
)
def test_a_wrong_word_is_refused_with_what_to_do(terminal, bounces, words, told):
    assert terminal.type(sets, "import", *words) == 1
    assert told in terminal.err
