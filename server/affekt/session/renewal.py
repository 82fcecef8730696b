"""A set that was edited while it plays: the piece goes over to it at a bar line, an entry, or where it comes round.

Where only levels, rules and feelings changed, everything goes on with the new ones from the next bar line. Where the
shape changed (sections, metres, tempi, keys, layers, recordings …), the section that sounds plays on to its end as it
was, or to the change that waits, and what follows is entered in the new set; what the piece remembered of the old one,
such as places to resume, is forgotten.
"""

from dataclasses import dataclass
from typing import Any

from affekt.arrange.manifest import StemSet
from affekt.arrange.timing import body_ticks
from affekt.core.effects import BUSES
from affekt.core.errors import Reason
from affekt.core.score import Control, Stinger, Why
from affekt.core.units import Tick
from affekt.core.values import replace
from affekt.session import levels, mixing, places
from affekt.session.change import LOOP, enter_section, resolve
from affekt.session.draft import Draft
from affekt.session.stage import Stage
from affekt.session.state import Pending, Scene, Trail, Wish

_SOFT = frozenset({
    "curve", "gain_db", "fade_beats", "probability", "target", "box", "policy", "loudness_lufs", "reference", "rest",
    "min_bars", "cooldown_s", "loops", "title", "version", "description", "licence", "credits", "transitions",
    "loudness", "preset", "lead", "duck_db", "weight", "avoid_last",
})  # fmt: skip
"""What may change under a piece that plays, wherever it stands in the manifest."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A set that a session goes over to as soon as it can."""

    stage: Stage
    keeps: bool
    """Its shape is the sounding set's, so that everything goes on."""
    same_recordings: bool = True
    """None of its recordings is another than in the sounding set."""


def coming(old: Stage, new: Stage, waits: Coming | None = None, *, same_recordings: bool) -> Coming:
    """Return how a session goes over from one set to another.

    Args:
        old: The set that sounds.
        new: The one that it goes over to.
        waits: One that it would have gone over to, and that the new one takes the place of.
        same_recordings: The new one has the recordings of the one before it.
    """
    same = same_recordings and (waits is None or waits.same_recordings)
    return Coming(new, same and _hard(old.manifest.model_dump()) == _hard(new.manifest.model_dump()), same)


def _hard(plain: Any) -> Any:
    match plain:
        case dict():
            return [(key, _hard(value)) for key, value in plain.items() if key not in _SOFT]
        case list() | tuple():
            return [_hard(value) for value in plain]
    return plain


def both(old: StemSet, new: StemSet) -> StemSet:
    """Return the new set with those sections of the old one that it lacks, since they still sound for a moment."""
    return new.model_copy(update={"sections": {**old.sections, **new.sections}})


def at_rest(draft: Draft) -> None:
    """Go over at once where nothing sounds."""
    if draft.coming is not None and (not draft.scene.section or draft.mix.stopped):
        _go_over(draft)


def due(draft: Draft, tick: Tick, *, changes: bool, planned: bool) -> bool:
    """Go over to a coming set where the grid, at `tick`, allows it; return whether it did.

    Args:
        draft: What is committed.
        tick: Of what would be committed next.
        changes: That is a change of section.
        planned: That lies within a bar.
    """
    new = draft.coming
    if new is None or (planned and not changes):
        return False
    one = draft.timeline.now
    if not (changes or new.keeps or tick >= one.end_tick or places.sustained_to(draft) == tick):
        return False
    if new.keeps:
        _go_over(draft)
        return True
    waits = None if changes else draft.pending
    follow = (draft.pending if changes else None) or _next(draft)
    if waits is not None and draft.wish is None:
        draft.wish = _asked_again(waits)
    _go_over(draft)
    enter_section(draft, _entry(draft, replace(follow, tick=tick)))
    return True


def _asked_again(waits: Pending) -> Wish:
    """Return the request for what waits, to find its place in the new set."""
    end = waits.onward or waits
    name = end.playlist or end.section
    why = Why("set.changed", waits.why.cause_seq, f"{name} waited when the set was edited")
    return Wish(name, waits.from_time, 0, why, waits.strength, waits.marker)


def _next(draft: Draft) -> Pending:
    """Return what follows the sounding section by itself: it comes round, unless it is played once."""
    section, scene = draft.brief.section, draft.scene
    name = (section.loops.then or scene.came_from) if section.once else scene.section
    if scene.onward is not None:
        name = scene.onward.playlist or scene.onward.section
    elif scene.playlist:
        name = scene.playlist
    why = Why("set.changed", 0, f"the set was edited; {name} begins anew in it")
    return Pending(name, draft.timeline.now.end_tick, 0, "end", "start", "disabled", 0.0, why, LOOP)


def _entry(draft: Draft, change: Pending) -> Pending:
    """Return a change as the new set can carry it out: to the start of its section, or of the set."""
    goal = change.onward.playlist or change.onward.section if change.onward else change.playlist or change.section
    change = replace(change, section=goal)
    known = draft.stage.knows(goal)
    name, listed, item = resolve(draft, change.section if known else draft.stage.manifest.start)
    why = change.why
    if not known:
        why = replace(why, text=f"{why.text}; the new set has no {change.section}")
    place = places.marked(draft, name, change.marker) if known and change.marker else places.Arrival(0, "start")
    return Pending(
        name, change.tick, place.body_tick, change.from_time, place.word, change.fade, change.fade_beats, why,
        change.strength, playlist=listed, item=item, drawn=bool(listed),
    )  # fmt: skip


def _go_over(draft: Draft) -> None:
    new = draft.coming
    assert new is not None
    old = draft.stage.manifest.params
    draft.stage, draft.coming, draft.went_over = new.stage, None, len(draft.events)
    if new.keeps:
        levels.move_direct(draft, anew=True)
        return
    manifest, scene = new.stage.manifest, draft.scene
    draft.scene = Scene(quiet_since=scene.quiet_since, stopping=scene.stopping)
    draft.trail, draft.layers, draft.next_notes, draft.pending = Trail(), (), (), None
    draft.keying = replace(draft.keying, asked=(), ready=())
    draft.plan = tuple(p for p in draft.plan if isinstance(p.act, Stinger) and p.act.name in manifest.stingers)
    draft.stung = tuple(one for one in draft.stung if one[0] in manifest.stingers)
    roads = {label: parameter.to for label, parameter in manifest.params.items()}
    gone = [one for one in draft.direct if old[one[0]].to != roads.get(one[0])]
    draft.direct = tuple(one for one in draft.direct if one not in gone)
    draft.mix = replace(draft.mix, snapshots=tuple(n for n in draft.mix.snapshots if n in manifest.snapshots))
    draft.theme = draft.theme if draft.theme in new.stage.themes else ""
    if draft.wish is not None and not new.stage.knows(draft.wish.section):
        draft.notices.append((Reason.UNKNOWN_NAME, f"the new set has no '{draft.wish.section}'", "set"))
        draft.wish = None
    draft.opening = _opening(new.stage, draft.opening)
    for bus in sorted({old[label].to.removeprefix("volume:") for label, _, _ in gone} & set(BUSES)):
        why = Why("set.changed", 0, f"no parameter moves {bus} any more")
        level = mixing.volume(draft, bus, dict(draft.mix.volumes).get(bus, 0.0))
        draft.now(Control("volume", bus, level), why)
    levels.move_direct(draft, anew=True)


def _opening(stage: Stage, opening: Pending | None) -> Pending | None:
    """Return where a restored session begins in the new set, as far as that has the place."""
    if opening is None:
        return None
    goal = opening.onward or opening
    opening = replace(
        opening, section=goal.section, body_tick=goal.body_tick, playlist=goal.playlist, item=goal.item, onward=None,
        back=None,
    )  # fmt: skip
    if opening.section not in stage.sections:
        return None
    listed = stage.manifest.playlists.get(opening.playlist)
    item = listed.items[opening.item].section if listed and opening.item < len(listed.items) else ""
    if item != opening.section:
        opening = replace(opening, playlist="", item=-1)
    return replace(opening, body_tick=opening.body_tick % body_ticks(stage.sections[opening.section].section))
