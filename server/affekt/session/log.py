"""The decision log: one committed score event a line, the same bytes for the same decision everywhere."""

import json
from collections.abc import Callable
from typing import Any

from affekt.core.errors import AffektError, Reason
from affekt.core.intent import Intent
from affekt.core.score import (
    Act,
    AffectNow,
    Beat,
    Chord,
    Control,
    Duck,
    Effect,
    IntentNow,
    Key,
    Layer,
    Marker,
    Note,
    ScoreEvent,
    Section,
    Stinger,
    Tempo,
    Why,
)
from affekt.core.units import Frame, Tick, seconds

encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
"""Writes an object as one line, the same bytes for the same object."""


def _float(value: float) -> float:
    return round(float(value), 6) + 0.0


_Field = tuple[str, type, Any]
"""A value's name, its type, and the value that is left out of the line; `...` is always written."""

_FIELDS: dict[str, tuple[Callable[..., Any], tuple[_Field, ...]]] = {
    "layer": (Layer, (("layer", str, ...), ("gain_db", float, ...), ("fade_beats", float, ...), ("take", str, ""))),
    "section": (
        Section,
        (
            ("section", str, ...),
            ("from_time", str, ...),
            ("to_time", str, ...),
            ("fade", str, ...),
            ("fade_beats", float, ...),
            ("target_tick", int, ...),
            ("rule", str, ...),
            ("bpm", float, 0.0),
        ),
    ),
    "tempo": (Tempo, (("bpm", float, ...), ("ramp_beats", float, ...))),
    "key": (
        Key,
        (
            ("tonic", str, ...),
            ("mode", str, ...),
            ("cents", float, ...),
            ("shift", int, 0),
            ("path", str, "recorded"),
        ),
    ),
    "chord": (Chord, (("chord", str, ...), ("scale", str, ...))),
    "note": (Note, (("voice", str, ...), ("pitch", int, ...), ("velocity", int, ...), ("beats", float, ...))),
    "stinger": (Stinger, (("name", str, ...), ("take", str, ""))),
    "effect": (Effect, (("name", str, ...), ("value", float, ...), ("fade_beats", float, 0.0))),
    "beat": (Beat, (("bpm", float, ...), ("metre", str, ...))),
    "marker": (Marker, (("name", str, ...),)),
    "duck": (Duck, (("db", float, ...),)),
    "control": (Control, (("verb", str, ...), ("bus", str, ""), ("db", float, 0.0), ("fade_s", float, 0.0))),
}
_INTENT: tuple[_Field, ...] = (
    *((name, float, ...) for name in ("valence", "arousal", "dominance")),
    ("mode", str, ...),
    ("key", str, ...),
    *(
        (name, float, ...)
        for name in (
            "tempo",
            "sounding_tempo",
            "energy",
            "tension",
            "density",
            "note_rate",
            "harmonic_rhythm",
            "orchestration",
            "brightness",
            "articulation",
            "dynamics_db",
        )
    ),
    ("frozen", bool, False),
    ("clamped", str, ""),
)
_KINDS: dict[type, str] = {
    **{made: kind for kind, (made, _) in _FIELDS.items() if isinstance(made, type)},
    AffectNow: "affect",
    IntentNow: "intent",
}
KINDS = tuple(_KINDS.values())
"""Every kind of decision, in the contract's order."""


def kind_of(act: Act) -> str:
    """Return the name of a decision's kind, as it stands in the log."""
    return _KINDS[type(act)]


def _written(value: object, fields: tuple[_Field, ...]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, kind, left_out in fields:
        found = getattr(value, name)
        if kind is float:
            found = _float(found)
        if found != left_out:
            out[name] = found
    return out


def act_to_dict(act: Act) -> dict[str, Any]:
    """Return a decision's own values, floats rounded to six decimals, keys in a fixed order."""
    if isinstance(act, AffectNow):
        feeling = {name: _float(getattr(act, name)) for name in ("valence", "arousal", "dominance")}
        return {**feeling, "sigma": [_float(s) for s in act.sigma], "sources": list(act.sources)}
    if isinstance(act, IntentNow):
        archetypes = {name: _float(weight) for name, weight in act.intent.archetypes}
        return {**_written(act.intent, _INTENT), "archetypes": archetypes}
    return _written(act, _FIELDS[kind_of(act)][1])


def event_to_dict(event: ScoreEvent) -> dict[str, Any]:
    """Return the log's object for a score event; `t` is the session time in seconds at which it sounds."""
    out: dict[str, Any] = {
        "id": event.id,
        "decided_frame": event.decided_frame,
        "frame": event.frame,
        "t": seconds(event.frame),
        "tick": event.tick,
        "bar": event.bar,
        "beat": _float(event.beat),
        "section_bar": event.section_bar,
        "kind": kind_of(event.act),
        **act_to_dict(event.act),
    }
    if event.supersedes:
        out["supersedes"] = event.supersedes
    out["why"] = {"rule": event.why.rule, "cause_seq": event.why.cause_seq, "text": event.why.text}
    return out


def event_to_line(event: ScoreEvent) -> str:
    """Return the log's line for a score event, without the line's end."""
    return encode(event_to_dict(event))


def _read(found: dict[str, Any], fields: tuple[_Field, ...]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, kind, left_out in fields:
        value = found[name] if left_out is ... else found.get(name, left_out)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is not kind:
            raise TypeError(f"{name} must be {kind.__name__}")
        out[name] = value
    return out


def _act(found: dict[str, Any]) -> Act:
    kind = found["kind"]
    if kind == "affect":
        v, a, d = (float(found[name]) for name in ("valence", "arousal", "dominance"))
        sigma_v, sigma_a, sigma_d = (float(s) for s in found["sigma"])
        return AffectNow(v, a, d, (sigma_v, sigma_a, sigma_d), tuple(str(s) for s in found["sources"]))
    if kind == "intent":
        archetypes = tuple((str(name), float(weight)) for name, weight in found["archetypes"].items())
        return IntentNow(Intent(**_read(found, _INTENT), archetypes=archetypes))
    made, fields = _FIELDS[kind]
    act: Act = made(**_read(found, fields))
    return act


def dict_to_event(found: dict[str, Any]) -> ScoreEvent:
    """Read a log's object back.

    Raises:
        AffektError: MALFORMED, if it is not what `event_to_dict` writes.
    """
    try:
        why = found["why"]
        return ScoreEvent(
            int(found["id"]),
            Frame(int(found["decided_frame"])),
            Frame(int(found["frame"])),
            Tick(int(found["tick"])),
            int(found["bar"]),
            float(found["beat"]),
            int(found["section_bar"]),
            _act(found),
            Why(str(why["rule"]), int(why["cause_seq"]), str(why["text"])),
            int(found.get("supersedes", 0)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AffektError(Reason.MALFORMED, f"this is not a line of a decision log: {error}") from error


def line_to_event(line: str) -> ScoreEvent:
    """Read a log's line back.

    Raises:
        AffektError: MALFORMED.
    """
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise AffektError(Reason.MALFORMED, f"this is not a line of a decision log: {error}") from error
    if not isinstance(found, dict):
        raise AffektError(Reason.MALFORMED, "this is not a line of a decision log: it is no object")
    return dict_to_event(found)
