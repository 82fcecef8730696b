"""Stems: each recording is decoded once to a cache file that every process maps read-only.

The cache is named by what is in the recording, so an edited file never plays stale and two sets share what they share.
"""

import json
import mmap
import os
import struct
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.arrange.tails import tails_files
from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE
from affekt.render.follow import Loop, cents_of, loop_of, pitched

HEADER = struct.Struct("<8sqq40x")
_MAGIC = b"AFKSTEM1"
MOST_STEMS = 8192
"""Numbers for recordings of all sets together."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A decoded recording: int16 at 48 kHz in a cache file."""

    id: int
    file: Path
    frames: int
    channels: int
    """1 or 2."""


def cache_folder() -> Path:
    """Return where decoded stems are kept: `AFFEKT_CACHE`, else the user's cache folder."""
    given = os.environ.get("AFFEKT_CACHE")
    if given:
        return Path(given) / "stems"
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "affekt" / "stems"


def decode(source: Path) -> NDArray[np.int16]:
    """Return a recording as int16 `[frames, channels]` at 48 kHz.

    Raises:
        AffektError: BAD_SET if it cannot be read or has more than two channels.
    """
    import soundfile

    try:
        samples, rate = soundfile.read(source, dtype="float32", always_2d=True)
    except (OSError, soundfile.SoundFileError) as error:
        raise AffektError(
            Reason.BAD_SET, f"{source.name} cannot be read ({error}); build or convert the set"
        ) from error
    if samples.shape[1] > 2:
        raise AffektError(Reason.BAD_SET, f"{source.name} has {samples.shape[1]} channels; convert it to one or two")
    if rate != SAMPLE_RATE:
        import soxr

        samples = soxr.resample(samples, rate, SAMPLE_RATE, quality="HQ")
    whole: NDArray[np.int16] = np.clip(np.rint(samples * np.float32(32768.0)), -32768, 32767).astype(np.int16)
    return whole


def cached(source: Path, id: int = 0) -> Stem:
    """Return a recording's cache file, decoding it if that was never done.

    Raises:
        AffektError: BAD_SET if it is missing or cannot be read.
    """
    try:
        name = _digest(source)
    except OSError as error:
        text = f"{source.name} is not in the set's folder; run 'affekt sets build'"
        raise AffektError(Reason.BAD_SET, text) from error
    target = cache_folder() / f"{name}.s16"
    found = look(target, id)
    if found:
        return found
    samples = decode(source)
    write(target, samples)
    return Stem(id, target, len(samples), samples.shape[1])


def write(target: Path, samples: NDArray[np.int16]) -> None:
    """Write a cache file whole or not at all; samples are `[frames, channels]`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=".decoding-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(HEADER.pack(_MAGIC, len(samples), samples.shape[1]))
            stream.write(samples.tobytes())
        Path(unfinished).replace(target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _digest(source: Path) -> str:
    """Return the hash of a recording's bytes; a file that has not changed is read once a process."""
    state = source.stat()
    return _digest_of(source, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=4096)
def _digest_of(source: Path, size: int, changed_ns: int) -> str:
    del size, changed_ns
    with source.open("rb") as stream:
        return blake2b(stream.read(), digest_size=20).hexdigest()


def is_cached(source: Path) -> bool:
    """Return whether a recording was decoded before; False also where it cannot be read."""
    try:
        name = _digest(source)
    except OSError:
        return False
    return look(cache_folder() / f"{name}.s16", 0) is not None


def look(target: Path, id: int) -> Stem | None:
    """Return the stem that a cache file holds, or None where it is not there or not whole."""
    try:
        with target.open("rb") as stream:
            head = stream.read(HEADER.size)
            size = os.fstat(stream.fileno()).st_size
    except OSError:
        return None
    if len(head) < HEADER.size:
        return None
    magic, frames, channels = HEADER.unpack(head)
    whole = magic == _MAGIC and size == HEADER.size + frames * channels * 2
    return Stem(id, target, frames, channels) if whole else None


def excerpt(stem: Stem, start: int, frames: int) -> NDArray[np.int16]:
    """Return `[n, channels]` of a decoded recording from a frame on, fewer where it begins or ends there."""
    first, last = max(start, 0), min(max(start + frames, 0), stem.frames)
    size = 2 * stem.channels
    with stem.file.open("rb") as stream:
        stream.seek(HEADER.size + first * size)
        raw = stream.read(max(last - first, 0) * size)
    return np.frombuffer(raw, np.int16).reshape(-1, stem.channels)


def recordings(manifest: StemSet) -> Iterator[str]:
    """Yield each file that a set's layers and stingers name, and the layers' tails, once, in the manifest's order."""
    takes = [t for s in manifest.sections.values() for layer in s.layers.values() for t in layer.takes]
    takes += [t for s in manifest.stingers.values() for t in s.takes]
    yield from dict.fromkeys((*(take.file for take in takes), *tails_files(manifest)))


class StemTable:
    """The numbers by which command rows name recordings; they count from 0 and are never reused."""

    def __init__(self, *, makes: bool = True, on_variant: Callable[[str, float], None] | None = None) -> None:
        """Prepare.

        Args:
            makes: A variant that is asked for and not there is made at once; else it is the host that has it made.
            on_variant: Told (recording, cents) before one is made.
        """
        self._stems: dict[tuple[str, str, int], Stem] = {}
        """By set, recording and tenths of a cent."""
        self._files: dict[Path, Stem] = {}
        self._guides: dict[tuple[str, str], Stem] = {}
        """By set and section."""
        self._sets: set[str] = set()
        self._cents: dict[str, float] = {}
        """By set: how far its pitched recordings must move to stand in its tuning."""
        self._pitched: dict[str, frozenset[str]] = {}
        self._makes, self._on_variant = makes, on_variant

    def add(self, loaded: LoadedSet) -> list[Stem]:
        """Decode what is new in a set and return the stems that were added; in the set's tuning where it asks for one.

        Raises:
            AffektError: BAD_SET if a recording is missing or cannot be read; TOO_MANY if there is no number left.
        """
        key = _key(loaded)
        if key in self._sets:
            return []
        before = len(self._files)
        for file in recordings(loaded.manifest):
            if (key, file, 0) not in self._stems:
                self._stems[key, file, 0] = self._numbered(cached(loaded.folder / file))
        self._cents[key] = cents_of(loaded.manifest)
        self._pitched[key] = frozenset(pitched(loaded.manifest))
        for file in self._pitched[key] if self._cents[key] else ():
            self._variant(loaded, file, self._cents[key], makes=True)
        from affekt.render import guide

        for section in loaded.manifest.sections:
            made = guide.keep(*guide.ask(loaded.folder, loaded.manifest, section))
            if made is not None:
                self._guides[key, section] = self._numbered(made)
        self._sets.add(key)
        return list(self._files.values())[before:]

    def find(self, loaded: LoadedSet, file: str) -> Stem | None:
        """Return a recording of a set that was added, or None."""
        return self.variant(loaded, file, 0)

    def guide(self, loaded: LoadedSet, section: str) -> Stem | None:
        """Return the guide by which a section of a set that was added is stretched, or None."""
        return self._guides.get((_key(loaded), section))

    def variant(self, loaded: LoadedSet, file: str, shift: float, *, look: bool = False) -> Stem | None:
        """Return a recording of a set `shift` semitones away from how it sounds in the set's own key.

        None where it is not there: nobody asked the pool for it, or it did not come back yet. With `look` the cache
        folder is looked into for one that was made since.

        Raises:
            AffektError: where one is to be made and cannot be.
        """
        known, cents = self.raw(loaded, file), self.cents(loaded, file, shift)
        if known is None or not cents:
            return known
        return self._variant(loaded, file, cents, makes=self._makes, look=look)

    def raw(self, loaded: LoadedSet, file: str) -> Stem | None:
        """Return a recording as it stands in the set's folder, or None."""
        return self._stems.get((_key(loaded), file, 0))

    def cents(self, loaded: LoadedSet, file: str, shift: float) -> float:
        """Return how far a recording must move, in cents, to sound `shift` semitones away; 0 where it never moves."""
        key = _key(loaded)
        return round(self._cents[key] + 100.0 * shift, 1) if file in self._pitched.get(key, ()) else 0.0

    def _variant(self, loaded: LoadedSet, file: str, cents: float, *, makes: bool, look: bool = False) -> Stem | None:
        place = (_key(loaded), file, round(10 * cents))
        found = self._stems.get(place)
        if found is None:
            from affekt.render import variants

            raw, loop = self._stems[place[0], file, 0], loop_of(loaded.manifest, file)
            made = self._files.get(variants.variant_file(raw, cents, loop))
            if made is None and (makes or look):
                made = variants.find(raw, cents, loop)
            if made is None and makes:
                if self._on_variant is not None:
                    self._on_variant(file, cents)
                made = variants.make(raw, cents, loop)
            if made is not None:
                found = self._stems[place] = self._numbered(made)
        return found

    def _numbered(self, stem: Stem) -> Stem:
        """Give a cache file its number, the one that it has already where it is known."""
        known = self._files.get(stem.file)
        if known is None:
            if len(self._files) >= MOST_STEMS:
                raise AffektError(Reason.TOO_MANY, f"{MOST_STEMS} recordings are known; restart the server")
            known = self._files[stem.file] = replace(stem, id=len(self._files))
        return known

    def __iter__(self) -> Iterator[Stem]:
        return iter(tuple(self._files.values()))

    def __len__(self) -> int:
        return len(self._files)


def _key(loaded: LoadedSet) -> str:
    return f"{loaded.folder}\x1f{loaded.sha256}"


class Mapping:
    """One process's read-only view of a stem."""

    def __init__(self, stem: Stem) -> None:
        """Map it.

        Raises:
            OSError: its file is gone, or shorter than it was; to read behind its end would kill the process.
        """
        with stem.file.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size < HEADER.size + 2 * stem.frames * stem.channels:
                raise OSError(f"{stem.file} holds less than it should; delete it, and it is made anew")
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self.stem = stem
        self.samples: NDArray[np.int16] = np.frombuffer(self._map, np.int16, offset=HEADER.size)
        self.address = int(self.samples.ctypes.data) if len(self.samples) else 0
        self._warm = False

    def expect(self) -> None:
        """Ask the system to read it ahead: it will sound soon."""
        if not self._warm and hasattr(mmap, "MADV_WILLNEED"):
            self._map.madvise(mmap.MADV_WILLNEED)
        self._warm = True

    def relax(self) -> None:
        """Give its pages back to the system: it does not sound now. They are read again when touched."""
        if self._warm and hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)
        self._warm = False


def wanted(loaded: LoadedSet) -> list[str]:
    """Return what of a set is not in the cache yet, as lines for `prepare`."""
    from affekt.render import guide, variants

    cents, follows = cents_of(loaded.manifest), frozenset(pitched(loaded.manifest))
    lines = []
    for file in recordings(loaded.manifest):
        source = loaded.folder / file
        loop = loop_of(loaded.manifest, file)
        tuned = cents if file in follows else 0.0
        there = is_cached(source) and (not tuned or variants.find(cached(source), tuned, loop) is not None)
        if not there:
            lines.append(json.dumps([str(source), tuned, loop and (loop.start, loop.frames)]))
    for section in loaded.manifest.sections:
        asked, pickup = guide.ask(loaded.folder, loaded.manifest, section)
        there = all(is_cached(Path(file)) for file, _, _ in asked) and guide.find(asked, pickup) is not None
        if asked and not there:
            lines.append(json.dumps({"guide": asked, "pickup": pickup}))
    return lines


def prepare(lines: Iterable[str]) -> None:
    """Fill the cache; what a child process does so that its caller need hold neither a decoder nor a stretcher."""
    from affekt.render import guide, variants

    for line in lines:
        told = json.loads(line)
        if isinstance(told, dict):
            guide.keep([(str(f), bool(p), bool(r)) for f, p, r in told["guide"]], int(told["pickup"]))
            continue
        source, cents, loop = told
        stem = cached(Path(source))
        if cents:
            variants.make(stem, cents, Loop(*loop) if loop else None)


if __name__ == "__main__":
    prepare(sys.stdin.read().splitlines())
