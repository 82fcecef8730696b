"""What a WAV file says beside its sound: loop points, and the tempo and metre that a loop library writes."""

import struct
from dataclasses import dataclass
from pathlib import Path

_MOST = 1 << 16
"""Bytes of a chunk that are read; these chunks are small."""


@dataclass(frozen=True, slots=True)
class Said:
    """The chunks `smpl` and `acid`, as far as they are there."""

    loop: tuple[int, int] | None = None
    """First frame, and the frame after the last, at the file's own rate."""
    tempo: float = 0.0
    metre: tuple[int, int] | None = None


def read_riff(path: Path) -> Said:
    """Read the small chunks of a WAV file; a file that is no WAV, or is broken, says nothing."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
            if len(head) < 12 or head[:4] not in (b"RIFF", b"RF64") or head[8:] != b"WAVE":
                return Said()
            chunks: dict[bytes, bytes] = {}
            while len(label := file.read(8)) == 8:
                name, size = label[:4], struct.unpack("<I", label[4:])[0]
                if name in (b"smpl", b"acid"):
                    chunks[name] = file.read(min(size, _MOST))
                    size -= len(chunks[name])
                file.seek(size + (size & 1 if name not in chunks else (len(chunks[name]) & 1)), 1)
    except OSError:
        return Said()
    try:
        return _said(chunks)
    except struct.error:
        return Said()


def _said(chunks: dict[bytes, bytes]) -> Said:
    loop, tempo, metre = None, 0.0, None
    if (raw := chunks.get(b"smpl")) and struct.unpack_from("<I", raw, 28)[0]:
        start, last = struct.unpack_from("<II", raw, 36 + 8)
        loop = (start, last + 1) if last > start else None
    if raw := chunks.get(b"acid"):
        lower, upper, tempo = struct.unpack_from("<HHf", raw, 16)
        metre = (upper, lower) if upper and lower else None
        tempo = tempo if 20.0 <= tempo <= 300.0 else 0.0
    return Said(loop, tempo, metre)
