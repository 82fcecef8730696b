"""What the recorder writes: inputs as session-file lines, without raw text or pulse unless told so."""

from typing import Any

from affekt.core.inputs import (
    Acted,
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Gap,
    Input,
    NewSet,
    Param,
    Reading,
    Reset,
    Restore,
    Result,
    Said,
    Save,
    Signal,
    StateFeeling,
    Text,
    Transport,
    Volume,
)
from affekt.core.units import seconds


def write_line(item: Input, *, raw: bool = False) -> dict[str, Any] | None:
    """Return the line that records an input, or None for what is not kept.

    Raw signals are never kept; a line of text and a heart rate are, if `raw` says so. Evidence made from them is
    recorded as a `Reading` of the same frame.
    """
    said = item.said
    if isinstance(said, Signal | Text) and not (raw and (isinstance(said, Text) or said.source == "heart_rate")):
        return None
    return {"t": seconds(item.frame), "frame": item.frame, "seq": item.seq, **fields_of(said)}


def fields_of(said: Said) -> dict[str, Any]:
    """Return what is said as the keys of a line, without its time. Reading it again gives an equal value."""
    match said:
        case GameEvent(name, intensity):
            return {"event": name, "intensity": intensity}
        case GameState(values):
            return {"state": dict(values)}
        case StateFeeling(v, a, d, confidence, hold_s, free):
            body = {"valence": v, "arousal": a, "dominance": d, "confidence": confidence, "hold_s": hold_s}
            return {"affect": {**body, "free": True} if free else body}
        case FreeFeeling():
            return {"affect": None}
        case Signal(source, values):
            return {
                "sense": {"source": source, **({"blendshapes": dict(values)} if source == "face" else dict(values))}
            }
        case Text(line):
            return {"text": line}
        case Cue(kind, name, at, within_ms, marker):
            cue: dict[str, Any] = {"kind": kind, "name": name, "at": at}
            cue |= {"within_ms": within_ms} if within_ms else {}
            return {"cue": cue | ({"marker": marker} if marker else {})}
        case Param(name, value):
            return {"param": {name: value}}
        case Transport(verb, fade_s):
            return {"control": verb} if fade_s is None else {"control": verb, "fade_s": fade_s}
        case _:
            return _others(said)


def _others(said: Said) -> dict[str, Any]:
    match said:
        case Volume(bus, db):
            return {"control": {"volume": {"bus": bus, "db": db}}}
        case DuckMusic(db, on):
            return {"control": {"duck": {"db": db, "on": on}}}
        case Save(name):
            return {"control": {"save": name}}
        case Restore(snapshot):
            return {"control": {"restore": snapshot}}
        case Result(number, payload):
            return {"result": {"id": number, "payload": payload} if payload else {"id": number}}
        case Acted(number, frame):
            return {"acted": {"id": number, "frame": frame}}
        case Gap(start, end):
            return {"gap": {"from": start, "to": end}}
        case Reading(evidence):
            body: dict[str, Any] = {"source": evidence.source, "frame": evidence.frame}
            for key in ("valence", "arousal", "dominance"):
                if getattr(evidence, key) is not None:
                    body[key] = getattr(evidence, key)
            return {"evidence": {**body, "reliability": evidence.reliability}}
        case NewSet(sha256):
            return {"set": {"sha256": sha256}}
        case Reset():
            return {"reset": True}
    raise AssertionError(f"{type(said).__name__} has no line")
