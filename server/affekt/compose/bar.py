"""One bar of music for every voice, written at the bar line one bar ahead."""

from collections.abc import Sequence

from affekt.compose.checks import faults, plain
from affekt.compose.context import BarContext, PlannedNote, VoiceBrief
from affekt.compose.counter import held_bar
from affekt.compose.dice import Dice
from affekt.compose.grid import Grid, grid
from affekt.compose.leading import Tone
from affekt.compose.line import last_leap
from affekt.compose.melody import melody_bar
from affekt.compose.memory import Memory, Mood, Place
from affekt.compose.mood import mood_for, new_phrase, phrase_bar
from affekt.compose.plan import Step, marks_for, reply, step_at
from affekt.compose.planner import plan_chords
from affekt.compose.texture import arpeggio_bar, bass_bar, pad_bar
from affekt.compose.tonal import Span, spans
from affekt.compose.touch import play

_ORDER = {"bass": 0, "melody": 1, "counter": 2, "pad": 3, "arpeggio": 4}
"""Outer voices first; the others fit in."""
_SINGERS = ("melody", "counter")


def chords_of(context: BarContext, ahead: int = 0) -> tuple[str, ...]:
    """Return the chords of this bar, or of the `ahead`-th bar after it in the same phrase.

    Where the section declares none they are the planner's. Beyond the phrase: the first chord of a new one, home.
    """
    if context.chords and not ahead:
        return context.chords
    last = (context.phrase_index + 1) * max(context.phrase_bars, 1) >= context.section_bars
    full = context.phrase_index % 2 == 1 and not last
    plan = plan_chords(
        context.seed, phrase_bar(context), context.phrase_length, full, context.tonic, context.mode
    )  # fmt: skip
    place = context.phrase_offset + ahead
    return plan[place] if place < len(plan) else plan[0]


def compose_bar(
    context: BarContext, voices: Sequence[VoiceBrief], memory: Memory
) -> tuple[Memory, tuple[PlannedNote, ...], str]:
    """Compose one bar.

    Args:
        context: where the music stands. Draws depend on its seed, bar and attempt alone, so an event elsewhere changes
            no later bar whose music is the same.
        voices: who plays; names are distinct.
        memory: what the last bar returned, or `Memory()` at the beginning. A phrase begins without looking back, so
            that a change in one phrase leaves the phrases after it as they were, to the note.

    Returns:
        The memory for the next bar, the notes in order of onset, and the plan in words.

    Raises:
        ValueError: if tonic, mode or a chord is not known.
    """
    score = _Score(context, memory)
    written = {v.name: score.write(v) for v in sorted(voices, key=lambda v: _ORDER[v.role])}
    notes = [n for v in voices for n in written[v.name] if n.tick >= context.from_tick]
    notes.sort(key=lambda n: n.tick)
    places = tuple((v.name, score.places[v.name]) for v in voices)
    after = Memory(context.section, phrase_bar(context), score.mood, places)
    return after, tuple(notes), score.told(voices)


class _Score:
    """The page of one bar while it is written; thrown away afterwards."""

    def __init__(self, context: BarContext, memory: Memory) -> None:
        self.context = context
        self.memory = memory
        self.mood: Mood = mood_for(context, memory)
        self.grid: Grid = grid(context.metre)
        symbols = chords_of(context)
        self.chords: tuple[Span, ...] = spans(context.tonic, context.mode, symbols, self.grid.ticks)
        self.planned = symbols if not context.chords else ()
        self.begins = new_phrase(context, memory)
        self.places: dict[str, Place] = {}
        self.lines: dict[str, tuple[list[Tone], int | None]] = {}
        self.zeros: dict[str, int] = {}
        self.words: dict[str, str] = {}
        self.mended: list[str] = []
        self.leader = ""
        self.led = context.phrase_offset in context.led
        self.next_chord = context.next_chord or ("" if context.chords else chords_of(context, 1)[0])

    def write(self, voice: VoiceBrief) -> list[PlannedNote]:
        """Write one voice's bar and remember where it stands."""
        place = self.memory.place(voice.name)
        if self.begins:
            draw = Dice(self.context.seed, f"presence.{voice.name}", phrase_bar(self.context)).share("")
            place = Place(sounds=draw < voice.presence)
        step = self._step(voice)
        tones: list[Tone] = []
        hushed = voice.presence <= 0.0 or voice.low > voice.high or (self.led and voice.role in _SINGERS)
        if step.act == "rest" or not place.sounds or hushed:
            self.words[voice.name] = "rests"
            step = Step("rest")
        else:
            tones, self.words[voice.name] = self._tones(voice, step, place)
            wrong = faults(tones, voice, self.grid, self.chords)
            if wrong:
                self.mended.append(f"{voice.name}: {', '.join(wrong)}")
                tones = plain(voice, self.grid, self.chords, place.pitches[-1] if place.pitches else None)
        self.lines.setdefault(voice.role, (tones, place.pitches[-1] if place.pitches else None))
        self.places[voice.name] = self._after(voice, tones, place)
        return play(tones, self.context, voice, self.mood, self.grid, step)

    def _step(self, voice: VoiceBrief) -> Step:
        if voice.role in ("bass", "pad"):
            return Step("state")
        if voice.role == "melody" and not self.leader:
            self.leader = voice.name
        leads = voice.role != "counter"
        marks, offset = marks_for(self.context, voice.name if leads else self.leader or "melody")
        if self.context.led and voice.role == "melody":
            return step_at(
                reply(self.context.phrase_length, self.context.led),
                self.context.phrase_offset,
                self.context.phrase_length,
                False,
            )
        return step_at(marks, offset, max(self.context.phrase_bars, 1), not leads)

    def _tones(self, voice: VoiceBrief, step: Step, place: Place) -> tuple[list[Tone], str]:
        page = self.mood, self.grid, self.chords, place
        bass, bass_before = self.lines.get("bass", ([], None))
        lead, lead_before = self.lines.get("melody", ([], None))
        if voice.role == "bass":
            return bass_bar(self.context, voice, self.next_chord, *page)
        if voice.role == "pad":
            return pad_bar(self.context, voice, *page)
        if voice.role == "arpeggio":
            return arpeggio_bar(self.context, voice, *page)
        if step.act == "hold":
            return held_bar(voice, *page, lead, lead_before, bass, bass_before)
        other, before = (lead, lead_before) if voice.role == "counter" and lead else (bass, bass_before)
        tones, words, self.zeros[voice.name] = melody_bar(self.context, voice, step, *page, other, before)
        return tones, words

    def _after(self, voice: VoiceBrief, tones: list[Tone], place: Place) -> Place:
        if not tones:
            return place
        if voice.role == "pad":
            held = [t.pitch for t in tones if not t.tension and t.tick + t.ticks == self.grid.ticks]
            return Place(tuple(sorted(set(held)))[:6] or (tones[-1].pitch,), 0, place.sounds)
        if voice.role == "arpeggio":
            return Place((min(t.pitch for t in tones),), 0, place.sounds)
        zero = self.zeros.get(voice.name, place.zero)
        return Place((tones[-1].pitch,), last_leap(tones, place), place.sounds, zero)

    def told(self, voices: Sequence[VoiceBrief]) -> str:
        """Return the plan in words."""
        context = self.context
        parts = [f"phrase bar {context.phrase_offset + 1} of {context.phrase_length}"]
        if self.planned:
            parts.append(f"chords {' '.join(self.planned)}")
        parts += [f"{v.name} {self.words[v.name]}" for v in voices]
        parts.append(f"mended {len(self.mended)} ({'; '.join(self.mended)})" if self.mended else "checks passed")
        return ", ".join(parts)
