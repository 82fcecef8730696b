"""100,000 random and mutated packets: none escapes, each is answered or counted, and other sessions notice nothing."""

import asyncio
from collections import Counter
from random import Random

from affekt.core.inputs import GameEvent
from affekt.io.osc.codec import bundles, decode, encode, to_timetag
from affekt.io.osc.server import OscServer
from affekt.testing.fake_host import FakeSessions

PACKETS = 100_000
PEER = ("127.0.0.1", 4_000)


class Wire(asyncio.DatagramTransport):
    """Keeps what is sent."""

    def __init__(self) -> None:
        super().__init__({"sockname": ("127.0.0.1", 9_100)})
        self.sent: Counter[str] = Counter()

    def sendto(self, data: bytes, addr: object = None) -> None:
        self.sent.update(path for _, path, _ in decode(data))

    def is_closing(self) -> bool:
        return False

    def close(self) -> None:
        pass


def seeds() -> list[bytes]:
    said = [
        encode("/affekt/session/open", "fuzz"),
        encode("/affekt/event", "fuzz", "boom", 0.5),
        encode("/affekt/state", "fuzz", "health", 0.5),
        encode("/affekt/affect", "fuzz", 0.1, 0.2, 0.3, 1.0, 0.0),
        encode("/affekt/sense/heart_rate", "fuzz", 90.0),
        encode("/affekt/text", "fuzz", "hello"),
        encode("/affekt/cue", "fuzz", "stinger", "hit", "now", 5),
        encode("/affekt/param", "fuzz", "key", "Bb"),
        encode("/affekt/control", "fuzz", "volume:music", -6.0),
        encode("/notify", 1, "fuzz"),
        encode("/sync", 3),
        encode("/affekt/clock/ping", 3),
    ]
    return [*said, *bundles(to_timetag(1_800_000_001.0), said)]


def mutated(random: Random, packet: bytes) -> bytes:
    kind = random.randrange(6)
    at = random.randrange(len(packet))
    if kind == 0:
        return packet[:at]
    if kind == 1:
        return packet[:at] + random.randbytes(random.randrange(1, 9)) + packet[at:]
    if kind == 2:
        return packet[:at] + packet[at + 4 :]
    if kind == 3:
        return random.randbytes(random.randrange(64))
    changed = bytearray(packet)
    for _ in range(random.randrange(1, 4)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


async def test_a_hundred_thousand_bad_packets_harm_nobody():
    random = Random(7)
    sessions = FakeSessions()
    counts: Counter[str] = Counter()
    server = OscServer(sessions, allow=(), count=lambda name: counts.update([name]))
    wire = Wire()
    server.connection_made(wire)
    other = sessions.open("other")
    originals = seeds()
    for number in range(PACKETS):
        sessions.now += 0.001
        packet = originals[number % len(originals)]
        server.datagram_received(mutated(random, packet) if number % 4 else packet, PEER)
    assert counts["osc.packets"] == PACKETS
    assert counts["osc.refused"] == wire.sent["/fail"] + counts["osc.unanswered"]
    assert counts["osc.refused"] > PACKETS / 4
    assert other.said == []
    fuzz = sessions.find("fuzz")
    assert len(fuzz.said) > PACKETS / 8
    assert (GameEvent("boom", 0.5), None) in fuzz.said
    server.connection_lost(None)
    await server.stop()
