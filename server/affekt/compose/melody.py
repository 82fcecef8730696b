"""The melody: a motif stated, turned and closed within each breath of the phrase."""

from math import pi, sin

from affekt.compose.context import BarContext, VoiceBrief
from affekt.compose.dice import Dice
from affekt.compose.grid import Grid
from affekt.compose.leading import Line, Tone
from affekt.compose.line import Setting, place_motif, sing
from affekt.compose.memory import Mood, Place
from affekt.compose.mood import notes_wanted, phrase_bar
from affekt.compose.motif import (
    Cell,
    Motif,
    augment,
    displace,
    fragment,
    from_theme,
    invent,
    invert,
    thin_or_fill,
)
from affekt.compose.plan import Step
from affekt.compose.tonal import Span, at
from affekt.core.harmony import scale
from affekt.core.values import replace


def centre_of(voice: VoiceBrief, mood: Mood, lift: float = 0.0) -> float:
    """Return where a voice would like to lie: valence raises it by up to five semitones, brightness by two more.

    Listeners hear about +.7 of valence (of a -3.3 … 3.7 range) an octave up: Eerola, Friberg & Bresin 2013, refitted.
    """
    span = voice.high - voice.low
    wish = voice.low + 0.45 * span + 5.0 * mood.valence + 4.0 * (mood.brightness - 0.5) + lift
    margin = min(4.0, span / 3.0)
    return min(max(wish, voice.low + margin), voice.high - margin)


def setting_for(
    context: BarContext, voice: VoiceBrief, mood: Mood, grid: Grid, chords: tuple[Span, ...], lift: float,
    other: Line, other_before: int | None,
) -> Setting:  # fmt: skip
    """Gather what a line of this voice is written against."""
    dice = Dice(context.seed, f"line.{voice.name}", context.bar, context.attempt)
    return Setting(
        grid, chords, context.tonic, context.mode, voice.low, voice.high, centre_of(voice, mood, lift),
        mood.tension, dice, other, other_before,
    )  # fmt: skip


def melody_bar(
    context: BarContext, voice: VoiceBrief, step: Step, mood: Mood, grid: Grid, chords: tuple[Span, ...],
    place: Place, other: Line = (), other_before: int | None = None,
) -> tuple[list[Tone], str, int]:  # fmt: skip
    """Write one sounding bar of a melody (or of an answering voice).

    Returns:
        The tones, what they do in words, and where the motif stands in the scale.
    """
    motif, at_home, words, by = _figure(context, voice, step, grid)
    bar_dice = Dice(context.seed, f"count.{voice.name}", context.bar, context.attempt)
    wanted = notes_wanted(mood, voice.role, grid.ticks) * (0.75 if step.act == "close" else 1.0)
    if voice.role == "counter":
        wanted *= 1.6
    count = max(1, min(int(wanted + bar_dice.share("round")), 2 * grid.units))
    if at_home:
        count = max(round(0.7 * len(motif)), min(count, round(1.5 * len(motif))))
    motif = thin_or_fill(motif, count, grid)
    ratio = context.phrase_offset / max(context.phrase_length - 1, 1)
    drift = 4.0 * (Dice(context.seed, f"drift.{voice.name}", phrase_bar(context)).share("") - 0.5)
    lift = 4.0 * sin(pi * min(ratio * 0.8 + 0.1, 1.0)) - 1.5 + drift
    setting = setting_for(context, voice, mood, grid, chords, lift, other, other_before)
    if at_home:
        setting = replace(setting, faith=3.0)
    goal = _goal(context, step, chords) if step.act == "close" else frozenset()
    if goal:
        words += " at home" if step.full_close and scale(context.tonic, context.mode)[0] in goal else " open"
    follows = place.zero + by if by and place.zero >= 0 and step.place else None
    zero = place_motif(motif, setting, place.pitches[-1] if place.pitches else None, at_home, follows)
    return sing(motif, zero, setting, place, goal), f"{words} ({len(motif)} notes)", zero


def _figure(context: BarContext, voice: VoiceBrief, step: Step, grid: Grid) -> tuple[Motif, bool, str, int]:
    """Return the bar's motif, whether it stands on the tonic as a theme does, what it is in words,
    and by how many steps it moves from the bar before."""
    begins = phrase_bar(context)
    dice = Dice(context.seed, f"act.{voice.name}.{step.breath}", begins, context.attempt)
    main: Motif = invent(context.seed, context.section, 0, grid)
    parts = from_theme(context.theme, grid, context.metre.beat_ticks) if context.theme else ()
    if parts:
        main = _without_gap(parts[0])
        leads = step.breath == 0 and voice.role == "melody" and dice.share("theme") < 0.7
        if leads and step.place < len(parts) and step.act != "close":
            return parts[step.place], True, "states the theme", 0
    if step.act == "state":
        if step.breath == 0 and voice.role == "melody":
            return main, False, "states the motif", 0
        return (*_turn(main, dice, grid, context), 0)
    if step.act == "vary":
        if dice.share("own") < 0.25:
            return invent(context.seed, f"{context.section}.own", begins, grid), False, "brings a new figure", 0
        by = (-2, -1, 1, 2)[dice.pick((1.0, 2.0, 2.0, 1.0), "sequence")]
        return main, False, "moves the motif " + ("up" if by > 0 else "down"), by
    return _closing(main, grid), False, "closes", 0


def _without_gap(motif: Motif) -> Motif:
    """Let a theme's bar begin on its first note, so that it can be turned like a motif."""
    first = motif[0].tick
    return tuple(Cell(c.tick - first, c.ticks, c.step) for c in motif)


def _turn(main: Motif, dice: Dice, grid: Grid, context: BarContext) -> tuple[Motif, bool, str]:
    way = dice.pick((2.0, 2.0, 1.0, 1.5, 1.0), "turn")
    if way == 1:
        return invert(main), False, "turns the motif upside down"
    if way == 2:
        return augment(main, grid.ticks), False, "widens the motif"
    if way == 3:
        return displace(main, grid.pulse_ticks // grid.unit * grid.unit, grid.ticks), False, "sets the motif late"
    if way == 4:
        own = invent(context.seed, f"{context.section}.own", phrase_bar(context), grid)
        return own, False, "answers with a new figure"
    return main, False, "repeats the motif"


def _closing(main: Motif, grid: Grid) -> Motif:
    """Return the motif's head, one long note on the bar's second strong place, and a breath where there is room."""
    strong = [u for u in range(1, grid.units) if grid.strength[u] >= 2] or list(grid.pulses[1:])
    if not strong:
        return (Cell(0, max(grid.ticks - grid.pulse_ticks, grid.pulse_ticks), main[0].step),)
    land = strong[-1] * grid.unit if len(grid.pulses) <= 3 else strong[0] * grid.unit
    head = fragment(main, land)
    last = head[-1].step - 1 if head else 0
    room = grid.ticks - land
    return (*head, Cell(land, room - grid.pulse_ticks // 2 if room >= 2 * grid.pulse_ticks else room, last))


def _goal(context: BarContext, step: Step, chords: tuple[Span, ...]) -> frozenset[int]:
    """Return where a close may land: home (or its third) at a full close, the open degrees at a half close."""
    key = scale(context.tonic, context.mode)
    here = at(chords, chords[-1].start).harmony
    wish = (key[0], key[2]) if step.full_close else (key[1], key[4], key[6])
    landing = frozenset(wish) & here.chord
    if step.full_close:
        if key[0] in landing:
            return frozenset((key[0],)) if context.phrase_index % 2 else landing
        landing -= {key[2]}
    return landing or frozenset(here.chord)
