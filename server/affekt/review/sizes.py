"""Sizes and stingers as recorded: files, memory, and how a stinger stands over the music."""

from collections.abc import Iterator

import numpy as np
import soundfile

from affekt.arrange.setjson import recordings
from affekt.core.units import SAMPLE_RATE
from affekt.render.loudness import momentary_max
from affekt.review.piece import Piece
from affekt.review.rows import Fault, Row, row, skipped

_MEGABYTE = 1e6
_GONE = 10.0 ** (-60.0 / 20.0)


def sizes(piece: Piece) -> Iterator[Row]:
    """Yield the rows about files and memory."""
    there = [piece.folder / name for name in recordings(piece.manifest) if (piece.folder / name).is_file()]
    if not there:
        yield skipped("size.files", "size of the recordings", "", "there are no recordings")
        return
    total = sum(path.stat().st_size for path in there)
    yield row(
        "size.files", "size of the recordings", "", total / _MEGABYTE, "<= 60", unit="MB", why=f"{len(there)} files"
    )
    decoded: dict[str, float] = {}
    broad: list[Fault] = []
    for name, score in piece.scores.items():
        decoded[name] = 0.0
        for layer, use in score.section.layers.items():
            largest = 0
            for take in use.takes:
                path = piece.folder / take.file
                if not path.is_file():
                    continue
                info = soundfile.info(str(path))
                largest = max(largest, info.frames * info.channels * 2)
                if info.channels > 1 and piece.manifest.layers[layer].role in ("bass", "low_percussion"):
                    broad.append(Fault(f"{take.file} is stereo", name, 0, layer))
            decoded[name] += largest
    two = sorted(decoded, key=lambda n: -decoded[n])[:2]
    yield row(
        "size.memory",
        "the two largest sections in memory, a take of each layer",
        "",
        sum(decoded[n] for n in two) / _MEGABYTE,
        "<= 200",
        unit="MB",
        why=" and ".join(two),
        faults=[Fault(f"{decoded[n] / _MEGABYTE:.0f} MB", n) for n in two],
    )
    yield row("size.mono", "bass and low drums in stereo", "", len(broad), "== 0", faults=broad)


def stings(piece: Piece, music: dict[str, float]) -> Iterator[Row]:
    """Yield the rows about recorded stingers.

    Args:
        piece: The set.
        music: Each main section's loudness in LUFS, of its reference mix.
    """
    tails: list[Fault] = []
    odd: list[Fault] = []
    longest = 0.0
    for name, sting in piece.stings.items():
        for take in sting.stinger.takes:
            try:
                audio, _ = soundfile.read(piece.folder / take.file, dtype="float64", always_2d=True)
            except (soundfile.SoundFileError, OSError):
                yield skipped("stingers.tail", "recorded stingers", "", f"{take.file} is not there")
                return
            heard = np.flatnonzero(np.abs(audio).max(axis=1) > _GONE)
            end = (int(heard[-1]) + 1 if len(heard) else 0) / SAMPLE_RATE
            beats = sting.stinger.length_beats + take.pickup_beats
            tail = end - beats * 60.0 / sting.stinger.tempo
            longest = max(longest, tail)
            if tail > 3.0:
                tails.append(Fault(f"take {take.name} rings for {tail:.1f} s", "", 0, name))
            level = momentary_max(audio) + sting.stinger.gain_db
            over = {section: level - loud for section, loud in music.items()}
            if over and not any(3.0 <= x <= 6.0 for x in over.values()):
                section = min(over, key=lambda s: abs(over[s] - 4.5))
                odd.append(
                    Fault(f"take {take.name} is {over[section]:+.1f} LU over {section}, the nearest", "", 0, name)
                )
    if not piece.stings:
        return
    yield row("stingers.tail", "longest ring behind a stinger's length", "", longest, "<= 3", unit="s", faults=tails)
    if music:
        yield row(
            "stingers.level",
            "stingers whose loudest 400 ms stand +3 … +6 LU over no section",
            "",
            len(odd),
            "== 0",
            faults=odd,
        )
