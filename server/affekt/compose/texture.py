"""The voices underneath: bass, pad and arpeggio."""

from affekt.compose.context import BarContext, VoiceBrief
from affekt.compose.dice import Dice
from affekt.compose.grid import Grid
from affekt.compose.leading import Tone, nearest_voicing, voicings
from affekt.compose.melody import centre_of
from affekt.compose.memory import Mood, Place
from affekt.compose.mood import notes_wanted, phrase_bar
from affekt.compose.tonal import Span, at, harmony


def bass_bar(
    context: BarContext,
    voice: VoiceBrief,
    next_chord: str,
    mood: Mood,
    grid: Grid,
    chords: tuple[Span, ...],
    place: Place,
) -> tuple[list[Tone], str]:
    """Write the bass: each chord's bass where it begins, fifths between, a step into what follows."""
    dice = Dice(context.seed, f"bass.{voice.name}", context.bar, context.attempt)
    phrase = Dice(context.seed, f"bass.{voice.name}", phrase_bar(context))
    count = max(len(chords), int(notes_wanted(mood, "bass", grid.ticks) + dice.share("round")))
    fixed = {s.start for s in chords}
    order = sorted((u for u in range(grid.units) if u * grid.unit not in fixed), key=lambda u: (-grid.strength[u], u))
    if phrase.share("late") < 0.5:
        order.sort(key=lambda u: (-grid.strength[u], -u))
    ticks = sorted({*fixed, *(u * grid.unit for u in order[: count - len(fixed)])})
    before = place.pitches[-1] if place.pitches else round(centre_of(voice, mood) - 4)
    tones: list[Tone] = []
    for index, tick in enumerate(ticks):
        here = at(chords, tick).harmony
        end = ticks[index + 1] if index + 1 < len(ticks) else grid.ticks
        if tick in fixed:
            want = _near(here.bass, before, voice)
        elif index == len(ticks) - 1 and next_chord and end - tick <= grid.pulse_ticks:
            target = harmony(context.tonic, context.mode, next_chord).bass
            goal = _near(target, before, voice)
            want = None if goal is None else here.fit(goal + (2 if goal < before else -1))
        else:
            fifth = (here.root + 7) % 12 if (here.root + 7) % 12 in here.chord else here.root
            jump = max(0.0, mood.energy - 0.5)
            way = dice.pick((1.0 + mood.energy, 1.2, jump), f"tone.{tick}")
            want = _near((here.bass, fifth, here.bass)[way], before, voice, strict=way == 2)
        if want is None or not voice.low <= want <= voice.high:
            want = _near(here.bass, before, voice)
        if want is not None:
            tones.append(Tone(tick, end - tick, want))
            before = want
    return tones, f"bass of {len(tones)}"


def _near(pc: int, before: int, voice: VoiceBrief, strict: bool = False) -> int | None:
    """Return the note of a pitch class nearest to `before` in range; `strict` asks for another note than `before`."""
    first = voice.low + (pc - voice.low) % 12
    options = [p for p in range(first, voice.high + 1, 12) if not (strict and p == before)]
    if not options:
        return None if strict or first > voice.high else first
    centre = (2 * voice.low + voice.high) / 3
    return min(options, key=lambda p: abs(p - before) + 0.2 * abs(p - centre))


def pad_bar(
    context: BarContext, voice: VoiceBrief, mood: Mood, grid: Grid, chords: tuple[Span, ...], place: Place
) -> tuple[list[Tone], str]:
    """Write the pad: a voicing a chord by least motion; tension suspends a tone, then (> .8) rubs a semitone."""
    dice = Dice(context.seed, f"pad.{voice.name}", context.bar, context.attempt)
    centre = centre_of(voice, mood)
    last = place.pitches
    tones: list[Tone] = []
    words = "pad"
    for index, span in enumerate(chords):
        here = span.harmony
        classes = tuple(sorted(here.chord, key=lambda pc: (pc - here.root) % 12))[:5]
        if len(classes) > 4:
            classes = tuple(pc for pc in classes if pc != (here.root + 7) % 12)[:4]
        choices = voicings(classes, voice.low, voice.high)
        if not choices:
            choices = tuple((p,) for p in range(voice.low, voice.high + 1) if p % 12 in here.chord)
        if not choices:
            continue
        chosen = nearest_voicing(choices, last, centre)
        length = span.end - span.start
        suspended = _suspension(chosen, last, mood, dice, index, span, grid)
        for pitch in chosen:
            if suspended and pitch == suspended[1]:
                half = length // 2
                tones += [Tone(span.start, half, suspended[0]), Tone(span.start + half, length - half, pitch)]
                words = "pad with a suspension"
            else:
                tones.append(Tone(span.start, length, pitch))
        if mood.tension > 0.8 and dice.share(f"cluster.{index}") < 0.5:
            cluster = chosen[-1] + 1
            if cluster <= voice.high:
                short = min(length, grid.pulse_ticks)
                tones.append(Tone(span.end - short, short, cluster, cluster % 12 not in here.scale))
                words = "pad with a cluster"
        last = chosen
    return tones, words


def _suspension(
    chosen: tuple[int, ...], last: tuple[int, ...], mood: Mood, dice: Dice, index: int, span: Span, grid: Grid,
) -> tuple[int, int] | None:  # fmt: skip
    """Return (held tone, its resolution): a tone of the last chord that stays and falls by step."""
    if span.end - span.start < 2 * grid.pulse_ticks or dice.share(f"suspend.{index}") >= 1.5 * (mood.tension - 0.3):
        return None
    for pitch in chosen:
        for above in (pitch + 1, pitch + 2):
            if above in last and above not in chosen and above % 12 in span.harmony.scale:
                return above, pitch
    return None


_PATTERNS = ((0, 1, 2, 3), (0, 2, 1, 2), (0, 1, 2, 1), (3, 2, 1, 0), (0, 2, 3, 2), (0, 2, 1, 3), (0, 1, 3, 2, 1, 2))


def arpeggio_bar(
    context: BarContext, voice: VoiceBrief, mood: Mood, grid: Grid, chords: tuple[Span, ...], place: Place
) -> tuple[list[Tone], str]:
    """Write the arpeggio: one pattern a phrase over the chord's tones, its onsets as even as the rate allows."""
    dice = Dice(context.seed, f"arp.{voice.name}", context.bar, context.attempt)
    phrase = Dice(context.seed, f"arp.{voice.name}", phrase_bar(context))
    pattern = _PATTERNS[phrase.pick((2.0, 2.0, 2.0, 1.0, 1.0, 1.5, 1.5), "pattern")]
    wanted = notes_wanted(mood, "arpeggio", grid.ticks)
    slots = grid.units if wanted <= grid.units else 2 * grid.units
    count = max(1, min(int(wanted + dice.share("round")), slots))
    each = grid.ticks // slots
    onsets = [i * each for i in range(slots) if (i * count) % slots < count]
    centre = centre_of(voice, mood)
    before = place.pitches[0] if place.pitches else None
    tones: list[Tone] = []
    base: tuple[int, ...] = ()
    symbol = ""
    for index, tick in enumerate(onsets):
        here = at(chords, tick).harmony
        if here.symbol != symbol:
            base, symbol = _steps_up(here.chord, voice, centre, before), here.symbol
        if not base:
            continue
        pitch = base[min(pattern[index % len(pattern)], len(base) - 1)]
        end = onsets[index + 1] if index + 1 < len(onsets) else grid.ticks
        tones.append(Tone(tick, min(end - tick, 2 * grid.pulse_ticks), pitch))
        before = base[0]
    return tones, f"arpeggio of {len(tones)}"


def _steps_up(chord: frozenset[int], voice: VoiceBrief, centre: float, before: int | None) -> tuple[int, ...]:
    """Return up to four chord tones upward, beginning near the last pattern's lowest note and below the centre."""
    tones = [p for p in range(voice.low, voice.high + 1) if p % 12 in chord]
    if not tones:
        return ()
    aim = centre - 5.0
    first = min(
        range(max(1, len(tones) - 3)),
        key=lambda i: 0.5 * abs(tones[i] - aim) + (0.7 * abs(tones[i] - before) if before is not None else 0.0),
    )
    return tuple(tones[first : first + 4])
