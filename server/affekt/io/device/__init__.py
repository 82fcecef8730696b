"""The local sound card and files: where a session's audio goes on this machine."""

from affekt.io.device.jitter import JitterBuffer
from affekt.io.device.sink import Sink, play
from affekt.io.device.speaker import Speaker
from affekt.io.device.wav import WavWriter, write_wav

__all__ = ["JitterBuffer", "Sink", "Speaker", "WavWriter", "play", "write_wav"]
