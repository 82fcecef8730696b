"""What OSC sends: decisions in timetagged bundles, notices, what sounds already, and the end of a session."""

from collections import Counter
from typing import Any

import pytest
from pythonosc.osc_bundle import OscBundle

from affekt.core.errors import Reason
from affekt.core.intent import Intent
from affekt.core.score import (
    Act,
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
    RenderState,
    Section,
    Stinger,
    Tempo,
)
from affekt.core.units import Frame
from affekt.host.api import Ended, Notice
from affekt.io.osc.codec import decode, from_timetag
from affekt.testing.fake_host import FakeSession, FakeSessions

EVENTS: list[tuple[Act, str, tuple[Any, ...]]] = [
    (Layer("drums", -6.0, 4.0), "/affekt/layer", ("arena", "drums", -6.0, 4.0)),
    (
        Section("combat", "next_bar", "start", "cross", 1.0, 960, "r"),
        "/affekt/section",
        ("arena", "combat", "start", 960, "cross", 1.0),
    ),
    (Tempo(132.0, 4.0), "/affekt/tempo", ("arena", 132.0, 4.0)),
    (Key("D", "dorian", -32.0), "/affekt/key", ("arena", "D", "dorian", -32.0)),
    (Chord("Dm9", "D dorian"), "/affekt/harmony", ("arena", "Dm9", "D dorian")),
    (Note("lead", 62, 90, 1.5), "/affekt/note", ("arena", "lead", 62, 90, 1.5)),
    (Stinger("discovery"), "/affekt/stinger", ("arena", "discovery")),
    (Effect("lowpass", 800.0), "/affekt/effect", ("arena", "lowpass", 800.0)),
    (Beat(132.0, "6/8"), "/affekt/beat", ("arena", 1, 1, 132.0, 6, 8)),
    (Marker("verse"), "/affekt/marker", ("arena", "verse")),
    (Duck(-6.0), "/affekt/duck", ("arena", -6.0)),
    (Control("volume", "music", -6.0), "/affekt/control", ("arena", "volume:music", -6.0)),
]


async def test_decisions_of_one_moment_go_out_as_one_bundle_at_the_time_they_sound(
    client: Any, session: FakeSession, sessions: FakeSessions
):
    for act, _, _ in EVENTS:
        session.decide(act, ahead=12_000)
    packet = await client.packet()
    assert OscBundle(packet).timestamp == pytest.approx(sessions.now + 0.25, abs=1e-6)
    assert [(path, arguments) for _, path, arguments in decode(packet)] == [(path, a) for _, path, a in EVENTS]


async def test_later_decisions_have_later_bundles_and_feelings_none(
    client: Any, session: FakeSession, sessions: FakeSessions
):
    session.decide(Duck(-6.0), ahead=4_800)
    session.decide(AffectNow(0.5, 0.25, 0.0, (0.5, 0.25, 0.5), ("game",)), ahead=4_800)
    session.decide(IntentNow(Intent()), ahead=4_800)
    session.decide(Duck(0.0), ahead=9_600)
    session.tell(Notice(Reason.UNKNOWN_NAME, "no such event", "event:exlpore"))
    heard = [decode(await client.packet())[0] for _ in range(4)]
    assert heard[0] == (1, "/affekt/affect/now", ("arena", 0.5, 0.25, 0.0, 0.5, 0.25, 0.5))
    assert [from_timetag(tag, sessions.now) - sessions.now for tag, _, _ in heard[1:3]] == pytest.approx([0.1, 0.2])
    assert heard[3] == (1, "/fail", ("/affekt/event", "UNKNOWN_NAME", "no such event"))


async def test_which_recording_sounds_comes_before_what_it_is_of(client: Any, session: FakeSession):
    session.decide(Layer("drums", -6.0, 4.0, "b"), ahead=12_000)
    session.decide(Stinger("hit", "c"), ahead=12_000)
    told = [(path, arguments) for _, path, arguments in decode(await client.packet())]
    assert told == [
        ("/affekt/take", ("arena", "layer", "drums", "b")),
        ("/affekt/layer", ("arena", "drums", -6.0, 4.0)),
        ("/affekt/take", ("arena", "stinger", "hit", "c")),
        ("/affekt/stinger", ("arena", "hit")),
    ]


async def test_a_note_that_osc_cannot_carry_is_counted_and_the_others_go_out(
    client: Any, session: FakeSession, counts: Counter[str]
):
    session.decide(Note("lead", 2**40, 90, 1.0))
    session.decide(Duck(-3.0))
    assert decode(await client.packet())[0][1] == "/affekt/duck"
    assert counts["osc.unsendable"] == 1


@pytest.mark.parametrize(
    ("about", "address"),
    [
        ("event:exlpore", "/affekt/event"),
        ("state:haelth", "/affekt/state"),
        ("param:layer:bas", "/affekt/param"),
        ("stinger:hti", "/affekt/cue"),
        ("section:clam", "/affekt/cue"),
        ("theme:x", "/affekt/cue"),
        ("cooldown:combat", "/affekt/cue"),
        ("Cue", "/affekt"),
        ("", "/affekt"),
    ],
)
async def test_a_notice_names_the_address_that_it_is_about(client: Any, session: FakeSession, about: str, address: str):
    session.tell(Notice(Reason.UNKNOWN_NAME, "there is no such thing", about))
    assert decode(await client.packet())[0][1:] == ("/fail", (address, "UNKNOWN_NAME", "there is no such thing"))


async def test_who_opens_a_running_session_again_is_told_what_sounds(client: Any, other: Any, session: FakeSession):
    session.decide(Duck(-6.0))
    await client.packet()
    session.sounding = RenderState(Frame(48_000), "calm", Frame(0), 0, (("pad", -6.0, ""),), duck_db=-3.0)
    assert await other.ask("/affekt/session/open", "arena") == ("/affekt/session/opened", ("arena", 1))
    heard = [(address, arguments) for _, address, arguments in decode(await other.packet())]
    assert heard == [
        ("/affekt/section", ("arena", "calm", "same_position", 0, "in", 0.0)),
        ("/affekt/tempo", ("arena", 96.0, 0.0)),
        ("/affekt/key", ("arena", "C", "ionian", 0.0)),
        ("/affekt/layer", ("arena", "pad", -6.0, 0.0)),
        ("/affekt/duck", ("arena", -3.0)),
    ]
    await client.settled()
    assert await other.ask("/affekt/session/open", "arena") == ("/affekt/session/opened", ("arena", 1))
    await other.settled()


async def test_the_end_of_a_session_is_told(client: Any, session: FakeSession):
    session.tell(Ended("no client for 30 s"))
    assert decode(await client.packet())[0][2] == ("/affekt/session", "CLOSED", "arena: no client for 30 s")
