"""From clips to bars: tempo, whole bars, what is body and what is tail."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import soundfile
import soxr

from affekt.core.errors import AffektError, Reason
from affekt.core.metre import Metre
from affekt.core.units import SAMPLE_RATE, TICKS_PER_QUARTER
from affekt.studio.hear import Audio, Portrait, portray, tempo_of
from affekt.studio.material import Clip, Material, Piece
from affekt.studio.riff import Said, read_riff

_SILENT = 10.0 ** (-66.0 / 20.0)
_FALL_DB = 14.0
"""What comes after the body is a tail where it is this much softer."""
_SNAP = 240
"""Frames (5 ms) by which a loop may miss whole bars at a whole tempo."""
_FREE = 1.15
"""A tempo that leaves a tail must be this much clearer than one that fills the recording."""
_CLEAR = 0.35
"""From here on a heard tempo is believed."""
_LONGEST_S = 1_200
_MOST_TAIL_BEATS = 32.0


@dataclass(slots=True)
class Heard:
    """A clip's samples at 48 kHz from its first frame on, and how it sounds."""

    clip: Clip
    audio: Audio
    portrait: Portrait
    said: Said


@dataclass(slots=True)
class Measure:
    """How long a section is."""

    tempo: float
    metre: Metre
    bars: int
    body: int
    """Frames."""
    tail_beats: float

    @property
    def most(self) -> int:
        """Frames of body and tail together, as a set counts them."""
        ticks = round(self.tail_beats * self.metre.beat_ticks)
        return self.body + round(ticks * 60.0 * SAMPLE_RATE / (TICKS_PER_QUARTER * self.tempo))


def load(clip: Clip) -> Heard:
    """Read a clip at 48 kHz, mono or stereo.

    Raises:
        AffektError: BAD_SET when it cannot be read, is longer than 20 minutes, or has more than two channels.
    """
    try:
        info = soundfile.info(str(clip.file))
        if info.duration > _LONGEST_S:
            text = f"{clip.file.name} lasts {info.duration / 60:.0f} minutes; 20 at most: export it in parts"
            raise AffektError(Reason.BAD_SET, text)
        if info.channels > 2:
            raise AffektError(Reason.BAD_SET, f"{clip.file.name} has {info.channels} channels; export it in stereo")
        said = read_riff(clip.file)
        if said.loop and said.loop[1] <= info.frames and clip.start == 0 and clip.end is None:
            clip.start = round(said.loop[0] * SAMPLE_RATE / info.samplerate)
        rate: int = info.samplerate
        ends = [
            None if at is None else min(round(at * rate / SAMPLE_RATE), info.frames) for at in (clip.start, clip.end)
        ]
        audio, _ = soundfile.read(clip.file, start=ends[0] or 0, stop=ends[1], dtype="float64", always_2d=True)
    except (OSError, soundfile.SoundFileError) as error:
        text = f"{clip.file.name} cannot be read as audio; export it again as WAV or FLAC"
        raise AffektError(Reason.BAD_SET, text) from error
    audio = np.nan_to_num(audio)
    if rate != SAMPLE_RATE:
        frames = round(len(audio) * SAMPLE_RATE / rate)
        audio = soxr.resample(audio, rate, SAMPLE_RATE, quality="VHQ")[:frames]
    if said.loop:
        said = replace(said, loop=(0, round((said.loop[1] - said.loop[0]) * SAMPLE_RATE / rate)))
    if audio.shape[1] == 2 and np.array_equal(audio[:, 0], audio[:, 1]):
        audio = audio[:, :1]
    return Heard(clip, audio, portray(audio), said)


def measure(name: str, piece: Piece, heard: Sequence[Heard], found: Material) -> Measure:
    """Find a section's tempo and bars, and write down how.

    Raises:
        AffektError: BAD_SET when everything in it is silent or shorter than a bar.
    """
    about = f"bars of {name}"
    metre = _metre(name, piece, heard, found)
    lengths = [_sounding(one.audio) if not piece.exact else len(one.audio) for one in heard]
    longest = max(len(one.audio) for one in heard)
    if max(lengths) < SAMPLE_RATE // 4:
        raise AffektError(
            Reason.BAD_SET, f"everything in section {name} is silent or shorter than a quarter of a second"
        )
    loop = next((one.said.loop[1] - one.said.loop[0] for one in heard if one.said.loop), None)
    tempo = (
        piece.tempo
        or _said_tempo(name, heard, found)
        or _heard_tempo(name, heard, loop or longest, metre.bar_ticks / TICKS_PER_QUARTER, found)
    )
    found.tempi[name] = tempo
    bar = SAMPLE_RATE * 60.0 / tempo * metre.bar_ticks / TICKS_PER_QUARTER
    full = loop or longest
    if piece.bars is not None:
        bars = piece.bars
        if not piece.exact:
            found.guess(about, str(bars), "beats that its recording was imported with")
    else:
        bars = _bars(full, bar, heard, loop is not None)
        left = (full - bars * bar) / bar
        why = "its loop points" if loop else f"{full / SAMPLE_RATE:.2f} s are {full / bar:.2f} bars"
        rest = f", the last {left:.2f} a tail" if left > 0.02 else ""
        found.guess(about, str(bars), why + rest, sure=bars % 4 == 0)
    body = round(bars * bar)
    exact = full if abs(full - body) <= max(_SNAP, 0.004 * body) and not piece.exact else body
    if abs(exact - body) > _SNAP // 8 and piece.tempo is None:
        tempo = bars * metre.bar_ticks / TICKS_PER_QUARTER * 60.0 * SAMPLE_RATE / exact
    tempo = round(tempo, 6)
    body = round(bars * metre.bar_ticks * 60.0 * SAMPLE_RATE / (TICKS_PER_QUARTER * tempo))
    beat = bar / metre.numerator
    over = 0 if piece.exact else max(0, max(min(_sounding(o.audio), len(o.audio)) - body for o in heard))
    tail = min(_MOST_TAIL_BEATS, float(np.ceil(over / beat * 16) / 16)) if over > _SNAP else 0.0
    return Measure(tempo, metre, bars, body, tail)


def fit(one: Heard, measured: Measure, found: Material, name: str) -> Audio:
    """Return a clip's samples cut or filled to body and tail; a shorter loop is repeated."""
    audio, body = one.audio, measured.body
    if len(audio) < body - _SNAP:
        times = body / len(audio)
        if round(times) > 1 and abs(times - round(times)) < 0.02:
            found.guess(f"{one.clip.file.name} in {name}", f"repeated {round(times)} times", "it is a shorter loop")
            audio = np.tile(audio, (round(times), 1))
        else:
            short = (body - len(audio)) / SAMPLE_RATE
            found.guess(
                f"{one.clip.file.name} in {name}", f"{short:.2f} s of silence added", "it is shorter", sure=False
            )
    most = measured.most
    cut = len(audio) > most
    audio = audio[:most] if len(audio) >= body else np.pad(audio, ((0, body - len(audio)), (0, 0)))
    if cut and len(audio) > body + _SNAP:
        audio = audio.copy()
        audio[-_SNAP:] *= np.linspace(1.0, 0.0, _SNAP)[:, None]
    return audio


def _sounding(audio: Audio) -> int:
    """Return the frames up to the last that is heard."""
    loud = np.flatnonzero(np.abs(audio).max(axis=1) > _SILENT)
    return int(loud[-1]) + 1 if len(loud) else 0


def _metre(name: str, piece: Piece, heard: Sequence[Heard], found: Material) -> Metre:
    if piece.metre is None:
        told = next((one.said.metre for one in heard if one.said.metre), None)
        piece.metre = f"{told[0]}/{told[1]}" if told else "4/4"
        why = "its recordings say so" if told else "nothing says otherwise"
        found.guess(f"metre of {name}", piece.metre, why, sure=bool(told))
    try:
        return Metre.parse(piece.metre)
    except ValueError:
        return Metre()


def _said_tempo(name: str, heard: Sequence[Heard], found: Material) -> float | None:
    for one in heard:
        if one.said.tempo:
            found.guess(f"tempo of {name}", f"{one.said.tempo:g}", f"{one.clip.file.name} says so")
            return one.said.tempo
    return None


def _heard_tempo(name: str, heard: Sequence[Heard], full: int, quarters: float, found: Material) -> float:
    count = max(len(one.portrait.onsets) for one in heard)
    together = np.zeros(count)
    for one in heard:
        together[: len(one.portrait.onsets)] += one.portrait.onsets
    tempo, clear = 60.0, 0.0
    if float(together.max()) > 0.0:
        tempo, clear = tempo_of(together, [full / SAMPLE_RATE])
        free, clearer = tempo_of(together, [])
        if clearer > _FREE * clear:
            tempo, clear = free, clearer
    if clear < _CLEAR:
        for other, known in found.tempi.items():
            bars = full * known / (60.0 * SAMPLE_RATE * quarters)
            if bars > 0.9 and abs(bars - round(bars)) < 0.02:
                found.guess(f"tempo of {name}", f"{known:.5g}", f"that of {other}: whole bars fill it so", sure=False)
                return known
    found.guess(
        f"tempo of {name}", f"{tempo:.5g}", f"attacks repeat so ({100 * clear:.0f} % clear)", sure=clear > _CLEAR
    )
    return tempo


def _bars(full: int, bar: float, heard: Sequence[Heard], looped: bool) -> int:
    """Return the whole bars of the body: all, or fewer where what follows only rings."""
    most = max(1, int(full / bar + 0.02))
    whole = abs(full / bar - round(full / bar)) < 0.02
    if looped or (whole and round(full / bar) % 4 == 0):
        return max(1, round(full / bar))
    longest = max(len(one.audio) for one in heard)
    mix = np.zeros(longest)
    for one in heard:
        mix[: len(one.audio)] += one.audio.mean(axis=1)
    for step in (4, 2, 1):
        bars = most - most % step
        at = round(bars * bar)
        before, after = _level(mix[max(0, at - round(2 * bar)) : at]), _level(mix[at:])
        if bars and (at >= longest - _SNAP or before - after > _FALL_DB):
            return bars
    return most


def _level(audio: Audio) -> float:
    return 10.0 * float(np.log10(np.mean(audio**2) + 1e-12)) if len(audio) else -120.0
