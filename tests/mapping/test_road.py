"""The whole road: a fake game and a simulated heart, through fusion, to the intent."""

from affekt.core.feeling import Feeling
from affekt.core.inputs import GameEvent, GameState
from affekt.core.intent import Intent
from affekt.core.units import CONTROL_PERIOD, Frame
from affekt.fusion import Fusion, advance, affect, update
from affekt.mapping import Mapping, Scene, map_affect
from affekt.sense import Heart, hear_signal
from affekt.sense.game import Appraisal, default_table, hear_event, hear_state, reading, scene_rule
from affekt.testing.simulated import heart_rate
from affekt.testing.simulated_game import FakeGame

SCENES = {
    "calm": Scene("calm", Feeling(0.4, 0.15, 0.1), tempo=72.0, key="D", mode="ionian"),
    "exploration": Scene("exploration", Feeling(0.25, 0.35, 0.1), tempo=92.0, key="D", mode="mixolydian"),
    "tension": Scene("tension", Feeling(-0.3, 0.55, -0.2), tempo=108.0, key="D", mode="aeolian"),
    "combat": Scene("combat", Feeling(-0.2, 0.85, 0.1), tempo=144.0, key="D", mode="aeolian"),
    "aftermath": Scene("aftermath", Feeling(0.0, 0.3, 0.0), tempo=84.0, key="D", mode="dorian"),
    "victory": Scene("victory", Feeling(0.8, 0.6, 0.6), tempo=120.0, key="D", mode="ionian"),
}


def walk(game: FakeGame, seconds: int) -> list[tuple[float, str, Intent]]:
    table, appraisal, fusion, mapping = default_table(), Appraisal(), Fusion(), Mapping()
    said = list(game)
    section, since, out = "exploration", 0, []
    for tick in range(1, 20 * seconds + 1):
        frame = Frame(tick * CONTROL_PERIOD)
        cued = None
        while said and said[0][0] <= tick / 20:
            what = said.pop(0)[1]
            if isinstance(what, GameEvent):
                heard = hear_event(table, appraisal, frame, what.name, what.intensity)
                cued = next((c.name for c in heard.cues if c.kind == "section"), cued)
            else:
                assert isinstance(what, GameState)
                heard = hear_state(table, appraisal, frame, what.values)
            appraisal = heard.state
        fusion = advance(update(fusion, reading(table, appraisal, frame)), frame)
        mapping, intent = map_affect(mapping, affect(fusion, frame), SCENES[section], {}, "evidence", frame)
        bars = (tick - since) / 20 * SCENES[section].tempo / 240
        rule = scene_rule(table, appraisal, frame, section, bars)
        wanted = cued or (rule.target if rule else section)
        if wanted != section:
            section, since = wanted, tick
        out.append((tick / 20, section, intent))
    return out


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def test_a_journey_goes_through_its_sections_and_its_energy_follows():
    road = walk(FakeGame.journey(100), 100)
    order = list(dict.fromkeys(section for _, section, _ in road))
    assert order == ["exploration", "tension", "combat", "victory", "calm"]
    energy = {name: mean([i.energy for _, s, i in road if s == name]) for name in order}
    assert energy["calm"] < energy["exploration"] < energy["tension"] < energy["combat"]


def test_being_spotted_moves_the_music_without_leaving_the_section():
    road = walk(FakeGame.of((0.0, "explore"), (20.0, "enemy_spotted")), 30)
    assert {section for _, section, _ in road} == {"exploration"}
    before = mean([i.tension for t, _, i in road if 15 < t < 20])
    after = mean([i.tension for t, _, i in road if 23 < t < 26])
    assert after > before + 0.08


def test_a_fight_that_fades_ends_in_the_aftermath():
    game = FakeGame.of((0.0, "explore"), (5.0, {"threat": 0.9}), (30.0, {"threat": 0.1}))
    road = walk(game, 60)
    assert [s for t, s, _ in road if t > 59][-1] == "aftermath"
    assert next(t for t, s, _ in road if s == "aftermath") >= 38.0


def test_a_racing_heart_colours_the_same_scene_and_only_within_its_box():
    table, fusion, pulse, mapping = default_table(), Fusion(), Heart(), Mapping()
    appraisal = hear_state(table, Appraisal(), Frame(0), (("threat", 0.1),)).state
    aims = {}
    for t, signal in heart_rate(lambda t: 0.2 if t < 240 else 1.0, 300, seed=2):
        for tick in range(round(t * 20) + 1, round(t * 20) + 21):
            frame = Frame(tick * CONTROL_PERIOD)
            if tick % 20 == 1:
                pulse, evidence = hear_signal(pulse, frame, signal)
                fusion = update(fusion, evidence) if evidence else fusion
            if tick % 600 == 0:
                appraisal = hear_state(table, appraisal, frame, (("threat", 0.1),)).state
            fusion = advance(update(fusion, reading(table, appraisal, frame)), frame)
            mapping, intent = map_affect(mapping, affect(fusion, frame), SCENES["exploration"], {}, "evidence", frame)
        aims[round(t)] = intent.arousal
    resting, racing = mean([aims[t] for t in range(200, 240)]), mean([aims[t] for t in range(265, 290)])
    assert racing > resting + 0.04
    assert racing <= 0.55
