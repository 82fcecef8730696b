"""The audio port: nobody is sent more than it sent until its address is proved, and junk disturbs nobody."""

import asyncio
import importlib.util
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.core.errors import AffektError
from affekt.core.units import Frame
from affekt.host.lane import AudioBlock
from affekt.io.udp import server as udp
from affekt.io.udp.packets import DISCONTINUITY, HEADER, LONG, PACKET_BYTES, TERMS, Kind, audio_packets, head, wish_from
from affekt.v1 import error_pb2

_SPEC = importlib.util.spec_from_file_location("udp_port", Path(__file__).parent / "conftest.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_PORT = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_PORT)
HERE, Port, ask, kind_of, wish = _PORT.HERE, _PORT.Port, _PORT.ask, _PORT.kind_of, _PORT.wish


def block(n: int, frames: int = 480, width: int = 4, *, broken: bool = False) -> AudioBlock:
    return AudioBlock(Frame(n * frames), n, broken, bytes(range(256)) * (frames * width // 256 + 1), frames)


async def played(port: Port, *blocks: AudioBlock) -> list[bytes]:
    before = len(port.net.sent)
    for one in blocks:
        port.arena.blocks.put_nowait(one)
    while not port.arena.blocks.empty():  # noqa: ASYNC110  the fake's own task empties it
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    return [packet for packet, _ in port.net.sent[before:]]


async def test_a_listener_that_proves_itself_is_sent_the_blocks_in_packets(port):
    (welcome,) = port.listen(flags=LONG)
    assert kind_of(welcome) == Kind.WELCOME
    assert TERMS.unpack_from(welcome, 32) == (5_000, 960, 0)
    assert port.arena.holds == 1
    packets = await played(port, AudioBlock(Frame(960), 0, True, bytes(3_840), 960))
    assert [len(packet) for packet in packets] == [16 + 1_280] * 3
    heads = [HEADER.unpack_from(packet) for packet in packets]
    assert [(flags, sequence, frame) for _, _, _, flags, sequence, frame in heads] == [
        (DISCONTINUITY, 0, 960), (0, 1, 1_280), (0, 2, 1_600),
    ]  # fmt: skip


@pytest.mark.parametrize(("sample_format", "width", "parts"), [("s16", 4, 2), ("f32", 8, 3)])
@pytest.mark.parametrize("frames", [480, 960])
def test_a_block_is_cut_into_equal_packets_and_put_together_again(sample_format, width, parts, frames):
    whole = AudioBlock(Frame(9_600), 4, False, bytes(n * 7 % 256 for n in range(frames * width)), frames)
    packets = list(audio_packets(whole, sample_format, 2**32 - 1))
    assert len(packets) == parts * frames // 480 - (1 if (frames, width) == (960, 4) else 0)
    assert max(map(len, packets)) <= PACKET_BYTES
    assert b"".join(packet[16:] for packet in packets) == whole.pcm
    assert [HEADER.unpack_from(packet)[4] for packet in packets[:2]] == [2**32 - 1, 0]


async def test_a_stranger_is_never_answered_with_more_than_it_sent(port):
    for packet in (ask(), wish(bytes(16), port.arena.token), head(Kind.KEEP) + bytes(16), head(Kind.LEAVE) + bytes(16)):
        answers = port.says(packet)
        assert len(answers) == 1
        assert len(answers[0]) <= len(packet)
    assert port.says(ask()[:63]) == []
    assert port.server.listeners == 0


async def test_a_cookie_is_good_for_its_address_its_session_and_a_while(port):
    cookie = port.cookie()
    assert kind_of(port.says(wish(cookie, port.arena.token), ("127.0.0.1", 40_001))[0]) == Kind.REFUSED
    port.sessions.open("other")
    assert kind_of(port.says(wish(cookie, port.arena.token, "other"))[0]) == Kind.REFUSED
    port.sessions.now += 2 * udp.WINDOW_S
    assert kind_of(port.says(wish(cookie, port.arena.token))[0]) == Kind.REFUSED
    assert port.server.listeners == 0
    assert port.counts["udp.refused"] == 3


@pytest.mark.parametrize(
    ("name", "token", "reason"), [("arena", "guess", "BAD_TOKEN"), ("none", "x", "UNKNOWN_SESSION")]
)
async def test_a_wrong_token_or_name_is_refused_by_its_reason(port, name, token, reason):
    (refused,) = port.says(wish(port.cookie(name=name), token, name))
    assert kind_of(refused) == Kind.REFUSED
    number = HEADER.unpack_from(refused)[4]
    assert error_pb2.ErrorReason.Name(number) == f"ERROR_REASON_{reason}"
    assert port.server.listeners == 0


async def test_what_was_asked_for_cannot_be_changed_on_the_way(port):
    packet = bytearray(wish(port.cookie(), port.arena.token))
    packet[3] |= LONG
    assert kind_of(port.says(bytes(packet))[0]) == Kind.REFUSED


async def test_a_lease_runs_out_unless_it_is_kept(port):
    cookie = port.listen()[0][16:32]
    for _ in range(4):
        port.sessions.now += udp.LEASE_S - 1.0
        assert port.says(head(Kind.KEEP) + cookie) == []
        port.server.sweep()
    assert port.server.listeners == 1
    port.says(head(Kind.KEEP) + bytes(16))  # Not its cookie: it keeps nothing.
    port.sessions.now += udp.LEASE_S
    port.server.sweep()
    assert port.server.listeners == port.arena.holds == 0
    assert port.counts["udp.lease_expired"] == 1


async def test_asking_twice_is_listening_once_and_leaving_ends_it(port):
    cookie = port.listen()[0][16:32]
    assert kind_of(port.says(wish(cookie, port.arena.token))[0]) == Kind.WELCOME
    assert port.server.listeners == port.arena.holds == 1
    assert port.says(head(Kind.LEAVE) + cookie) == []
    assert port.server.listeners == port.arena.holds == 0


async def test_the_end_of_a_session_is_told(port):
    port.listen()
    port.arena.blocks.put_nowait(None)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert [kind_of(packet) for packet, _ in port.net.sent[-1:]] == [Kind.END]
    assert port.server.listeners == port.arena.holds == 0


async def test_a_session_has_room_for_so_many_and_no_more(port, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(udp, "MOST_A_SESSION", 2)
    answers = [kind_of(port.listen(("127.0.0.1", 41_000 + n))[0]) for n in range(3)]
    assert answers == [Kind.WELCOME, Kind.WELCOME, Kind.REFUSED]


async def test_strangers_are_answered_only_so_fast_and_listeners_go_on(port):
    cookie = port.listen()[0][16:32]
    for n in range(5_000):
        port.says(ask(), ("127.0.0.1", 50_000 + n % 100))
    assert port.counts["udp.too_fast"] >= 900
    port.sessions.now += udp.LEASE_S - 0.1
    for n in range(20_000):
        port.says(ask(), ("127.0.0.1", 50_000 + n % 100))
    port.says(head(Kind.KEEP) + cookie)
    port.sessions.now += 1.0
    port.server.sweep()
    assert port.server.listeners == 1


async def test_off_loopback_only_listed_peers_are_heard():
    port = Port(("192.168.1.0/24",))
    assert port.says(ask(), ("203.0.113.9", 5)) == []
    assert port.counts["udp.forbidden"] == 1
    assert kind_of(port.says(ask(), ("192.168.1.7", 5))[0]) == Kind.CHALLENGE


async def test_a_full_network_leaves_blocks_with_the_listener(port):
    port.listen()
    port.server.pause_writing()
    assert await played(port, block(0)) == []
    port.server.resume_writing()
    assert await played(port, block(1))


@given(st.binary(max_size=200) | st.binary(max_size=120).map(lambda rest: head(Kind.LISTEN)[:2] + rest))
def test_any_bytes_are_a_wish_or_refused(packet):
    with suppress(AffektError):
        assert wish_from(packet).kind in tuple(Kind)


async def test_junk_is_counted_and_disturbs_nobody(port):
    port.listen()
    for n in range(500):
        junk = bytes((n * 37 + k * 11) % 256 for k in range(n % 90))
        assert port.says(junk, HERE if n % 2 else ("127.0.0.1", 50_000)) == []
    assert port.counts["udp.junk"] == 500
    assert len(await played(port, block(3))) >= 1


async def test_a_listener_hears_of_an_end_that_came_while_the_network_was_full(port):
    port.listen()
    port.server.pause_writing()
    before = len(port.net.sent)
    await played(port, block(0))
    port.sessions.close("arena")
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(port.net.sent) == before
    assert port.server.listeners == 1
    port.server.resume_writing()
    assert kind_of(port.net.sent[-1][0]) == Kind.END
    assert (port.server.listeners, port.arena.holds) == (0, 0)
