"""Wrong-harmony overlap: how long two different chords would sound together, over every way a set's rules can go.

Two chords are different unless one holds all tones of the other. Pitched layers of the reference combinations are
looked at in windows of 10 ms; they sound together where the softer is within `NEAR_DB` of the louder. Less than
`SHORT_S` is not heard as a chord. Leaves are looked at for every place that a rule can find, arrivals likewise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import Section, StemSet, Transition
from affekt.arrange.timing import body_ticks, cue_tick, frame_in_body, pickup_frames, ticks_to_frames
from affekt.arrange.transitions import rule_for, rule_name
from affekt.core.harmony import parse_chord
from affekt.core.units import SAMPLE_RATE
from affekt.render.layout import DECLICK
from affekt.render.stems import StemTable, excerpt

SHORT_S = 0.1
NEAR_DB = 24.0
FAINT = 10.0 ** (-60.0 / 10.0)
"""Mean square of what is too soft to matter."""
WINDOW = 480
_LOOK = 400
"""Windows after a change that are looked at (4 s), and as many before it."""

Power = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two chords that would sound together."""

    rule: str
    source: str
    target: str
    leave_tick: int
    arrive_tick: int
    seconds: float


class _Body:
    """A section's pitched music: its power in windows, and its chords."""

    def __init__(self, loaded: LoadedSet, table: StemTable, name: str) -> None:
        manifest = loaded.manifest
        self.section: Section = manifest.sections[name]
        self.lead = pickup_frames(self.section)
        self.ticks = body_ticks(self.section)
        used = [n for n in self.section.reference or self.section.layers if manifest.layers[n].pitched]
        parts = []
        for layer in used:
            takes = self.section.layers[layer].takes
            stem = table.find(loaded, takes[0].file) if takes else None
            if stem is not None:
                parts.append(excerpt(stem, 0, stem.frames).astype(np.float32).mean(axis=1) / np.float32(32768))
        mix = np.zeros(max((len(p) for p in parts), default=0), np.float32)
        for part in parts:
            mix[: len(part)] += part
        whole = len(mix) // WINDOW * WINDOW
        self.power: Power = (mix[:whole].astype(np.float64) ** 2).reshape(-1, WINDOW).mean(axis=1)
        self.chords = [tuple(map(_tones, bar)) for bar in self.section.chords()]

    def at(self, frame: int, count: int) -> Power:
        """Return the power from a body frame on, in windows."""
        first = (frame + self.lead) // WINDOW
        found = np.zeros(count)
        low, high = max(first, 0), min(first + count, len(self.power))
        if high > low:
            found[low - first : high - first] = self.power[low:high]
        return found

    def chord(self, tick: int) -> frozenset[int]:
        """Return the tones of the chord at a body tick; in a pick-up the first, in a tail the last."""
        tick = min(max(tick, 0), self.ticks - 1)
        bar, rest = divmod(tick, self.section.time_signature.bar_ticks)
        symbols = self.chords[bar]
        return symbols[rest * len(symbols) // self.section.time_signature.bar_ticks]


@cache
def _tones(symbol: str) -> frozenset[int]:
    chord = parse_chord(symbol)
    return frozenset((*chord.pitch_classes, chord.bass))


def overlaps(loaded: LoadedSet, table: StemTable) -> Iterator[tuple[int, list[Overlap]]]:
    """Yield, for each pair of sections with chords, how many ways were looked at and those with a wrong overlap."""
    manifest = loaded.manifest
    bodies: dict[str, _Body] = {}
    for source, one in manifest.sections.items():
        for target, other in manifest.sections.items():
            if source == target or not one.progression or not other.progression:
                continue
            for name in (source, target):
                if name not in bodies:
                    bodies[name] = _Body(loaded, table, name)
            rule = rule_for(manifest, source, target)
            yield _judge(manifest, rule, source, target, bodies)


def _judge(
    manifest: StemSet, rule: Transition, source: str, target: str, bodies: dict[str, _Body]
) -> tuple[int, list[Overlap]]:
    count, found = 0, []
    seen: dict[tuple[int, int, bool], float] = {}
    for tick in sorted(_leaves(rule, manifest.sections[source])):
        for arrival in arrivals(rule, manifest.sections[source], manifest.sections[target], tick):
            count += 1
            key = (tick, arrival, tick >= bodies[source].ticks)
            if key not in seen:
                seen[key] = _together(rule, bodies[source], bodies[target], tick, arrival)
            if seen[key] > SHORT_S:
                found.append(Overlap(rule_name(rule), source, target, tick, arrival, seen[key]))
    return count, found


def _leaves(rule: Transition, section: Section) -> set[int]:
    """Return where a rule lets a section go, and the bars at which a wish may go past its rule."""
    length, bar = body_ticks(section), section.time_signature.bar_ticks
    bars = set() if rule.within_ms or rule.from_time == "end" else set(range(bar, length, bar))
    return departures(rule, section) | bars


def departures(rule: Transition, section: Section) -> set[int]:
    """Return the body ticks at which a rule lets a section go; its end is always one."""
    metre, length = section.time_signature, body_ticks(section)
    steps = {"next_bar": metre.bar_ticks, "next_beat": metre.beat_ticks, "immediate": metre.beat_ticks // 2}
    if rule.from_time == "grid":
        steps["grid"] = round(rule.grid_beats * metre.beat_ticks)
    places = {length}
    if rule.from_time in steps:
        places |= set(range(steps[rule.from_time], length, steps[rule.from_time]))
    if rule.from_time == "next_marker":
        places |= {cue_tick(section, c) for c in section.markers}
    if rule.from_time == "exit_cue":
        places |= {cue_tick(section, c) for c in section.exit_cues}
        every = section.exit_every_bars * metre.bar_ticks
        places |= set(range(every, length, every)) if every else set()
    if rule.within_ms:
        places |= set(range(metre.beat_ticks // 2, length, metre.beat_ticks // 2))
    return places


def arrivals(rule: Transition, source: Section, target: Section, tick: int) -> list[int]:
    """Return the body ticks at which a rule may enter the target, where the source is left at a tick."""
    length, metre = body_ticks(target), target.time_signature
    match rule.to_time:
        case "same_position":
            return [tick % length]
        case "equivalent_beat":
            bar, rest = divmod(tick, source.time_signature.bar_ticks)
            beat = min(rest / source.time_signature.beat_ticks, metre.numerator - 1 / 960)
            return [(bar % target.bars * metre.bar_ticks + round(beat * metre.beat_ticks)) % length]
        case "previous_position":
            return list(range(0, length, metre.bar_ticks))
        case "entry_cue" if target.entry_cues:
            return [cue_tick(target, c) for c in target.entry_cues]
    # Left a short while ago, a section goes on in any of its bars.
    return list(range(0, length, metre.bar_ticks)) if target.resume_s and not target.once else [0]


def _together(rule: Transition, one: _Body, other: _Body, tick: int, arrival: int) -> float:
    """Return the seconds for which different chords sound together around a change."""
    fade = ticks_to_frames(other.section, round(rule.fade_beats * other.section.time_signature.beat_ticks)) / WINDOW
    short, ends = DECLICK / WINDOW, tick >= one.ticks
    kind = "cross" if rule.fade == "automatic" and not ends and fade else rule.fade
    kind = "disabled" if kind == "automatic" else kind
    t = np.arange(-_LOOK, _LOOK) + 0.5
    going, coming = np.ones(2 * _LOOK), (t >= 0).astype(float)
    tail = 0.0
    if rule.from_time == "exit_cue":
        cues = [c for c in one.section.exit_cues if cue_tick(one.section, c) == tick]
        beats = max((c.tail_beats for c in cues), default=0.0)
        tail = ticks_to_frames(one.section, round(beats * one.section.time_signature.beat_ticks)) / WINDOW
    if kind in ("in", "cross") and fade:
        coming *= np.sin(np.clip(t / fade, 0, 1) * np.pi / 2)
    if kind == "out" and rule.from_time != "end":
        going *= t < 0
    elif kind in ("disabled", "in") and not ends:
        hold = 0.0 if tail else fade if kind == "in" else 0.0
        going *= 1.0 - np.clip((t - hold) / (tail or short), 0, 1)
    elif kind in ("out", "cross"):
        going *= np.cos(np.clip(t / max(fade, short), 0, 1) * np.pi / 2)
    lead = other.lead if arrival == 0 else 0
    coming[(t < 0) & (t >= -lead / WINDOW)] = 1.0
    left, entered = frame_in_body(one.section, tick), frame_in_body(other.section, arrival)
    a = one.at(left - _LOOK * WINDOW, 2 * _LOOK) * going**2
    b = other.at(entered - _LOOK * WINDOW, 2 * _LOOK) * coming**2
    near = 10.0 ** (-NEAR_DB / 10.0)
    both = np.flatnonzero((np.minimum(a, b) > near * np.maximum(a, b)) & (np.minimum(a, b) > FAINT))
    wrong = 0
    for k in both:
        gone = (k - _LOOK) * WINDOW * 960 / 60 / SAMPLE_RATE
        was = one.chord(
            tick - 1 if ends or (tail == 0.0 and kind == "disabled") else int(tick + gone * one.section.tempo)
        )
        now = other.chord(int(arrival + max(gone, 0.0) * other.section.tempo))
        wrong += not (was <= now or now <= was)
    return wrong * WINDOW / SAMPLE_RATE
