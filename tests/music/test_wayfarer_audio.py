"""The recordings that are shipped, against what the manifest and `set.json` say of them."""

import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
import soundfile

from affekt.arrange.manifest import StemSet
from affekt.arrange.timing import body_frames, pickup_frames, tail_frames
from affekt.render import build_ogg
from affekt.render.build_mix import looped
from affekt.render.loudness import as_stereo, integrated, rms, true_peak


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, dict[str, object]]:
    return json.loads((folder / "set.json").read_text())["built"]["files"]


def test_every_recording_is_there_and_is_the_one_described(folder: Path, files: dict[str, dict[str, object]]) -> None:
    for name, facts in files.items():
        assert sha256((folder / name).read_bytes()).hexdigest() == facts["sha256"], name
        info = soundfile.info(folder / name)
        assert (info.samplerate, info.frames, info.channels) == (48000, facts["frames"], facts["channels"]), name


def test_stems_are_pickup_body_and_tail(wayfarer: StemSet, files: dict[str, dict[str, object]]) -> None:
    for section in wayfarer.sections.values():
        for layer in section.layers.values():
            for take in layer.takes:
                lengths = (pickup_frames(section), body_frames(section), tail_frames(section))
                facts = files[take.file]
                assert (facts["pickup_frames"], facts["body_frames"], facts["tail_frames"]) == lengths
                assert facts["frames"] == sum(lengths)


def test_the_set_is_small_enough_to_ship(folder: Path) -> None:
    assert sum(p.stat().st_size for p in folder.rglob("*.ogg")) <= 60_000_000


def test_tails_have_died_away_where_the_files_end(folder: Path, files: dict[str, dict[str, object]]) -> None:
    for name in ("combat/bass.ogg", "calm_end/bed.ogg", "stingers/hit_a.ogg"):
        assert np.abs(build_ogg.read(folder / name)[-480:]).max() < 10 ** (-60 / 20), name


@pytest.mark.parametrize("name", ["aftermath", "combat_end", "victory"])
def test_the_reference_mix_is_as_loud_as_the_section_asks(folder: Path, wayfarer: StemSet, name: str) -> None:
    section = wayfarer.sections[name]
    mix = np.zeros((body_frames(section), 2))
    for layer in section.reference:
        mix += as_stereo(looped(build_ogg.read(folder / section.layers[layer].takes[0].file), section))
    assert section.loudness_lufs is not None
    assert integrated(mix) == pytest.approx(section.loudness_lufs, abs=1.0)
    assert true_peak(mix) <= wayfarer.loudness.true_peak_db
    mid, side = mix.mean(axis=1, keepdims=True), (mix[:, :1] - mix[:, 1:]) / 2
    assert -16 <= 20 * np.log10(rms(side) / rms(mid)) <= -4
    assert integrated(mix) - integrated(mid) <= 1.5
