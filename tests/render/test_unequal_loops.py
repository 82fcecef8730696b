"""Unequal loops: each layer goes round in bars of its own, by the section's absolute place, however it is rendered."""

from typing import Any

import numpy as np
import pytest
import soundfile

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.inputs import Cue, Param, Transport
from affekt.core.score import Key, Section, Tempo
from affekt.core.units import Frame
from affekt.render.engine import Engine
from affekt.render.offline import render
from affekt.render.plan import Plan
from affekt.render.stems import StemTable
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

BAR = 19_200
LOOPS = {"bed": 2, "bass": 3, "theme": 5}


def manifest() -> StemSet:
    layers: dict[str, Any] = {
        name: {"takes": [{"file": f"{name}.wav"}], **({"loop_bars": bars} if name != "bed" else {})}
        for name, bars in LOOPS.items()
    }
    plain = {"takes": [{"file": "plain.wav"}]}
    section = {"bars": 2, "tempo": 300, "metre": "2/4", "tail_beats": 1.0, "phrase_bars": 2}
    return StemSet.model_validate(
        {
            "format": 1, "name": "waves", "start": "still", "lead": "feeling",
            "layers": {"bed": {"role": "bed"}, "bass": {"role": "bass"}, "theme": {"role": "theme"}},
            "sections": {
                "still": {**section, "layers": layers},
                "plain": {**section, "layers": {"bed": plain}},
            },
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def sounds() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(3)
    made = {name: rng.integers(-3000, 3000, (bars * BAR + 9600, 2), np.int16) for name, bars in LOOPS.items()}
    return made | {"plain": rng.integers(-3000, 3000, (2 * BAR + 9600, 2), np.int16)}


@pytest.fixture(scope="module")
def waves(tmp_path_factory: pytest.TempPathFactory, sounds: dict[str, np.ndarray]) -> LoadedSet:
    folder = tmp_path_factory.mktemp("waves")
    for name, samples in sounds.items():
        soundfile.write(folder / f"{name}.wav", samples, 48_000, subtype="PCM_16")
    return LoadedSet(manifest(), folder, "0" * 64)


@pytest.fixture(scope="module")
def conductor(waves: LoadedSet) -> Conductor:
    return Conductor.of(waves, default_table())


def together(sounds: dict[str, np.ndarray], frames: int) -> np.ndarray:
    """The layers laid out one pass after the other, each by its own length."""
    total = np.zeros((frames + 40 * BAR, 2))
    for name, bars in LOOPS.items():
        for at in range(0, frames, bars * BAR):
            total[at : at + len(sounds[name])] += sounds[name] / 32768.0
    return total[:frames]


def apart(heard: np.ndarray, expected: np.ndarray) -> float:
    """How far two sounds are apart, once they are equally loud."""
    level = (heard * expected).sum() / (expected**2).sum()
    assert 0.8 < level < 1.2
    return float(np.abs(heard - level * expected).max())


def test_each_layer_goes_round_by_its_own_length(waves: LoadedSet, conductor: Conductor, sounds) -> None:
    played = Rehearsal(conductor).to(30.0)
    start = int(played.heard(Section)[0].frame)
    frames = 28 * 48_000
    heard = render(waves, played.events, frames, synth="none").f32
    expected = together(sounds, frames - start)
    assert apart(heard[start:], expected) < 1e-4
    assert np.abs(together(sounds, frames)[: 6 * BAR] - expected[6 * BAR : 12 * BAR]).max() > 0.01


@pytest.mark.parametrize("block", [1, 480, 4_999])
def test_the_samples_do_not_depend_on_the_block(waves: LoadedSet, conductor: Conductor, block: int) -> None:
    played = Rehearsal(conductor).say(3.1, Transport("pause")).say(4.0, Transport("resume")).to(8.0)
    frames = 48_000 if block == 1 else 6 * 48_000
    whole = render(waves, played.events, frames, block=8_192, synth="none").f32
    assert np.array_equal(render(waves, played.events, frames, block=block, synth="none").f32, whole)


@pytest.mark.parametrize("again_s", [1.3, 4.0, 9.77])
def test_a_renderer_that_goes_on_is_at_the_same_place_of_every_loop(
    waves: LoadedSet, conductor: Conductor, again_s: float
) -> None:
    played = Rehearsal(conductor).to(again_s)
    state = conductor.render_state(played.state, Frame(round(again_s * 48_000)))
    known = len(played.events)
    played.to(again_s + 6.0)
    table = StemTable()
    table.add(waves)
    engine, plan = Engine(1, frames=4_800), Plan(waves, table)
    engine.map_stems(table)
    engine.open(0, None, int(state.frame))
    engine.enqueue(0, plan.restore(state))
    engine.enqueue(0, plan.rows(played.events[known:]))
    pieces = []
    for _ in range(50):
        engine.render(np.zeros(1, np.int64), 4_800)
        pieces.append(engine.mixer.planes.f32[0, 0, : 2 * 4_800].reshape(-1, 2).copy())
    first = int(state.frame)
    whole = render(waves, played.events, first + 50 * 4_800, synth="none").f32
    again = np.concatenate(pieces)
    assert np.abs(again[2_000:] - whole[first + 2_000 :]).max() < 1e-6
    assert np.abs(again[2_000:]).max() > 0.05


def test_the_section_that_is_left_fades_and_no_loop_of_it_goes_on(
    waves: LoadedSet, conductor: Conductor, sounds
) -> None:
    played = Rehearsal(conductor).say(2.0, Cue("section", "plain", "end")).to(12.0)
    entry = next(e for e in played.heard(Section) if e.act.section == "plain")
    first = int(entry.frame)
    heard = render(waves, played.events, first + 5 * BAR, synth="none").f32[first + 2 * BAR :]
    alone = np.zeros((8 * BAR, 2))
    for at in range(0, 6 * BAR, 2 * BAR):
        alone[at : at + len(sounds["plain"])] += sounds["plain"] / 32768.0
    assert apart(heard, alone[2 * BAR : 5 * BAR]) < 1e-4


def test_the_tempo_stays_whoever_asks(conductor: Conductor) -> None:
    played = Rehearsal(conductor).say(1.0, Param("tempo", 280.0)).say(2.0, Param("key", "D")).to(12.0)
    assert {e.act.bpm for e in played.heard(Tempo)} == {300.0}
    assert played.heard(Key)


def test_a_key_moves_every_loop_and_none_loses_its_place(waves: LoadedSet, conductor: Conductor) -> None:
    played = Rehearsal(conductor).say(2.0, Param("key", "D")).say(6.0, Param("key", None)).to(12.0)
    keys = played.heard(Key)
    frames = int(keys[-1].frame) + 8 * BAR
    heard = render(waves, played.events, frames, synth="none").f32
    plain = render(waves, Rehearsal(conductor).to(12.0).events, frames, synth="none").f32
    turned, back = (int(k.frame) for k in keys[-2:])
    assert np.array_equal(heard[: turned - 100], plain[: turned - 100])
    assert np.abs(heard[turned + 4_800 : back] - plain[turned + 4_800 : back]).max() > 0.05
    assert np.abs(heard[back + 4_800 :] - plain[back + 4_800 :]).max() < 1e-6
