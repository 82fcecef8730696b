"""A snapshot is whole: a restored session goes the way that the uninterrupted one goes, wherever it was taken."""

import base64
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ways import part, rehearsal, told

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import Cue, NewSet, Param, Restore, Save, Transport
from affekt.core.score import Section, Tempo
from affekt.core.units import Frame, frames, seconds
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

SECTIONS = {
    "here": part(4, ending="coda", alternates=[{"section": "twin"}, {"section": "third"}]),
    "twin": part(2),
    "third": part(3),
    "there": part(4, sustain=[2, 3]),
    "cheer": part(2, once=True),
    "coda": part(3),
    **{name: part(1 + n % 2) for n, name in enumerate("abc")},
}
RULES = [
    {"from": "here", "to": "there", "filler": "bridge", "from_time": "next_bar"},
    {"from": "there", "to": "here", "from_time": "end", "to_time": "previous_position"},
    {"from": "any", "to": "a", "filler": "bridge", "from_time": "next_beat"},
    {"from": "any", "to": "cheer", "hold_previous": True, "from_time": "next_beat"},
]
LISTS = {
    "walk": {
        "items": [{"section": "a", "loops": 2}, {"section": "b"}, {"section": "c", "sustain": True}],
        "order": "shuffle", "repeat": 2, "then": "here",
    },
    "ring": {"items": [{"section": name} for name in ("cheer", "b", "twin")], "order": "weighted"},
}  # fmt: skip
SAID = st.one_of(
    st.builds(
        Cue,
        st.just("section"),
        st.sampled_from([*SECTIONS, *LISTS, "bridge"]),
        st.sampled_from(["now", "next_beat", "next_bar", "end"]),
        st.sampled_from([0, 0, 400]),
    ),
    st.builds(Cue, st.just("release"), st.sampled_from(["there", "walk", "c"])),
    st.sampled_from([Transport("stop"), Transport("pause"), Transport("resume")]),
)
SCRIPT = st.lists(st.tuples(st.integers(100, 5000), SAID), max_size=6)


def new(seed: int = 7) -> Rehearsal:
    return rehearsal(RULES, seed, SECTIONS, playlists=LISTS)


def play(played: Rehearsal, script: Any, at: float) -> float:
    for wait, said in script:
        at += wait / 1000
        played.say(at, said)
    return at


def way(played: Rehearsal, since: int) -> list[tuple[str, int, int]]:
    """(section, place in its body, frame) of each entry after so many events, and the stop."""
    after = played.events[since:]
    return [
        (e.act.section, int(e.act.target_tick), e.frame) if isinstance(e.act, Section) else ("stop", 0, e.frame)
        for e in after
        if isinstance(e.act, Section) or getattr(e.act, "verb", "") == "stop"
    ]


def restored(before: Rehearsal) -> tuple[Rehearsal, int]:
    """Return a new session that goes on from a snapshot, and how many frames later it does everything."""
    text = before.conductor.snapshot(before.state)
    paused = before.state.mix.paused_at
    tick = before.state.timeline.now.span.tick_at(before.state.frame if paused is None else paused)
    if paused is not None:
        before.say(seconds(before.state.frame), Transport("resume"))
    now = before.state.timeline.now
    tick = max(tick, now.tick)
    floor = tick - (now.body_tick_at(tick) % now.metre.beat_ticks)
    at = max(now.span.frame_at(floor), now.frame)
    again = new(99).say(0.01, Restore(text)).to(0.3)
    return again, again.heard(Section)[0].frame - at


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPT, st.integers(300, 9000), SCRIPT)
@example([], 14000, [])  # alternates
@example([(500, Cue("section", "walk"))], 9000, [])  # a filler to a playlist, and its rounds
@example([(500, Cue("section", "there", "now")), (4000, Cue("release", "there"))], 300, [])
@example([(500, Cue("section", "cheer", "next_beat"))], 1500, [])  # what is held
@example([(500, Transport("stop"))], 300, [])  # an ending that waits
@example([(500, Transport("stop"))], 3000, [])  # an ending that sounds
@example([(2500, Transport("pause"))], 3000, [])  # a pause
def test_a_restored_session_goes_the_same_way(script: Any, wait: int, rest: Any):
    whole = new()
    at = play(whole, script, 0.3) + wait / 1000
    whole.to(at)
    if whole.state.mix.stopped or whole.state.wish is not None:
        return
    again, later = restored(whole)
    since = len(whole.events)
    first = len(again.events)
    at = max(seconds(Frame(whole.state.frame)), seconds(Frame(again.state.frame - later)))
    end = at
    for wait, said in rest:
        end += wait / 1000
        whole.say(end, said)
        again.say(end + later / 48_000, said)
    whole.to(end + 40)
    again.to(end + 40 + later / 48_000)
    one = [x for x in way(whole, since) if x[2] < frames(end + 38)]
    other = [(name, body, frame - later) for name, body, frame in way(again, first)]
    other = [x for x in other if x[2] < frames(end + 38)]
    assert [x[:2] for x in other] == [x[:2] for x in one]
    # A stop lies on a block of the session's own, a change at once on a tick.
    assert all(abs(a[2] - b[2]) <= (480 if a[0] == "stop" else 30) for a, b in zip(one, other, strict=True))


def test_a_snapshot_right_after_an_edit_that_took_its_section_is_of_what_comes():
    played = new().say(0.5, Cue("section", "b", "now"))
    plain = played.conductor.stage.manifest.model_dump(by_alias=True)
    del plain["sections"]["here"], plain["sections"]["there"]
    plain |= {"start": "b", "transitions": [], "playlists": {}}
    edited = Conductor.of(LoadedSet(StemSet.model_validate(plain), Path(), "1"), default_table())
    played.conductor = played.conductor.toward(edited, same_recordings=True)
    played.say(0.51, NewSet("1")).to(0.6)
    assert told(played)[-1][0] == "b"
    text = played.conductor.snapshot(played.state)
    again = Rehearsal(edited).say(0.01, Restore(text)).to(1)
    assert [name for name, _ in told(again)] == ["b"]


def test_what_a_restored_session_was_told_is_told_of_the_restore():
    before = new().say(1, Param("tempo", 130.0)).to(2)
    text = before.conductor.snapshot(before.state)
    again = new().say(1, Param("tempo", 100.0)).say(2, Param("tempo", None)).say(3, Restore(text)).to(9)
    held = [e for e in again.heard(Tempo) if e.why.rule == "param.tempo" and e.frame > frames(3.5)]
    assert {e.why.cause_seq for e in held} <= {3}
    assert dict(again.state.pinned) == {"tempo": 3}


def test_a_snapshot_of_what_was_put_back_and_has_not_sounded_is_the_same_again():
    before = new().say(0.5, Cue("section", "walk")).to(9)
    text = before.conductor.snapshot(before.state)
    again = new().to(2).say(2.0, Transport("pause")).say(2.1, Restore(text)).say(2.2, Save("x"))
    third = new().say(0.01, Restore(again.conductor.snapshot(again.state))).to(12)
    second = new().say(0.01, Restore(text)).to(12)
    assert told(third) == told(second)


def packed(plain: dict[str, Any]) -> str:
    raw = json.dumps(plain).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw, 9) + zlib.crc32(raw).to_bytes(4, "little")).decode()


def unpacked(text: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(zlib.decompress(base64.urlsafe_b64decode(text)[:-4]))
    return plain


def leaves(plain: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(plain, dict):
        return [found for key, one in plain.items() for found in leaves(one, (*path, key))]
    if isinstance(plain, list):
        return [path, *(found for key, one in enumerate(plain) for found in leaves(one, (*path, key)))]
    return [path]


def forged(plain: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    plain = json.loads(json.dumps(plain))
    inner = plain
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return plain


@pytest.mark.parametrize("value", [1e308, -1e308, float("nan"), float("inf"), 10**30, -(2**60), "x", None, [], {}, 0.5])
def test_a_forged_value_is_refused_or_borne(value: Any):
    """Each value of a snapshot in turn, those of the composer's memory too: it never raises, then or later."""
    before = new().say(0.5, Cue("section", "walk")).say(3, Cue("section", "there", "end")).to(5)
    plain = unpacked(before.conductor.snapshot(before.state))
    memory = json.loads(plain["memory"])
    texts = [packed(forged(plain, path, value)) for path in leaves(plain)]
    texts += [packed(plain | {"memory": json.dumps(forged(memory, path, value))}) for path in leaves(memory)]
    refusals = []
    for text in texts:
        played = new()
        try:
            played.say(0.01, Restore(text)).to(3)
        except AffektError as refused:
            refusals.append(refused.reason)
    assert 0 < len(refusals) < len(texts)
    assert set(refusals) == {Reason.BAD_SNAPSHOT}
