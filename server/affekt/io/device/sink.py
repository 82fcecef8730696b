"""Sinks: where a session's audio goes on this machine."""

from collections.abc import AsyncIterable
from typing import Protocol

from affekt.host.lane import AudioBlock


class Sink(Protocol):
    """Takes stereo s16 blocks in order; never waits."""

    def put(self, block: AudioBlock) -> None:
        """Take a block."""
        ...

    def close(self) -> None:
        """Nothing follows."""
        ...


async def play(blocks: AsyncIterable[AudioBlock], sink: Sink) -> None:
    """Carry a session's s16 blocks to a sink until they end; close it then, or when cancelled."""
    try:
        async for block in blocks:
            sink.put(block)
    finally:
        sink.close()
