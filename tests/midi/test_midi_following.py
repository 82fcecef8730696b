"""A session that follows a MIDI clock: its tempo, its beat, its start and stop. A real conductor in virtual time."""

import asyncio
import random

import pytest

from affekt.core.inputs import Param, Transport
from affekt.core.score import Control, Tempo
from affekt.io.following import Follower
from affekt.io.midi.inlet import Inlet
from affekt.testing.fake_host import FakeSession, FakeSessions


class Drummer:
    """Somebody else's MIDI clock: ticks with jitter, as a cable and a thread make it."""

    def __init__(self, inlet: Inlet, bpm: float, start: float, jitter_s: float = 0.002) -> None:
        self.inlet, self.bpm, self.start, self.jitter_s = inlet, bpm, start, jitter_s
        self.number = 0
        self.chance = random.Random(11)

    def play_to(self, now: float) -> None:
        while (at := self.start + self.number * 60.0 / self.bpm / 24) <= now - self.jitter_s:
            self.inlet.heard(at + self.chance.uniform(0.0, self.jitter_s), b"\xf8")
            self.number += 1


@pytest.mark.parametrize(("bpm", "start"), [(100.0, 0.2), (93.0, 0.55)])
async def test_tempo_and_beat_come_together_and_stay(stage, bpm: float, start: float):
    async with stage() as on:
        inlet = Inlet(on.session, on.clock)
        hearing = asyncio.create_task(inlet.follower.run())
        drummer = Drummer(inlet, bpm, on.clock.now() + start)
        far: list[float] = []

        def each() -> None:
            drummer.play_to(on.clock.now())
            inlet.look()
            far.append(abs(inlet.follower.behind) * 60.0 / bpm)

        await on.play(70.0, each)
        assert on.session.status().tempo == pytest.approx(bpm, rel=0.004)
        assert max(far[-400:]) <= 0.015
        hearing.cancel()


async def test_the_tempo_is_said_at_most_once_a_bar(stage):
    async with stage() as on:
        inlet = Inlet(on.session, on.clock)
        hearing = asyncio.create_task(inlet.follower.run())
        drummer = Drummer(inlet, 99.0, on.clock.now() + 0.1)
        events = on.session.subscribe()
        tempos: list[float] = []

        def each() -> None:
            drummer.play_to(on.clock.now())
            inlet.look()
            tempos.extend(
                r.item.act.bpm for r in events.take() if hasattr(r.item, "act") and isinstance(r.item.act, Tempo)
            )

        await on.play(40.0, each)
        assert len(tempos) <= 40.0 * 99.0 / 60.0 / 4 + 2
        assert all(abs(tempo / 99.0 - 1.0) <= 0.031 for tempo in tempos[1:])
        hearing.cancel()


async def test_a_stop_pauses_the_music_and_a_continue_goes_on(stage):
    async with stage() as on:
        inlet = Inlet(on.session, on.clock)
        hearing = asyncio.create_task(inlet.follower.run())
        verbs: list[str] = []
        events = on.session.subscribe()

        def each() -> None:
            verbs.extend(
                r.item.act.verb for r in events.take() if hasattr(r.item, "act") and isinstance(r.item.act, Control)
            )

        await on.play(2.0, each)
        inlet.heard(on.clock.now(), b"\xfc")
        inlet.heard(on.clock.now(), b"\xfc")
        await on.play(1.0, each)
        inlet.heard(on.clock.now(), b"\xfb")
        await on.play(1.0, each)
        assert verbs == ["pause", "resume"]
        hearing.cancel()


def quiet() -> tuple[FakeSession, Follower]:
    session = FakeSessions().open("band")
    return session, Follower(session)


def test_before_the_music_begins_only_the_tempo_is_taken():
    session, follower = quiet()
    follower.steer(111.0, 0.4)
    follower.steer(111.01, 0.9)
    assert [said for said, _ in session.said] == [Param("tempo", 111.0)]
    follower.close()
    assert session.said[-1][0] == Param("tempo", None)


def test_whoever_never_steered_frees_nothing():
    session, follower = quiet()
    follower.close()
    assert session.said == []


def test_going_on_where_nothing_is_paused_says_nothing():
    session, follower = quiet()
    follower.transport(go=True)
    assert session.said == []
    follower.transport(go=False)
    assert [said for said, _ in session.said] == [Transport("pause")]


def test_messages_that_are_no_clock_are_passed_over(stage):
    session, _ = quiet()
    from affekt.clock import ManualClock

    inlet = Inlet(session, ManualClock())
    for data in (b"", b"\xf2", b"\x90\x40\x40", b"\xfe", b"\xf2\x01"):
        inlet.heard(1.0, data)
    inlet.look()
    assert session.said == []
