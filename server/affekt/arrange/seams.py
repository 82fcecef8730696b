"""Transition rules that can never win, say the same thing twice, or lean on cues that are not there."""

from collections import defaultdict

from affekt.arrange.findings import Findings
from affekt.arrange.locate import KeyPath
from affekt.arrange.manifest import Section, StemSet, Transition
from affekt.arrange.transitions import ANY, not_yet


def check_seams(manifest: StemSet, findings: Findings) -> None:
    """Find rules that do nothing, and say which words are not executed yet."""
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, rule in enumerate(manifest.transitions):
        pairs[rule.source, rule.target].append(index)
    for (source, target), places in pairs.items():
        for index in places[1:]:
            first = findings.lines.line(("transitions", places[0]))
            text = f"a second rule for {source} > {target}; line {first} has the first, keep one"
            findings.error(("transitions", index), text)
    winners = {
        next((pair for pair in ((s, t), (ANY, t), (s, ANY), (ANY, ANY)) if pair in pairs), None)
        for s in manifest.sections
        for t in manifest.sections
    }
    names = {*manifest.sections, ANY}
    for index, rule in enumerate(manifest.transitions):
        at: KeyPath = ("transitions", index)
        if {rule.source, rule.target} <= names:
            if (rule.source, rule.target) not in winners:
                findings.warning(at, "can never be chosen: more specific rules cover every pair of sections")
            _cues(at, manifest, rule, findings)
        if rule.filler and rule.filler in (rule.source, rule.target):
            findings.error((*at, "filler"), "a filler is a third section, played once in between")
        for key, text in not_yet(rule):
            findings.note((*at, key), text)


def _cues(at: KeyPath, manifest: StemSet, rule: Transition, findings: Findings) -> None:
    """Find a rule that waits for a place no section has."""
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


def _sections(manifest: StemSet, name: str) -> list[Section]:
    return list(manifest.sections.values()) if name == ANY else [manifest.sections[name]]
