"""The sound card, through miniaudio. Its own thread pulls; a bounded buffer stands between it and the event loop."""

import os
import sys
import threading
from collections import deque
from collections.abc import Generator
from pathlib import Path
from typing import Any

from affekt.core.errors import AffektError, Reason
from affekt.core.units import BLOCK, SAMPLE_RATE
from affekt.host.lane import AudioBlock

_WIDTH = 4
_NONE = "there is no sound card; listen over the network or write a file"


class Speaker:
    """Plays s16 stereo blocks. Starts to sound when half full, and again so after it ran dry."""

    def __init__(self, *, buffer_ms: int = 60, device_ms: int = 20, start: bool = True) -> None:
        """Open the default sound card, unless `start` is false.

        Args:
            buffer_ms: What may wait; more drops the oldest.
            device_ms: The sound card's own buffer.
            start: Open it now.

        Raises:
            AffektError: UNSUPPORTED where there is no sound card.
        """
        self.underruns = 0
        """How often the sound card found nothing to play."""
        self.dropped = 0
        """Blocks dropped because the sound card is slower than the server."""
        self._most = max(buffer_ms * SAMPLE_RATE // 1000 // BLOCK, 2) * BLOCK * _WIDTH
        self._device_ms = device_ms
        self._held: deque[bytes] = deque()
        self._bytes = 0
        self._primed = False
        self._lock = threading.Lock()
        self._device: Any = None
        if start:
            self.start()

    def start(self) -> None:
        """Open the default sound card.

        Raises:
            AffektError: UNSUPPORTED where there is none.
        """
        if not _likely():
            raise AffektError(Reason.UNSUPPORTED, _NONE)
        import miniaudio

        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16, nchannels=2, sample_rate=SAMPLE_RATE,
                buffersize_msec=self._device_ms, app_name="Affekt",
            )  # fmt: skip
            if self._device.backend.lower() == "null":
                self.close()
                raise AffektError(Reason.UNSUPPORTED, _NONE)
            pull = self.pull()
            next(pull)
            self._device.start(pull)
        except miniaudio.MiniaudioError as error:
            text = f"no sound card can be opened ({error}); listen over the network or write a file instead"
            raise AffektError(Reason.UNSUPPORTED, text) from error

    def put(self, block: AudioBlock) -> None:
        """Take a block; the oldest go where there is no room."""
        self.feed(block.pcm)

    def feed(self, pcm: bytes) -> None:
        """Take interleaved stereo s16; the oldest goes where there is no room."""
        with self._lock:
            self._held.append(pcm)
            self._bytes += len(pcm)
            while self._bytes > self._most:
                self._bytes -= len(self._held.popleft())
                self.dropped += 1

    def pull(self) -> Generator[bytes, int, None]:
        """Give the sound card what it asks for, in frames; silence where there is nothing."""
        wanted = yield b""
        while True:
            wanted = yield self._take(wanted * _WIDTH)

    def _take(self, size: int) -> bytes:
        with self._lock:
            if not self._primed and self._bytes * 2 < self._most:
                return bytes(size)
            self._primed = True
            parts, left = [], size
            while left and self._held:
                first = self._held.popleft()
                parts.append(first[:left])
                if len(first) > left:
                    self._held.appendleft(first[left:])
                left -= len(parts[-1])
            self._bytes -= size - left
            if left:
                self.underruns += 1
                self._primed = False
            return b"".join(parts) + bytes(left)

    def close(self) -> None:
        """Fall silent."""
        if self._device is not None:
            self._device.close()
            self._device = None


def _likely() -> bool:
    """Return whether this machine may have a sound card; ALSA fills the terminal with complaints where it has none."""
    if sys.platform != "linux" or os.environ.get("PULSE_SERVER"):
        return True
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/run"))
    return any(Path("/dev/snd").glob("pcm*")) or (runtime / "pulse").exists() or (runtime / "pipewire-0").exists()
