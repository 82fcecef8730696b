"""Sizes and stingers as recorded: files, memory, and how a stinger stands over the music."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from affekt.arrange.setjson import recordings
from affekt.core.units import SAMPLE_RATE
from affekt.render.loudness import momentary_max
from affekt.review.piece import Piece
from affekt.review.rows import Fault, Row, row, skipped
from affekt.review.sound import Sound

Floats = NDArray[np.floating]
_MEGABYTE = 1e6
_DENSEST = 128.0
_LEAST_S = 2.0
"""Of a shorter file the header is most."""
_SPARE = 0.1
_STILL = 10.0 ** (-80.0 / 20.0)
_PAGE = 27
"""Bytes of an Ogg page's head; the last one counts its segments."""
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
    dense = {path: rate for path in there if (rate := _bitrate(path)) is not None}
    if dense:
        top = max(dense, key=lambda path: dense[path])
        faults = [Fault(f"{p.relative_to(piece.folder)} takes {v:.0f} kb/s") for p, v in dense.items() if v > _DENSEST]
        yield row(
            "size.bitrate", "the densest recording", "", dense[top], f"<= {_DENSEST:g}", unit="kb/s",
            why=str(top.relative_to(piece.folder)), faults=faults,
        )  # fmt: skip
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


def _bitrate(path: Path) -> float | None:
    """Return the kilobits that a second of an Ogg takes; None for other files."""
    if path.suffix != ".ogg":
        return None
    info = soundfile.info(str(path))
    seconds = info.frames / SAMPLE_RATE
    return path.stat().st_size * 8 / seconds / 1000.0 if seconds >= _LEAST_S else None


def silence_stored(sound: Sound, folder: Path) -> Row:
    """Return the row about what a section's files spend on bars in which nothing sounds."""
    spent = silent = 0.0
    faults: list[Fault] = []
    bars = sound.score.section.bars
    for stem in sound.stems:
        level = np.abs(sound.audio[list(set(stem.channels)), : stem.loop]).max(axis=0)
        count = max(round(bars * stem.loop / sound.frames), 1)
        edges = np.linspace(0, stem.loop, count + 1).astype(int)
        still = [k for k in range(count) if level[edges[k] : edges[k + 1]].max(initial=0.0) < _STILL]
        at, size = _filled(folder / stem.file)
        mine = sum(float(np.interp(edges[k + 1], at, size) - np.interp(edges[k], at, size)) for k in still)
        spent, silent = spent + float(size[-1]), silent + mine
        if mine > _SPARE * float(size[-1]):
            text = f"{stem.file} spends {100 * mine / size[-1]:.0f} % on {len(still)} silent bars"
            faults.append(Fault(text, sound.score.name, still[0] + 1, stem.layer))
    share = 100.0 * silent / max(spent, 1.0)
    told = "of what its files take, silent bars"
    return row("size.silence", told, sound.score.name, share, f"<= {100 * _SPARE:g}", unit="%", faults=faults)


def _filled(path: Path) -> tuple[Floats, Floats]:
    """Return (frames, bytes so far) of a recording, from its first frame to its last: an Ogg page by page."""
    frames, size = soundfile.info(str(path)).frames, path.stat().st_size
    even = np.array([0.0, frames]), np.array([0.0, size])
    if path.suffix != ".ogg":
        return even
    data = path.read_bytes()
    places, counts = [0.0], [0.0]
    at = data.find(b"OggS")
    while 0 <= at <= len(data) - _PAGE:
        segments = data[at + _PAGE - 1]
        granule = int.from_bytes(data[at + 6 : at + 14], "little", signed=True)
        at += _PAGE + segments + sum(data[at + _PAGE : at + _PAGE + segments])
        if granule > places[-1]:
            places.append(float(min(granule, frames)))
            counts.append(float(at))
    return (np.array(places), np.array(counts)) if len(places) > 1 else even


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
