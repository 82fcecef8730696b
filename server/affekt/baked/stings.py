"""Stingers: short figures over the music, each with a cool-down, its takes, and room made in the bed."""

from typing import Any

from affekt.baked.layers import drawn_take
from affekt.baked.score import Planned, Score, Why, db
from affekt.baked.whole import draw


def cue_stinger(score: Score, name: str, at: str, why: Why, *, explicit: bool) -> None:
    """Sound a stinger now, or at the next place of its grid; a cool-down or a duck may refuse it."""
    if name not in score.baked["stingers"]:
        if explicit:
            score.warn("UNKNOWN_NAME", f"the set has no stinger '{name}'", f"stinger:{name}")
        return
    cooldown = score.baked["stingers"][name]["cooldown"]
    waits = any(one.kind == "stinger" and one.values["name"] == name for one in score.plan)
    soon = name in score.stung and score.frame - score.stung[name][0] < cooldown
    if waits or soon or (score.duck < 0 and not explicit):
        if explicit:
            score.notices.append(
                {"reason": "TOO_FAST", "text": f"'{name}' sounded a moment ago", "about": f"stinger:{name}"}
            )
        return
    if at == "now" or not score.plays:
        values = _voiced(score, name)
        score.tell_now("stinger", values, why)
        _sounded(score, values, score.frame)
        return
    score.lay(Planned(_place(score, at), "stinger", {"name": name}, why))
    meet_change(score)


def sting(score: Score, planned: Planned) -> None:
    """Commit a stinger that waited for its place."""
    values = _voiced(score, planned.values["name"])
    _sounded(score, values, score.tell(planned.tick, "stinger", values, planned.why))


def _place(score: Score, at: str) -> int:
    one = score.now
    cursor = max(one.tick_at(score.horizon - 1) + 1, one.tick)
    if at == "end":
        return one.end_tick
    return one.next_on(one.section["beat_ticks" if at == "next_beat" else "bar_ticks"], cursor)


def _voiced(score: Score, name: str) -> dict[str, Any]:
    """Return a stinger as it sounds in the section's key: its take, or what stands in for it."""
    takes = [take["name"] for take in score.baked["stingers"][name]["takes"]]
    if score.section and name in score.brief["stingers"]:
        fits = score.brief["stingers"][name]
        name, takes = fits["as"], fits["takes"]
    stinger = score.baked["stingers"][name]
    if len(stinger["takes"]) < 2:
        return {"name": name}
    last = [score.stung[name][1]] if name in score.stung else []
    left = [take for take in stinger["takes"] if take["name"] in takes]
    drawn = draw(score.seed, stinger["salt"], score.place_of(score.frame).bar)
    return {"name": name, "take": drawn_take(left, last, 1, drawn)}


def _sounded(score: Score, values: dict[str, Any], frame: int) -> None:
    stinger = score.baked["stingers"][values["name"]]
    score.stung[values["name"]] = (frame, values.get("take", ""))
    if stinger["duck"] < 0 and score.duck >= stinger["duck"]:
        score.bed, score.bed_until = stinger["duck"], frame + stinger["lasts"]
        score.tell_now("duck", {"db": db(score.bed)}, ("stinger.duck", 0, values["name"]), frame)


def end_duck(score: Score) -> None:
    """Let the bed come back when a stinger is over."""
    if score.bed_until >= 0 and score.frame >= score.bed_until and score.paused_at < 0:
        score.bed, score.bed_until = 0, -1
        score.tell_now("duck", {"db": db(score.duck)}, ("stinger.duck", 0, ""))


def meet_change(score: Score) -> None:
    """Bring the stingers that wait less than a beat before a change together with it.

    Each moves to the change's downbeat; where the change has one of its own there, or from the same input, it is
    dropped.
    """
    change = score.pending
    if change is None or not score.passes:
        return
    nearest = change.tick - score.now.section["beat_ticks"]
    waits = [one for one in score.plan if one.kind == "stinger"]
    close = [one for one in waits if nearest < one.tick < change.tick]
    cause = change.why[1]
    own = [one for one in waits if one.tick == change.tick or (one in close and cause and one.why[1] == cause)]
    for one in close:
        score.plan.remove(one)
    for one in close:
        if not own or one in own:
            one.tick = change.tick
            score.lay(one)
