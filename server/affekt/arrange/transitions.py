"""Which rule leads from one section to the next, which alternate is played, and which take is heard.

Every choice is a pure function of the manifest and its arguments; the order of lines in a manifest decides nothing.
"""

from collections.abc import Sequence

from affekt.arrange.manifest import StemSet, Take, Transition
from affekt.core import chance

ANY = "any"
DEFAULT = Transition()
"""What holds where a set has no rule: at the next bar, to the start, a cross-fade of one beat."""

_NOT_YET_FROM = {"next_marker": "next_bar", "exit_cue": "next_bar", "grid": "next_bar"}
_NOT_YET_TO = {"previous_position": "start", "entry_cue": "start", "equivalent_beat": "same_position"}


def rule_for(manifest: StemSet, source: str, target: str) -> Transition:
    """Return the most specific rule for a change of section.

    A rule that names both beats one that names the target, then one that names the source, then `any` to `any`; where
    the set has none of these, `DEFAULT`. Of two that say the same pair (which the validator refuses) the one that
    comes first when written out is taken.
    """
    fits = [r for r in manifest.transitions if r.source in (source, ANY) and r.target in (target, ANY)]
    if not fits:
        return DEFAULT
    best = max(map(specificity, fits))
    closest = [r for r in fits if specificity(r) == best]
    return closest[0] if len(closest) == 1 else min(closest, key=lambda r: r.model_dump_json())


def specificity(rule: Transition) -> int:
    """Return 3 for exact to exact, 2 for any to exact, 1 for exact to any, 0 for any to any."""
    return (2 if rule.target != ANY else 0) + (1 if rule.source != ANY else 0)


def rule_name(rule: Transition) -> str:
    """Return a rule's stable name, such as `transition:any>combat`; it stands in the decision log."""
    return "transition:default" if rule is DEFAULT else f"transition:{rule.source}>{rule.target}"


def executed(rule: Transition) -> Transition:
    """Return what is really done for a rule: words that are not executed yet are replaced by their stand-ins."""
    return rule.model_copy(
        update={
            "from_time": _NOT_YET_FROM.get(rule.from_time, rule.from_time),
            "to_time": _NOT_YET_TO.get(rule.to_time, rule.to_time),
            "fade": "cross" if rule.fade == "automatic" else rule.fade,
            "grid_beats": 0.0,
            "filler": None,
            "hold_previous": False,
        }
    )


def not_yet(rule: Transition) -> list[tuple[str, str]]:
    """Return (key, sentence) for each word of a rule that is not executed yet, with what happens instead."""
    done = executed(rule)
    notes: list[tuple[str, str]] = []
    if done.from_time != rule.from_time:
        notes.append(("from_time", f"not yet: '{rule.from_time}' leaves at the {done.from_time.replace('_', ' ')}"))
    if done.to_time != rule.to_time:
        notes.append(("to_time", f"not yet: '{rule.to_time}' arrives at the {done.to_time.replace('_', ' ')}"))
    if done.fade != rule.fade:
        notes.append(("fade", "not yet: 'automatic' is a cross-fade over fade_beats"))
    if rule.filler:
        notes.append(("filler", f"not yet: the filler '{rule.filler}' is left out"))
    if rule.hold_previous:
        notes.append(("hold_previous", "not yet: the section that is left begins anew when it comes back"))
    if rule.filler and rule.within_ms:
        notes.append(("within_ms", "not yet: the deadline is kept without the bridge"))
    return notes


def next_section(manifest: StemSet, name: str, seed: int, bar: int, last: str) -> str:
    """Return the section that is played when `name` is asked for: itself or one of its alternates, by weight.

    The section itself has weight 1 unless it stands in its own list. The one played `last` is not drawn again while
    there is another. The draw depends on (seed, name, bar) alone.
    """
    weights = {name: 1.0}
    for alternate in manifest.sections[name].alternates:
        weights[alternate.section] = alternate.weight
    if len(weights) > 1:
        weights.pop(last, None)
    names = sorted(weights)
    return names[chance.pick([weights[n] for n in names], seed, f"alternate:{name}", bar)]


def pick_take(
    takes: Sequence[Take], seed: int, purpose: str, bar: int, recent: Sequence[str] = (), avoid_last: int = 1
) -> str:
    """Return the name of the take to play, by weight.

    Args:
        takes: what there is; a take of weight 0 is never drawn beside others.
        seed: the session's seed.
        purpose: whose take it is, such as `combat.theme` or `stinger:hit`.
        bar: the bar it is drawn for.
        recent: names of the takes heard lately, newest last.
        avoid_last: so many of the newest are not drawn again, as far as there are others.

    Raises:
        ValueError: if there are no takes.
    """
    weights = {take.name: take.weight for take in takes if take.weight > 0} or {take.name: 1.0 for take in takes}
    for name in reversed(recent[-avoid_last:] if avoid_last > 0 else ()):
        if len(weights) > 1:
            weights.pop(name, None)
    names = sorted(weights)
    return names[chance.pick([weights[n] for n in names], seed, f"take:{purpose}", bar)]
