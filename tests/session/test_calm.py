"""Calm: steps that decide nothing are taken together, and lead to the same state as one by one."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_set import SET

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.errors import AffektError
from affekt.core.feeling import Evidence
from affekt.core.inputs import (
    Acted,
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    NewSet,
    Param,
    Reading,
    Restore,
    Said,
    StateFeeling,
    Transport,
    Volume,
)
from affekt.core.score import ScoreEvent
from affekt.core.units import CONTROL_PERIOD, SAMPLE_RATE, Frame, frames
from affekt.host.driver import Driver
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor, Stepped
from affekt.session.state import State

MOVED: dict[str, Any] = {
    **SET,
    "params": {
        **SET["params"],
        "swell": {"to": "volume:music", "curve": {"input": "tension", "points": [[0, -6], [1, 0]]}},
        "lift": {"to": "layer:bass", "curve": {"input": "param.lift", "points": [[0, -20], [1, 0]]}},
    },
    "snapshots": {"deep": {"when": [{"input": "valence", "below": -0.2}], "effects": {"lowpass": 800}}},
    "mix": {
        "compressor": {"ratio": 4.0, "dominance": 1.0},
        "sections": {"combat": {"effects": {"width": 1.2}}},
    },
}


EDITS: dict[str, dict[str, Any]] = {
    "louder": {"layers": {**SET["layers"], "bed": {"role": "bed", "gain_db": -9}}},
    "wide": {"mix": {"sections": {"calm": {"effects": {"width": 1.4}, "music_db": -3}}}},
    "steep": {
        "params": {"rush": {"to": "lowpass", "curve": {"input": "state.speed", "points": [[0, 9000], [1, 200]]}}}
    },
    "more": {
        "params": {
            **MOVED["params"],
            "more": {"to": "volume:stingers", "curve": {"input": "state.z", "points": [[0, -9], [1, 0]]}},
        }
    },
    "deep": {"snapshots": MOVED["snapshots"]},
    "none": {"params": {}},
}


class Plodding(Conductor):
    """Never sure of any calm."""

    def calm_until(self, state: State) -> Frame:
        return state.frame


def said() -> st.SearchStrategy[Said]:
    unit = st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0])
    words = ["combat_start", "enemy_spotted", "hit_taken", "explore", "discovery", "victory", "enemy_killed"]
    return st.one_of(
        st.builds(GameEvent, st.sampled_from(words), unit),
        st.builds(lambda key, x: GameState(((key, x),)), st.sampled_from(["threat", "health", "speed"]), unit),
        st.builds(lambda name, at: Cue("section", name, at), st.sampled_from(sorted(SET["sections"])),
                  st.sampled_from(["now", "next_beat", "next_bar", "end"])),
        st.builds(lambda at: Cue("stinger", "hit", at), st.sampled_from(["now", "next_beat", "next_bar"])),
        st.builds(Param, st.sampled_from(["layer:bass", "energy", "rush"]), st.sampled_from([None, 0.0, 0.9])),
        st.builds(Param, st.just("tempo"), st.sampled_from([None, 80.0, 110.0])),
        st.builds(lambda v, a, hold: StateFeeling(v, a, -0.5, 1.0, hold, hold > 1), unit, unit,
                  st.sampled_from([0.0, 0.4, 3.0])),
        st.just(FreeFeeling()),
        st.builds(lambda x: Reading(Evidence("voice", Frame(0), x, x, None, 0.8)), unit),
        st.builds(Transport, st.sampled_from(["pause", "resume", "resume", "mute", "stop"])),
        st.builds(Volume, st.just("music"), st.sampled_from([-6.0, 0.0])),
        st.builds(DuckMusic, st.sampled_from([-12.0, 0.0]), st.booleans()),
        st.just(Acted(0, Frame(0))),
        st.builds(NewSet, st.sampled_from(sorted(EDITS))),
    )  # fmt: skip


class Played:
    """One session by one driver; what comes back of a late event is made up from those it has decided."""

    def __init__(self, plain: dict[str, Any], kind: type[Conductor]) -> None:
        self.plain, self.kind = plain, kind
        conductor = self.conducting("0")
        self.events: list[ScoreEvent] = []
        self.states: list[State] = []
        self.driver = Driver(conductor, 7, self._stepped)

    def conducting(self, edit: str) -> Conductor:
        plain = self.plain | EDITS.get(edit, {})
        return self.kind.of(LoadedSet(StemSet.model_validate(plain), Path(), edit), default_table())

    def _stepped(self, stepped: Stepped) -> None:
        self.events.extend(stepped.events)

    def say(self, one: Said, frame: Frame) -> None:
        if isinstance(one, Acted) and self.events:
            late = self.events[-1]
            one = Acted(late.id, Frame(late.frame + 480))
        if isinstance(one, NewSet):
            self.driver.advance(frame)
            new = self.conducting(one.sha256)
            self.driver.conductor = self.driver.conductor.toward(new, same_recordings=True)
        self.driver.say(one, frame)
        self.states.append(self.driver.state)


scripts = st.lists(
    st.tuples(st.one_of(st.floats(0.0, 0.3), st.floats(0.0, 9.0), st.just(1.0)), said(), st.booleans()), max_size=14
)


def check(plain: dict[str, Any], script: list[tuple[float, Said, bool]]) -> Played:
    calm, plodding = Played(plain, Conductor), Played(plain, Plodding)
    seconds = 0.0
    for gap, one, on_grid in script:
        seconds += gap
        frame = frames(seconds)
        if on_grid:
            frame = Frame(frame // CONTROL_PERIOD * CONTROL_PERIOD)
        for played in (calm, plodding):
            played.say(one, Frame(max(frame, played.driver.state.frame, 0)))
    for played in (calm, plodding):
        played.driver.advance(frames(seconds + 8.0))
        played.states.append(played.driver.state)
    assert calm.events == plodding.events
    assert calm.states == plodding.states
    return calm


@settings(max_examples=40, deadline=None)
@given(scripts)
def test_a_glide_leads_where_its_steps_would(script: list[tuple[float, Said, bool]]) -> None:
    check(SET, script)


@settings(max_examples=20, deadline=None)
@given(scripts)
def test_a_mix_that_follows_the_feeling_is_looked_at_in_each_step(script: list[tuple[float, Said, bool]]) -> None:
    check(MOVED, script)


@pytest.mark.parametrize("plain", [SET, MOVED])
@pytest.mark.parametrize("edit", sorted(EDITS))
def test_an_edited_set_decides_in_the_step_after_it_is_gone_over_to(plain: dict[str, Any], edit: str) -> None:
    for tempo in (67, 83):
        sections = {**SET["sections"], "calm": {**SET["sections"]["calm"], "tempo": tempo}}
        check(plain | {"sections": sections}, [(5.03, NewSet(edit), False), (6.0, FreeFeeling(), False)])


def test_what_is_refused_ends_no_calm(conductor: Conductor) -> None:
    driver = Driver(conductor, 7, lambda _step: None)
    driver.advance(frames(5.3))
    due = driver.due
    assert due > driver.next_grid
    with pytest.raises(AffektError):
        driver.say(Restore("none"), frames(5.31))
    assert driver.due == due


def test_a_mix_follows_the_feeling_within_a_calm() -> None:
    played = check(MOVED, [(2.0, StateFeeling(-0.9, 0.9, 0.9, 1.0, 0.0), False)])
    moved = {event.why.rule for event in played.events}
    assert {"mix.dominance", "snapshot:deep", "direct:swell"} <= moved


def test_most_of_a_session_is_calm(conductor: Conductor) -> None:
    steps: list[Stepped] = []
    driver = Driver(conductor, 7, steps.append)
    driver.advance(frames(30))
    assert len(steps) < 0.4 * 30 * SAMPLE_RATE / CONTROL_PERIOD


def test_nothing_is_decided_before_it_is_due(conductor: Conductor) -> None:
    events: list[ScoreEvent] = []
    driver = Driver(conductor, 7, lambda step: events.extend(step.events))
    driver.say(GameEvent("combat_start"), frames(4.01))
    for _ in range(200):
        due, seen = driver.due, len(events)
        driver.advance(Frame(due - 1))
        assert len(events) == seen
        driver.advance(due)
