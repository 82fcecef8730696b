"""Symbolic parts: the notes of each layer, read from `.score` or `.mid`, in exact ticks."""

from dataclasses import dataclass
from pathlib import Path

import mido

from affekt.arrange.manifest import Section
from affekt.arrange.notation import PartNote, parse_score
from affekt.core.errors import AffektError, LineError, Reason
from affekt.core.units import TICKS_PER_QUARTER


@dataclass(frozen=True, slots=True)
class Part:
    """One track of a section's symbolic source."""

    track: str
    notes: tuple[PartNote, ...]


def read_parts(path: Path, section: Section) -> dict[str, tuple[PartNote, ...]]:
    """Read a section's symbolic source: each track's notes, ticks counted from the downbeat of bar 1.

    A note that begins before the downbeat (in the pick-up) has a negative tick.

    Raises:
        LineError: BAD_SET with file and line, when the text is not notation, a bar does not add up, or a track's
            length is not the section's.
        AffektError: BAD_SET when the file cannot be read or a note lies outside the section.
    """
    return {part.track: part.notes for part in read(path, section)}


def read(path: Path, section: Section) -> tuple[Part, ...]:
    """Read a section's symbolic source as parts, in the order of the file. Raises like `read_parts`."""
    bodies = _own_bars(section)
    pickup = round(section.pickup_beats * section.time_signature.beat_ticks)
    if path.suffix == ".mid":
        parts = _read_midi(path, pickup)
    else:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise AffektError(Reason.BAD_SET, f"{path.name} cannot be read: {error}") from error
        tracks = parse_score(text, section.time_signature, file=path.name)
        for track in tracks.values():
            bars = bodies.get(track.name, section.bars)
            if track.body_ticks != bars * section.time_signature.bar_ticks or track.pickup_ticks not in (0, pickup):
                has = track.body_ticks / section.time_signature.bar_ticks
                raise LineError(
                    Reason.BAD_SET,
                    f"track {track.name} has {has:g} bars and a pick-up of {track.pickup_ticks} ticks;"
                    f" {'its loop' if track.name in bodies else 'the section'} has {bars} bars and {pickup} ticks",
                    file=path.name,
                    line=track.line,
                )
        parts = tuple(Part(track.name, track.notes) for track in tracks.values())
    for part in parts:
        body = bodies.get(part.track, section.bars) * section.time_signature.bar_ticks
        for note in part.notes:
            if not -pickup <= note.tick < body:
                raise AffektError(
                    Reason.BAD_SET,
                    f"{path.name}: track {part.track} has a note at tick {note.tick}, outside the section",
                )
    return parts


def _own_bars(section: Section) -> dict[str, int]:
    """Return the bars of each track whose layer goes round in bars of its own."""
    found: dict[str, int] = {}
    for layer, used in section.layers.items():
        if used.loop_bars is not None:
            track = used.track or layer
            found |= dict.fromkeys((track, *(f"{track}_{take.name}" for take in used.takes)), used.loop_bars)
    return found


def _read_midi(path: Path, pickup: int) -> tuple[Part, ...]:
    """Read a standard MIDI file; its first tick is the start of the pick-up."""
    try:
        midi = mido.MidiFile(path)
    except (OSError, EOFError, ValueError, KeyError, IndexError) as error:
        raise AffektError(Reason.BAD_SET, f"{path.name} is not a readable MIDI file: {error}") from error
    scale = TICKS_PER_QUARTER / midi.ticks_per_beat
    parts: list[Part] = []
    for index, track in enumerate(midi.tracks):
        now, open_notes, notes = 0, dict[tuple[int, int], list[tuple[int, int]]](), list[PartNote]()
        for message in track:
            now += message.time
            tick = round(now * scale) - pickup
            if message.type == "note_on" and message.velocity > 0:
                open_notes.setdefault((message.channel, message.note), []).append((tick, message.velocity))
            elif message.type in ("note_on", "note_off"):
                waiting = open_notes.get((message.channel, message.note))
                if waiting:
                    start, velocity = waiting.pop(0)
                    notes.append(PartNote(start, max(1, tick - start), message.note, velocity))
        if notes:
            parts.append(Part(track.name.strip() or f"track_{index}", tuple(sorted(notes))))
    return tuple(parts)
