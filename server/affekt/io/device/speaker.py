"""The sound card, through miniaudio. Its own thread pulls; a jitter buffer that follows its clock stands before it."""

import os
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np

from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE
from affekt.host.lane import AudioBlock
from affekt.io.device.jitter import JitterBuffer

_NONE = "there is no sound card; listen over the network or write a file"


class Speaker:
    """Plays s16 stereo blocks, as fast as the sound card's own clock goes."""

    def __init__(self, *, buffer_ms: int = 30, device_ms: int = 20, start: bool = True) -> None:
        """Open the default sound card, unless `start` is false.

        Args:
            buffer_ms: What is held in reserve, so that a block may come late by as much.
            device_ms: The sound card's own buffer.
            start: Open it now.

        Raises:
            AffektError: UNSUPPORTED where there is no sound card.
        """
        self._buffer = JitterBuffer(buffer_ms)
        self._device_ms = device_ms
        self._device: Any = None
        if start:
            self.start()

    @property
    def underruns(self) -> int:
        """How often the sound card found nothing to play."""
        return self._buffer.underruns

    @property
    def dropped(self) -> int:
        """How often more was held than may be, and the oldest left out."""
        return self._buffer.overruns

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
        self.feed(block.pcm, block.frame)

    def feed(self, pcm: bytes, frame: int | None = None) -> None:
        """Take interleaved stereo s16, and the session's frame of the first where it is known."""
        self._buffer.put(np.frombuffer(pcm, "<i2").reshape(-1, 2), frame)

    def pull(self) -> Generator[bytes, int, None]:
        """Give the sound card what it asks for, in frames; silence where there is nothing."""
        wanted = yield b""
        while True:
            sound = np.clip(self._buffer.read(wanted), -1.0, 32_767 / 32_768)
            wanted = yield np.rint(sound * 32_768.0).astype("<i2").tobytes()

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
