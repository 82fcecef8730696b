"""The baked conductor: the server's form of decisions, from the table alone."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.arrange.loaded import LoadedSet
from affekt.baked import BakedConductor
from affekt.core.inputs import Cue, Param
from affekt.session.conductor import Conductor
from affekt.session.log import event_to_dict
from affekt.testing.rehearsal import Rehearsal

RATE = 48_000


def of(decided, kind):
    return [one for one in decided if one["kind"] == kind]


def test_the_first_section_begins_and_its_beats_are_exact(play):
    decided = play(until=5)
    assert [e["section"] for e in of(decided, "section")] == ["calm"]
    beats = of(decided, "beat")
    assert [(e["frame"], e["bar"], e["beat"]) for e in beats] == [
        (12_000 + 48_000 * n, 1 + n // 4, 1.0 + n % 4) for n in range(5)
    ]
    assert all(e["frame"] - e["decided_frame"] >= 7_200 for e in beats)
    assert [e["chord"] for e in of(decided, "chord")] == ["Dm", "G"]


def test_decisions_have_the_keys_of_the_server_s_log(play, manifest, table):
    server = Rehearsal(Conductor.of(LoadedSet(manifest, Path(), "0"), table)).to(20)
    forms = {event_to_dict(e)["kind"]: set(event_to_dict(e)) for e in server.events}
    for event in play((1.0, {"event": "find"}), until=20):
        if event["kind"] not in ("intent", "stinger", "duck"):
            assert set(event) >= forms[event["kind"]] - {"take"}, event["kind"]


def test_a_cue_lands_where_the_server_s_own_conductor_puts_it(play, manifest, table):
    cues = [(5.0, "road", "next_bar"), (21.3, "waltz", "next_bar"), (40.1, "fight", "next_beat"), (52.0, "won", "end")]
    server = Rehearsal(Conductor.of(LoadedSet(manifest, Path(), "0"), table))
    server.say(0.0, Param("tempo", "recorded"))
    lines = []
    for seconds, name, at in cues:
        server.say(seconds, Cue("section", name, at))
        lines.append((seconds, {"cue": {"kind": "section", "name": name, "at": at}}))
    told = [event_to_dict(e) for e in server.to(60).events if event_to_dict(e)["kind"] == "section"]
    mine = of(play(*lines, until=60), "section")
    keys = ("frame", "bar", "beat", "target_tick", "from_time", "to_time", "rule", "fade", "fade_beats")
    others = ("road", "lane")  # which of the two takes its turn is each law's own draw
    assert [[e[k] for k in keys] for e in mine[:4]] == [[e[k] for k in keys] for e in told[:4]]
    assert [e["section"] for e in mine if e["section"] not in others][:3] == ["calm", "waltz", "fight"]


def test_an_event_reaches_the_fight_within_its_deadline_and_victory_needs_a_while(play):
    decided = play((10.0, {"event": "fight", "intensity": 0.8}), (14.0, {"event": "won"}), until=25)
    sections = of(decided, "section")
    assert [e["section"] for e in sections] == ["calm", "fight", "calm"]
    assert 0 < sections[1]["t"] - 10.0 <= 0.6
    assert [e["why"]["cause_seq"] for e in sections[1:]] == [1, 2]
    assert of(decided, "stinger")[0]["frame"] == 10 * RATE
    long = of(play((10.0, {"event": "fight"}), (17.0, {"event": "won"}), until=30), "section")
    assert [e["section"] for e in long] == ["calm", "fight", "won", "calm"]
    assert long[-1]["why"]["rule"] == "loops.then"


def test_a_weak_event_moves_layers_and_no_section(play):
    decided = play((2.0, {"event": "fight", "intensity": 0.3}), until=20)
    assert [e["section"] for e in of(decided, "section")] == ["calm"]
    assert not of(decided, "stinger")


def test_a_scene_rule_waits_for_its_time_and_dwells(play):
    hot, cold = {"state": {"threat": 9}}, {"state": {"threat": 0, "pride": 1}}
    assert [e["section"] for e in of(play((8.0, hot), (8.5, cold), until=15), "section")] == ["calm"]
    sections = of(play((8.0, hot), (12.0, cold), until=30), "section")
    assert [e["section"] for e in sections] == ["calm", "fight", "calm"]
    assert 9.0 <= sections[1]["t"] <= 9.7
    assert sections[1]["why"]["text"].startswith("threat above 0.7")
    assert sections[2]["bar"] - sections[1]["bar"] >= 3


def test_a_level_follows_the_feeling_and_a_melody_waits_for_its_end(play):
    decided = play((0.0, {"state": {"threat": 5}}), until=30)
    bed = [e for e in of(decided, "layer") if e["layer"] == "theme"]
    assert bed[0]["gain_db"] == -96.0
    assert bed[1]["gain_db"] > -96.0
    assert bed[1]["section_bar"] in (1, 4)  # it leads bars 2 and 3


def test_a_pin_and_a_road_hold_a_layer_from_the_next_beat(play):
    decided = play((3.0, {"param": {"layer:theme": -6}}), (9.0, {"param": {"layer:theme": None}}), until=20)
    theme = [(e["t"], e["gain_db"], e["why"]["rule"]) for e in of(decided, "layer") if e["layer"] == "theme"]
    assert theme[1] == (3.25, -6.0, "param")
    assert theme[2][2] == "layer.curve"
    road = of(play((3.0, {"state": {"crowd": 1.0, "water": 1.0}}), until=6), "layer")[-1]
    assert (road["layer"], road["gain_db"], road["why"]["rule"]) == ("bed", -20.0, "direct:crowd")


def test_an_effect_follows_its_road(play):
    effects = of(play((3.0, {"state": {"water": 0.5}}), until=5), "effect")
    assert [(e["name"], e["value"], e["fade_beats"], e["t"]) for e in effects] == [("lowpass", 10_300.0, 0.5, 3.05)]


def test_takes_take_turns(play):
    theme = [e["take"] for e in of(play(until=120), "layer") if e["layer"] == "theme" and e["fade_beats"] == 0]
    assert len(set(theme)) == 3
    assert all(a != b for a, b in pairwise(theme))


def test_a_stinger_rests_and_stands_in_the_section_s_key(play):
    lines = [(2.0 + n, {"event": "find"}) for n in range(4)]
    decided = play(*lines, (12.0, {"cue": {"kind": "section", "name": "fight"}}), (16.0, {"event": "find"}), until=20)
    assert [(e["name"], e["take"]) for e in of(decided, "stinger")] == [("find", "d"), ("find", "a")]


def test_speech_ducks_and_keeps_the_table_s_stingers_still(play):
    duck = {"control": {"duck": {"db": -9, "on": True}}}
    decided = play((2.0, duck), (3.0, {"event": "find"}), (5.0, {"control": {"duck": {"on": False}}}), until=8)
    assert not of(decided, "stinger")
    assert [(e["db"], e["t"]) for e in of(decided, "duck")] == [(-9.0, 2.0), (0.0, 5.0)]


def test_after_a_pause_everything_comes_again_at_its_new_time(play):
    plain = of(play(until=12), "beat")
    held = play((3.1, {"control": "pause"}), (7.1, {"control": "resume"}), until=16)
    beats = {e["id"]: e for e in of(held, "beat")}
    gone = {e["supersedes"] for e in held if "supersedes" in e}
    kept = [e["frame"] for e in beats.values() if e["id"] not in gone]
    late = [e["frame"] + (4 * RATE if e["frame"] >= 3.1 * RATE else 0) for e in plain]
    assert kept == late[: len(kept)]
    assert gone


def test_a_stop_plays_the_ending_and_a_later_cue_begins_anew(play):
    again = {"cue": {"kind": "section", "name": "road"}}
    decided = play((5.0, {"control": "stop"}), (30.0, again), until=34)
    assert [e["section"] for e in of(decided, "section")][:2] == ["calm", "home"]
    stop = of(decided, "control")[0]
    assert (stop["verb"], stop["fade_s"], stop["why"]["rule"]) == ("stop", 3.0, "ending")
    assert of(decided, "section")[2]["t"] == 30.2
    assert not [e for e in of(decided, "beat") if stop["frame"] <= e["frame"] < 30 * RATE]


def test_a_stop_with_a_fade_is_at_once(play):
    decided = play((5.0, {"control": "stop", "fade_s": 0.5}), until=20)
    assert [(e["verb"], e["fade_s"], e["t"]) for e in of(decided, "control")] == [("stop", 0.5, 5.0)]
    assert max(e["frame"] for e in of(decided, "beat")) <= 5.2 * RATE


def test_quiet_minutes_fall_silent_and_an_event_brings_the_music_back(play):
    decided = play((0.0, {"state": {"threat": 5}}), (75.0, {"event": "find"}), until=100)
    rests = [e for e in of(decided, "layer") if e["why"]["rule"] == "rest"]
    assert rests
    assert 40 <= rests[0]["t"] <= 65
    assert rests[0]["gain_db"] == -96.0
    back = [e for e in of(decided, "layer") if e["id"] > rests[0]["id"] and e["why"]["rule"] == "layer.curve"]
    assert back


def test_an_alternate_takes_its_turn_and_is_still_the_same_section(play):
    decided = play((1.0, {"event": "walk"}), until=120)
    assert [e["section"] for e in of(decided, "section")][1:4] in (["lane", "road", "lane"], ["road", "lane", "road"])


def test_a_section_that_was_left_a_moment_ago_goes_on_in_its_bar(play):
    line = {"event": "fight"}
    decided = play((10.0, line), (18.0, {"cue": {"kind": "section", "name": "calm"}}), (26.0, line), until=30)
    fights = [e for e in of(decided, "section") if e["section"] == "fight"]
    assert fights[0]["to_time"] == "start"
    assert fights[1]["to_time"] == "previous_position"
    assert len(of(decided, "stinger")) == 1


def test_what_it_does_not_know_is_told_once(baked):
    conductor = BakedConductor(baked)
    for _ in range(2):
        conductor.say(RATE, {"event": "sing"})
        conductor.say(RATE, {"sense": {"source": "heart_rate", "bpm": 90}})
        conductor.say(RATE, {"cue": {"kind": "section", "name": "moon"}})
    assert [(n["reason"], n["about"]) for n in conductor.notices()] == [
        ("UNKNOWN_NAME", "event:sing"), ("NOT_YET", "sense"), ("UNKNOWN_NAME", "section:moon"),
    ]  # fmt: skip


words = st.sampled_from(
    [
        {"event": "fight", "intensity": 0.7},
        {"event": "walk"},
        {"event": "won"},
        {"state": {"threat": 8}},
        {"state": {"threat": 0}},
        {"cue": {"kind": "section", "name": "waltz", "at": "next_beat"}},
        {"cue": {"kind": "section", "name": "road", "at": "now"}},
        {"cue": {"kind": "stinger", "name": "bell", "at": "next_bar"}},
        {"control": "pause"},
        {"control": "resume"},
        {"control": "stop"},
        {"affect": {"valence": -1, "arousal": 1, "hold_s": 2}},
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400_000), words), max_size=12), st.integers(1, 50_000))
def test_how_it_is_advanced_changes_nothing_and_time_never_goes_back(baked, said, portion):
    whole, parts = BakedConductor(baked, 3), BakedConductor(baked, 3)
    frame, one, two = 0, [], []
    for gone, line in [*said, (400_000, {"state": {"threat": 1}})]:
        at = frame
        while at + portion < frame + gone:
            at += portion
            two += parts.advance(at)
        frame += gone
        one += whole.say(frame, line)
        two += parts.say(frame, line)
    assert one == two
    assert [e["id"] for e in one] == list(range(1, len(one) + 1))
    grid = [e["frame"] for e in one if e["kind"] == "beat" and "supersedes" not in e]
    assert grid == sorted(grid)
    assert all(e["frame"] >= e["decided_frame"] for e in one)


@pytest.mark.parametrize("seed", [0, 1, 2**31, 2**40 + 5])
def test_a_seed_draws_the_same_every_time(baked, seed):
    assert BakedConductor(baked, seed).advance(60 * RATE) == BakedConductor(baked, seed).advance(60 * RATE)
