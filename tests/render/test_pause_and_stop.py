"""A stop ends a pause, a pause outlives the renderer, and a stop that was overtaken silences nothing."""

import numpy as np
import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import Control, Note, RenderState
from affekt.core.units import Frame
from affekt.render.engine import Engine
from affekt.render.offline import render
from affekt.render.plan import Plan
from affekt.render.stems import StemTable
from affekt.render.synth import Kind


def loudest(samples: np.ndarray) -> float:
    return float(np.abs(samples).max())


@pytest.mark.parametrize("synth", ["fluidsynth", "builtin"])
def test_music_that_was_stopped_in_a_pause_sounds_when_it_begins_again(tiny: LoadedSet, log, synth: Kind):
    log.enter(4_800, "walk")
    log.add(20_000, Control("pause"), decided=20_000)
    log.add(30_000, Control("stop"), decided=30_000)
    log.enter(48_000, "walk", from_time="immediate", fade="disabled")
    log.add(50_000, Note("melody", 60, 100, 1.0))
    heard = render(tiny, log.events, 96_000, synth=synth, stems=True)
    assert not heard.f32[30_000:48_000].any()
    assert loudest(heard.f32[48_000:]) > 0.05
    assert loudest(heard.stems["notes"][50_000:]) > 0.005


def test_a_renderer_restored_in_a_pause_is_silent_until_the_resume(tiny: LoadedSet, log):
    table = StemTable()
    table.add(tiny)
    engine = Engine(1)
    engine.map_stems(table)
    engine.open(0, None, 4_800)
    plan = Plan(tiny, table)
    state = RenderState(Frame(4_800), "walk", Frame(1_000), 0, (("bed", 0.0, ""),), paused=True)
    engine.enqueue(0, plan.restore(state))
    blocks = []
    for n in range(60):
        if n == 20:
            log.add(19_200, Control("resume"), decided=14_400)
            engine.enqueue(0, plan.rows(log.events))
        engine.render(np.zeros(1, np.int64), 480)
        blocks.append(engine.mixer.planes.f32[0, 0].copy())
    sound = np.concatenate(blocks).reshape(-1, 2)
    assert not sound[:14_400].any()
    engine.open(0, None, 19_200)
    engine.enqueue(0, Plan(tiny, table).restore(RenderState(Frame(19_200), "walk", Frame(1_000), 0, state.layers)))
    engine.render(np.zeros(1, np.int64), 480)
    engine.render(np.zeros(1, np.int64), 480)
    assert np.array_equal(sound[14_880:15_360], engine.mixer.planes.f32[0, 0].reshape(-1, 2))


def test_a_note_of_the_new_section_is_not_cut_by_the_stop_before_it(tiny: LoadedSet, log):
    log.enter(4_800, "walk")
    log.add(20_000, Control("stop", fade_s=2.0), decided=20_000)
    log.enter(40_000, "walk", from_time="immediate", fade="disabled", decided=33_000)
    log.add(100_000, Note("pad", 60, 100, 8.0))
    notes = render(tiny, log.events, 200_000, synth="fluidsynth", stems=True).stems["notes"]
    assert loudest(notes[150_000:190_000]) > 0.3 * loudest(notes[105_000:115_000])


def test_a_pause_before_the_final_stop_holds_it(tiny: LoadedSet, log):
    log.enter(4_800, "walk")
    first = log.add(60_000, Control("stop", fade_s=0.1), decided=50_000)
    log.add(55_000, Control("pause"), decided=55_000)
    log.add(90_000, Control("resume"), decided=90_000)
    log.add(95_000, Control("stop", fade_s=0.1), decided=90_000, supersedes=first)
    heard = render(tiny, log.events, 120_000).f32
    plain = render(tiny, log.events[:1] + log.events[1:4], 60_000).f32
    assert loudest(heard[92_000:95_000]) > 0.05
    assert np.array_equal(heard[91_000:94_900], plain[56_000:59_900])
    assert not heard[100_000:].any()


def test_a_section_that_begins_within_a_stops_fade_takes_over_without_a_click(tiny: LoadedSet, log, source):
    log.enter(4_800, "walk", ["bed"])
    log.add(20_000, Control("stop", fade_s=2.0), decided=20_000)
    log.enter(68_000, "cheer", ["bed"], from_time="immediate", fade="disabled", decided=60_000)
    heard = render(tiny, log.events, 80_000).f32.astype(np.float64)
    walk, cheer = source("walk_bed"), source("cheer_bed")
    n = np.arange(240)
    body = (68_000 - 4_800) % 96_000
    fall = (0.5 * (1 - n / 240))[:, None] * walk[body : body + 240]
    assert np.abs(heard[68_000:68_240] - fall - cheer[:240]).max() < 1e-4
    assert np.abs(heard[68_240:70_000] - cheer[240:2_000]).max() < 1e-4
