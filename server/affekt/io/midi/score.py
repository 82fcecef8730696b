"""A decision log as MIDI: generated voices, and the symbolic parts of layers as they are gated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import Instrument, Section, StemSet
from affekt.arrange.notation import PartNote
from affekt.arrange.parts import read_parts
from affekt.arrange.timing import body_ticks
from affekt.core import score
from affekt.core.metre import Metre
from affekt.core.score import ScoreEvent
from affekt.core.tempo import Ramp, Span, Steady, TempoMap
from affekt.core.units import SAMPLE_RATE, TICKS_PER_QUARTER, Frame, Tick
from affekt.io.midi.values import MidiNote, MidiPiece, MidiTrack

_STEP = 120
"""Ticks between two tempi of a ramp."""
GATE_DB = -60.0
"""A layer quieter than this is taken as silent."""


@dataclass(slots=True)
class _Stretch:
    """A section from where it enters to where it is left."""

    section: str
    tick: int
    body: int
    until: int = 2**62
    shifts: list[tuple[int, int]] = field(default_factory=list)
    """(tick, semitones) in order."""
    levels: dict[str, list[tuple[int, float, str]]] = field(default_factory=dict)
    """Layer → (tick, dB, take) in order."""

    def heard(self, layer: str, tick: int) -> str | None:
        """Return the take of a layer that is heard at a tick (empty where it has one), or None where it is silent."""
        level, take = -96.0, ""
        for at, db, name in self.levels.get(layer, ()):
            if at > tick:
                break
            level, take = db, name
        return take if level > GATE_DB else None

    def shift(self, tick: int) -> int:
        """Return how many semitones away from their recordings pitched layers sound at a tick."""
        return next((semitones for at, semitones in reversed(self.shifts) if at <= tick), 0)


def midi_of(loaded: LoadedSet, events: Iterable[ScoreEvent], last_tick: int | None = None) -> MidiPiece:
    """Return a log as a MIDI piece: one track a generated voice, one a layer that has symbolic parts.

    Args:
        loaded: The set that was played.
        events: Its decision log, in commit order.
        last_tick: Where the piece ends; the log's last beat where not given.

    Raises:
        AffektError: BAD_SET if a symbolic part cannot be read.
    """
    log = _sounding(events)
    end = last_tick if last_tick is not None else max((e.tick for e in log), default=0)
    stretches = _stretches(log, end)
    manifest = loaded.manifest
    voices = _voices(log, loaded)
    layers: list[MidiTrack] = []
    parts = {
        name: read_parts(loaded.folder / s.parts, s) if s.parts else {} for name, s in manifest.sections.items()
        if any(one.section == name for one in stretches)
    }  # fmt: skip
    for name, layer in manifest.layers.items():
        notes = [
            note
            for one in stretches
            for note in _played(one, name, manifest.sections[one.section], parts[one.section], pitched=layer.pitched)
        ]
        if notes:
            own = next((o for one in stretches if (o := manifest.sections[one.section].layers.get(name))), None)
            played_by = (own.instrument if own else None) or layer.instrument or ""
            sound = manifest.instruments.get(played_by, Instrument())
            layers.append(MidiTrack(name, tuple(sorted(notes, key=_order)), sound.program, sound.drums))
    return MidiPiece(
        tracks=(*layers, *voices),
        tempos=_tempos(log, manifest) or ((0, 120.0),),
        metres=_metres(log),
        keys=tuple((e.tick, e.act.tonic, e.act.mode) for e in log if isinstance(e.act, score.Key)),
        markers=tuple((e.tick, e.act.section) for e in log if isinstance(e.act, score.Section)),
    )


def _sounding(events: Iterable[ScoreEvent]) -> list[ScoreEvent]:
    """Return the events that sounded, each once: what was promised anew replaces its first promise."""
    every = list(events)
    gone = {e.supersedes for e in every if e.supersedes}
    return sorted((e for e in every if e.id not in gone), key=lambda e: (e.frame, e.id))


def _stretches(log: Sequence[ScoreEvent], end: int) -> list[_Stretch]:
    found: list[_Stretch] = []
    for event in log:
        act = event.act
        if isinstance(act, score.Section):
            if found:
                found[-1].until = min(found[-1].until, event.tick)
            found.append(_Stretch(act.section, event.tick, act.target_tick))
        elif isinstance(act, score.Key) and found:
            found[-1].shifts.append((event.tick, act.shift))
        elif isinstance(act, score.Layer) and found:
            found[-1].levels.setdefault(act.layer, []).append((event.tick, act.gain_db, act.take))
        elif isinstance(act, score.Control) and act.verb in ("stop", "stopped") and found:
            found[-1].until = min(found[-1].until, event.tick)
    for one in found:
        one.until = min(one.until, end)
    return found


def _played(
    one: _Stretch, layer: str, section: Section, parts: dict[str, tuple[PartNote, ...]], *, pitched: bool
) -> Iterable[MidiNote]:
    own = section.layers.get(layer)
    if own is None:
        return
    length = body_ticks(section)
    first = one.tick - one.body
    passes = -(-(one.until - first) // length) if not section.once else 1
    track = own.track or layer
    for take in own.takes:
        # As the build does it: a take has a track of its own, or shares the layer's.
        notes = parts.get(f"{track}_{take.name}") or parts.get(track, ())
        chosen = ("", take.name) if len(own.takes) == 1 else (take.name,)
        for start in (first + n * length for n in range(max(passes, 0))):
            for note in notes:
                tick = start + note.tick
                if one.tick <= tick < one.until and one.heard(layer, tick) in chosen:
                    pitch = note.pitch + (one.shift(tick) if pitched else 0)
                    yield MidiNote(
                        tick, max(min(note.ticks, one.until - tick), 1), min(max(pitch, 0), 127), note.velocity
                    )


def _voices(log: Sequence[ScoreEvent], loaded: LoadedSet) -> list[MidiTrack]:
    notes: dict[str, list[MidiNote]] = {}
    beat = Metre().beat_ticks
    for event in log:
        if isinstance(event.act, score.Beat):
            beat = Metre.parse(event.act.metre).beat_ticks
        elif isinstance(event.act, score.Note):
            act = event.act
            length = max(round(act.beats * beat), 1)
            notes.setdefault(act.voice, []).append(MidiNote(event.tick, length, act.pitch, act.velocity))
    tracks = []
    for name, played in notes.items():
        voice = loaded.manifest.voices.get(name)
        sound = loaded.manifest.instruments.get(voice.instrument, Instrument()) if voice else Instrument()
        tracks.append(MidiTrack(f"{name} (generated)", tuple(sorted(played, key=_order)), sound.program, sound.drums))
    return tracks


def _tempos(log: Sequence[ScoreEvent], manifest: StemSet) -> tuple[tuple[int, float], ...]:
    """Return the tempi; a ramp becomes steps of half a sixteenth, each as long as that stretch of the ramp."""
    tempo: TempoMap | None = None
    beat = Metre().beat_ticks
    for event in log:
        if isinstance(event.act, score.Section):
            beat = manifest.sections[event.act.section].time_signature.beat_ticks
        elif isinstance(event.act, score.Tempo):
            tick, bpm, ramp = event.tick, event.act.bpm, round(event.act.ramp_beats * beat)
            if tempo is None:
                tempo = TempoMap((Steady.at(tick, Frame(0), bpm),))
            elif ramp:
                tempo = tempo.then(Ramp(tick, tempo.frame_at(tick), ramp, tempo.bpm_at(tick), bpm))
            else:
                tempo = tempo.then(Steady.at(tick, tempo.frame_at(tick), bpm))
    spans = tempo.spans if tempo else ()
    found: list[tuple[int, float]] = []
    for span, following in zip_longest(spans, spans[1:]):
        found.extend(_steps(span, following.tick if following else None))
    return tuple(found)


def _steps(span: Span, until: int | None) -> Iterable[tuple[int, float]]:
    if isinstance(span, Steady):
        yield span.tick, round(span.bpm_at(0), 4)
        return
    end = span.tick + span.ticks
    for low in range(span.tick, end if until is None else min(end, until), _STEP):
        high = Tick(min(low + _STEP, end))
        lasts = span.frame_at(high) - span.frame_at(Tick(low))
        yield low, (high - low) * 60.0 * SAMPLE_RATE / (TICKS_PER_QUARTER * lasts)
    if until is None or end < until:
        yield end, span.to_bpm


def _metres(log: Sequence[ScoreEvent]) -> tuple[tuple[int, Metre], ...]:
    found: list[tuple[int, Metre]] = []
    for event in log:
        if isinstance(event.act, score.Beat) and event.beat == 1.0:
            metre = Metre.parse(event.act.metre)
            if not found or found[-1][1] != metre:
                found.append((event.tick, metre))
    return tuple(found)


def _order(note: MidiNote) -> tuple[int, int, int]:
    return note.tick, note.pitch, note.velocity
