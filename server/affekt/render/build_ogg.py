"""Ogg Vorbis files whose bytes depend on nothing but their sound: written in blocks, with our own serial number."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import soundfile
from numba import njit

from affekt.core.units import SAMPLE_RATE
from affekt.render.loudness import Samples

_BLOCK = 1 << 14
"""libsndfile fails on very long single Vorbis writes."""
_HEADER = 27


def write(path: Path, audio: Samples, quality: float, *, title: str = "", licence: str = "") -> None:
    """Write (frames, channels) as Ogg Vorbis; `quality` 0 … 1 is the encoder's own scale."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    with soundfile.SoundFile(
        half, "w", SAMPLE_RATE, audio.shape[1], subtype="VORBIS", format="OGG", compression_level=1.0 - quality
    ) as file:
        if title:
            file.title = title
        if licence:
            file.license = licence
        for at in range(0, len(audio), _BLOCK):
            file.write(audio[at : at + _BLOCK].astype(np.float32))
    half.write_bytes(_with_serial(half.read_bytes(), title))
    half.replace(path)


def read(path: Path) -> Samples:
    """Return a file's samples as (frames, channels)."""
    audio, _ = soundfile.read(path, dtype="float64", always_2d=True)
    samples: Samples = audio
    return samples


def _with_serial(data: bytes, title: str) -> bytes:
    """Return an Ogg stream with a serial number drawn from its title instead of the encoder's random one."""
    pages = np.frombuffer(bytearray(data), np.uint8).copy()
    serial = np.frombuffer(sha256(title.encode()).digest()[:4], np.uint8)
    table = _crc_table()
    at = 0
    while at + _HEADER <= len(pages):
        segments = int(pages[at + 26])
        size = _HEADER + segments + int(pages[at + _HEADER : at + _HEADER + segments].sum(dtype=np.int64))
        pages[at + 14 : at + 18] = serial
        pages[at + 22 : at + 26] = 0
        crc = int(_crc(pages[at : at + size], table))
        pages[at + 22 : at + 26] = np.frombuffer(crc.to_bytes(4, "little"), np.uint8)
        at += size
    return pages.tobytes()


def _crc_table() -> "np.ndarray[tuple[int], np.dtype[np.uint32]]":
    """Return Ogg's checksum table: polynomial 0x04c11db7, most significant bit first (RFC 3533)."""
    table = np.zeros(256, np.uint32)
    for index in range(256):
        value = index << 24
        for _ in range(8):
            value = (value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1
        table[index] = value & 0xFFFFFFFF
    return table


@njit(cache=True)
def _crc(page, table):  # type: ignore[no-untyped-def] # pragma: no cover
    crc = np.uint32(0)
    for byte in page:
        crc = np.uint32(crc << np.uint32(8)) ^ table[(crc >> np.uint32(24)) ^ np.uint32(byte)]
    return crc
