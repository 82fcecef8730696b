"""A session that reaches a key live asks for recordings in that key, and hears of them as an input like any other."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.inputs import Cue, Param
from affekt.core.score import Key, ScoreEvent, Section
from affekt.session.conductor import Conductor, Stepped


def key(id: int, shift: int, path: Any) -> Any:
    def act(event: ScoreEvent) -> ScoreEvent:
        return replace(event, id=id, act=Key("D", "dorian", 0.0, shift, path))

    return act


async def say_keys(house: Any, monkeypatch: Any, *changes: Any) -> Any:
    """Let a conductor decide keys beside its first section."""
    real = Conductor.step

    def step(self: Conductor, state: Any, inputs: Any, frame: Any) -> Stepped:
        stepped = real(self, state, inputs, frame)
        if not any(isinstance(e.act, Section) for e in stepped.events):
            return stepped
        keys = [change(stepped.events[0]) for change in changes]
        return stepped._replace(events=(*stepped.events, *keys))

    monkeypatch.setattr(Conductor, "step", step)
    session = house.registry.open("hero", seed=1)
    await house.to(1)
    return session


async def test_the_sounding_section_is_asked_for_at_the_shift_of_the_key(house: Any, monkeypatch: Any):
    await say_keys(house, monkeypatch, key(901, 2, "live"))
    assert [(section, shift) for section, shift, _ in house.renderer.lanes["hero"].varied] == [("calm", 2)]


async def test_a_key_as_recorded_or_by_variants_asks_for_nothing(house: Any, monkeypatch: Any):
    await say_keys(house, monkeypatch, key(901, 2, "variant"), key(902, 0, "recorded"))
    assert house.renderer.lanes["hero"].varied == []


async def test_what_came_back_is_recorded_with_the_key_it_belongs_to(recording_house: Any, monkeypatch: Any):
    house = recording_house
    session = await say_keys(house, monkeypatch, key(901, 2, "live"))
    ((_, _, done),) = house.renderer.lanes["hero"].varied
    await house.to(2)
    done()
    path = session.recorder.path
    house.registry.close("hero")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    (came,) = [line for line in lines if "result" in line]
    assert came["result"] == {"id": 901, "payload": "variants"}
    assert abs(came["frame"] - 96_000) < 500


async def test_recordings_for_a_key_that_has_passed_are_told_since_it_may_return(
    recording_house: Any, monkeypatch: Any
):
    house = recording_house
    session = await say_keys(house, monkeypatch, key(901, 2, "live"), key(902, 0, "recorded"))
    ((_, _, done),) = house.renderer.lanes["hero"].varied
    done()
    path = session.recorder.path
    house.registry.close("hero")
    assert '"result": {"id": 901' in path.read_text("utf-8")


async def test_in_a_held_key_what_is_likely_to_come_is_asked_for_once_and_ahead(recording_house: Any):
    house = recording_house
    session = house.registry.open("hero", seed=1)
    await house.to(1)
    session.say(Param("key", "D"))
    await house.to(6)
    lane = house.renderer.lanes["hero"]
    assert [(section, shift) for section, shift, _ in lane.varied] == [("calm", 2)]
    ((section, shift, done),) = lane.ahead
    assert (section, shift) == ("exploration", 2)
    done()
    session.say(Cue("section", "exploration", "now"))
    await house.to(9)
    keys = [e.act for e in lane.played if isinstance(e.act, Key)]
    assert keys[-1].path == "variant"
    path = session.recorder.path
    house.registry.close("hero")
    assert '"payload": "variants:2:exploration"' in path.read_text("utf-8")


async def held_and_edited(house: Any, *, same_recordings: bool = False, **edit: Any) -> Any:
    """Hold a key, ask ahead, and go over to an edited set; return the session."""
    session = house.registry.open("hero", seed=1)
    await house.to(1)
    session.say(Param("key", "D"))
    await house.to(6)
    plain = session.stem_set.manifest.model_dump(by_alias=True, exclude_unset=True)
    plain["sections"]["exploration"] |= edit
    edited = LoadedSet(StemSet.model_validate(plain), Path(), "1")
    house.registry.renew(edited, same_recordings=same_recordings)
    await house.to(20)
    assert session.stem_set.sha256 == "1"
    return session


async def begun_in(house: Any, session: Any) -> str:
    session.say(Cue("section", "exploration", "now"))
    await house.to(24)
    return [e.act.path for e in house.renderer.lanes["hero"].played if isinstance(e.act, Key)][-1]


async def test_recordings_that_were_made_ahead_of_the_old_set_are_not_there_in_the_new_one(house: Any):
    session = await held_and_edited(house, bars=6)
    (old, *_) = [done for section, _, done in house.renderer.lanes["hero"].ahead if section == "exploration"]
    old()
    assert await begun_in(house, session) == "live"


async def test_those_that_are_made_ahead_of_the_new_set_are_there(house: Any):
    session = await held_and_edited(house, bars=6)
    (_, new) = [done for section, _, done in house.renderer.lanes["hero"].ahead if section == "exploration"]
    new()
    assert await begun_in(house, session) == "variant"


async def test_those_of_a_set_that_keeps_its_shape_and_recordings_stay(house: Any):
    target = {"valence": 0.1, "arousal": 0.4}
    session = await held_and_edited(house, same_recordings=True, target=target)
    old = next(done for section, _, done in house.renderer.lanes["hero"].ahead if section == "exploration")
    old()
    assert await begun_in(house, session) == "variant"
