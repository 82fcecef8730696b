"""A sink that hears nothing and counts: for servers without a sound card, and for tests."""

from affekt.host.lane import AudioBlock


class NullSink:
    """Takes blocks and lets them go."""

    def __init__(self) -> None:
        self.blocks = 0
        self.frames = 0
        self.gaps = 0
        """Blocks that came with a discontinuity."""

    def put(self, block: AudioBlock) -> None:
        """Count a block of s16."""
        self.blocks += 1
        self.frames += len(block.pcm) // 4
        self.gaps += block.discontinuity

    def close(self) -> None:
        """Nothing to free."""
