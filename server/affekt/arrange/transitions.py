"""Which rule leads from one section to the next, which alternate is played, and which take is heard.

Every choice is a pure function of the manifest and its arguments; the order of lines in a manifest decides nothing.
"""

from collections.abc import Sequence

from affekt.arrange.manifest import StemSet, Take, Transition
from affekt.core import chance

ANY = "any"
DEFAULT = Transition(fade="out", fade_beats=0.25)
"""What holds where a set has no rule: at the next bar, to the start, the old gone a quarter of a beat before."""


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


def pair_rule(manifest: StemSet, source: str, target: str) -> tuple[str, str] | None:
    """Return the (from, to) of the rule that holds for a change; None where it is `DEFAULT`."""
    rule = rule_for(manifest, source, target)
    return None if rule is DEFAULT else (rule.source, rule.target)


def specificity(rule: Transition) -> int:
    """Return 3 for exact to exact, 2 for any to exact, 1 for exact to any, 0 for any to any."""
    return (2 if rule.target != ANY else 0) + (1 if rule.source != ANY else 0)


def rule_name(rule: Transition) -> str:
    """Return a rule's stable name, such as `transition:any>combat`; it stands in the decision log."""
    return "transition:default" if rule is DEFAULT else f"transition:{rule.source}>{rule.target}"


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
