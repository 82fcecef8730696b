"""The bench `render`: its scene of plain layers, its peers, and what it says where one is missing."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from affekt.bench import peers, peers_scsynth, render, render_mix, run
from affekt.bench.layered import GAIN, Wav, playing, recordings, samples
from affekt.core.errors import AffektError
from affekt.io.osc.codec import decode
from affekt.render.stems import decode as decode_recording


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AFFEKT_CACHE", str(tmp_path / "cache"))


def test_every_measure_has_an_id_of_its_own():
    ids = [measure.id for measure in render.MEASURES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("count", [3, 40])
def test_the_engine_and_the_plain_loop_mix_the_same_layers(tmp_path: Path, count: int):
    files = recordings(tmp_path, count, seconds=0.5)
    engine = playing(files)
    engine.render(np.zeros(1, np.int64), 4_800)
    heard = engine.mixer.planes.s16[0, 0, :9_600].astype(int)
    mixed, plain = np.zeros(9_600, np.float32), np.zeros(9_600, np.int16)
    gains = np.full(count, GAIN / 32768.0, np.float32)
    render_mix.plain_mix()(np.stack(samples(files)), gains, 0, mixed, plain)
    assert np.abs(heard).max() > 500
    assert np.abs(heard - plain.astype(int)).max() <= 1


def test_a_wav_file_is_written_as_it_comes(tmp_path: Path):
    block = np.arange(-4_800, 4_800, dtype=np.int16)
    wav = Wav(tmp_path / "x.wav")
    wav.write(block[:4_000])
    wav.write(block[4_000:])
    wav.close()
    assert (decode_recording(tmp_path / "x.wav").reshape(-1) == block).all()


def test_a_peer_that_is_missing_is_a_row_that_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(render_mix, "COUNTS", (2,))
    monkeypatch.setattr(render_mix, "SHORT_S", 0.1)
    monkeypatch.setattr(render_mix, "LONG_S", 0.2)
    rows = {row.id: row for row in render_mix.mix(run.Setting(tmp_path))}
    missing = rows["mix-2-vs-scsynth"]
    assert (missing.value, missing.ok, missing.bar) == (None, None, ">= 6")
    assert peers.INSTALL in missing.why
    assert rows["mix-2-vs-numpy"].value is not None
    assert Path(peers.INSTALL).is_file()


def test_a_peer_that_fails_is_told_with_its_words(tmp_path: Path):
    with pytest.raises(AffektError, match="sh failed: out of tune"):
        peers.run(peers.Peer("sh", "/bin/sh", ""), ["-c", "echo out of tune >&2; exit 3"], folder=tmp_path)


def test_a_score_is_bundles_with_their_times():
    packet = peers_scsynth.score([(0.0, [peers_scsynth.message("/c_set", 0, 0)]), (1.5, [b"/b\0\0,\0\0\0"])])
    first = int.from_bytes(packet[:4], "big")
    assert [path for _, path, _ in decode(packet[4 : 4 + first])] == ["/c_set"]
    second = packet[8 + first :]
    assert second[8:16] == (1).to_bytes(4, "big") + (1 << 31).to_bytes(4, "big")


def test_a_message_with_a_blob_is_read_back():
    synth = peers_scsynth.layer_synth()
    ((_, path, values),) = decode(peers_scsynth.define(synth))
    assert (path, values) == ("/d_recv", (synth,))
    assert synth[:4] == b"SCgf"


@pytest.mark.skipif(shutil.which("scsynth") is None, reason="scsynth is not on this machine")
def test_scsynth_mixes_the_same_samples_as_we_do(tmp_path: Path):
    files = recordings(tmp_path, 3, seconds=0.5)
    peers_scsynth.mix(peers.find("scsynth", "-v"), files, GAIN, 0.4, tmp_path)
    theirs = decode_recording(tmp_path / "scsynth.wav")[:9_600].reshape(-1).astype(int)
    engine = playing(files)
    engine.render(np.zeros(1, np.int64), 4_800)
    assert np.abs(engine.mixer.planes.s16[0, 0, :9_600].astype(int) - theirs[:9_600]).max() <= 1


def test_the_plain_mix_with_ramps_ends_where_the_plain_mix_is(tmp_path: Path):
    stems = np.stack(samples(recordings(tmp_path, 3, seconds=0.2)))
    gains = np.full(3, GAIN / 32768.0, np.float32)
    steady, moving = np.zeros(960, np.float32), np.zeros(960, np.float32)
    heard = np.zeros(960, np.int16)
    render_mix.plain_mix()(stems, gains, 0, steady, heard)
    render_mix.ramped_mix()(stems, gains, gains, 0, moving, heard)
    assert np.abs(steady).max() > 0.01
    assert np.abs(steady - moving).max() < 1e-6
