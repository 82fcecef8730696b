"""Opus: a session's blocks encoded once for all who listen to that length, in threads beside the event loop.

libopus comes with PyAV, which lets go of the interpreter while it encodes. A feed has one block in a thread at a time,
so its packets keep their order, and a bounded number behind it.
"""

import asyncio
import logging
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, Final

import numpy as np

from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE, Frame
from affekt.host.listener import Feed

log = logging.getLogger(__name__)

BIT_RATE: Final = 128_000
"""Bits a second, on average: transparent for most music in stereo."""
PRE_SKIP: Final = 120
"""How many frames libopus lies behind with its low-delay settings; each packet tells what its encoder says."""
BEHIND: Final = 6
"""Blocks that wait for the encoder; then the oldest is dropped."""
THREADS: Final = 2

_Waiting = tuple[Frame, bytes, bool]
_Made = list[tuple[Frame, bytes, bool]]


def has_opus() -> bool:
    """Return whether PyAV is installed."""
    return find_spec("av") is not None


def need_opus() -> None:
    """Make sure that Opus can be encoded.

    Raises:
        AffektError: UNSUPPORTED, with what to install.
    """
    if not has_opus():
        text = "this server cannot encode Opus; install PyAV (pip install 'affekt[opus]'), or ask for s16 or f32"
        raise AffektError(Reason.UNSUPPORTED, text)


class Encoder:
    """One stereo stream of Opus packets, with as little delay as the codec has."""

    def __init__(self, frames: int, bit_rate: int = BIT_RATE) -> None:
        """Begin a stream of packets of 480 or 960 frames.

        Raises:
            AffektError: UNSUPPORTED where PyAV is not installed.
        """
        need_opus()
        import av

        self._av: Any = av
        self._frames, self._at = frames, 0
        codec: Any = av.CodecContext.create("libopus", "w")
        codec.sample_rate, codec.layout, codec.format, codec.bit_rate = SAMPLE_RATE, "stereo", "s16", bit_rate
        codec.time_base = Fraction(1, SAMPLE_RATE)
        duration = str(frames * 1_000 // SAMPLE_RATE)
        codec.options = {
            "application": "lowdelay", "frame_duration": duration, "compression_level": "5", "vbr": "on",
        }  # fmt: skip
        codec.open()
        self._codec = codec
        self.pre_skip = int.from_bytes(codec.extradata[10:12], "little")
        """How many frames what is decoded lies behind (RFC 7845, 5.1)."""

    def encode(self, pcm: bytes) -> bytes:
        """Return the packet of a whole block of interleaved stereo s16."""
        samples = np.frombuffer(pcm, np.int16).reshape(1, -1)
        frame = self._av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
        frame.sample_rate, frame.pts = SAMPLE_RATE, self._at
        self._at += self._frames
        return b"".join(bytes(packet) for packet in self._codec.encode(frame))


class OpusFeed(Feed):
    """A session's blocks as Opus packets."""

    def __init__(self, frames: int) -> None:
        """Prepare; the encoder is made with the first block, in its thread.

        Raises:
            AffektError: UNSUPPORTED where PyAV is not installed.
        """
        need_opus()
        super().__init__("s16", frames)
        self.lost = 0
        """Blocks dropped because the encoder was slow."""
        self._frames = frames
        self._loop = asyncio.get_running_loop()
        self._encoder: Encoder | None = None
        self._todo: deque[_Waiting] = deque()
        self._busy = self._broken = False

    def whole(self, frame: Frame, pcm: bytes) -> None:
        """Have a block encoded."""
        if len(self._todo) >= BEHIND:
            self._todo.popleft()
            self.lost += 1
            if self._todo:
                first = self._todo[0]
                self._todo[0] = (first[0], first[1], True)
            else:
                self._broken = True
        self._todo.append((frame, pcm, self._broken))
        self._broken = False
        self._go_on()

    def gap(self) -> None:
        """Blocks are missing: the next packet is marked, behind those that are being made."""
        self._parts.clear()
        self._broken = True

    def _go_on(self) -> None:
        if self._todo and not self._busy:
            self._busy = True
            todo = list(self._todo)
            self._todo.clear()
            _pool().submit(self._work, todo)

    def _work(self, todo: list[_Waiting]) -> None:
        """Encode, in a thread of the pool."""
        made: _Made = []
        try:
            if self._encoder is None:
                self._encoder = Encoder(self._frames)
            made = [(frame, self._encoder.encode(pcm), broken) for frame, pcm, broken in todo]
        except Exception:
            log.exception("a stream cannot be encoded as Opus and ends")
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._encoded, made)

    def _encoded(self, made: _Made) -> None:
        self._busy = False
        if not made:
            self.end()
            return
        assert self._encoder is not None
        for frame, packet, broken in made:
            if broken:
                self.mark()
            self.hand_out(frame, packet, self._encoder.pre_skip)
        self._go_on()


@lru_cache(1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="opus")
