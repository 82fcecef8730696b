"""Whoever plays along with a server: found when its session opens, let go when it ends, closed with the server."""

import asyncio
import threading
from typing import Any

import pytest

from affekt.clock import MonotonicClock
from affekt.commands import band
from affekt.config.load import load_config
from affekt.config.model import Config
from affekt.core.errors import AffektError, Reason
from affekt.core.score import Beat
from affekt.host.api import Ended
from affekt.io.midi import ports
from affekt.testing.fake_host import FakeSessions


class Cable:
    """An output and an input that are fakes; the bytes are real."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[bytes] = []
        self.closed: list[str] = []
        self.some = threading.Event()
        self.heard: Any = None
        monkeypatch.setattr(ports, "open_output", self._output)
        monkeypatch.setattr(ports, "open_input", self._input)

    def _output(self, name: str) -> Any:
        cable = self

        class Output:
            def send(self, data: bytes) -> None:
                cable.sent.append(data)
                cable.some.set()

            def close(self) -> None:
                cable.closed.append(name)

        return Output()

    def _input(self, name: str, heard: Any) -> Any:
        self.heard = heard
        cable = self

        class Input:
            def close(self) -> None:
                cable.closed.append(name)

        return Input()


def configured(**midi: object) -> Config:
    return load_config({f"midi.{name}": value for name, value in midi.items()}).config


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(band, "_LOOK_S", 0.0)


async def until(done) -> None:
    for _ in range(10_000):
        if done():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never happened")


async def test_an_output_joins_the_first_session_and_the_next_one_after_it(monkeypatch, quick):
    cable = Cable(monkeypatch)
    clock = MonotonicClock()
    sessions = FakeSessions(clock.wall())
    playing = band.start_band(configured(out="synth"), sessions, clock, lambda _name: None)
    first = sessions.open("one")
    await until(lambda: first.subscriptions)
    first.tell(Ended("closed"))
    del sessions.open_now["one"]
    second = sessions.open("two")
    await until(lambda: second.subscriptions)
    second.decide(Beat(120.0, "4/4"), ahead=480)
    await playing.stop()
    assert cable.closed == ["synth"]
    assert not second.subscriptions


async def test_a_clock_that_stops_pauses_the_session_that_is_meant(monkeypatch, quick):
    cable = Cable(monkeypatch)
    sessions = FakeSessions()
    other, meant = sessions.open("other"), sessions.open("meant")
    playing = band.start_band(
        configured(follow="drums", session="meant"), sessions, MonotonicClock(), lambda _name: None
    )
    await until(lambda: meant.subscriptions)
    cable.heard(b"\xfc")
    await until(lambda: meant.said)
    assert [said.verb for said, _ in meant.said] == ["pause"]
    assert not other.said
    await playing.stop()
    assert cable.closed == ["drums"]


async def test_a_port_that_is_not_there_is_said_and_what_was_opened_is_closed(monkeypatch, quick):
    cable = Cable(monkeypatch)

    def missing(_name: str, _heard: object) -> None:
        raise AffektError(Reason.UNKNOWN_NAME, "no MIDI port has 'drums' in its name")

    monkeypatch.setattr(ports, "open_input", missing)
    with pytest.raises(AffektError, match="drums"):
        band.start_band(configured(out="synth", follow="drums"), FakeSessions(), MonotonicClock(), lambda _name: None)
    assert cable.closed == ["synth"]


async def test_nothing_is_started_where_nothing_is_asked_for():
    playing = band.start_band(configured(), FakeSessions(), MonotonicClock(), lambda _name: None)
    assert playing.tasks == []
    await playing.stop()


def test_a_session_cannot_follow_two_clocks():
    with pytest.raises(AffektError, match="one clock"):
        load_config({"midi.follow": "drums", "link.mode": "follow"})
