"""Maps that turn other programs' addresses into ours, and OSCQuery, which describes ours to them."""

import json
from collections import Counter
from typing import Any

import pytest

from affekt.core.errors import AffektError
from affekt.core.inputs import GameEvent, GameState, Signal
from affekt.io.osc import Mapped, load_map, serve_osc
from affekt.io.osc.codec import encode
from affekt.io.osc.query import describe, host_info
from affekt.testing.fake_host import FakeSessions


async def test_vrchat_and_muse_are_mapped_to_states_and_pulse(sessions: FakeSessions):
    counts: Counter[str] = Counter()
    maps = [Mapped(load_map(name), "arena") for name in ("vrchat", "muse")]
    server = await serve_osc(sessions, "127.0.0.1:0", count=lambda name: counts.update([name]), maps=maps)
    session = sessions.open("arena")
    for path, value in (
        ("/avatar/parameters/VelocityMagnitude", 4.0),
        ("/avatar/parameters/HR", 0),
        ("/avatar/parameters/HR", 120),
        ("/muse/elements/alpha_absolute", 0.5),
        ("/muse/elements/blink", 1),
    ):
        server.datagram_received(encode(path, value), ("127.0.0.1", 9))
    await server.stop()
    assert [said for said, _ in session.said] == [
        GameState((("speed", 0.5),)),
        Signal("heart_rate", (("bpm", 120.0),)),
        GameState((("eeg_alpha", 0.5),)),
        GameEvent("blink"),
    ]
    assert counts["osc.refused"] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("format = 2", "format"),
        ("oops", "Expected"),
        ('format=1\nprogram="x"\nmap=[{from="/a",to="/affekt/session/open",args=[]}]', "says something"),
        ('format=1\nprogram="x"\nmap=[{from="/a",to="/affekt/event",args=[]}]', "write the arguments"),
        ('format=1\nprogram="x"\nmap=[{from="/a",to="/affekt/event",args=["$x"]}]', r"\$name or"),
        ('format=1\nprogram="x"\nmap=[{from="/a",to="/affekt/event",args=["b"],from_range=[1,1]}]', "empty"),
    ],
)
def test_a_wrong_map_is_refused(tmp_path: Any, text: str, words: str):
    path = tmp_path / "m.toml"
    path.write_text(text)
    with pytest.raises(AffektError, match=words):
        load_map(str(path))


def test_oscquery_describes_every_address():
    tree = describe()
    assert json.loads(json.dumps(tree)) == tree
    leaf = describe("/affekt/event")
    assert leaf is not None
    assert (leaf["FULL_PATH"], leaf["TYPE"], leaf["ACCESS"]) == ("/affekt/event", "ssf", 2)
    both = describe("/affekt/affect")
    assert both is not None
    assert both["CONTENTS"]["now"]["ACCESS"] == 1
    assert describe("/nowhere") is None
    assert host_info(9100)["OSC_PORT"] == 9100
