"""Listeners and their feeds: who is slow loses the oldest, and everybody is told what is missing."""

import asyncio
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.core.errors import AffektError, Reason
from affekt.core.units import Frame
from affekt.host import opus
from affekt.host.lane import AudioBlock
from affekt.host.listener import HELD, Feed, Listener
from affekt.host.opus import Encoder, OpusFeed
from affekt.io.wire import block_of
from affekt.io.wire_audio import listen_response
from affekt.v1 import audio_pb2


def pcm(value: int) -> bytes:
    return np.full(960, value, "<i2").tobytes()


async def test_a_slow_listener_loses_the_oldest_and_the_next_says_so():
    listener, feed = Listener("s16", 480), Feed("s16", 480)
    feed.join(listener)
    for n in range(HELD + 3):
        feed.put(n, pcm(n))
    first = listener.take()
    assert first is not None
    assert (first.frame, first.sequence, first.discontinuity, listener.dropped) == (3 * 480, 3, True, 3)
    assert [b.discontinuity for _ in range(HELD - 1) if (b := listener.take())] == [False] * (HELD - 1)
    assert listener.take() is None


async def test_blocks_of_960_begin_on_an_even_block_and_are_made_once_for_all():
    feed = Feed("s16", 960)
    both = [Listener("s16", 960), Listener("s16", 960)]
    for listener in both:
        feed.join(listener)
    for n in range(3, 8):
        feed.put(n, pcm(n))
    one, two = (listener.take() for listener in both)
    assert one is not None
    assert two is not None
    assert (one.frame, one.frames, one.pcm) == (4 * 480, 960, pcm(4) + pcm(5))
    assert one.pcm is two.pcm


async def test_a_gap_marks_the_next_block_but_not_the_first_of_all():
    feed, listener = Feed("s16", 480), Listener("s16", 480)
    feed.join(listener)
    feed.gap()
    feed.put(0, pcm(0))
    feed.gap()
    feed.put(5, pcm(5))
    assert [b.discontinuity for _ in range(2) if (b := listener.take())] == [False, True]


async def test_a_call_is_told_of_each_block_and_of_the_end():
    told: list[AudioBlock | None] = []
    listener = Listener("s16", 480, lambda: told.append(listener.take()))
    listener.give(Frame(0), pcm(1))
    listener.end()
    assert [block and block.frame for block in told] == [0, None]
    assert [block async for block in listener] == []


async def test_a_call_that_fails_ends_its_own_listener_only():
    def fail() -> None:
        raise RuntimeError

    feed, broken, well = Feed("s16", 480), Listener("s16", 480, fail), Listener("s16", 480)
    feed.join(broken)
    feed.join(well)
    feed.put(0, pcm(0))
    feed.put(1, pcm(1))
    assert broken.ended
    assert well.take() is not None
    assert feed.listening()


async def test_opus_packets_keep_their_order_and_their_marks():
    feed, listener = OpusFeed(480), Listener("opus", 480)
    feed.join(listener)
    for n in range(3):
        feed.put(n, pcm(n))
    feed.gap()
    feed.put(9, pcm(9))
    blocks = [await asyncio.wait_for(anext(listener), 10) for _ in range(4)]
    assert [(b.frame // 480, b.discontinuity, b.pre_skip) for b in blocks] == [
        (0, False, 120), (1, False, 120), (2, False, 120), (9, True, 120),
    ]  # fmt: skip


async def test_an_encoder_that_is_behind_drops_the_oldest():
    feed, listener = OpusFeed(480), Listener("opus", 480)
    feed.join(listener)
    for n in range(opus.BEHIND + 3):  # The first goes to a thread; nothing comes back before the loop runs.
        feed.put(n, pcm(n))
    assert feed.lost == 2
    blocks = [await asyncio.wait_for(anext(listener), 10) for _ in range(opus.BEHIND + 1)]
    assert [b.frame // 480 for b in blocks] == [0, *range(3, opus.BEHIND + 3)]
    assert [b.discontinuity for b in blocks] == [False, True] + [False] * (opus.BEHIND - 1)


def test_without_pyav_opus_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opus, "find_spec", lambda _name: None)
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(AffektError, match=r"affekt\[opus\]") as refused:
        Encoder(480)
    assert refused.value.reason is Reason.UNSUPPORTED


@given(
    st.integers(-(2**40), 2**62), st.integers(0, 2**40), st.booleans(), st.sampled_from(["s16", "f32", "opus"]),
    st.sampled_from([480, 960]), st.integers(0, 400), st.binary(max_size=600),
    st.sampled_from(["stereo", "quad", "ambix"]),
)  # fmt: skip
def test_bytes_made_by_hand_are_the_message(frame, sequence, broken, kind, frames, pre_skip, payload, layout):
    block = AudioBlock(Frame(frame), sequence, broken, payload, frames, pre_skip, layout)
    read = audio_pb2.ListenResponse.FromString(listen_response(block, kind))
    assert read == audio_pb2.ListenResponse(block=block_of(block, kind))
