"""Onward: which sections are likely to follow one, the likeliest first."""

from affekt.arrange.manifest import StemSet
from affekt.arrange.transitions import ANY


def likely_next(manifest: StemSet, name: str) -> list[str]:
    """Return all other sections of a set in the order in which they are likely to follow `name`.

    First what follows by itself (alternates, the playlists that have it, `loops.then`), then what rules lead to from
    it by name, with their fillers, then what rules of any section lead to, its ending, and the rest as written.
    """
    section = manifest.sections[name]
    found = [one.section for one in section.alternates]
    for listed in manifest.playlists.values():
        items = [item.section for item in listed.items]
        if name in items:
            at = items.index(name)
            found += items[at + 1 :] + items[:at]
    found += [section.loops.then] if section.loops.then else []
    for source in (name, ANY):
        for rule in manifest.transitions:
            if rule.source == source and rule.target != ANY:
                found += [rule.filler, rule.target] if rule.filler else [rule.target]
    found += [section.ending] if section.ending else []
    unlisted = [one for one in found if one in manifest.playlists]
    for one in unlisted:
        at = found.index(one)
        found[at : at + 1] = [item.section for item in manifest.playlists[one].items]
    found += manifest.sections
    return [one for one in dict.fromkeys(found) if one != name]
