"""Changes of section: a wish finds its rule and its place, waits, and is carried out at its tick."""

from typing import Any

from affekt.baked import bars, layers, stings
from affekt.baked.passes import enter
from affekt.baked.score import CUE, EVENT, LOOP, STOP, Pending, Score, Why, Wish
from affekt.baked.whole import draw, pick

FALL = ("next_bar", "next_beat", "half_beat", "immediate")
"""Where a change falls to, step by step, rather than miss its deadline."""
FINER = ("end", *FALL)


def ask(score: Score, wish: Wish) -> None:
    """Take in a request for a section; its place is found in the same step."""
    sections = score.baked["sections"]
    if wish.section not in sections:
        score.warn("UNKNOWN_NAME", f"the set has no section '{wish.section}'", f"section:{wish.section}")
        return
    section = sections[wish.section]
    if wish.marker and wish.marker not in [name for _, name in section["markers"]]:
        about = f"marker:{wish.section}:{wish.marker}"
        score.warn("UNKNOWN_NAME", f"'{wish.section}' has no marker '{wish.marker}'", about)
        return
    left = score.left.get(wish.section, -1)
    if wish.strength < CUE and left >= 0 and score.frame - left < section["cooldown"]:
        score.warn("TOO_FAST", f"'{wish.section}' rests between entries", f"cooldown:{wish.section}")
        return
    if score.wish is None or wish.strength >= score.wish.strength:
        score.wish = wish


def settle(score: Score) -> None:
    """Find the place of a waiting wish."""
    wish, waiting = score.wish, score.pending
    if wish is None or not score.section or score.stopped:
        return
    score.wish = None
    if waiting is not None and wish.strength < waiting.strength:
        return
    if score.stopping and wish.strength < CUE:
        return
    sounds = wish.section in (score.section, score.asked) and not score.brief["once"]
    if sounds and not wish.marker:
        score.pending = None
        return
    found = _place(score, wish)
    if waiting is not None and wish.section == waiting.section and not wish.marker:
        if waiting.tick <= found.tick:
            found = waiting
        found.strength = wish.strength
    score.pending = found
    stings.meet_change(score)
    if wish.strength in (EVENT, CUE):
        score.stopping = False


def _place(score: Score, wish: Wish) -> Pending:
    way, one = score.brief["ways"][wish.section], score.now
    word = _word(wish, way)
    limits = [limit for limit in (wish.within, 0 if wish.strength == CUE else way["within"]) if limit]
    here = min(max(one.tick_at(score.horizon - 1) + 1, one.tick), one.end_tick)
    tick = _candidate(score, word, way, here)
    if limits:
        latest = score.frame + min(limits)
        for step in FALL[FALL.index(word) + 1 :] if word in FALL else FALL:
            if one.frame_at(tick) <= latest:
                break
            word, tick = step, min(tick, _candidate(score, step, way, here))
    from_time = "immediate" if word == "half_beat" else word
    if wish.marker:
        markers = score.baked["sections"][wish.section]["markers"]
        body_tick, to_time = next(at for at, name in markers if name == wish.marker), "entry_cue"
    else:
        body_tick, to_time = _arrive(score, way, wish.section, tick, resume=wish.strength < CUE)
    why = (way["rule"], wish.why[1], wish.why[2])
    return Pending(
        wish.section, tick, body_tick, from_time, to_time, way["fade"], way["fade_beats"], why, wish.strength
    )


def _word(wish: Wish, way: dict[str, Any]) -> str:
    """Return by which word a section is left, where a wish says one and the rule another."""
    asked, ruled = "immediate" if wish.at == "now" else wish.at, way["from_time"]
    if asked == "next_bar" and ruled not in FINER and wish.strength != STOP:
        found: str = ruled
        return found
    if wish.strength != EVENT or way["general"] or ruled not in FINER:
        return asked
    return "end" if ruled == "end" else max(asked, ruled, key=FINER.index)


def _candidate(score: Score, word: str, way: dict[str, Any], here: int) -> int:
    one, section = score.now, score.now.section
    match word:
        case "immediate":
            return here
        case "half_beat":
            return one.next_on(max(section["beat_ticks"] // 2, 1), here)
        case "next_beat":
            return one.next_on(section["beat_ticks"], here)
        case "next_bar":
            return one.next_on(section["bar_ticks"], here)
    inside = here - one.first_tick
    ahead = [at for at in way["places"] if inside <= at < section["ticks"]] if word == way["from_time"] else []
    place: int = min(ahead, default=section["ticks"])
    return here + place - inside


def resumes(score: Score, name: str) -> bool:
    """Tell whether a section was left so short a while ago that it goes on rather than begins."""
    section = score.baked["sections"][name]
    if section["once"] or name not in score.left or name not in score.places:
        return False
    return bool(score.frame - score.left[name] <= section["resume"])


def _arrive(score: Score, way: dict[str, Any], name: str, tick: int, *, resume: bool) -> tuple[int, str]:
    """Return where in its body a section is entered, and the word for it."""
    section, own = score.baked["sections"][name], score.now.section
    inside = tick - score.now.first_tick
    match way["to_time"]:
        case "same_position":
            return inside % section["ticks"], "same_position"
        case "equivalent_beat":
            bar, rest = inside // own["bar_ticks"], inside % own["bar_ticks"]
            beat = min(rest * section["beat_ticks"] // own["beat_ticks"], section["bar_ticks"] - 1)
            return (bar % section["bars"] * section["bar_ticks"] + beat) % section["ticks"], "equivalent_beat"
        case "previous_position":
            return score.places.get(name, 0), "previous_position"
        case "entry_cue" if section["entries"]:
            left = score.places.get(name, -1)
            after = [at for at in section["entries"] if left >= 0 and at > left]
            return (after or section["entries"])[0], "entry_cue"
    if resume and resumes(score, name):
        return score.places[name], "previous_position"
    return 0, "start"


def begin(score: Score) -> None:
    """Begin the music: the set's first section, or the one that was asked for before anything sounded."""
    wish, score.wish = score.wish, None
    name = wish.section if wish else score.baked["start"]
    body_tick, to_time = 0, "start"
    if wish and wish.marker:
        markers = score.baked["sections"][name]["markers"]
        body_tick, to_time = next(at for at, marker in markers if marker == wish.marker), "entry_cue"
    why: Why = ("start", wish.why[1] if wish else 0, wish.why[2] if wish else "")
    score.stopped = score.stopping = False
    change = Pending(name, 0, body_tick, "immediate", to_time, "disabled", 0.0, why, LOOP)
    frame = score.horizon
    if score.passes:
        change.tick = max(score.now.tick_at(score.horizon - 1) + 1, score.now.tick)
        frame = max(score.horizon, score.now.frame)
    enter_section(score, change, frame)


def enter_section(score: Score, change: Pending, frame: int = -1) -> None:
    """Carry out a change at its tick: the new section, its tempo, key and levels, and its first bar."""
    sections, bar, old = score.baked["sections"], 1, score.passes[-1] if score.passes else None
    at = old.frame_at(change.tick) if old is not None and frame < 0 else frame
    if old is not None:
        place = old.place(change.tick)
        at_line = change.body_tick % sections[change.section]["bar_ticks"] == 0
        bar = place.bar + (1 if place.beat > 1 and at_line else 0)
    name = change.section
    if change.strength < STOP and change.body_tick == 0:
        name = next_section(score, name, bar)
    once = bool(score.section) and score.brief["once"]
    if old is not None and score.section:
        _leave_behind(score, change.tick, at)
    section = sections[name]
    score.then(enter(section, change.tick, at, bar, change.body_tick))
    score.came_from = score.came_from if once else score.section
    if score.section != name:
        score.quiet_since = max(score.quiet_since, at)
    score.section, score.asked, score.entered, score.bars = name, change.section, at, 0
    score.rest_from = score.rest_to = -1
    score.rests = 0
    score.pending = None
    score.plan = [one for one in score.plan if one.kind == "stinger"]
    why = change.why
    values: dict[str, Any] = {
        "section": name,
        "from_time": change.from_time,
        "to_time": change.to_time,
        "fade": change.fade,
    }
    values |= {"fade_beats": change.fade_beats, "target_tick": change.body_tick, "rule": why[0]}
    score.tell(change.tick, "section", values, why)
    if section["bpm"] != score.bpm:
        score.bpm = section["bpm"]
        score.tell(change.tick, "tempo", {"bpm": score.bpm, "ramp_beats": 0.0}, ("section.tempo", why[1], name))
    if [section["key"], section["mode"]] != score.key:
        score.key = [section["key"], section["mode"]]
        told = {"tonic": section["key"], "mode": section["mode"], "cents": score.baked["cents"]}
        score.tell(change.tick, "key", told, ("section.key", why[1], name))
    score.chord = ""
    layers.open_layers(score, change.tick, why[1])
    bars.begin_bar(score, change.tick, opening=True)


def next_section(score: Score, name: str, bar: int) -> str:
    """Return the section that is played when one is asked for: itself or one of its alternates, by weight."""
    left = score.baked["sections"][name]["alternates"]
    if len(left) > 1:
        left = [one for one in left if one["section"] != score.section]
    salt = score.baked["sections"][name]["salt"]
    if not left:
        return name
    found: str = left[pick([one["weight"] for one in left], draw(score.seed, salt, bar, 2))]["section"]
    return found


def _leave_behind(score: Score, tick: int, frame: int) -> None:
    """Write down where and when the sounding section is left."""
    one = score.now
    bar_ticks = one.section["bar_ticks"]
    score.places[score.section] = (tick - one.first_tick) // bar_ticks * bar_ticks % one.section["ticks"]
    score.left[score.section] = frame
