"""A folder of recordings sorted into sections, layers and takes, by their names, their folders and a DAW's markers."""

from collections.abc import Sequence
from pathlib import Path

import soundfile

from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE
from affekt.studio.daw import Song, Stretch, read_song
from affekt.studio.godot import has_music
from affekt.studio.material import Clip, Material, Piece, Strand
from affekt.studio.names import STINGERS, Told, name_of, read_name

RECORDINGS = (".wav", ".ogg", ".flac", ".aif", ".aiff", ".mp3", ".w64", ".rf64")
MIDI = (".mid", ".midi")
_MOST, _MOST_TAKES = 512, 16
_WHOLE = 0.9
"""A recording that lasts this share of the song up to its last marker is the whole song, and is cut at the markers."""


def read_folder(folder: Path, midi: Path | None = None) -> tuple[Material, Song | None]:
    """Sort a folder; return what was found, and the MIDI file beside it, read.

    Raises:
        AffektError: BAD_SET when there is no recording, too many, or a MIDI file that cannot be read.
    """
    files = sorted(p for p in folder.rglob("*") if p.is_file() and len(p.relative_to(folder).parts) <= 3)
    recordings = [p for p in files if p.suffix.lower() in RECORDINGS]
    if not recordings:
        kinds = ", ".join(RECORDINGS)
        raise AffektError(Reason.BAD_SET, f"{folder} holds no recordings ({kinds}); export your stems there first")
    if len(recordings) > _MOST:
        text = f"{folder} holds {len(recordings)} recordings; {_MOST} at most: name the folder of one score"
        raise AffektError(Reason.BAD_SET, text)
    found = Material(folder.resolve().name.replace("_", " ").strip().capitalize() or "Imported")
    scores = [midi] if midi else [p for p in files if p.suffix.lower() in MIDI]
    song = read_song(scores[0]) if scores else None
    found.aside += [f"{p.name}: only the first MIDI file is read; name another with --midi" for p in scores[1:]]
    found.aside += [f"{p.name}: import it by its own name" for p in files if has_music(p)]
    _sort(folder, recordings, found)
    if song is not None:
        _use(song, found)
    return found, song


class _Namer:
    """Names for a manifest: what is written otherwise is named otherwise, also in letters that a name cannot have."""

    def __init__(self, found: Material) -> None:
        self._found = found
        self._given: dict[tuple[str, str], str] = {}

    def name(self, text: str, kind: str) -> str:
        """Return the name of a section, layer or stinger; the same text has the same name."""
        key = (kind, text.lower())
        if key not in self._given:
            plain = name_of(text, kind)
            taken = {name for (k, _), name in self._given.items() if k == kind}
            number, name = 2, plain
            while name in taken:
                name, number = f"{plain}_{number}", number + 1
            if name != plain or (plain == kind and text.lower() != kind):
                self._found.guess(f"{kind} {text}", name, "a name has letters from a to z, digits and '_'", sure=False)
            self._given[key] = name
        return self._given[key]


def _sort(folder: Path, recordings: Sequence[Path], found: Material) -> None:
    namer = _Namer(found)
    stingers: dict[str, Strand] = {}
    told = {path: read_name(path.stem) for path in recordings}
    flat = [p for p in recordings if p.parent == folder and not told[p].stinger]
    shared = _shared([told[p].words for p in flat])
    for path in recordings:
        inner, name = path.relative_to(folder).parts[:-1], told[path]
        if name.stinger or any(part.lower() in STINGERS for part in inner):
            own = stingers.setdefault(namer.name(" ".join(name.words) or "stinger", "stinger"), Strand())
            _place(own, Clip(path, name.take), found)
            continue
        words = name.words[shared:] if path in flat else name.words
        while len(words) > 1 and words[0].isdigit():
            words = words[1:]
        section, layer = _split(words, name)
        section = " ".join(inner) or section
        title = section or (" ".join(name.words[:shared]) if path in flat and shared else found.title)
        piece = found.pieces.setdefault(namer.name(title, "section"), Piece(title.capitalize()))
        strand = piece.strands.setdefault(namer.name(layer, "layer"), Strand(role=name.role))
        _place(strand, Clip(path, name.take), found)
        for about, value in (("tempo", name.tempo), ("key", name.key), ("mode", name.mode)):
            if value is not None and getattr(piece, about) is None:
                setattr(piece, about, value)
                found.guess(f"{about} of {title.lower()}", f"{value}", f"the name of {path.name}")
    found.stingers = {name: strand.clips for name, strand in stingers.items()}


def _shared(names: Sequence[tuple[str, ...]]) -> int:
    """Return how many first words all names have in common, as long as something is left of each."""
    if len(names) < 2:
        return 0
    most = min(len(words) for words in names) - 1
    count = 0
    while count < most and len({words[count] for words in names}) == 1:
        count += 1
    return count


def _split(words: tuple[str, ...], name: Told) -> tuple[str, str]:
    """Return the words of the section and of the layer; a section's words stand before the part's, or else behind."""
    size = len(name.role_words)
    at = next((k for k in range(len(words)) if size and words[k : k + size] == name.role_words), None)
    if at is None:
        return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else ("", " ".join(words) or "layer")
    before, after = words[:at], words[at + size :]
    if before:
        return " ".join(before), " ".join((*name.role_words, *after))
    return " ".join(after), " ".join(name.role_words)


def _place(strand: Strand, clip: Clip, found: Material) -> None:
    """Add a take under a name of its own; a layer has sixteen at most."""
    taken = {one.take for one in strand.clips}
    if len(taken) == _MOST_TAKES:
        found.aside.append(f"{clip.file.name}: {_MOST_TAKES} takes of a layer are the most")
        return
    if clip.take in taken:
        clip.take = next(letter for letter in map(chr, range(ord("a"), ord("z") + 1)) if letter not in taken)
    strand.clips.append(clip)


def _use(song: Song, found: Material) -> None:
    """Take time and key from the MIDI file; cut at its markers what lasts the whole song."""
    name = song.file.name
    if song.stretches and len(found.pieces) == 1:
        (piece,) = found.pieces.values()
        longest = max(_seconds(c.file) for s in piece.strands.values() for c in s.clips)
        if longest >= _WHOLE * song.stretches[-1].start_s and longest > song.stretches[0].end_s:
            found.pieces = {}
            for stretch in song.stretches:
                _cut(stretch, piece, found, name)
            return
    known = {name_of(s.title, "section"): s for s in song.stretches}
    for title, piece in found.pieces.items():
        marked = known.get(title)
        piece.tempo = piece.tempo or (marked.tempo if marked else song.tempo)
        piece.metre = piece.metre or (marked.metre if marked else song.metre)
        found.guess(f"tempo of {title}", f"{piece.tempo:g}", f"{name}{f', marker {marked.title}' if marked else ''}")


def _seconds(file: Path) -> float:
    """Return how long a recording is; what cannot be read is refused when it is loaded."""
    try:
        return float(soundfile.info(str(file)).duration)
    except (OSError, soundfile.SoundFileError):
        return 0.0


def _cut(stretch: Stretch, whole: Piece, found: Material, file: str) -> None:
    """Make a section of what all recordings hold between two markers."""
    title = name_of(stretch.title, "section")
    while title in found.pieces:
        title = f"{title}_again"
    bars = round(stretch.bars)
    if bars < 1 or abs(stretch.bars - bars) > 0.01:
        found.aside.append(f"marker {stretch.title}: {stretch.bars:.2f} bars; move its markers to bar lines")
        return
    start, end = round(stretch.start_s * SAMPLE_RATE), round(stretch.end_s * SAMPLE_RATE)
    made = Piece(stretch.title.capitalize(), {}, stretch.tempo, bars, stretch.metre, whole.key, whole.mode, exact=True)
    for name, strand in whole.strands.items():
        clips = [Clip(c.file, c.take, start, end, c.gain_db) for c in strand.clips]
        made.strands[name] = Strand(clips, strand.role)
    found.pieces[title] = made
    found.guess(f"section {title}", f"{bars} bars at {stretch.tempo:.5g}", f"marker {stretch.title!r} in {file}")
    if not stretch.steady:
        found.guess(f"tempo of {title}", f"{stretch.tempo:.5g} on average", "the tempo moves inside it", sure=False)
