"""Decoding once, and synthesisers that are the same each time."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from affekt.arrange.loaded import LoadedSet
from affekt.core.errors import AffektError, Reason
from affekt.render import layout as at
from affekt.render.engine import Engine
from affekt.render.patches import Patch, Patches
from affekt.render.stems import Mapping, StemTable, cached
from affekt.render.synth import Kind, find_soundfont, pool


def test_a_recording_is_decoded_once_and_mapped_as_it_is(tmp_path: Path, cache: Path):
    samples = np.arange(-3_000, 3_000, dtype=np.int16).reshape(-1, 2)
    soundfile.write(tmp_path / "a.wav", samples, 48_000, subtype="PCM_16")
    stem = cached(tmp_path / "a.wav", 7)
    written = stem.file.stat().st_mtime_ns
    assert (stem.id, stem.frames, stem.channels) == (7, 3_000, 2)
    assert stem.file.is_relative_to(cache)
    assert np.array_equal(Mapping(stem).samples.reshape(-1, 2), samples)
    assert cached(tmp_path / "a.wav").file.stat().st_mtime_ns == written


def test_another_rate_comes_out_at_48_kilohertz(tmp_path: Path):
    t = np.arange(22_050) / 44_100
    soundfile.write(tmp_path / "a.flac", 0.5 * np.sin(2 * np.pi * 1_000 * t), 44_100)
    stem = cached(tmp_path / "a.flac")
    assert (stem.frames, stem.channels) == (24_000, 1)
    spectrum = np.abs(np.fft.rfft(Mapping(stem).samples * np.hanning(24_000)))
    assert int(np.argmax(spectrum)) * 2 == 1_000


def test_a_torn_cache_file_is_made_anew(tmp_path: Path):
    soundfile.write(tmp_path / "a.wav", np.zeros((100, 2)), 48_000, subtype="PCM_16")
    stem = cached(tmp_path / "a.wav")
    stem.file.write_bytes(stem.file.read_bytes()[:90])
    assert cached(tmp_path / "a.wav").frames == 100
    assert Mapping(stem).samples.shape == (200,)


def test_a_missing_recording_says_what_to_do(tiny: LoadedSet, tmp_path: Path):
    with pytest.raises(AffektError) as refusal:
        StemTable().add(LoadedSet(tiny.manifest, tmp_path, "1"))
    assert refusal.value.reason is Reason.BAD_SET
    assert "affekt sets build" in refusal.value.text


def test_the_gpl_soundfont_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    font = tmp_path / "TimGM6mb.sf2"
    font.write_bytes(b"")
    other = tmp_path / "innocent.sf2"
    other.symlink_to(font)
    for path in (font, other):
        monkeypatch.setenv("AFFEKT_SOUNDFONT", str(path))
        with pytest.raises(AffektError):
            find_soundfont()


def test_the_environment_chooses_the_synthesiser(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AFFEKT_SYNTH", "builtin")
    chosen = pool("auto")
    assert chosen is not None
    assert chosen.name == "builtin"
    monkeypatch.setenv("AFFEKT_SYNTH", "none")
    assert pool() is None
    monkeypatch.setenv("AFFEKT_SYNTH", "theremin")
    with pytest.raises(AffektError) as refusal:
        pool()
    assert "fluidsynth, builtin" in refusal.value.text


def played(engine: Engine, patches: Patches) -> np.ndarray:
    engine.open(0, engine.player(patches))
    rows = [
        at.row(at.OP_NOTE, 1_000, id=1, a=0, b=60, c=100, d=4_000),
        at.row(at.OP_NOTE, 1_000, id=2, a=1, b=64, c=60, d=9_000),
        at.row(at.OP_NOTE, 3_000, id=3, a=0, b=60, c=90, d=4_000),
        at.row(at.OP_NOTE, 9_000, id=4, a=0, b=72, c=90, d=4_000),
        at.row(at.OP_CANCEL, 5_000, a=4),
    ]
    engine.enqueue(0, at.table(rows))
    found = []
    for _ in range(60):
        engine.render(np.zeros(1, np.int64), 480)
        found.append(engine.mixer.planes.f32[0, 0].copy())
    engine.close(0)
    return np.concatenate(found).reshape(-1, 2)


PATCHES = Patches((Patch(0, 0, False, 0.0, -6.0), Patch(48, 0, False, -1.0, -6.0)), -31.8)


@pytest.mark.parametrize("kind", ["fluidsynth", "builtin"])
def test_the_second_session_of_a_pool_sounds_like_the_first(kind: Kind):
    synths = pool(kind)
    assert synths is not None
    engine = Engine(1, synths=synths)
    first = played(engine, PATCHES)
    synths.warm(PATCHES)
    second, third = played(engine, PATCHES), played(engine, PATCHES)
    assert np.abs(first).max() > 0.01
    assert np.array_equal(first, second)
    assert np.array_equal(first, third)


@pytest.mark.parametrize("kind", ["fluidsynth", "builtin"])
def test_the_tuning_moves_every_note(kind: Kind):
    peaks = []
    for cents in (0.0, -100.0):
        engine = Engine(1, synths=pool(kind), frames=8_192)
        engine.open(0, engine.player(Patches((Patch(80, 0, False, 0.0, 0.0),), cents)))
        engine.enqueue(0, at.table([at.row(at.OP_NOTE, 0, id=1, a=0, b=81, c=100, d=48_000)]))
        found = []
        for _ in range(6):
            engine.render(np.zeros(1, np.int64), 8_192)
            found.append(engine.mixer.planes.f32[0, 0].reshape(-1, 2)[:, 0].copy())
        sound = np.concatenate(found)[4_096 : 4_096 + 32_768]
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 18))
        around = slice(round(760 * (1 << 18) / 48_000), round(960 * (1 << 18) / 48_000))
        peaks.append((np.argmax(spectrum[around]) + around.start) * 48_000 / (1 << 18))
    assert abs(peaks[0] - 880.0) < 3.0
    assert abs(1_200 * np.log2(peaks[1] / peaks[0]) + 100.0) < 4.0


def test_who_only_hands_notes_over_does_not_load_the_compiler():
    code = (
        "import sys, affekt.render.plan, affekt.host.header as h; h.synthesiser();"
        "print([m for m in ('numba', 'llvmlite') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_looking_for_fluidsynth_says_nothing_where_results_are_read():
    code = "from affekt.render.fluid_library import library; library()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == ""


@pytest.mark.parametrize("left", [0, 40, 90])
def test_a_cache_file_that_was_cut_short_after_it_was_looked_at_is_silent_and_the_others_sound(
    tmp_path: Path, left: int
):
    for name in "ab":
        soundfile.write(tmp_path / f"{name}.wav", np.full((5_000, 2), 0.1 + (name == "b")), 48_000, subtype="PCM_16")
    one, other = (cached(tmp_path / f"{name}.wav", k) for k, name in enumerate("ab"))
    one.file.write_bytes(one.file.read_bytes()[:left])
    with pytest.raises(OSError, match="made anew"):
        Mapping(one)
    engine = Engine(1)
    engine.map_stems([one, other])
    engine.open(0, None)
    engine.enqueue(0, at.table([at.row(at.OP_ONE_SHOT, 100, a=k, c=at.STINGERS, x=1.0) for k in (0, 1)]))
    for _ in range(4):
        engine.render(np.zeros(1, np.int64), 480)
    assert engine.mixer.planes.f32.any()
