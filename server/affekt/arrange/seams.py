"""Transition rules that can never fire, say the same thing twice, or lean on places that are not there."""

from collections import defaultdict

from affekt.arrange.findings import Findings
from affekt.arrange.locate import KeyPath
from affekt.arrange.manifest import Section, StemSet, Transition
from affekt.arrange.transitions import ANY, pair_rule
from affekt.core.units import HORIZON, SAMPLE_RATE

LOOKAHEAD_MS = -(-HORIZON * 1000 // SAMPLE_RATE)
"""What is nearer than this is decided already, so no change can come sooner."""


def check_seams(manifest: StemSet, findings: Findings) -> None:
    """Find rules that can never fire, and say why; and words of rules that do nothing."""
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, rule in enumerate(manifest.transitions):
        pairs[rule.source, rule.target].append(index)
    for (source, target), places in pairs.items():
        for index in places[1:]:
            first = findings.lines.line(("transitions", places[0]))
            text = f"a second rule for {source} > {target}; line {first} has the first, keep one"
            findings.error(("transitions", index), text)
    names = {*manifest.sections, ANY}
    for index, rule in enumerate(manifest.transitions):
        at: KeyPath = ("transitions", index)
        if {rule.source, rule.target} <= names:
            why = never(manifest, rule)
            if why:
                findings.warning(at, f"can never fire: {why}")
            _cues(at, manifest, rule, findings)
        if rule.filler and rule.filler in (rule.source, rule.target):
            findings.error((*at, "filler"), "a filler is a third section, played once in between")


def never(manifest: StemSet, rule: Transition) -> str:
    """Return why a rule can never fire; empty where it can."""
    sources = list(manifest.sections) if rule.source == ANY else [rule.source]
    targets = list(manifest.sections) if rule.target == ANY else [rule.target]
    changes = [(s, t) for s in sources for t in targets if s != t or _again(manifest, s)]
    if not changes:
        return f"'{rule.source}' does not change to itself, since it loops"
    if all(pair_rule(manifest, s, t) != (rule.source, rule.target) for s, t in changes):
        return "more specific rules cover every pair of sections"
    return ""


def _again(manifest: StemSet, name: str) -> bool:
    """Tell whether a section may be entered while it plays: it plays once, or follows itself."""
    section = manifest.sections[name]
    lists = [[i.section for i in one.items] for one in manifest.playlists.values()]
    return section.once or section.loops.then == name or any(name in names for names in lists)


def _closes(manifest: StemSet, name: str) -> bool:
    """Tell whether a section is only the close that a stop plays, after which nothing follows by itself."""
    section = manifest.sections[name]
    ends = any(s.ending == name for s in manifest.sections.values())
    return ends and section.once and section.loops.then is None and name != manifest.start


def _cues(at: KeyPath, manifest: StemSet, rule: Transition, findings: Findings) -> None:
    """Find a rule that waits for a place no section has, or whose words say nothing."""
    sources = _sections(manifest, rule.source)
    targets = _sections(manifest, rule.target)
    if rule.from_time == "next_marker" and not any(s.markers for s in sources):
        findings.error((*at, "from_time"), f"'{rule.source}' has no markers, so this can never fire; add some")
    if rule.from_time == "exit_cue" and not any(s.exit_cues or s.exit_every_bars for s in sources):
        text = f"'{rule.source}' has no exit cues, so this can never fire; add exit_cues or exit_every_bars"
        findings.error((*at, "from_time"), text)
    if rule.from_time == "grid" and rule.grid_beats <= 0:
        findings.error((*at, "from_time"), "a grid needs 'grid_beats' above 0")
    if rule.from_time != "grid" and rule.grid_beats:
        findings.warning((*at, "grid_beats"), 'does nothing unless from_time = "grid"')
    if rule.to_time == "entry_cue" and not any(s.entry_cues for s in targets):
        findings.error((*at, "to_time"), f"'{rule.target}' has no entry_cues; add some or use \"start\"")
    if rule.from_time == "end" and sources and all(not s.once and s.loops.most == 0 for s in sources):
        findings.note((*at, "from_time"), "waits for the end of the pass that plays")
    if rule.fade == "disabled" and rule.fade_beats and "fade_beats" in rule.model_fields_set:
        findings.warning((*at, "fade_beats"), 'does nothing with fade = "disabled"')
    if 0 < rule.within_ms < LOOKAHEAD_MS:
        text = f"{rule.within_ms} ms can never be met: {LOOKAHEAD_MS} ms are decided ahead; write that or more"
        findings.warning((*at, "within_ms"), text)
    if rule.source != ANY and _closes(manifest, rule.source):
        findings.note(at, f"'{rule.source}' ends the music: only an explicit cue leaves it before that")
    elif rule.source != ANY and manifest.sections[rule.source].once and rule.target != ANY:
        follows = manifest.sections[rule.source].loops.then
        if follows and rule.target != follows:
            text = f"only an event or a cue fires it: by itself '{rule.source}' always goes to '{follows}'"
            findings.note(at, text)


def _sections(manifest: StemSet, name: str) -> list[Section]:
    return list(manifest.sections.values()) if name == ANY else [manifest.sections[name]]
