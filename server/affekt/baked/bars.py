"""Bars: at each bar line the coming bar is laid out: its beats, chords and markers, its levels, and rests."""

from affekt.baked.layers import draw_pass, move_layers
from affekt.baked.score import Planned, Score, Why
from affekt.baked.whole import SHARES, draw

_BEAT: Why = ("grid", 0, "")


def begin_bar(score: Score, tick: int, *, opening: bool = False, takes: dict[str, str] | None = None) -> None:
    """Lay out the bar that begins at a tick, or is entered there."""
    one, section = score.now, score.now.section
    inside = tick - one.first_tick
    line = inside // section["bar_ticks"] * section["bar_ticks"]
    start = tick - (inside - line)
    score.bar_end = min(start + section["bar_ticks"], one.end_tick)
    score.bars += 1
    if not opening:
        _rest(score, tick)
        move_layers(score, tick, takes)
    for at in range(start, start + section["bar_ticks"], section["beat_ticks"]):
        _lay(score, tick, Planned(at, "beat", {"bpm": section["bpm"], "metre": section["metre"]}, _BEAT))
    _chords(score, tick, line, start)
    for at, name in section["markers"]:
        if line <= at < line + section["bar_ticks"]:
            _lay(score, tick, Planned(start + at - line, "marker", {"name": name}, ("marker", 0, "")))


def _lay(score: Score, entry: int, planned: Planned) -> None:
    if entry <= planned.tick < score.bar_end:
        score.lay(planned)


def _chords(score: Score, entry: int, line: int, start: int) -> None:
    """Lay out the bar's chords where they change; the one that sounds at the entry is told there."""
    section = score.now.section
    bar = [(at, chord) for at, chord in section["chords"] if line <= at < line + section["bar_ticks"]]
    for n, (at, chord) in enumerate(bar):
        gone = n + 1 < len(bar) and start + bar[n + 1][0] - line <= entry
        if chord != score.chord and not gone:
            score.chord = chord
            values = {"chord": chord, "scale": section["scale"]}
            _lay(score, entry, Planned(max(start + at - line, entry), "chord", values, ("progression", 0, "")))


def loop(score: Score) -> None:
    """Play the body once more."""
    score.then(score.now.again())
    takes = {state.name: state.take for state in score.layers}
    draw_pass(score)
    begin_bar(score, score.now.tick, takes=takes)


def _rest(score: Score, tick: int) -> None:
    """Fall silent after a quiet while; come back after a time, or an event."""
    rest, frame = score.brief["rest"], score.now.frame_at(tick)
    if score.rest_to >= 0:
        if frame < score.rest_to and score.quiet_since < score.rest_from:
            return
        score.rest_from = score.rest_to = -1
        score.rests += 1
        score.quiet_since = frame
        return
    if not rest:
        return
    low, high = rest["after"]
    wait = low + (high - low) * draw(score.seed, score.brief["salt"], score.rests) // SHARES
    if frame - max(score.quiet_since, score.entered) >= wait:
        low, high = rest["for"]
        score.rest_from = frame
        score.rest_to = frame + low + (high - low) * draw(score.seed, score.brief["salt"], score.rests, 1) // SHARES
