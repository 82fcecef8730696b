"""What a stranger hears in the first minutes, read from the decisions of the demo's journey and of a long walk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.commands.demo_player import JOURNEY
from affekt.core.inputs import GameEvent, GameState, Said, StateFeeling
from affekt.core.score import AffectNow, Layer, Note, ScoreEvent, Section
from affekt.core.units import SAMPLE_RATE, SILENCE_DB
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

Line = tuple[float, Said]


def journey() -> list[Line]:
    said: list[Line] = []
    for moment in JOURNEY:
        said += [(moment.at, GameState(moment.state))] if moment.state else []
        said += [(moment.at, GameEvent(moment.event, moment.intensity))] if moment.event else []
    return said


def walk() -> list[Line]:
    """Two and a half minutes, fast and slow, by day and into the dark, and once something is seen."""
    said: list[Line] = [(0.0, GameEvent("explore"))]
    for t in range(0, 150, 10):
        threat = 0.4 if t in (60, 70, 110) else 0.0
        said.append(
            (float(t), GameState((("speed", 0.1 + 0.7 * (t // 20 % 2)), ("darkness", t / 75), ("threat", threat))))
        )
    return [*said, (151.0, GameEvent("discovery"))]


def turn() -> list[Line]:
    """A walk that darkens at one word and brightens at another."""
    said: list[Line] = [(0.0, GameEvent("explore"))]
    return [*said, *((t, StateFeeling(v, 0.4, hold_s=0.0)) for t, v in ((0.1, 0.4), (15.0, -0.3), (35.0, 0.4)))]


@pytest.fixture(scope="module")
def loaded(folder: Path) -> LoadedSet:
    return load(folder)


@pytest.fixture(scope="module")
def played(loaded: LoadedSet) -> dict[str, list[ScoreEvent]]:
    conductor = Conductor.of(loaded, default_table())

    def play(said: list[Line], until: float) -> list[ScoreEvent]:
        rehearsal = Rehearsal(conductor)
        for at, one in said:
            rehearsal.say(at, one)
        return rehearsal.to(until).events

    return {"journey": play(journey(), 100.0), "walk": play(walk(), 170.0), "turn": play(turn(), 62.0)}


def sounding(loaded: LoadedSet, events: list[ScoreEvent]) -> Iterator[tuple[ScoreEvent, str, dict[str, float]]]:
    """Each event with the section and the layers' levels that hold when it sounds."""
    section, levels = "", dict[str, float]()
    for event in sorted(events, key=lambda e: (e.frame, e.id)):
        if isinstance(event.act, Section):
            section, levels = event.act.section, {}
        yield event, section, levels
        if isinstance(event.act, Layer):
            levels = {**levels, event.act.layer: event.act.gain_db}


def leads(loaded: LoadedSet, section: str, layer: str) -> list[tuple[int, int]]:
    return loaded.manifest.sections[section].layers[layer].leads or []


@pytest.mark.parametrize(
    ("first", "last", "low", "high"),
    [(3, 9, 0.33, 0.45), (20, 23, 0.46, 0.58), (26, 31, 0.54, 0.68), (34, 49, 0.7, 0.93), (53, 57, 0.65, 0.85),
     (67, 77, 0.42, 0.54), (85, 99, 0.12, 0.27)],
)  # fmt: skip
def test_the_journeys_excitement_breathes(
    played: dict[str, list[ScoreEvent]], first: int, last: int, low: float, high: float
) -> None:
    span = range(first * SAMPLE_RATE, last * SAMPLE_RATE)
    felt = [e.act.arousal for e in played["journey"] if isinstance(e.act, AffectNow) and e.frame in span]
    assert low <= min(felt)
    assert max(felt) <= high


@pytest.mark.parametrize("name", ["journey", "walk"])
def test_a_recorded_melody_neither_comes_nor_goes_in_its_middle(
    loaded: LoadedSet, played: dict[str, list[ScoreEvent]], name: str
) -> None:
    moved = 0
    for event, section, levels in sounding(loaded, played[name]):
        if isinstance(event.act, Layer) and event.act.layer in levels:
            before, after = levels[event.act.layer] > SILENCE_DB, event.act.gain_db > SILENCE_DB
            if before != after:
                moved += 1
                for low, high in leads(loaded, section, event.act.layer):
                    assert not low < event.section_bar <= high, (section, event)
    assert moved


@pytest.mark.parametrize("name", ["journey", "walk", "turn"])
def test_live_melodies_rest_while_a_recorded_one_sings_and_while_the_other_harmony_sounds(
    loaded: LoadedSet, played: dict[str, list[ScoreEvent]], name: str
) -> None:
    sung = 0
    for event, section, levels in sounding(loaded, played[name]):
        if not isinstance(event.act, Note):
            continue
        voice = loaded.manifest.voices[event.act.voice]
        dark = levels.get("dark_harmony", SILENCE_DB) > SILENCE_DB
        if section in ("calm", "exploration"):
            assert not dark, (section, event)
        if voice.role == "melody":
            sung += 1
            for layer, db in levels.items():
                if db > SILENCE_DB:
                    assert not any(a <= event.section_bar <= b for a, b in leads(loaded, section, layer)), event
    assert sung >= 6


def test_every_section_of_the_journey_begins_with_its_own_downbeat_and_the_victory_is_heard_to_its_end(
    played: dict[str, list[ScoreEvent]],
) -> None:
    entered = [e for e in played["journey"] if isinstance(e.act, Section)]
    acts = [e.act for e in entered if isinstance(e.act, Section)]
    assert [a.section for a in acts] == ["exploration", "tension", "combat", "victory", "wonder", "calm"]
    assert {a.fade for a in acts[1:]} == {"out"}
    assert acts[4].from_time == "end"
    assert entered[4].frame - entered[3].frame == 8 * 4 * 60 * SAMPLE_RATE // 128
