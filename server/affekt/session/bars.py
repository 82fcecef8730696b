"""Bars: at each bar line the coming bar is laid out, and the one after it is composed."""

from affekt.compose import BarContext, chords_of, compose_bar
from affekt.core.chance import uniform
from affekt.core.score import Chord, Marker, Note, Stinger, Why
from affekt.core.units import SAMPLE_RATE, SILENCE_DB, Frame, Tick
from affekt.core.values import replace
from affekt.session import keys, levels, pace
from affekt.session.draft import Draft
from affekt.session.state import Planned
from affekt.session.timeline import Pass, again

_BEAT = Why("grid", 0, "")


def keep_stingers(draft: Draft) -> None:
    """Forget the rest of the bar, but not the stingers that were promised."""
    draft.plan = tuple(p for p in draft.plan if isinstance(p.act, Stinger))


def clear(draft: Draft) -> None:
    """Forget everything that is planned."""
    draft.plan = draft.next_notes = ()
    draft.pending = draft.wish = None


def loop(draft: Draft) -> None:
    """Play the body once more."""
    draft.timeline = draft.timeline.then(again(draft.timeline.now))
    before = draft.layers
    levels.draw_pass(draft)
    begin_bar(draft, draft.timeline.now.tick, before=before)


def begin_bar(draft: Draft, tick: Tick, *, opening: bool = False, before: object = None) -> None:
    """Lay out the bar that begins at a tick (or is entered there), and compose the next one."""
    turned = False
    if not opening:
        pace.decide(draft, tick)
        turned = keys.decide(draft, tick)
        if turned:
            before, draft.chord = before or draft.layers, ""
            levels.follow_mode(draft)
    one, brief = draft.timeline.now, draft.brief
    inside = one.body_tick_at(tick)
    bar_ticks = one.metre.bar_ticks
    line = inside // bar_ticks * bar_ticks
    start = Tick(tick - (inside - line))
    draft.bar_end = min(Tick(start + bar_ticks), one.end_tick)
    draft.scene = replace(draft.scene, bars=draft.scene.bars + 1)
    if not opening:
        if _rest(draft, tick):
            write_anew(draft, line // bar_ticks, one.position(start).bar)
        levels.move_layers(draft, tick, before if isinstance(before, tuple) else None)
    number = line // bar_ticks
    plan = [
        Planned(at, pace.beat(draft, at), _BEAT)
        for at in (Tick(start + n * one.metre.beat_ticks) for n in range(one.metre.numerator))
    ]
    plan += _chords(draft, start, number, tick)
    plan += [
        Planned(Tick(start + at - line), Marker(name), Why("marker", 0, ""))
        for at, name in brief.markers
        if line <= at < line + bar_ticks
    ]
    kept = not turned and (draft.next_notes or not opening)
    notes = draft.next_notes if kept else _write(draft, one, number, one.position(start).bar)
    hushed = {v.name for v in brief.voices if _presence(draft, v.name) <= 0.0}
    for p in notes:
        if not (isinstance(p.act, Note) and p.act.voice in hushed):
            plan.append(replace(p, tick=Tick(start + p.tick)))
    end = draft.bar_end
    merged = [*draft.plan, *(p for p in plan if tick <= p.tick < end)]
    draft.plan = tuple(sorted(merged, key=lambda p: p.tick))
    following = number + 1
    after = one.position(start).bar + 1
    if following * bar_ticks < one.length:
        draft.next_notes = _write(draft, one, following, after)
    elif brief.section.once:
        draft.next_notes = ()
    else:
        draft.next_notes = _write(draft, one, 0, after)


def _chords(draft: Draft, start: Tick, number: int, entry: Tick) -> list[Planned]:
    """Return the chords of a bar of the body where they change: the section's own, or the composer's.

    Where the bar is entered in its middle, the chord that sounds there is told there.
    """
    one, out = draft.timeline.now, []
    chords = chords_of(_context(draft, one, number, one.position(start).bar))
    scale = f"{draft.key[0]} {draft.key[1]}"
    share = one.metre.bar_ticks // len(chords)
    for n, symbol in enumerate(chords):
        gone = n + 1 < len(chords) and start + (n + 1) * share <= entry
        if symbol != draft.chord and not gone:
            draft.chord = symbol
            at = max(Tick(start + n * share), entry)
            out.append(Planned(at, Chord(symbol, scale), Why("progression", 0, "")))
    return out


def _context(draft: Draft, one: Pass, number: int, bar: int) -> BarContext:
    """Return what bar `number` of the body (from 0), session bar `bar`, is composed from."""
    brief = draft.brief
    bars, chords = brief.section.bars, keys.chords(draft)
    return BarContext(
        seed=draft.seed,
        bar=draft.drawn_in(bar),
        section=brief.name,
        section_bar=number + 1,
        section_bars=bars,
        phrase_bars=brief.section.phrase_bars,
        chords=chords[number] if chords else (),
        next_chord=chords[(number + 1) % bars][0] if chords else "",
        tonic=draft.key[0],
        mode=draft.key[1],
        metre=one.metre,
        tempo=draft.bpm or brief.section.tempo,
        intent=draft.feelings.intent,
        theme=draft.stage.themes.get(draft.theme),
        led=_led(draft, number),
        event=draft.stirred,
    )


def _led(draft: Draft, number: int) -> tuple[int, ...]:
    """Return the bars of the phrase of bar `number` (both from 0) in which a recorded melody that is heard sings."""
    section = draft.brief.section
    first = number - number % section.phrase_bars
    heard = [section.layers[state.name].leads or () for state in draft.layers if state.gain_db > SILENCE_DB]
    sung = {bar - 1 - first for leads in heard for low, high in leads for bar in range(low, high + 1)}
    return tuple(sorted(place for place in sung if 0 <= place < section.phrase_bars))


def _presence(draft: Draft, voice: str) -> float:
    """Return how likely a phrase of a voice is to sound, 0 … 1; at 0 what is written already stays unplayed too."""
    curve = draft.stage.manifest.voices[voice].curve
    return 1.0 if curve is None else min(max(curve.at(levels.read_input(draft, curve.input)), 0.0), 1.0)


def _write(draft: Draft, one: Pass, number: int, bar: int) -> tuple[Planned, ...]:
    """Compose bar `number` of the body (from 0) as session bar `bar`; ticks count from its bar line."""
    brief = draft.brief
    if not brief.voices or draft.scene.rest_to is not None or draft.scene.stopping:
        return ()
    present = tuple(replace(v, presence=_presence(draft, v.name)) for v in brief.voices)
    draft.memory, notes, text = compose_bar(_context(draft, one, number, bar), present, draft.memory)
    draft.stirred = False
    why = Why("compose", 0, text)
    beat = one.metre.beat_ticks
    return tuple(
        Planned(Tick(n.tick), Note(n.voice, n.pitch, n.velocity, round(n.ticks / beat, 4)), why) for n in notes
    )


def write_anew(draft: Draft, number: int, bar: int) -> None:
    """Compose bar `number` of the body (from 0), session bar `bar`, in place of what was composed ahead."""
    draft.next_notes = _write(draft, draft.timeline.now, number, bar)


def _rest(draft: Draft, tick: Tick) -> bool:
    """Fall silent after a quiet while, and come back after a time or an event; return whether it comes back."""
    rest, scene, one = draft.brief.section.rest, draft.scene, draft.timeline.now
    frame = one.span.frame_at(tick)
    purpose = f"rest:{scene.section}"
    if scene.rest_to is not None:
        assert scene.rest_from is not None
        # The set may have been edited while it rested, or a snapshot be of one that rested here.
        if rest is not None and frame < scene.rest_to and scene.quiet_since < scene.rest_from:
            return False
        draft.scene = replace(scene, rest_from=None, rest_to=None, rests=scene.rests + 1, quiet_since=frame)
        return True
    if rest is None:
        return False
    low, high = rest.after_s
    wait = low + (high - low) * uniform(draft.seed, purpose, scene.rests)
    if frame - max(scene.quiet_since, scene.entered) >= wait * SAMPLE_RATE:
        low, high = rest.for_s
        lasts = low + (high - low) * uniform(draft.seed, purpose, scene.rests, 1)
        draft.scene = replace(scene, rest_from=frame, rest_to=Frame(frame + round(lasts * SAMPLE_RATE)))
    return False
