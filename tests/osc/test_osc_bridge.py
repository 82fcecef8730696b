"""What FMOD, Wwise and Unreal are told in their own words, and when."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from affekt.core.errors import AffektError, Reason
from affekt.core.intent import Intent
from affekt.core.score import (
    AffectNow,
    Beat,
    Chord,
    Control,
    Duck,
    Effect,
    IntentNow,
    Key,
    Layer,
    Marker,
    Note,
    ScoreEvent,
    Section,
    Stinger,
    Tempo,
    Why,
)  # fmt: skip
from affekt.core.units import Frame, Tick
from affekt.host.api import Ended
from affekt.io.osc.bridge import Bridge, open_bridge, parse_target
from affekt.io.osc.codec import decode
from affekt.io.osc.words import load_sends
from affekt.testing.fake_host import FakeSession, FakeSessions

ACTS = (
    Layer("drums", -6.0, 4.0), Section("combat", "next_bar", "start", "cross", 1.0, 960, "r"), Tempo(132.0, 4.0),
    Key("D", "dorian", -32.0), Chord("Dm9", "D dorian"), Note("lead", 62, 90, 1.5), Stinger("discovery"),
    Effect("lowpass", 800.0), Beat(132.0, "6/8"), Marker("verse"), Duck(-6.0), Control("pause"), Control("resume"),
    Control("stop"), AffectNow(0.5, 0.25, 0.0, (0.5, 0.25, 0.5), ("game",)), IntentNow(Intent()),
)  # fmt: skip


def event(act: Any) -> ScoreEvent:
    return ScoreEvent(7, Frame(0), Frame(0), Tick(0), 3, 2.0, 1, act, Why("r"))


def said(table: str, act: Any, bpm: float = 120.0) -> list[tuple[str, tuple[Any, ...]]]:
    packets = load_sends(table).messages("arena", event(act), bpm)
    return [decode(packet)[0][1:] for packet in packets]


@pytest.mark.parametrize("table", ["fmod", "wwise", "unreal"])
def test_a_shipped_table_knows_every_value_that_it_names(table: str):
    for act in ACTS:
        for path, arguments in said(table, act):
            assert "$" not in path
            assert "" not in arguments, (table, path)
            assert not any(isinstance(one, str) and "$" in one for one in arguments)


def test_each_program_is_told_in_its_own_units():
    assert said("fmod", Layer("drums", -6.0, 4.0)) == [
        ("/fmod/parameter", ("affekt_layer_drums", pytest.approx(0.5012, abs=1e-4)))
    ]
    assert said("wwise", Layer("drums", -96.0, 4.0), 90.0) == [("/wwise/rtpc", ("affekt_layer_drums", 0.0, 2667))]
    assert said("unreal", Note("lead", 62, 90, 1.5), 90.0) == [("/affekt/note/lead", (62, 90, 1.0))]
    assert said("fmod", Section("combat", "next_bar", "start", "cross", 1.0, 960, "r")) == [
        ("/fmod/label", ("affekt_section", "combat"))
    ]
    assert said("fmod", Control("mute")) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("wwise", Reason.MALFORMED),
        ("wwise=arena", Reason.MALFORMED),
        ("=arena@127.0.0.1:9000", Reason.MALFORMED),
        ("nobody=arena@127.0.0.1:9000", Reason.UNKNOWN_NAME),
    ],
)
def test_what_is_no_target_is_refused_with_what_to_write(text: str, reason: Reason):
    with pytest.raises(AffektError) as refused:
        parse_target(text)
    assert refused.value.reason is reason


def test_a_table_of_ones_own_is_checked(tmp_path: Path):
    mine = tmp_path / "mine.toml"
    mine.write_text('format = 1\nprogram = "Mine"\n[[send]]\nof = "leyer"\nto = "/x"\nargs = []\n', "utf-8")
    with pytest.raises(AffektError, match=r"send\.0\.of"):
        load_sends(str(mine))


class Program(asyncio.DatagramProtocol):
    """The other program's port."""

    def __init__(self) -> None:
        self.packets: asyncio.Queue[bytes] = asyncio.Queue()
        self.gone = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone.set()

    def datagram_received(self, data: bytes, addr: tuple[str | int, ...]) -> None:
        self.packets.put_nowait(data)

    async def heard(self) -> tuple[str, tuple[Any, ...]]:
        _, path, arguments = decode(await asyncio.wait_for(self.packets.get(), 5))[0]
        return path, arguments


@pytest.fixture
async def program() -> AsyncIterator[Program]:
    transport, program = await asyncio.get_running_loop().create_datagram_endpoint(Program, local_addr=("127.0.0.1", 0))
    program.port = transport.get_extra_info("sockname")[1]  # type: ignore[attr-defined]
    yield program
    transport.close()
    await program.gone.wait()


@pytest.fixture
async def arena(sessions: FakeSessions) -> FakeSession:
    return sessions.open("arena")


@pytest.fixture
async def bridge(
    sessions: FakeSessions, arena: FakeSession, program: Any, counts: Counter[str]
) -> AsyncIterator[Bridge]:
    target = parse_target(f"unreal=arena@127.0.0.1:{program.port}")
    bridge = await open_bridge(sessions, [target], lambda name: counts.update([name]))
    bridge.look()
    yield bridge
    await bridge.stop()


async def test_a_program_is_told_when_it_sounds_and_what_a_pause_takes_back_never(
    bridge: Bridge, arena: FakeSession, program: Program
):
    arena.decide(Marker("later"), ahead=480_000)
    arena.decide(Duck(-6.0))
    assert await program.heard() == ("/affekt/duck", (pytest.approx(0.5012, abs=1e-4),))
    assert bridge.waiting == 1
    arena.decide(Control("pause"))
    assert await program.heard() == ("/affekt/control", ("pause",))
    assert bridge.waiting == 0


async def test_a_stop_ahead_leaves_what_sounds_before_it_and_the_mix(
    bridge: Bridge, arena: FakeSession, program: Program
):
    arena.decide(Marker("before"), ahead=2_400)
    arena.decide(Marker("behind"), ahead=480_000)
    arena.decide(Duck(0.0), ahead=4_800)
    arena.decide(Control("stop"), ahead=9_600)
    told = [(await program.heard())[0] for _ in range(3)]
    assert told == ["/affekt/marker", "/affekt/duck", "/affekt/control"]
    assert bridge.waiting == 0


async def test_the_end_of_a_session_stops_the_programs_music(bridge: Bridge, arena: FakeSession, program: Program):
    arena.decide(Marker("later"), ahead=480_000)
    arena.tell(Ended("closed"))
    assert await program.heard() == ("/affekt/control", ("stop",))
    assert bridge.waiting == 0


async def test_what_is_replaced_is_taken_back(bridge: Bridge, arena: FakeSession, program: Program):
    old = arena.decide(Marker("old"), ahead=480_000)
    new = event(Marker("new"))
    arena.tell(ScoreEvent(99, new.decided_frame, arena.frame_now(), new.tick, 1, 1.0, 1, new.act, new.why, old.id))
    assert await program.heard() == ("/affekt/marker", ("new",))
    assert bridge.waiting == 0


async def test_what_does_not_fit_is_counted_and_the_others_go_out(
    bridge: Bridge, arena: FakeSession, program: Program, counts: Counter[str]
):
    arena.decide(Note("lead", 2**40, 90, 1.0))
    arena.decide(Duck(-96.0))
    assert await program.heard() == ("/affekt/duck", (0.0,))
    assert counts["osc.unsendable"] == 1
