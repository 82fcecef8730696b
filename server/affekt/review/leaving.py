"""Ways out as recorded: whether what sounded rings out behind a change, as it would by itself, and no key doubles it.

What is judged is the section that is left, as the renderer takes it away: by its rules' fades, or by its exit tails.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import soundfile
from numpy.typing import NDArray

from affekt.arrange.manifest import Section, StemSet, Transition
from affekt.arrange.tails import JOIN, LEAD, Slots, slots, tails_file
from affekt.arrange.timing import body_ticks, cue_tick, frame_in_body, tail_frames, ticks_to_frames
from affekt.arrange.transitions import rule_for, rule_name
from affekt.core.units import HORIZON, SAMPLE_RATE
from affekt.render.layout import DECLICK
from affekt.render.overlap import departures
from affekt.render.plan_section import PICKUP_MARGIN
from affekt.review.piece import Line, Piece
from affekt.review.rows import Fault, Row, row, skipped
from affekt.review.sound import Sound, Stem

_NATURAL_S = 0.5
_WINDOW = SAMPLE_RATE // 20
_FAINT_DB = -70.0
_FALLEN_DB = 30.0
"""So far under what sounded before the exit a tail no longer counts."""
_MS = SAMPLE_RATE // 1000
_AROUND_MS = 60
"""What is further from a downbeat is heard as a note of its own."""
_FLAM_MS = 15
_RISE = 2.0
_HEARD = 0.1
"""An attack counts from this share of the loudest of the bar before."""
_URGENT = ("next_beat", "immediate")

Wave = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Way:
    """One place where a rule lets a section go."""

    rule: str
    tick: int
    fade: str
    """Of the rule; an automatic one as it is carried out there."""
    fade_beats: float
    urgent: bool
    """It goes at a beat, or must be there in time."""
    rings: bool
    """What sounds goes on by itself, or is meant to sound on under what comes."""


def ways(manifest: StemSet, name: str) -> list[Way]:
    """Return every way out of a section: each place, once for each rule."""
    section = manifest.sections[name]
    found: dict[tuple[str, int], Way] = {}
    for target in manifest.sections:
        if target == name and not section.once:
            continue
        rule = rule_for(manifest, name, target)
        urgent = rule.from_time in _URGENT or rule.within_ms > 0
        for tick in sorted(departures(rule, section)):
            fade = _fade(rule, tick >= body_ticks(section))
            rings = _rings(rule, fade, section, tick)
            key = (rule_name(rule), tick)
            found.setdefault(key, Way(rule_name(rule), tick, fade, rule.fade_beats, urgent, rings))
    return list(found.values())


def _fade(rule: Transition, ends: bool) -> str:
    if rule.fade != "automatic":
        return rule.fade
    return "disabled" if ends or not rule.fade_beats else "cross"


def _rings(rule: Transition, fade: str, section: Section, tick: int) -> bool:
    if fade in ("cross", "in"):
        return True
    if tick >= body_ticks(section):
        return fade == "disabled" or section.exit_tail_s > 0
    cues = section.exit_cues if rule.from_time == "exit_cue" and fade == "disabled" else []
    if any(cue.tail_beats for cue in cues if cue_tick(section, cue) == tick):
        return True
    place = slots(section)
    return place is not None and place.at(frame_in_body(section, tick)) is not None


def leaving(sound: Sound, piece: Piece) -> Iterator[Row]:
    """Yield the rows about how one section is left."""
    name = sound.score.name
    section = piece.manifest.sections[name]
    if section.unequal:
        yield skipped("seams.tail", "ways out at which what sounds is cut off", name, "its loops fade")
        return
    out, place = ways(piece.manifest, name), slots(section)
    if not out:
        return
    if sound.score.kind == "ending":
        pass
    elif place is None and not sound.score.lines:
        told = "no parts to build exit tails from, and none recorded"
        yield skipped("seams.tail", "ways out at which what sounds is cut off", name, told)
    else:
        yield _cut(sound, out)
    tails = {stem.file: _tails(piece, stem) for stem in sound.stems} if place else {}
    if place is not None:
        yield _ring(sound, section, place, tails)
    yield _flam(sound, section, out, place, tails)


def _cut(sound: Sound, out: list[Way]) -> Row:
    """What plays once is asked for its end alone, and an ending, behind which nothing comes, for nothing."""
    end = body_ticks(sound.score.section)
    calm = [way for way in out if not way.urgent and (way.tick >= end or not sound.score.section.once)]
    cut = [way for way in calm if not way.rings]
    hasty = [way for way in out if way.urgent]
    by_rule: dict[str, list[Way]] = defaultdict(list)
    for way in cut:
        by_rule[way.rule].append(way)
    name = sound.score.name
    faults = [
        Fault(f"{rule} cuts off what sounds, here and in {len(some) - 1} more places", name, _bar(sound, some[0]))
        for rule, some in by_rule.items()
    ]
    why = f"{len(calm)} ways"
    if hasty:
        why += f"; and of {len(hasty)} at beats {sum(not way.rings for way in hasty)}, where haste is asked for"
    share = 100.0 * len(cut) / max(len(calm), 1)
    measure = "ways out at which what sounds is cut off"
    return row("seams.tail", measure, name, share, "== 0", unit="%", why=why, faults=faults)


def _bar(sound: Sound, way: Way) -> int:
    """Return the bar that is not played any more; at the end of the body the last one."""
    return min(sound.score.bar_of(way.tick), sound.score.section.bars)


def _tails(piece: Piece, stem: Stem) -> Wave:
    """Return the tails of a take, (frames, 2); empty where they are not there."""
    try:
        audio, _ = soundfile.read(piece.folder / tails_file(stem.file), dtype="float64", always_2d=True)
    except (soundfile.SoundFileError, OSError):
        return np.zeros((0, 2))
    return np.repeat(audio, 2, axis=1) if audio.shape[1] == 1 else audio[:, :2]


def _slot(tails: Wave, begin: int, frames: int) -> Wave:
    part = tails[begin : begin + frames]
    return np.pad(part, ((0, frames - len(part)), (0, 0)))


def _taken(sound: Sound, stem: Stem, start: int, frames: int) -> Wave:
    """Return a stem's loop from a frame on, (frames, 2)."""
    return _part(sound.audio[list(stem.channels)].T, start, frames)


def _part(loop: NDArray[np.floating], start: int, frames: int) -> Wave:
    """Return so much of a loop from a frame on, round and round."""
    start %= len(loop)
    part = loop[start : start + frames]
    while len(part) < frames:
        part = np.concatenate((part, loop[: frames - len(part)]))
    return part.astype(np.float64)


# -- how a tail goes on ------------------------------------------------------------------------------------------------


def _ring(sound: Sound, section: Section, place: Slots, tails: dict[str, Wave]) -> Row:
    """Where a layer pauses after an exit its take goes on by itself, and its tail must sound the same."""
    worst, faults, looked = 0.0, list[Fault](), 0
    for stem in sound.stems:
        line = next((x for x in sound.score.lines if x.layer == stem.layer and x.take == stem.take), None)
        line = line or next((x for x in sound.score.lines if x.layer == stem.layer), None)
        for index, exit in enumerate(place.exits):
            if line is None or exit < tail_frames(section) or not _pauses(line, section, exit):
                continue
            slot = _slot(tails[stem.file], index * place.frames, place.tail)
            away = _away(_taken(sound, stem, exit - LEAD, place.tail), slot)
            looked += away is not None
            if away is None:
                continue
            if abs(away) > abs(worst):
                worst = away
            if abs(away) > 3.0:
                word = "over" if away > 0 else "under"
                bar = sound.score.bar_of(round(exit * 960 * section.tempo / 60 / SAMPLE_RATE))
                text = f"the tail of take {stem.take} is {abs(away):.0f} dB {word} what the take leaves"
                faults.append(Fault(text, sound.score.name, bar, stem.layer))
    told = "how far exit tails stray from what rings by itself, in 500 ms"
    if not looked:
        return skipped("seams.ring", told, sound.score.name, "no layer with parts pauses after an exit")
    why = f"{looked} exits behind which a layer pauses"
    return row("seams.ring", told, sound.score.name, abs(worst), "<= 3", unit="dB", why=why, faults=faults)


def _pauses(line: Line, section: Section, exit: int) -> bool:
    """Tell whether a line holds nothing over an exit, and strikes nothing in the half second behind it."""
    per_tick = 60.0 * SAMPLE_RATE / (960.0 * section.tempo)
    length = body_ticks(section)
    tick = round(exit / per_tick)
    until = tick + (_NATURAL_S + 0.1) * SAMPLE_RATE / per_tick
    held = any(n.tick < tick < n.tick + n.ticks for n in line.notes)
    struck = any(tick <= n.tick + turn < until for n in line.notes for turn in (0, length))
    return not held and not struck


def _away(body: Wave, slot: Wave) -> float | None:
    """Return how far a tail is from its take where that is most, in dB; None where nothing sounds."""
    before = _level(body[JOIN:LEAD])
    worst: float | None = None
    for at in (LEAD - _WINDOW // 2, *range(LEAD, LEAD + round(_NATURAL_S * SAMPLE_RATE) - _WINDOW + 1, _WINDOW)):
        natural = _level(body[at : at + _WINDOW])
        if natural > max(_FAINT_DB, before - _FALLEN_DB):
            off = max(_level(slot[at : at + _WINDOW]), -120.0) - natural
            worst = off if worst is None or abs(off) > abs(worst) else worst
    return worst


def _level(audio: Wave) -> float:
    return 10.0 * float(np.log10((audio**2).mean() + 1e-12)) if audio.size else -120.0


# -- two attacks instead of one ----------------------------------------------------------------------------------------


def _flam(sound: Sound, section: Section, out: list[Way], place: Slots | None, tails: dict[str, Wave]) -> Row:
    """An attack of what is left, so near to the new downbeat that both are heard as one that stumbles."""
    name, worst = sound.score.name, 0
    faults: dict[tuple[str, int], Fault] = {}
    gains = sound.references[0].gains
    music = sound.mix(gains).T.astype(np.float64)
    loud = np.abs(music).max(axis=1)
    bar = ticks_to_frames(section, section.time_signature.bar_ticks)
    known: dict[tuple[int, str, float], int] = {}
    for way in out:
        body, key = frame_in_body(section, way.tick), (way.tick, way.fade, way.fade_beats)
        if key not in known:
            heard = _left(sound, section, way, body, place, tails, music)
            floor = _HEARD * float(_part(loud, body - bar, bar).max())
            known[key] = max((t for t in attacks(heard, floor) if abs(t) > _FLAM_MS), key=abs, default=0)
        off = known[key]
        if abs(off) > abs(worst):
            worst = off
        if off:
            text = f"left by {way.rule} it still strikes {abs(off)} ms {'after' if off > 0 else 'before'} what comes"
            faults.setdefault((way.rule, off), Fault(text, name, _bar(sound, way)))
    measure = "what is left strikes so far from the new downbeat, the worst"
    bar_ms, why = f"<= {_FLAM_MS}", f"{len(out)} ways"
    return row("seams.flam", measure, name, abs(worst), bar_ms, unit="ms", why=why, faults=faults.values())


def _left(
    sound: Sound, section: Section, way: Way, body: int, place: Slots | None, tails: dict[str, Wave], music: Wave
) -> Wave:
    """Return what is heard of the section around a way out, `_AROUND_MS` and a little on each side of the downbeat."""
    reach = (_AROUND_MS + 20) * _MS
    t = np.arange(-reach, reach)
    heard = _part(music, body - reach, 2 * reach)
    slot, ends = place.at(body) if place else None, way.tick >= body_ticks(section)
    fade = ticks_to_frames(section, round(way.fade_beats * section.time_signature.beat_ticks))
    if place is not None and slot is not None and way.fade in ("out", "disabled") and not ends:
        heard = heard * (1.0 - np.clip((t + LEAD) / JOIN, 0.0, 1.0))[:, None]
        for index, stem in enumerate(sound.stems):
            part = _slot(tails[stem.file], slot, place.tail)[: LEAD + reach]
            heard[reach - LEAD : reach - LEAD + len(part)] += part * float(sound.references[0].gains[index])
        return heard
    if way.fade == "disabled":
        going = 1.0 - np.clip(t / DECLICK, 0.0, 1.0)
    elif way.fade == "out" and not (ends and section.exit_tail_s > 0):
        room = max(min(fade, HORIZON - PICKUP_MARGIN), DECLICK)
        going = np.sin(np.clip(-t / room, 0.0, 1.0) * np.pi / 2)
    elif way.fade == "out":
        going = (t < 0).astype(np.float64)
    else:
        hold, fall = (fade, DECLICK) if way.fade == "in" else (0, max(fade, DECLICK))
        going = np.cos(np.clip((t - hold) / fall, 0.0, 1.0) * np.pi / 2)
    return heard * going[:, None]


def attacks(heard: Wave, floor: float) -> list[int]:
    """Return where something strikes, in ms from the middle: over a floor, and twice as loud as what was before."""
    if floor <= 0.0:
        return []
    fine = np.abs(heard).max(axis=1)
    fine = fine[: len(fine) // _MS * _MS].reshape(-1, _MS).max(axis=1)
    middle, found = len(fine) // 2, list[int]()
    for at in range(middle - _AROUND_MS, middle + _AROUND_MS):
        before = float(fine[at - 14 : at - 2].max())
        if fine[at] > floor and fine[at] > _RISE * before and (not found or at - middle - found[-1] > 12):
            found.append(at - middle)
    return found
