"""Places: where in its body a section is left, and where in its own the next one is entered."""

from dataclasses import dataclass

from affekt.arrange.manifest import Transition
from affekt.arrange.timing import body_ticks, cue_tick
from affekt.core.score import FromTime, ToTime
from affekt.core.units import SAMPLE_RATE, Frame, Tick
from affekt.session.draft import Draft
from affekt.session.state import Wish

FALL = ("next_bar", "next_beat", "half_beat", "immediate")
"""Where a change falls to, step by step, rather than miss its deadline."""
_STOP = 3
_FINER = ("end", *FALL)
"""From patient to at once: of an event's word and a rule's the finer holds."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Where the sounding section is left."""

    tick: Tick
    word: FromTime
    """The word that was carried out; a half-beat is `immediate` to the outside."""
    said: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where the next section is entered."""

    body_tick: int
    word: ToTime
    said: str = ""


def word(wish: Wish, rule: Transition, *, explicit: bool) -> str:
    """Return the word by which a section is left, where a wish says one and the rule another.

    A marker, an exit cue or a grid of the rule's holds against `next_bar`, which is what a cue says that says nothing.
    Of an event's word and a specific rule's the finer holds, but `end` of a rule's always.
    """
    asked = {"now": "immediate", "": rule.from_time}.get(wish.at, wish.at)
    if asked == "next_bar" and rule.from_time not in _FINER and wish.strength != _STOP:
        return rule.from_time
    if explicit or rule.source + rule.target == "anyany" or rule.from_time not in _FINER:
        return asked
    return rule.from_time if rule.from_time == "end" else max(asked, rule.from_time, key=_FINER.index)


def cursor(draft: Draft) -> Tick:
    """Return the first tick that is not committed yet."""
    one = draft.timeline.now
    return min(max(Tick(one.span.tick_at(Frame(draft.horizon - 1)) + 1), one.tick), one.end_tick)


def sustained_to(draft: Draft) -> Tick | None:
    """Return where the region ends that is played over and over just now; None where nothing is, as in an ending."""
    region, one = draft.brief.section.sustain, draft.timeline.now
    if region is None or draft.scene.released or draft.scene.stopping:
        return None
    end = Tick(one.tick - one.body_tick + region[1] * one.metre.bar_ticks)
    return end if end > one.tick else None


def leave(draft: Draft, word: str, rule: Transition, latest: Frame | None, allowed_ms: int) -> Leave:
    """Return where the sounding section is left: at `word`, or at the finest place that meets the deadline."""
    one, here = draft.timeline.now, cursor(draft)
    tick = _candidate(draft, word, rule, here)
    said = f"at the {word.replace('_', ' ')}"
    if latest is not None:
        region = sustained_to(draft)

        def late(at: Tick) -> bool:
            return one.span.frame_at(at) > latest or (region is not None and at > region)

        finer_words = FALL[FALL.index(word) + 1 :] if word in FALL else FALL
        for step in finer_words:
            if not late(tick):
                break
            word, tick = step, min(tick, _candidate(draft, step, rule, here))
        if late(tick):
            said += "; the deadline is nearer than the look-ahead"
        said += f", {allowed_ms} ms allowed: {word.replace('_', ' ')}"
    elif tick == one.end_tick and word in ("next_marker", "exit_cue", "grid"):
        said += "; none is left in this pass but its end" if word != "exit_cue" else ""
    return Leave(tick, "immediate" if word == "half_beat" else word, said)  # type: ignore[arg-type]


def _candidate(draft: Draft, word: str, rule: Transition, here: Tick) -> Tick:
    one, section = draft.timeline.now, draft.brief.section
    match word:
        case "immediate":
            return here
        case "half_beat":
            return one.next_tick_on(max(one.metre.beat_ticks // 2, 1), here)
        case "next_beat":
            return one.next_tick_on(one.metre.beat_ticks, here)
        case "next_bar":
            return one.next_tick_on(one.metre.bar_ticks, here)
        case "grid" if rule.grid_beats > 0:
            return one.next_tick_on(max(round(rule.grid_beats * one.metre.beat_ticks), 1), here)
        case "next_marker":
            places = [at for at, _ in draft.brief.markers]
        case "exit_cue":
            places = [cue_tick(section, cue) for cue in section.exit_cues]
            if section.exit_every_bars:
                step = section.exit_every_bars * one.metre.bar_ticks
                places += range(step, one.length, step)
        case _:
            places = []
    inside = one.body_tick_at(here)
    ahead = min((at for at in places if inside <= at < one.length), default=one.length)
    return Tick(here + ahead - inside)


def left_at(draft: Draft, section: str) -> int | None:
    """Return the bar line at or before the place where a section was left last, in ticks of its body."""
    return dict(draft.trail.places).get(section)


def snapped(draft: Draft, tick: Tick) -> int:
    """Return the bar line at or before a tick, in ticks of the sounding section's body."""
    one = draft.timeline.now
    bar = one.metre.bar_ticks
    return one.body_tick_at(tick) // bar * bar % one.length


def resumes(draft: Draft, target: str) -> bool:
    """Tell whether a section was left so short a while ago that it goes on rather than begins."""
    section = draft.stage.sections[target].section
    left = dict(draft.scene.left).get(target)
    return (
        left is not None
        and not section.once
        and left_at(draft, target) is not None
        and draft.frame - left <= section.resume_s * SAMPLE_RATE
    )


def arrive(draft: Draft, rule: Transition, target: str, tick: Tick, *, resume: bool) -> Arrival:
    """Return where `target` is entered when the sounding section is left at a tick.

    Args:
        draft: where the music is.
        rule: the rule of the change.
        target: the section that comes.
        tick: where the sounding one is left.
        resume: whether a section that was left a short while ago goes on where it was.
    """
    one, brief = draft.timeline.now, draft.stage.sections[target]
    section, metre = brief.section, brief.metre
    length, inside = body_ticks(section), one.body_tick_at(tick)
    match rule.to_time:
        case "same_position":
            return Arrival(inside % length, "same_position")
        case "equivalent_beat":
            bar, rest = divmod(inside, one.metre.bar_ticks)
            beat = min(rest / one.metre.beat_ticks, metre.numerator - 1 / 960)
            place = bar % section.bars * metre.bar_ticks + round(beat * metre.beat_ticks)
            told = f"bar {place // metre.bar_ticks + 1}, beat {1 + beat:g}"
            return Arrival(place % length, "equivalent_beat", f"the equivalent beat is {told}")
        case "previous_position":
            place = left_at(draft, target) or 0
            told = f"it was left in bar {place // metre.bar_ticks + 1}" if place else "it was not left in its middle"
            return Arrival(place, "previous_position", told)
        case "entry_cue" if section.entry_cues:
            return _entry_cue(draft, target, inside)
    if resume and resumes(draft, target):
        place = left_at(draft, target) or 0
        left = dict(draft.scene.left)[target]
        ago = max(draft.frame - left, 0) / SAMPLE_RATE
        return Arrival(place, "previous_position", f"left {ago:.0f} s ago, it resumes in its bar"
                       f" {place // metre.bar_ticks + 1}")  # fmt: skip
    return Arrival(0, "start")


def marked(draft: Draft, target: str, marker: str) -> Arrival:
    """Return the place of a marker in `target`; its first bar where it has none of this name."""
    place = next((tick for tick, name in draft.stage.sections[target].markers if name == marker), 0)
    return Arrival(place, "entry_cue", f"marker {marker}")


def _entry_cue(draft: Draft, target: str, inside: int) -> Arrival:
    """Return the next entry cue after the place where the section was left, round again; the first at a first visit.

    Cues that stand on the beat of the bar at which the other section is left go before those on other beats.
    """
    one, brief = draft.timeline.now, draft.stage.sections[target]
    beat = inside % one.metre.bar_ticks / one.metre.beat_ticks
    all_cues = sorted((cue_tick(brief.section, cue), cue.name or "") for cue in brief.section.entry_cues)
    fits = [c for c in all_cues if c[0] % brief.metre.bar_ticks / brief.metre.beat_ticks == beat] or all_cues
    left = left_at(draft, target)
    place, name = next((c for c in fits if left is not None and c[0] > left), fits[0])
    told = f"entry cue {name or 'in bar ' + str(place // brief.metre.bar_ticks + 1)}"
    return Arrival(place, "entry_cue", told)
