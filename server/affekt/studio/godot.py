"""Godot's interactive, synchronized and playlist streams as material."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from affekt.core.errors import AffektError, Reason
from affekt.studio.material import Clip, Listed, Material, Piece, Strand, Way
from affekt.studio.names import name_of, read_name
from affekt.studio.tres import Block, Call, read_blocks

# Values of Godot 4's enumerations, in their order.
_FROM = ("immediate", "next_beat", "next_bar", "end")
_TO = ("same_position", "start", "previous_position")
_FADE = ("disabled", "in", "out", "cross", "automatic")
_ANY = -1
_KINDS = ("AudioStreamInteractive", "AudioStreamSynchronized", "AudioStreamPlaylist")
_MOST_CLIPS, _MOST_STREAMS = 64, 32
"""Godot's own bounds."""
SUFFIXES = (".tres", ".tscn")
_RECORDINGS = (".ogg", ".wav", ".mp3", ".flac")


def has_music(path: Path) -> bool:
    """Return whether a file is a text resource that holds one of the three kinds."""
    if path.suffix not in SUFFIXES:
        return False
    try:
        head = path.read_text(encoding="utf-8", errors="ignore")
    except OSError:
        return False
    return any(f'type="{kind}"' in head for kind in _KINDS)


def read_godot(path: Path) -> Material:
    """Read a resource, or the first of these kinds in a scene, as material.

    Raises:
        AffektError: BAD_SET when it cannot be read, holds none of the kinds, or names recordings that are not there.
    """
    try:
        return _Resource(path).material()
    except (TypeError, ValueError, KeyError, OverflowError, RecursionError) as error:
        text = f"{path.name} is not written as Godot writes it ({error}); save it again in Godot 4"
        raise AffektError(Reason.BAD_SET, text) from error


@dataclass(frozen=True, slots=True)
class _Stream:
    """A resource within the file, or a recording outside of it."""

    kind: str
    keys: dict[str, Any]
    file: Path | None = None


class _Resource:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._root = next((p for p in path.resolve().parents if (p / "project.godot").is_file()), path.resolve().parent)
        self._outside: dict[str, Path] = {}
        self._inside: dict[str, Block] = {}
        self._main: Block | None = None
        blocks = read_blocks(path)
        kind = next((str(b.head.get("type")) for b in blocks if b.kind == "gd_resource"), "")
        for block in blocks:
            if block.kind == "ext_resource":
                self._outside[str(block.head.get("id"))] = self._file(str(block.head.get("path", "")))
            elif block.kind == "sub_resource":
                self._inside[str(block.head.get("id"))] = block
            elif block.kind == "resource" and kind in _KINDS:
                block.head["type"] = kind
                self._main = block
        for wanted in _KINDS:
            if self._main is None:
                self._main = next((b for b in self._inside.values() if b.head.get("type") == wanted), None)

    def _file(self, text: str) -> Path:
        return self._root / text.removeprefix("res://")

    def _stream(self, value: Any) -> _Stream | None:
        match value:
            case Call("SubResource", (name,)) if name in self._inside:
                block = self._inside[name]
                return _Stream(str(block.head.get("type")), block.keys)
            case Call("ExtResource", (name,)) if name in self._outside:
                file = self._outside[name]
                if file.suffix == ".tres" and has_music(file) and file.resolve() != self._path.resolve():
                    other = _Resource(file)
                    if other._main is not None and other._main.head["type"] == "AudioStreamSynchronized":
                        strands = other._strands(_Stream("AudioStreamSynchronized", other._main.keys))
                        return _Stream("strands", strands)
                return _Stream("recording", {}, file)
        return None

    def material(self) -> Material:
        if self._main is None:
            text = f"{self._path.name} holds none of {', '.join(_KINDS)}; save the stream itself as a .tres"
            raise AffektError(Reason.BAD_SET, text)
        found = Material(self._path.stem.replace("_", " ").capitalize())
        keys = self._main.keys
        match self._main.head["type"]:
            case "AudioStreamInteractive":
                self._interactive(keys, found)
            case "AudioStreamPlaylist":
                self._playlist(keys, found)
            case _:
                self._add(found, self._path.stem, _Stream("AudioStreamSynchronized", keys))
        if not found.pieces:
            raise AffektError(Reason.BAD_SET, f"{self._path.name} names no recordings")
        found.start = found.start or next(iter(found.pieces))
        return found

    def _interactive(self, keys: dict[str, Any], found: Material) -> None:
        names: dict[int, str] = {}
        for index in range(_count(keys.get("clip_count"), _MOST_CLIPS)):
            stream = self._stream(keys.get(f"clip_{index}/stream"))
            label = str(keys.get(f"clip_{index}/name") or f"clip {index}")
            if stream is None:
                found.aside.append(f"clip {label}: it has no stream")
                continue
            names[index] = self._add(found, label, stream)
        for index, name in names.items():
            if keys.get(f"clip_{index}/auto_advance") == 1 and keys.get(f"clip_{index}/next_clip", 0) in names:
                found.pieces[name].once = True
                found.pieces[name].then = names[int(keys.get(f"clip_{index}/next_clip", 0))]
            elif keys.get(f"clip_{index}/auto_advance") == 2:
                found.pieces[name].once = True
                found.guess(f"end of {name}", "back to what was held", "Godot's auto-advance returns to the held clip")
        found.start = names.get(int(keys.get("initial_clip", 0)))
        ways = keys.get("_transitions", {})
        for pair, words in ways.items() if isinstance(ways, dict) else ():
            if isinstance(pair, Call) and len(pair.args) == 2 and isinstance(words, dict):
                self._way(found, names, pair.args, words)

    def _way(self, found: Material, names: dict[int, str], pair: tuple[Any, ...], words: dict[str, Any]) -> None:
        ends = ["any" if end == _ANY else names.get(int(end)) for end in pair]
        if None in ends:
            found.aside.append(f"transition {pair[0]} to {pair[1]}: its clip is not there")
            return
        said: dict[str, str | float | bool] = {
            "from_time": _word(_FROM, words.get("from_time", 0)),
            "to_time": _word(_TO, words.get("to_time", 1)),
            "fade": _word(_FADE, words.get("fade_mode", 0)),
            "fade_beats": float(words.get("fade_beats", 1.0)),
        }
        filler = names.get(int(words.get("filler_clip", _ANY))) if words.get("use_filler_clip") else None
        if filler:
            said["filler"] = filler
        if words.get("hold_previous"):
            said["hold_previous"] = True
        found.ways.append(Way(str(ends[0]), str(ends[1]), said))

    def _playlist(self, keys: dict[str, Any], found: Material) -> None:
        names = []
        for index in range(_count(keys.get("stream_count"), _MOST_CLIPS)):
            stream = self._stream(keys.get(f"stream_{index}"))
            if stream is not None:
                names.append(self._add(found, stream.file.stem if stream.file else f"part {index + 1}", stream))
        if names:
            title = name_of(self._path.stem, "playlist")
            title = title if title not in found.pieces else f"{title}_list"
            found.playlists[title] = Listed(tuple(names), bool(keys.get("shuffle")), 0 if keys.get("loop", True) else 1)
            found.start = title

    def _add(self, found: Material, label: str, stream: _Stream) -> str:
        name = name_of(label, "section")
        while name in found.pieces:
            name += "_b"
        piece = Piece(label.replace("_", " ").capitalize())
        piece.strands = self._strands(stream)
        for strand in piece.strands.values():
            for clip in strand.clips:
                self._timing(piece, clip.file, found, name)
        found.pieces[name] = piece
        return name

    def _strands(self, stream: _Stream) -> dict[str, Strand]:
        if stream.kind == "strands":
            return stream.keys
        if stream.file is not None:
            return self._strand([(stream.file, 0.0)])
        inner = [
            (self._stream(stream.keys.get(f"stream_{k}/stream")), float(stream.keys.get(f"stream_{k}/volume", 0.0)))
            for k in range(_count(stream.keys.get("stream_count"), _MOST_STREAMS))
        ]
        return self._strand([(one.file, volume) for one, volume in inner if one is not None and one.file is not None])

    def _strand(self, files: list[tuple[Path, float]]) -> dict[str, Strand]:
        found: dict[str, Strand] = {}
        for file, volume in files:
            within = file.resolve().is_relative_to(self._root)
            if not within or not file.is_file() or file.suffix not in _RECORDINGS:
                raise AffektError(
                    Reason.BAD_SET, f"{self._path.name} names {file.name}, which is not a recording there"
                )
            told = read_name(file.stem)
            name = name_of("_".join(told.role_words) or told.words[-1] if told.words else file.stem, "layer")
            while name in found:
                name += "_b"
            found[name] = Strand([Clip(file, gain_db=volume)], told.role)
        return found

    def _timing(self, piece: Piece, file: Path, found: Material, name: str) -> None:
        """Take tempo and bars from what Godot's importer was told."""
        beside = file.with_name(file.name + ".import")
        if piece.tempo is not None or not beside.is_file():
            return
        said = {k: v for block in read_blocks(beside) for k, v in block.keys.items()}
        bpm, beats, bar = (said.get(k, 0) for k in ("bpm", "beat_count", "bar_beats"))
        if isinstance(bpm, int | float) and 20 <= bpm <= 300:
            piece.tempo = float(bpm)
            piece.metre = f"{int(bar)}/4" if isinstance(bar, int) and 1 <= bar <= 32 else "4/4"
            if isinstance(beats, int) and isinstance(bar, int) and bar > 0 and beats >= bar and beats % bar == 0:
                piece.bars = beats // bar
            found.guess(f"tempo of {name}", f"{bpm:g}", f"the import settings of {file.name}")


def _count(value: Any, most: int) -> int:
    return min(value, most) if isinstance(value, int) else 0


def _word(words: tuple[str, ...], index: Any) -> str:
    return words[index] if isinstance(index, int) and 0 <= index < len(words) else words[0]
