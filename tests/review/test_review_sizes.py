"""The review of files: what is too dense, what silence costs, what is too large, and what need not be stereo."""

import numpy as np
import pytest
import soundfile

from affekt.render import build_ogg
from affekt.render.build import manifest_of
from affekt.review.piece import open_piece
from affekt.review.recorded import recorded

RATE = 48_000


def _ogg(tmp_path, heard, stems, quality=0.3):
    """The small recorded set as Ogg."""
    heard(stems)
    text = (tmp_path / "set.toml").read_text()
    (tmp_path / "set.toml").write_text(text.replace(".wav", ".ogg"))
    for name, body in stems.items():
        build_ogg.write(tmp_path / f"{name}.ogg", np.pad(body, ((0, 2 * RATE), (0, 0))), quality, title=name)
    return {r.id: r for r in recorded(open_piece(tmp_path, manifest_of(tmp_path)))}


def test_a_recording_that_is_too_dense_is_told(heard, stems, tmp_path):
    hiss = np.random.default_rng(1).uniform(-0.3, 0.3, (len(stems["bed"]), 2))
    rows = _ogg(tmp_path, heard, stems)
    assert rows["size.bitrate"].ok is True
    dense = _ogg(tmp_path, heard, stems | {"bed": hiss}, quality=0.9)["size.bitrate"]
    assert dense.ok is False
    assert "bed.ogg takes" in dense.faults[0].text


def test_silent_bars_cost_nothing_in_an_ogg_and_all_in_a_wav(heard, stems, tmp_path):
    half = stems["theme"].copy()
    half[len(half) // 4 :] = 0.0
    raw = heard(stems | {"theme": half})["size.silence"]
    assert raw.ok is False
    assert (raw.faults[0].bar, raw.faults[0].layer) == (2, "theme")
    assert "3 silent bars" in raw.faults[0].text
    assert _ogg(tmp_path, heard, stems | {"theme": half})["size.silence"].ok is True


def test_bass_in_stereo_is_told(heard, stems):
    row = heard(stems | {"bass": np.repeat(stems["bass"], 2, axis=1)})["size.mono"]
    assert (row.ok, row.faults[0].layer) == (False, "bass")


def test_too_many_megabytes_are_told(heard, stems, tmp_path, monkeypatch):
    heard(stems)
    monkeypatch.setattr("affekt.review.sizes._MEGABYTE", 1e3)
    rows = {r.id: r for r in recorded(open_piece(tmp_path, manifest_of(tmp_path)))}
    assert rows["size.files"].ok is False
    assert rows["size.memory"].ok is False
    assert rows["size.memory"].faults[0].section == "calm"


@pytest.mark.parametrize(
    ("id", "bend"),
    [
        ("loudness.mix", lambda s: {n: b * 2.0 for n, b in s.items()}),
        ("loudness.steps", lambda s: s | {"theme": s["theme"] * 0.01}),
        ("loudness.steep", lambda s: s | {"theme": s["theme"] * 6.0}),
        ("loudness.peak_to_loudness", lambda s: {n: np.tanh(b * 40.0) * 0.05 for n, b in s.items()}),
        ("loudness.limiter", lambda s: s | {"theme": s["theme"] * 40.0}),
        ("spectrum.slope", lambda s: s | {"bed": np.diff(s["bed"], axis=0, prepend=0.0) * 8}),
        ("spectrum.masking", lambda s: s | {"theme": s["bed"][:, :1] * 1.1}),
        ("mono.low", lambda s: s | {"bass": np.concatenate((s["bass"], np.roll(s["bass"], 200, axis=0)), axis=1)}),
        ("mono.side", lambda s: s | {"bed": np.repeat(s["bed"][:, :1], 2, axis=1)}),
    ],
)
def test_a_fault_planted_in_the_sound_misses_its_row(heard, stems, id, bend):
    row = heard(bend(stems))[id]
    assert row.ok is False, row
    assert row.faults[0].text


def test_drums_that_are_copies_of_each_other_are_told(tmp_path):
    hit = np.exp(-np.arange(6_000) / 900.0) * np.sin(np.arange(6_000) * 0.05) * 0.5
    body = np.zeros((4 * 96_000, 1))
    (tmp_path / "set.toml").write_text(DRUMS)
    (tmp_path / "beat.score").write_text("track drum\nhit O 41 90\n|: O... O... O... O... :| x4\n")
    manifest = manifest_of(tmp_path)
    piece = open_piece(tmp_path, manifest)
    soundfile.write(tmp_path / "drum.wav", body, RATE, subtype="FLOAT")
    from affekt.review.seams import onsets
    from affekt.review.sound import open_sound

    sound, _ = open_sound(tmp_path, manifest, piece.scores["beat"])
    assert sound is not None
    for frame, _, _ in onsets(sound, piece, sound.stems[0]):
        body[frame : frame + 6_000, 0] += hit[: len(body) - frame]
    soundfile.write(tmp_path / "drum.wav", body, RATE, subtype="FLOAT")
    row = {r.id: r for r in recorded(piece)}["palette.copies"]
    assert (row.ok, row.faults[0].layer) == (False, "drum")


STINGER = """\
[stingers.hit]
takes = [{ file = "hit.wav" }]
tempo = 120
length_beats = 1
"""


@pytest.mark.parametrize(("seconds", "level", "id"), [(6, 0.05, "stingers.tail"), (1, 0.9, "stingers.level")])
def test_a_stinger_that_rings_too_long_or_is_too_loud_is_told(heard, stems, tmp_path, seconds, level, id):
    heard(stems)
    t = np.arange(seconds * RATE) / RATE
    soundfile.write(tmp_path / "hit.wav", level * np.sin(2 * np.pi * 700 * t), RATE, subtype="FLOAT")
    (tmp_path / "set.toml").write_text((tmp_path / "set.toml").read_text() + STINGER)
    row = {r.id: r for r in recorded(open_piece(tmp_path, manifest_of(tmp_path)))}[id]
    assert (row.ok, row.faults[0].layer) == (False, "hit")


def test_a_goal_far_from_its_kind_and_a_flat_range_are_told(heard, stems, tmp_path):
    heard(stems)
    text = (tmp_path / "set.toml").read_text()
    kind = '[review.kinds]\ncalm = "combat"\n'
    (tmp_path / "set.toml").write_text(text + kind)
    rows = {r.id: r for r in recorded(open_piece(tmp_path, manifest_of(tmp_path)))}
    assert (rows["loudness.goal"].value, rows["loudness.goal"].ok) == (-10.0, False)
    assert rows["loudness.range"].ok is False


def test_a_step_that_makes_the_music_softer_is_told(heard, stems, tmp_path):
    heard(stems | {"theme": stems["theme"] * 0.01, "bass": stems["bass"] * 0.1})
    text = (tmp_path / "set.toml").read_text()
    falls = 'role = "bed"\ncurve = { input = "energy", points = [[0.15, 0], [0.16, -20]], hysteresis = 0.01 }'
    (tmp_path / "set.toml").write_text(text.replace('role = "bed"', falls))
    rows = {r.id: r for r in recorded(open_piece(tmp_path, manifest_of(tmp_path)))}
    assert rows["loudness.falls"].ok is False


DRUMS = """\
format = 1
name = "beat"
start = "beat"
[instruments.drum]
drums = true
[layers.drum]
role = "low_percussion"
pitched = false
instrument = "drum"
[sections.beat]
bars = 4
tempo = 120
parts = "beat.score"
layers = { drum = { takes = [{ file = "drum.wav" }] } }
"""
