"""What may be said to a baked conductor: the lines of a session file, as the other doors take them."""

from typing import Any

from affekt.baked import changes, flow, stings
from affekt.baked.score import CUE, EVENT, STOP, Score, Why, Wish, db
from affekt.baked.whole import WHOLE, clamp, millionths

FADE_S = 2.0
"""How long a stop without an ending takes."""
BLOCK = 480
RATE = 48_000


def hear(score: Score, line: dict[str, Any]) -> None:
    """Let one line act."""
    for word, value in line.items():
        match word:
            case "event":
                _event(score, value, line.get("intensity", 1.0))
            case "state":
                for key in score.feelings.state(score.frame, value):
                    if key not in score.baked["keys"]:
                        score.warn("UNKNOWN_NAME", f"the table has no state '{key}'", f"state:{key}")
            case "affect":
                _feel(score, value)
            case "cue":
                _cue(score, value, (f"cue:{value['kind']}", score.seq, value["name"]), explicit=True)
            case "param":
                _pin(score, value)
            case "control" if isinstance(value, str):
                _verb(score, value, line.get("fade_s"))
            case "control":
                _level(score, value)
            case "intensity" | "fade_s":
                pass
            case _:
                score.warn("NOT_YET", f"a baked score does not hear '{word}'", word)


def _feel(score: Score, said: dict[str, Any] | None) -> None:
    if said is None:
        score.feelings.free()
        return
    feeling = [millionths(said[name]) for name in ("valence", "arousal")] + [millionths(said.get("dominance", 0.0))]
    hold = millionths(said.get("hold_s", 5.0)) * RATE // WHOLE
    confidence = millionths(said.get("confidence", 1.0))
    score.feelings.feel(score.frame, feeling, confidence, hold, free=bool(said.get("free", False)))


def _event(score: Score, name: str, intensity: float) -> None:
    score.quiet_since = score.frame
    meaning = score.baked["events"].get(name)
    if meaning is None:
        score.warn("UNKNOWN_NAME", f"the table has no event '{name}'", f"event:{name}")
        return
    strength = clamp(millionths(intensity), 0, WHOLE)
    score.feelings.event(name, strength)
    dwelt = max(score.frame - score.entered, 0)
    cues = [cue for cue in meaning["cues"] if _applies(cue, strength, score.section, dwelt)]
    why: Why = (f"event:{name}", score.seq, name)
    playing = (score.section, score.asked)
    back = any(c["kind"] == "section" and c["name"] not in playing and changes.resumes(score, c["name"]) for c in cues)
    for cue in cues:
        if not (back and cue["kind"] == "stinger"):
            _cue(score, cue, why, explicit=False)


def _applies(cue: dict[str, Any], strength: int, section: str, dwelt: int) -> bool:
    if not cue["least"] <= strength <= cue["most"]:
        return False
    if not section:
        return True
    if cue["from"] and section not in cue["from"]:
        return False
    return bool(dwelt >= cue["after"] and (not cue["until"] or dwelt < cue["until"]))


def _cue(score: Score, cue: dict[str, Any], why: Why, *, explicit: bool) -> None:
    at = cue.get("at", "next_bar")
    match cue["kind"]:
        case "stinger":
            stings.cue_stinger(score, cue["name"], at, why, explicit=explicit)
        case "section":
            within = cue.get("within_ms", 0) * RATE // 1000
            strength = CUE if explicit else EVENT
            if explicit or cue["name"] in score.baked["sections"]:
                changes.ask(score, Wish(cue["name"], at, within, why, strength, cue.get("marker", "")))
        case kind:
            if explicit:
                score.warn("NOT_YET", f"a baked score has no cue '{kind}'", f"cue:{kind}")


def _pin(score: Score, pins: dict[str, Any]) -> None:
    for name, value in pins.items():
        kind, _, layer = name.partition(":")
        plain = name in ("energy", "density", "tempo", "key", "mode") or name in score.baked["params"]
        if not plain and not (kind == "layer" and layer in score.baked["layers"]):
            score.warn("UNKNOWN_NAME", f"no parameter '{name}'", f"param:{name}")
        elif value is None:
            score.pins.pop(name, None)
        else:
            score.pins[name] = value


def _verb(score: Score, verb: str, fade_s: float | None) -> None:
    why: Why = (f"control.{verb}", score.seq, "")
    match verb:
        case "pause" if score.paused_at < 0:
            score.paused_at = score.frame
            score.tell_now("control", {"verb": "pause"}, why)
        case "resume" if score.paused_at >= 0:
            _resume(score, why)
        case "stop" if not score.stopped or score.paused_at >= 0:
            _stop(score, fade_s, why)
        case "mute" | "unmute" if score.muted != (verb == "mute"):
            score.muted = verb == "mute"
            score.tell_now("control", {"verb": verb}, why)


def _resume(score: Score, why: Why) -> None:
    """Go on where the pause began: what was promised and has not sounded is promised anew, later."""
    paused = score.paused_at
    at = max(score.frame, paused + BLOCK)
    later = at - paused
    waiting = [event for event in score.ahead if event["frame"] >= paused]
    for one in score.passes:
        if one.end_frame > paused:
            one.origin += later
    score.paused_at = -1
    score.ahead = []
    score.tell_now("control", {"verb": "resume"}, why, at)
    for event in waiting:
        score.tell_again(event, later)
    if score.bed_until >= 0:
        score.bed_until += later
    score.entered += later
    score.quiet_since += later
    if score.rest_to >= 0:
        score.rest_from += later
        score.rest_to += later


def _stop(score: Score, fade_s: float | None, why: Why) -> None:
    ending = score.brief["ending"] if score.section else None
    if fade_s is None and ending and score.plays:
        score.stopping = True
        score.wish = Wish(ending, "next_bar", 0, why, STOP)
        return
    fade = (FADE_S if fade_s is None else fade_s) if score.paused_at < 0 else 0.0
    score.tell_now("control", {"verb": "stop", "fade_s": fade}, why)
    score.paused_at, score.ahead = -1, []
    flow.halt(score)


def _level(score: Score, said: dict[str, Any]) -> None:
    if "volume" in said:
        values = {"verb": "volume", "bus": said["volume"]["bus"], "db": said["volume"]["db"], "fade_s": 0.05}
        score.tell_now("control", values, ("control.volume", score.seq, ""))
    if "duck" in said:
        score.duck = millionths(said["duck"].get("db", -6.0)) // 1000 if said["duck"].get("on", True) else 0
        score.bed, score.bed_until = 0, -1
        score.tell_now("duck", {"db": db(score.duck)}, ("control.duck", score.seq, ""))
