"""Live sessions: what is said acts at once, what is told comes in order, and nobody is waited for."""

from itertools import pairwise
from typing import Any

import pytest

from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import Cue, DuckMusic, GameEvent, Restore, Save, Signal, Text
from affekt.core.score import Beat, Duck, ScoreEvent, Section
from affekt.core.units import frames
from affekt.host.api import CaughtUp, Ended, Notice, Saved


def items(subscription: Any) -> list[Any]:
    return [reply.item for reply in subscription.take()]


async def test_a_session_begins_by_itself_and_its_beats_are_on_the_grid(house: Any) -> None:
    house.registry.open("hero", seed=1)
    await house.to(10)
    beats = [e for e in house.renderer.lanes["hero"].played if isinstance(e.act, Beat)]
    assert {b.frame - a.frame for a, b in pairwise(beats)} == {48_000}


async def test_what_is_said_acts_in_the_same_breath(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    await house.to(3)
    heard = session.subscribe()
    items(heard)
    session.say(DuckMusic(-6))
    told = [i for i in items(heard) if isinstance(i, ScoreEvent)]
    assert [type(e.act) for e in told] == [Duck]
    assert 0 < told[0].frame - session.frame_now() < 700
    assert house.renderer.lanes["hero"].played[-1] == told[0]


async def test_a_timetag_is_kept_to_the_frame(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    await house.to(2)
    at = session.wall_of(frames(3.5))
    session.say(DuckMusic(-6), at=at)
    await house.to(5)
    duck = next(e for e in house.renderer.lanes["hero"].played if isinstance(e.act, Duck))
    assert duck.decided_frame == frames(3.5)


async def test_a_timetag_too_far_ahead_is_refused(house: Any) -> None:
    session = house.registry.open("hero")
    with pytest.raises(AffektError) as refusal:
        session.say(DuckMusic(-6), at=session.wall_of(frames(60)))
    assert refusal.value.reason is Reason.OUT_OF_RANGE


async def test_the_opener_hears_everything_from_the_first_reply(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    heard = session.subscribe(after=0)
    await house.to(3)
    replies = heard.take()
    assert [r.seq for r in replies] == list(range(1, len(replies) + 1))
    assert any(isinstance(r.item, ScoreEvent) and isinstance(r.item.act, Section) for r in replies)


async def test_who_joins_late_learns_where_the_music_is(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    await house.to(9)
    told = items(session.subscribe())
    assert isinstance(told[0], CaughtUp)
    assert told[0].state.section == "calm"
    assert {type(i.act).__name__ for i in told[1:]} >= {"Section", "Tempo", "Key", "Beat"}


async def test_who_comes_back_gets_what_was_missed(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    first = session.subscribe(after=0)
    await house.to(4)
    last = first.take()[-1].seq
    first.close()
    await house.to(8)
    missed = session.subscribe(after=last).take()
    assert missed[0].seq == last + 1
    assert not any(isinstance(r.item, CaughtUp) for r in missed)


async def test_who_comes_back_too_late_gets_a_snapshot(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    hold = session.hold()
    await house.to(45)
    assert isinstance(items(session.subscribe(after=3))[0], CaughtUp)
    hold()


async def test_a_slow_reader_loses_the_oldest_and_knows(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    session.hold()
    slow = session.subscribe(after=0)
    for _ in range(3_000):
        session.say(DuckMusic(-6))
    replies = slow.take()
    assert slow.dropped > 0
    assert house.counts["replies_dropped"] == slow.dropped
    assert replies[-1].seq == slow.dropped + len(replies)


async def test_too_much_is_refused_and_nothing_else_changes(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    for _ in range(4_000):
        session.say(GameEvent("explore"))
    with pytest.raises(AffektError) as refusal:
        session.say(GameEvent("explore"))
    assert refusal.value.reason is Reason.TOO_FAST
    await house.to(1)
    session.say(GameEvent("explore"))


async def test_a_signal_that_is_not_understood_is_refused(house: Any) -> None:
    session = house.registry.open("hero")
    for said in (Signal("eeg", (("alpha", 1.0),)), Text("hello")):
        with pytest.raises(AffektError) as refusal:
            session.say(said)
        assert refusal.value.reason is Reason.NOT_YET


async def test_an_unknown_word_comes_back_as_a_notice(house: Any) -> None:
    session = house.registry.open("hero")
    heard = session.subscribe()
    session.say(GameEvent("exlpore"))
    session.say(GameEvent("exlpore"))
    notices = [i for i in items(heard) if isinstance(i, Notice)]
    assert [n.about for n in notices] == ["event:exlpore"]


async def test_a_session_without_a_client_ends_with_its_lease(house: Any) -> None:
    session = house.registry.open("hero")
    heard = session.subscribe()
    await house.to(29)
    assert house.registry.names() == ("hero",)
    await house.to(31)
    assert house.registry.names() == ()
    assert isinstance(items(heard)[-1], Ended)
    assert house.renderer.lanes["hero"].closed
    assert house.counts["leases_expired"] == 1


async def test_a_connection_holds_its_session(house: Any) -> None:
    release = house.registry.open("hero").hold()
    await house.to(100)
    assert house.registry.names() == ("hero",)
    release()
    await house.to(131)
    assert house.registry.names() == ()


async def test_names_tokens_and_room_are_checked(house: Any) -> None:
    session = house.registry.open("hero")
    reasons = []
    for act in (
        lambda: house.registry.open("hero"),
        lambda: house.registry.open("../x"),
        lambda: house.registry.open("b", stem_set="nothing"),
        lambda: house.registry.attach("hero", "guess"),
        lambda: house.registry.find("nobody"),
        lambda: [house.registry.open(n) for n in ("b", "c", "d")],
    ):
        with pytest.raises(AffektError) as refusal:
            act()
        reasons.append(refusal.value.reason.value)
    assert reasons == ["SESSION_EXISTS", "MALFORMED", "UNKNOWN_SET", "BAD_TOKEN", "UNKNOWN_SESSION", "TOO_MANY"]
    assert house.registry.attach("hero", session.token) is session


async def test_a_saved_session_opens_again_where_it_was(house: Any) -> None:
    session = house.registry.open("hero", seed=5)
    session.say(Cue("section", "exploration", "now"))
    await house.to(6)
    heard = session.subscribe()
    session.say(Save("slot1"))
    saved = next(i for i in items(heard) if isinstance(i, Saved))
    assert saved.name == "slot1"
    house.registry.close("hero")
    again = house.registry.restore("hero2", saved.snapshot)
    await house.to(8)
    assert again.status().section == "exploration"


async def test_a_damaged_snapshot_opens_nothing(house: Any) -> None:
    session = house.registry.open("hero")
    with pytest.raises(AffektError):
        session.say(Restore("rubbish"))
    with pytest.raises(AffektError):
        house.registry.restore("other", "rubbish")
    assert house.registry.names() == ("hero",)


async def test_a_restarted_renderer_is_given_the_state_to_go_on_from(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    await house.to(9)
    now = session.frame_now()
    state = house.renderer.lanes["hero"].on_gap(now, now + 4_800)
    assert state.section == "calm"
    assert state.body_frame == (state.frame - 12_000) % (4 * 4 * 48_000)
    assert house.counts["gaps"] == 1


async def test_a_renderer_that_rested_is_given_the_state_too_and_no_gap_is_noted(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    await house.to(9)
    now = session.frame_now()
    state = house.renderer.lanes["hero"].on_wake(now + 4_800)
    assert state == house.renderer.lanes["hero"].on_gap(now, now + 4_800)
    assert house.counts["gaps"] == 1


async def test_one_broken_session_does_not_stop_the_others(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    house.registry.open("good", seed=1)
    bad = house.registry.open("bad", seed=1)

    def break_down() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(bad, "advance", break_down)
    await house.to(3)
    assert house.registry.names() == ("good",)
    assert house.counts["sessions_failed"] == 1


async def test_what_is_said_is_counted_by_its_kind(house: Any) -> None:
    session = house.registry.open("hero")
    session.say(GameEvent("explore"))
    session.say(Cue("stinger", "hit", "now"))
    assert house.counts["inputs.event"] == house.counts["inputs.cue"] == 1


async def test_the_number_of_what_was_said_is_the_cause_that_events_show(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    await house.to(3)
    heard = session.subscribe()
    items(heard)
    for said in (Signal("heart_rate", (("bpm", 300.0),)), DuckMusic(-6), GameEvent("explore"), DuckMusic(-12)):
        number = session.say(said)
    later = session.say(DuckMusic(0, on=False), at=session.wall_of(frames(3.5)))
    ducks = [i for i in items(heard) if isinstance(i, ScoreEvent) and isinstance(i.act, Duck)]
    assert number > 0
    assert ducks[-1].why.cause_seq == number
    assert later == 0


async def test_a_session_says_what_it_costs(house: Any) -> None:
    status = house.registry.open("hero", seed=1).status()
    assert (status.render_share, status.voices) == (0.25, 7)
