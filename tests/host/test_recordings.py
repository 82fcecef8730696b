"""Recordings: what was heard is written down, played again it gives the same, and nothing personal is kept."""

import json
from pathlib import Path
from typing import Any

from affekt.core.inputs import Cue, GameEvent, GameState, Signal, Transport
from affekt.host.offline import read_script, run
from affekt.session.conductor import Conductor
from affekt.session.log import event_to_line


async def play(house: Any) -> Path:
    session = house.registry.open("hero", seed=11)
    await house.to(1.2345)
    session.say(GameEvent("explore", 0.8))
    session.say(Signal("heart_rate", (("bpm", 118.0),)))
    await house.to(4.1)
    session.say(GameState((("threat", 0.4),)))
    session.say(Cue("section", "exploration", "next_beat"))
    await house.to(6)
    session.say(Transport("pause"))
    await house.to(7.77)
    session.say(Transport("resume"))
    await house.to(10)
    path: Path = session.recorder.path
    house.registry.close("hero")
    return path


async def test_a_recording_replays_to_the_same_decisions(recording_house: Any) -> None:
    path = await play(recording_house)
    script = read_script(path)
    assert script.is_recording
    script.length = json.loads(path.with_suffix(".sums.json").read_text())["last_frame"] + 1
    conductor = Conductor.of(recording_house.registry.sets()[0], recording_house.registry._table)
    again = [event_to_line(e) for e in run(conductor, script).events]
    assert again == path.with_suffix(".decisions.jsonl").read_text().splitlines()


async def test_a_recording_keeps_evidence_and_no_pulse(recording_house: Any) -> None:
    text = (await play(recording_house)).read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert "118" not in text
    assert any("evidence" in line for line in lines)
    assert all({"t", "frame", "seq"} <= line.keys() for line in lines[1:])
    assert {"engine", "set_sha256", "synthesiser", "cpu"} <= lines[0]["recording"].keys()


async def test_raw_signals_are_kept_beside_their_evidence_where_asked(raw_house: Any) -> None:
    house = raw_house
    path = await play(house)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["sense"]["bpm"] for line in lines if "sense" in line] == [118.0]
    script = read_script(path)
    script.length = json.loads(path.with_suffix(".sums.json").read_text())["last_frame"] + 1
    conductor = Conductor.of(house.registry.sets()[0], house.registry._table)
    again = [event_to_line(e) for e in run(conductor, script).events]
    assert again == path.with_suffix(".decisions.jsonl").read_text().splitlines()
