"""A set that is edited while it sounds, as the renderer hears it: the old plays on, the new comes in whole."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import Layer, RenderState
from affekt.core.units import Frame
from affekt.render import layout as at
from affekt.render.engine import Engine
from affekt.render.plan import Plan
from affekt.render.stems import StemTable


@pytest.fixture
def other(tiny: LoadedSet, tmp_path: Path) -> LoadedSet:
    """The tiny set with two bars of fight recorded anew, a layer more, and no cheer."""
    for file in (tiny.folder / "stems").iterdir():
        (tmp_path / "stems").mkdir(exist_ok=True)
        samples, rate = soundfile.read(file, dtype="int16", always_2d=True)
        if file.name == "fight_bed.wav":
            samples = np.roll(samples, 4_321, axis=0)
        soundfile.write(tmp_path / "stems" / file.name, samples, rate, subtype="PCM_16")
    plain = tiny.manifest.model_dump(by_alias=True)
    plain["layers"] = {"choir": {"role": "colour"}, **plain["layers"]}
    del plain["sections"]["cheer"]
    return LoadedSet(type(tiny.manifest).model_validate(plain), tmp_path, "9" * 64)


def play(engine: Engine, blocks: int) -> np.ndarray:
    out = []
    for _ in range(blocks):
        engine.render(np.zeros(1, np.int64), 480)
        out.append(engine.mixer.planes.f32[0, 0].reshape(480, 2).copy())
    return np.concatenate(out)


def test_the_old_recording_plays_on_and_the_new_one_comes_in(tiny: LoadedSet, other: LoadedSet, log):
    table = StemTable()
    table.add(tiny)
    plan, engine = Plan(tiny, table), Engine(1)
    engine.map_stems(table)
    engine.open(0, None)
    log.enter(0, "walk")
    engine.enqueue(0, plan.rows(log.events))
    before = play(engine, 10)
    table.add(other)
    engine.map_stems(table)
    plan.follow(other, keeps=False)
    first = len(log.events)
    log.enter(24_000, "fight", fade="disabled")
    engine.enqueue(0, plan.rows(log.events[first:]))
    after = play(engine, 90)

    def alone(loaded: LoadedSet, name: str, frame: int) -> np.ndarray:
        log.events.clear()
        log.enter(frame, name, fade="disabled")
        fresh = Engine(1)
        fresh.map_stems(table)
        fresh.open(0, None)
        fresh.enqueue(0, Plan(loaded, table).rows(log.events))
        return play(fresh, 100)

    heard = np.concatenate([before, after])
    begins = 16_800 + 2_880  # the pick-up, a margin after the decision
    assert np.abs(heard[:begins] - alone(tiny, "walk", 0)[:begins]).max() < 1e-6
    new = alone(other, "fight", 24_000)
    assert np.abs(heard[26_400:] - new[26_400:]).max() < 1e-6
    assert np.abs(heard[26_400:] - alone(tiny, "fight", 24_000)[26_400:]).max() > 0.01


def test_what_keeps_its_shape_goes_on_with_the_same_voices(tiny: LoadedSet, log):
    table = StemTable()
    table.add(tiny)
    plan = Plan(tiny, table)
    log.enter(0, "walk")
    rows = plan.rows(log.events)
    same = replace(tiny, sha256="8" * 64)
    known = len(table)
    table.add(same)
    assert len(table) == known, "an unchanged recording got another number"
    plan.follow(same, keeps=True)
    first = len(log.events)
    log.add(12_000, Layer("bed", -6.0, 1.0))
    (moved,) = plan.rows(log.events[first:])
    begun = rows[(rows["op"] == at.OP_LAYER) & (rows["b"] == moved["b"])][0]
    assert (moved["op"], moved["a"], moved["c"]) == (at.OP_LAYER, begun["a"], begun["c"])


def test_a_restart_right_after_the_change_still_finds_what_sounds(tiny: LoadedSet, other: LoadedSet, log):
    table = StemTable()
    table.add(tiny)
    table.add(other)
    plan = Plan(tiny, table)
    log.enter(0, "cheer")
    plan.rows(log.events)
    plan.follow(other, keeps=False)
    rows = plan.restore(RenderState(Frame(9_600), "cheer", Frame(9_600), 0, (("bed", 0.0, ""),)))
    assert (rows["op"] == at.OP_SECTION).any()
