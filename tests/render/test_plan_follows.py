"""A set that is edited while it sounds, as the renderer hears it: the old plays on, the new comes in whole."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import Duck, Layer, RenderState, Why
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


def edited(loaded: LoadedSet, sha256: str, **changed: object) -> LoadedSet:
    plain = loaded.manifest.model_dump(by_alias=True)
    return LoadedSet(type(loaded.manifest).model_validate({**plain, **changed}), loaded.folder, sha256 * 64)


def sent_to(engine: Engine) -> np.ndarray:
    """Where the ramps of a session's mix have been sent."""
    for _ in range(8):
        engine.render(np.zeros(1, np.int64), 480)
    return engine.mixer._ramps[0, : at.R_PLAYHEAD, 3].copy()


def test_what_the_old_set_fixed_for_the_mix_and_the_new_one_does_not_name_is_gone(tiny: LoadedSet, log):
    plain = tiny.manifest.model_dump(by_alias=True)
    layers = {**plain["layers"], "theme": {**plain["layers"]["theme"], "reverb": 0.5}, "choir": {"role": "colour"}}
    layers["choir"]["reverb"] = 0.7
    mix = {
        **plain["mix"], "true_peak": True, "reverb": {"stingers": 0.8, "notes": 0.3}, "duck": {"layers": ["theme"]},
        "sidechain": {**plain["mix"]["sidechain"], "notes": 1.0, "attack_ms": 7.0},
    }  # fmt: skip
    old = edited(tiny, "1", layers=layers, mix=mix)
    table = StemTable()
    table.add(old)
    table.add(tiny)
    heard = []
    for first in (old, tiny):
        plan, engine = Plan(first, table), Engine(1)
        engine.map_stems(table)
        engine.open(0, None)
        log.events.clear()
        log.enter(0, "walk")
        log.add(480, Duck(-9.0), decided=0)
        engine.enqueue(0, plan.rows(log.events))
        sent_to(engine)
        if first is old:
            plan.follow(tiny, keeps=False)
            engine.enqueue(0, plan.rows([]))
        heard.append(sent_to(engine))
    assert heard[0][at.R_DUCK] == pytest.approx(10 ** (-9 / 20))
    assert np.array_equal(heard[0], heard[1])


@pytest.mark.parametrize("rule", ["stinger.hit", "control.duck"])
def test_a_duck_goes_on_over_an_edit_in_what_the_new_set_ducks(tiny: LoadedSet, log, rule: str):
    new = edited(tiny, "2", mix={**tiny.manifest.mix.model_dump(by_alias=True), "duck": {"layers": ["bass"]}})
    table = StemTable()
    table.add(new)
    table.add(tiny)
    plan, engine = Plan(tiny, table), Engine(1)
    engine.open(0, None)
    log.add(480, Duck(-9.0), decided=0)
    log.events[-1] = replace(log.events[-1], why=Why(rule))
    engine.enqueue(0, plan.rows(log.events))
    plan.follow(new, keeps=False)
    engine.enqueue(0, plan.rows([]))
    found = sent_to(engine)
    down = pytest.approx(10 ** (-9 / 20))
    assert found[at.R_DUCK] == (down if rule.startswith("stinger") else 1.0)
    assert found[at.R_TRIM + 1] == (1.0 if rule.startswith("stinger") else down)


def test_a_renderer_that_goes_on_has_the_mix_of_its_set_whatever_it_had_before(tiny: LoadedSet):
    old = edited(tiny, "3", mix={**tiny.manifest.mix.model_dump(by_alias=True), "true_peak": True})
    table = StemTable()
    table.add(old)
    table.add(tiny)
    engine, plan = Engine(1), Plan(old, table)
    engine.map_stems(table)
    engine.open(0, None)
    engine.enqueue(0, plan.rows([]))
    assert sent_to(engine)[at.R_TRUE_PEAK] == 1.0
    engine.enqueue(0, Plan(tiny, table).restore(RenderState(Frame(4_800), "walk", Frame(0), 0, (("bed", 0.0, ""),))))
    fresh = Engine(1)
    fresh.open(0, None)
    fresh.enqueue(0, Plan(tiny, table).rows([]))
    assert np.array_equal(sent_to(engine), sent_to(fresh))
