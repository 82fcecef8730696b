"""A receiver: a session's blocks in at the network's pace, samples out at the sound card's own.

Its clock is followed by resampling by up to half a percent; what is missing is covered without a click. It needs numpy
(`pip install 'affekt-client[sound]'`), and PyAV for Opus.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from affekt_client._stubs import audio_pb2

if TYPE_CHECKING or (find_spec("affekt") and find_spec("affekt.io.device.jitter")):
    from affekt.io.device.jitter import JitterBuffer
else:
    from affekt_client._jitter import JitterBuffer

__all__ = ["JitterBuffer", "Receiver"]


class Receiver(JitterBuffer):
    """A jitter buffer that takes the contract's blocks.

    One thread or task hears, the sound card's callback reads; neither waits for the other for long.

    Example:
        >>> receiver = Receiver(reserve_ms=30)
        >>> async def hear(session):
        ...     async for block in session.listen("s16"):
        ...         receiver.hear(block)
        >>> receiver.read(480).shape  # called by the sound card
        (480, 2)
    """

    def __init__(self, reserve_ms: float = 30.0, most_ms: float | None = None) -> None:
        """Prepare; see `JitterBuffer`."""
        super().__init__(reserve_ms, most_ms)
        self._decoder: Any = None

    def hear(self, block: audio_pb2.AudioBlock) -> None:
        """Take a block in any format.

        Raises:
            RuntimeError: for Opus where PyAV is not installed.
            ValueError: for four channels, which are the game's to place.
        """
        if block.layout not in (audio_pb2.CHANNEL_LAYOUT_UNSPECIFIED, audio_pb2.CHANNEL_LAYOUT_STEREO):
            raise ValueError("a receiver plays stereo; listen with layout='stereo'")
        if block.format == audio_pb2.SAMPLE_FORMAT_OPUS:
            self._hear_opus(block)
        else:
            kind = "<f4" if block.format == audio_pb2.SAMPLE_FORMAT_F32 else "<i2"
            self.put(np.frombuffer(block.samples, kind).reshape(-1, 2), block.frame)

    def _hear_opus(self, block: audio_pb2.AudioBlock) -> None:
        """Decode; what comes out lies `pre_skip` frames behind, and the first of it is the decoder's beginning."""
        skip = 0
        if self._decoder is None:
            self._decoder, skip = _decoder(), block.pre_skip
        import av

        for frame in self._decoder.decode(av.Packet(block.samples)):
            self.put(frame.to_ndarray().reshape(-1, 2)[skip:], block.frame - block.pre_skip + skip)
            skip = 0


def _decoder() -> Any:
    try:
        import av
    except ImportError as missing:
        raise RuntimeError("Opus is decoded by PyAV; run \"pip install 'affekt-client[opus]'\"") from missing
    codec: Any = av.CodecContext.create("libopus", "r")
    codec.sample_rate, codec.layout, codec.format = 48_000, "stereo", "s16"
    return codec
