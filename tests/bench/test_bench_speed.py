"""Small things timed under pytest-benchmark, quick in CI and without a bar: `pytest tests/bench --benchmark-only`."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from affekt.arrange.load import load
from affekt.arrange.shelf import find_set
from affekt.core.inputs import Cue, GameEvent
from affekt.core.score import Beat, ScoreEvent, Why
from affekt.core.units import BLOCK, CONTROL_PERIOD, Frame, Tick
from affekt.host.driver import Driver
from affekt.io.osc.codec import decode, encode
from affekt.render.engine import Engine
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.session.log import event_to_line, line_to_event

Timed = Callable[..., Any]

QUICK = {"rounds": 5, "iterations": 1, "warmup_rounds": 1}


@pytest.fixture(scope="module")
def conductor() -> Conductor:
    return Conductor.of(load(find_set("wayfarer")), default_table())


def test_a_second_of_one_conductor(benchmark: Any, conductor: Conductor):
    steps: list[int] = []
    driver = Driver(conductor, 7, lambda step: steps.append(len(step.events)))
    driver.say(GameEvent("explore"), Frame(0))
    benchmark.pedantic(lambda: driver.advance(Frame(driver.next_grid + 20 * CONTROL_PERIOD - 1)), **QUICK)
    assert sum(steps) > 40


def test_an_immediate_stinger_is_decided(benchmark: Any, conductor: Conductor):
    driver = Driver(conductor, 7, lambda step: heard.extend(step.events))
    heard: list[ScoreEvent] = []

    def ask() -> None:
        driver.say(Cue("stinger", "hit", "now"), Frame(driver.state.frame + 480))

    benchmark.pedantic(ask, **QUICK)
    assert heard


def test_a_snapshot(benchmark: Any, conductor: Conductor):
    driver = Driver(conductor, 7, lambda step: None)
    driver.advance(Frame(480_000))
    text = benchmark.pedantic(lambda: conductor.snapshot(driver.state), **QUICK)
    assert 0 < len(text.encode()) <= 4_096


def test_a_block_of_one_silent_session(benchmark: Any):
    engine, todo = Engine(1), np.zeros(1, np.int64)
    engine.open(0, None)
    benchmark.pedantic(lambda: engine.render(todo, BLOCK), **QUICK)
    assert engine.mixer.out(0) == 6 * BLOCK


def test_an_osc_packet_there_and_back(benchmark: Any):
    found = benchmark.pedantic(lambda: decode(encode("/affekt/event", "arena", "combat_start", 0.5)), **QUICK)
    assert found[0][1] == "/affekt/event"


def test_a_decision_as_a_line_and_back(benchmark: Any):
    event = ScoreEvent(1, Frame(0), Frame(480), Tick(960), 1, 2.0, 1, Beat(96.0, "4/4"), Why("grid"))
    assert benchmark.pedantic(lambda: line_to_event(event_to_line(event)), **QUICK) == event
