"""MIDI that leaves and comes: the sender's thread, an outlet's turns, and real ports on a JACK server of our own."""

import asyncio
import importlib.util
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator

import pytest

from affekt.clock import MonotonicClock
from affekt.core.errors import AffektError
from affekt.core.score import Beat, Control, Note
from affekt.host.api import Ended
from affekt.io.midi import ports
from affekt.io.midi.outlet import Outlet
from affekt.io.midi.score_out import Outgoing
from affekt.io.midi.sender import Sender
from affekt.testing.fake_host import FakeSessions


class FakePort:
    """A port that writes down the real bytes that reach it."""

    def __init__(self, wanted: int = 0) -> None:
        self.heard: list[bytes] = []
        self.broken = False
        self.enough = threading.Event()
        self._wanted = wanted

    def send(self, data: bytes) -> None:
        if self.broken:
            raise OSError("the cable is out")
        self.heard.append(data)
        if len(self.heard) >= self._wanted:
            self.enough.set()

    def close(self) -> None:
        pass


def test_messages_leave_in_order_of_their_times_and_what_was_cut_does_not():
    port, clock = FakePort(wanted=3), MonotonicClock()
    sender = Sender(port, clock)
    now = clock.now()
    sender.put([(now + 900.0, b"late"), (now + 901.0, b"kept")])
    sender.put([(now - 1.0, b"b"), (now - 2.0, b"a"), (now - 1.0, b"c")])
    assert port.enough.wait(5.0)
    sender.cut(0.0, lambda data: data == b"kept")
    sender.close()
    assert port.heard == [b"a", b"b", b"c"]


def test_a_port_that_fails_is_counted_and_the_next_message_is_tried():
    port, clock = FakePort(wanted=1), MonotonicClock()
    failed = threading.Event()
    sender = Sender(port, clock, failed.set)
    port.broken = True
    sender.put([(0.0, b"x")])
    assert failed.wait(5.0)
    port.broken = False
    sender.put([(0.0, b"y")])
    assert port.enough.wait(5.0)
    sender.close()
    assert port.heard == [b"y"]


class StillSender:
    """A sender whose time does not pass: it keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[float, bytes]] = []

    def put(self, messages) -> None:
        self.given += list(messages)

    def cut(self, due: float, keeps=lambda _data: False) -> None:
        self.given = [one for one in self.given if one[0] < due or keeps(one[1])]


class StillClock(MonotonicClock):
    def now(self):
        return 100.0

    def wall(self) -> float:
        return 1_000_000_100.0


async def test_an_outlet_is_80_ms_ahead_and_takes_back_what_a_pause_cuts():
    sessions = FakeSessions(1_000_000_100.0)
    session, sender = sessions.open("band"), StillSender()
    outlet = Outlet(session, sender, StillClock(), Outgoing(), delay_s=0.01)  # type: ignore[arg-type]
    outlet.hear(session.decide(Beat(120.0, "4/4"), ahead=1_920))
    outlet.pump()
    assert [data for _, data in sender.given] == [b"\xfa", b"\xf8", b"\xf8"]
    dues = [round(due - 100.01, 4) for due, _ in sender.given]
    assert dues == [0.039, 0.04, 0.0608]
    outlet.hear(session.decide(Control("pause"), ahead=2_400))
    outlet.pump()
    assert [data for _, data in sender.given] == [b"\xfa", b"\xf8", b"\xfc"]


async def test_when_the_session_ends_its_clock_stops():
    sessions = FakeSessions(1_000_000_100.0)
    session, sender = sessions.open("band"), StillSender()
    outlet = Outlet(session, sender, StillClock(), Outgoing())  # type: ignore[arg-type]
    running = asyncio.create_task(outlet.run())
    await asyncio.sleep(0)
    session.decide(Beat(120.0, "4/4"), ahead=480)
    session.decide(Note("nobody", 60, 90, 1.0), ahead=480)
    for _ in range(5):
        await asyncio.sleep(0)
    outlet.pump()
    session.tell(Ended("closed"))
    await running
    assert [data for _, data in sender.given] == [b"\xfc"]


def test_without_python_rtmidi_a_port_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "rtmidi", None)
    with pytest.raises(AffektError, match=r"affekt\[midi\]"):
        ports.open_output("virtual")


@pytest.fixture
def jack(tmp_path) -> Iterator[str]:
    """A JACK server without a sound card; python-rtmidi's ports on it are real ports between real clients."""
    if shutil.which("jackd") is None or importlib.util.find_spec("rtmidi") is None:
        pytest.skip("NOT TRIED: real MIDI ports need jackd (server/tools/install_peers.sh) and affekt[midi]")
    name = f"affekt-test-{os.getpid()}"
    with (tmp_path / "jack.log").open("w+b") as log:
        server = subprocess.Popen(
            ["jackd", "-r", "-n", name, "-d", "dummy", "-r", "48000", "-p", "128"], stdout=log, stderr=log
        )
        try:
            yield name
        finally:
            server.terminate()
            server.wait(5)


@pytest.mark.system
def test_real_ports_carry_clock_and_notes(jack: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JACK_DEFAULT_SERVER", jack)
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    output = _when_up(lambda: ports.open_output("virtual"))
    heard: list[bytes] = []
    enough = threading.Event()

    def hear(data: bytes) -> None:
        heard.append(data)
        if len(heard) == 4:
            enough.set()

    assert any("affekt out" in port for port in ports.names()["in"])
    listener = ports.open_input("affekt out", hear)
    with pytest.raises(AffektError, match="no MIDI port has 'accordion'"):
        ports.open_output("accordion")
    for data in (b"\xfa", b"\xf8", b"\x90\x3c\x64", b"\xf2\x10\x00"):
        output.send(data)
    assert enough.wait(10.0)
    assert heard == [b"\xfa", b"\xf8", b"\x90\x3c\x64", b"\xf2\x10\x00"]
    listener.close()
    output.close()


def _when_up(act):
    """Try until the JACK server is up."""
    never = threading.Event()
    for _ in range(100):
        try:
            return act()
        except AffektError:
            never.wait(0.1)
    return act()
