"""Stillwater: loops that never clash and hardly ever meet, led by the feeling alone."""

from itertools import combinations as pairs
from pathlib import Path

import numpy as np
import pytest

from affekt.arrange.check import check
from affekt.arrange.load import load
from affekt.arrange.manifest import StemSet
from affekt.arrange.notation import PartNote
from affekt.arrange.parts import read_parts
from affekt.arrange.shelf import list_sets
from affekt.arrange.unequal import joint_bars, joint_seconds
from affekt.core.inputs import StateFeeling
from affekt.core.score import IntentNow, Layer, Section, Tempo
from affekt.render.build import manifest_of
from affekt.render.build_mix import mix
from affekt.render.build_ogg import read
from affekt.render.loudness import integrated, true_peak
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

FOLDER = Path(__file__).parents[2] / "stems" / "stillwater"


@pytest.fixture(scope="module")
def stillwater() -> StemSet:
    return manifest_of(FOLDER)


@pytest.fixture(scope="module")
def notes(stillwater: StemSet) -> dict[str, tuple[PartNote, ...]]:
    section = stillwater.sections["still"]
    return read_parts(FOLDER / str(section.parts), section)


@pytest.fixture(scope="module")
def conductor() -> Conductor:
    return Conductor.of(load(FOLDER, audio=False), default_table())


def test_it_is_found_and_there_is_nothing_to_say_against_it() -> None:
    assert list_sets()["stillwater"].samefile(FOLDER)
    assert check(FOLDER) == []


def test_its_loops_are_unequal_and_meet_again_after_days(stillwater: StemSet) -> None:
    section = stillwater.sections["still"]
    assert {section.bars, *(u.loop_bars for u in section.layers.values() if u.loop_bars)} == {5, 7, 8, 11, 13}
    assert joint_bars(section) == 40040
    assert joint_seconds(section) >= 3600
    assert stillwater.tuning.cents == -31.8


def test_no_two_of_its_pitches_can_clash(stillwater: StemSet, notes: dict[str, tuple[PartNote, ...]]) -> None:
    pitched = [n for layer, ns in notes.items() if stillwater.layers[layer].pitched for n in ns]
    classes = {n.pitch % 12 for n in pitched}
    assert classes == {2, 4, 6, 9, 11}
    assert all((a - b) % 12 not in (1, 11) for a, b in pairs(classes, 2))
    low = [n.pitch for n in notes["bass"]]
    above = min(n.pitch for n in pitched if n not in notes["bass"])
    assert above - max(low) >= 7
    ends = [0, *(n.tick + n.ticks for n in notes["bass"])]
    assert all(n.tick >= end for n, end in zip(notes["bass"], ends, strict=False))


def test_every_melody_rests_more_than_it_sounds(notes: dict[str, tuple[PartNote, ...]]) -> None:
    for layer, bars in (("theme", 11), ("answer", 7), ("colour", 13)):
        sounding = {(n.tick + at) // 3840 for n in notes[layer] for at in range(0, n.ticks, 240)}
        assert 0.25 <= len(sounding) / bars <= 0.45


@pytest.mark.parametrize(
    ("valence", "arousal", "there", "not_there"),
    [
        (-0.7, 0.05, {"dark_harmony", "bed", "bass", "water"}, {"light_harmony", "theme", "answer", "pulse", "colour"}),
        (0.6, 0.2, {"light_harmony", "bed", "theme", "colour"}, {"dark_harmony", "answer", "pulse"}),
        (0.6, 0.9, {"light_harmony", "theme", "answer", "pulse", "colour"}, {"dark_harmony", "water"}),
    ],
)
def test_the_feeling_leads_the_layers_and_nothing_else_moves(
    conductor: Conductor, valence: float, arousal: float, there: set[str], not_there: set[str]
) -> None:
    played = Rehearsal(conductor)
    for second in range(1, 90, 2):
        played.say(float(second), StateFeeling(valence, arousal, 0.0, 0.95, 10.0))
    levels = {e.act.layer: e.act.gain_db for e in played.to(90.0).heard(Layer)}
    heard = {layer for layer, db in levels.items() if db > -60.0}
    assert there <= heard
    assert not not_there & heard
    intent = played.heard(IntentNow)[-1].act.intent
    assert intent.valence == pytest.approx(valence, abs=0.12)
    assert intent.arousal == pytest.approx(arousal, abs=0.12)
    assert len(played.heard(Section)) == 1
    assert {e.act.bpm for e in played.heard(Tempo)} == {56.25}


def test_its_recordings_are_as_loud_as_asked_and_small(stillwater: StemSet) -> None:
    section = stillwater.sections["still"]
    stems = {layer: read(FOLDER / used.takes[0].file) for layer, used in section.layers.items()}
    assert stems["bass"].shape[1] == 1
    for without in ("dark_harmony", "light_harmony"):
        together = mix(stems, [n for n in stems if n != without], stillwater, section)
        loud = integrated(together)
        assert loud == pytest.approx(-26.0, abs=1.0)
        assert true_peak(together) - loud >= 12.0
        assert true_peak(together) <= -2.0
    assert sum(p.stat().st_size for p in FOLDER.rglob("*.ogg")) <= 15e6


def test_its_drone_stands_on_432_hz() -> None:
    bed = read(FOLDER / "still" / "bed.ogg").mean(axis=1)[48_000:][: 1 << 18]
    spectrum = np.abs(np.fft.rfft(bed * np.hanning(len(bed)), 1 << 21))
    low, high = (round(f * (1 << 21) / 48_000) for f in (138, 156))
    peak = (low + spectrum[low:high].argmax()) * 48_000 / (1 << 21)
    assert 1200 * np.log2(peak / (432.0 * 2 ** (-19 / 12))) == pytest.approx(0.0, abs=5.0)
