"""Writing what was rendered: WAV files, the same bytes for the same samples."""

from collections.abc import Iterable, Sequence
from math import log10
from pathlib import Path

import numpy as np
import soundfile

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import ScoreEvent
from affekt.core.units import SAMPLE_RATE
from affekt.host.offline import Script
from affekt.io.device import write_wav
from affekt.render.offline import Offline, Piece
from affekt.render.space import CHANNELS, Layout
from affekt.render.synth import Kind


def write_pieces(
    path: Path, pieces: Iterable[Piece], sample_format: str, layout: Layout = "stereo"
) -> dict[str, float]:
    """Write pieces to a WAV file as they come; return peak and mean level in dBFS."""
    path.parent.mkdir(parents=True, exist_ok=True)
    subtype = "FLOAT" if sample_format == "f32" else "PCM_16"
    peak, power, count = 0.0, 0.0, 0
    with soundfile.SoundFile(path, "w", SAMPLE_RATE, CHANNELS[layout], subtype, format="WAV") as file:
        for piece in pieces:
            file.write(piece.f32 if sample_format == "f32" else piece.s16)
            peak = max(peak, float(np.abs(piece.f32).max(initial=0.0)))
            power += float(np.square(piece.f32, dtype=np.float64).sum())
            count += piece.f32.size
    return {"peak_db": _db(peak), "rms_db": _db((power / max(count, 1)) ** 0.5)}


def _db(level: float) -> float:
    return round(20.0 * log10(max(level, 1e-6)), 2)


def write_stems(
    folder: Path,
    loaded: LoadedSet,
    events: Sequence[ScoreEvent],
    script: Script,
    synth: Kind,
    sample_format: str,
    layout: Layout = "stereo",
) -> None:
    """Write each layer alone, and the stingers and generated notes."""
    for name in (*loaded.manifest.layers, "stingers", "notes"):
        alone = Offline(loaded, events, synth=synth, acted=script.acted, only=name, layout=layout)
        write_pieces(folder / f"{name}.wav", alone.pieces(script.length), sample_format, layout)


def write_blocks(path: Path, blocks: Sequence[tuple[int, bytes]]) -> dict[str, float]:
    """Write a stream of (frame, s16 stereo) to a WAV file; what was lost on the way stays silent.

    Returns:
        Peak and mean level in dBFS, seconds heard, and how many frames are missing.
    """
    end = max((frame + len(pcm) // 4 for frame, pcm in blocks), default=0)
    sound = np.zeros((end, 2), np.int16)
    heard = np.zeros(end, np.bool_)
    for frame, pcm in blocks:
        samples = np.frombuffer(pcm, "<i2").reshape(-1, 2)
        sound[frame : frame + len(samples)] = samples
        heard[frame : frame + len(samples)] = True
    first = int(heard.argmax()) if end else 0
    write_wav(path, [sound])
    level = np.abs(sound.astype(np.float64)) / 32768
    return {
        "peak_db": _db(float(level.max(initial=0.0))),
        "rms_db": _db(float(np.sqrt(np.mean(np.square(level)))) if end else 0.0),
        "seconds_heard": round(float(heard.sum()) / SAMPLE_RATE, 3),
        "missing_frames": float(end - first - heard[first:].sum()),
    }
