"""The mix of a set, its sections and its snapshots, as the decision log tells it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.errors import AffektError
from affekt.core.inputs import Cue, GameState, Param, Restore, Said, StateFeeling, Volume
from affekt.core.score import Control, Effect, Layer
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

Line = tuple[float, Said]
Play = Callable[..., Rehearsal]


@pytest.fixture
def play(conductor: Conductor) -> Callable[..., Rehearsal]:
    """Rehearse the small set with more tables in it."""

    def make(more: dict[str, Any], *lines: Line, until: float) -> Rehearsal:
        plain = conductor.stage.manifest.model_dump(by_alias=True, exclude_unset=True)
        changed = StemSet.model_validate({**plain, **more})
        rehearsal = Rehearsal(Conductor.of(LoadedSet(changed, Path(), "0"), default_table()))
        for seconds, said in lines:
            rehearsal.say(seconds, said)
        return rehearsal.to(until)

    return make


def effects(rehearsal: Rehearsal) -> list[tuple[float, str, float, str]]:
    """Return (second decided, effect, value, rule) in commit order."""
    return [(round(e.decided_frame / 48_000, 2), e.act.name, e.act.value, e.why.rule) for e in rehearsal.heard(Effect)]


def test_a_set_without_a_mix_decides_nothing_about_it(play: Play) -> None:
    assert effects(play({"params": {}}, until=4.0)) == []


def test_a_set_gives_its_room_and_a_section_another(play: Play) -> None:
    mix = {
        "reverb": {"level_db": -12, "decay_s": 2.5},
        "sections": {"combat": {"music_db": -2, "effects": {"reverb": -20}}},
    }
    heard = play({"mix": mix, "params": {}}, (4.0, Cue("section", "combat", "now")), until=8.0)
    told = effects(heard)
    assert [one[1:] for one in told] == [
        ("reverb", -12.0, "mix"), ("reverb_decay_s", 2.5, "mix"), ("reverb", -20.0, "mix.section"),
    ]  # fmt: skip
    assert told[2][0] > 4.0
    levels = [e.act for e in heard.heard(Control) if e.act.verb == "volume"]
    assert [(a.bus, a.db) for a in levels] == [("music", -2.0)]


def test_the_highest_priority_wins_each_value_and_lets_go_again(play: Play) -> None:
    snapshots = {
        "water": {"effects": {"lowpass": 800, "width": 0.5}, "when": [{"input": "state.depth", "above": 0.5}]},
        "menu": {"priority": 5, "effects": {"lowpass": 2000}, "volumes": {"music": -6}, "fade_s": 0.2},
    }
    heard = play(
        {"snapshots": snapshots, "params": {}},
        (2.0, GameState((("depth", 0.8),))),
        (3.0, Param("snapshot:menu", 1.0)),
        (4.0, GameState((("depth", 0.47),))),
        (5.0, GameState((("depth", 0.2),))),
        (6.0, Param("snapshot:menu", None)),
        until=7.0,
    )
    assert [one[1:] for one in effects(heard)] == [
        ("lowpass", 800.0, "snapshot:water"), ("width", 0.5, "snapshot:water"), ("lowpass", 2000.0, "snapshot:menu"),
        ("width", 1.0, "mix"), ("lowpass", 20000.0, "mix"),
    ]  # fmt: skip
    assert [one[0] for one in effects(heard)] == pytest.approx([2.05, 2.05, 3.05, 5.05, 6.05])
    levels = [(e.act.db, e.why.rule) for e in heard.heard(Control)]
    assert levels == [(-6.0, "snapshot:menu"), (0.0, "mix")]


def test_a_snapshot_stands_over_a_direct_parameter_which_comes_back(play: Play) -> None:
    heard = play(
        {"snapshots": {"dream": {"effects": {"lowpass": 500}}}},
        (1.0, GameState((("speed", 0.5),))),
        (2.0, Param("snapshot:dream", 1.0)),
        (3.0, GameState((("speed", 0.9),))),
        (4.0, Param("snapshot:dream", 0.0)),
        until=5.0,
    )
    assert [(name, round(value), rule) for _, name, value, rule in effects(heard)] == [
        ("lowpass", 2_000, "direct:rush"), ("lowpass", 11_000, "direct:rush"), ("lowpass", 500, "snapshot:dream"),
        ("lowpass", 18_200, "direct:rush"),
    ]  # fmt: skip


def test_a_clients_volume_is_kept_beside_a_snapshots(play: Play) -> None:
    heard = play(
        {"snapshots": {"menu": {"volumes": {"music": -6}}}, "params": {}},
        (1.0, Volume("music", -3.0)),
        (2.0, Param("snapshot:menu", 1.0)),
        (3.0, Volume("music", -4.0)),
        (4.0, Param("snapshot:menu", None)),
        until=5.0,
    )
    assert [e.act.db for e in heard.heard(Control)] == [-3.0, -9.0, -10.0, -4.0]
    assert dict(heard.conductor.render_state(heard.state, heard.state.frame).volumes)["music"] == -4.0


def test_a_snapshot_moves_layers_at_the_next_beat(play: Play) -> None:
    heard = play(
        {"snapshots": {"menu": {"layers": {"bed": -9}, "fade_s": 0.5}}, "params": {}},
        (5.0, Param("snapshot:menu", 1.0)),
        (12.0, Param("snapshot:menu", 0.0)),
        until=20.0,
    )
    moved = [e for e in heard.heard(Layer) if e.act.layer == "bed" and e.decided_frame >= 5 * 48_000]
    assert moved[0].why.rule == "snapshot:menu"
    assert moved[0].frame - 5 * 48_000 < 1.3 * 48_000
    assert moved[0].act.gain_db == pytest.approx(heard.heard(Layer)[0].act.gain_db - 9.0, abs=1.5)
    assert moved[-1].act.gain_db > moved[0].act.gain_db + 6.0


def test_dominance_squeezes_only_when_it_would_be_heard(play: Play) -> None:
    mix = {"compressor": {"threshold_db": -20, "ratio": 3}}
    heard = play(
        {"mix": mix, "params": {}, "lead": "feeling"},
        (2.0, StateFeeling(0.0, 0.5, 0.9, hold_s=0.0, free=True)),
        until=20.0,
    )
    told = [one for one in effects(heard) if one[3] == "mix.dominance"]
    assert {one[1] for one in told} == {"comp_threshold_db", "comp_ratio"}
    assert told[-1][2] < -23.0 or told[-1][2] > 3.4
    for name in ("comp_threshold_db", "comp_ratio"):
        values = [one[2] for one in told if one[1] == name]
        assert 1 < len(values) < 12
        assert values == sorted(values, reverse=name == "comp_threshold_db")


def test_a_snapshot_that_the_set_does_not_have_is_named(play: Play) -> None:
    heard = play({"snapshots": {"menu": {}}}, (1.0, Param("snapshot:cave", 1.0)), until=1.5)
    assert "snapshot:menu" in heard.notices[0]


def test_a_saved_game_brings_effects_back_and_refuses_what_nobody_could_have_said(
    play: Play, conductor: Conductor
) -> None:
    more: dict[str, Any] = {"mix": {"reverb": {"level_db": -12}, "width": 0.7}, "params": {}}
    heard = play(more, until=3.0)
    text = heard.conductor.snapshot(heard.state)
    heard.say(4.0, Restore(text))
    restored = [e for e in heard.heard(Effect) if e.why.rule == "restore"]
    assert {(e.act.name, e.act.value) for e in restored} == {("reverb", -12.0), ("width", 0.7)}
    state = heard.conductor.render_state(heard.state, heard.state.frame)
    pending = {e.act.name for e in state.pending if isinstance(e.act, Effect)}
    assert {name for name, _ in state.effects} | pending == {"reverb", "width"}
    with pytest.raises(AffektError):
        heard.say(5.0, Restore(text[:-6] + "AAAAAA"))
