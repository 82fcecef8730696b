"""The shapes of session-file lines: which keys may stand where, and of what type. Ranges are in `limits`."""

from collections.abc import Sequence
from typing import Any, Final, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from affekt.core.errors import AffektError, Reason
from affekt.core.feeling import Evidence
from affekt.core.inputs import (
    Acted,
    At,
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Gap,
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
from affekt.core.units import Frame
from affekt.session.limits import SIGNALS


class Shape(BaseModel):
    """One object of a line: frozen, strict, unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, str_max_length=65_536)


S = TypeVar("S", bound=Shape)

UNTOLD: Final = -1
"""Stands for the frame of evidence that came without one, until the line's own moment is known."""


class Line(Shape):
    """What one line says."""

    def said(self) -> tuple[Said, ...]:
        """Return the inputs that the line stands for; ranges are not checked yet."""
        raise NotImplementedError


class _Event(Line):
    event: str
    intensity: float = 1.0

    def said(self) -> tuple[Said, ...]:
        return (GameEvent(self.event, self.intensity),)


class _State(Line):
    state: dict[str, float]

    def said(self) -> tuple[Said, ...]:
        return (GameState(tuple(self.state.items())),)


class _Feeling(Shape):
    valence: float
    arousal: float
    dominance: float = 0.0
    confidence: float = 1.0
    hold_s: float = 5.0
    free: bool = False


class _Affect(Line):
    affect: _Feeling | None

    def said(self) -> tuple[Said, ...]:
        if self.affect is None:
            return (FreeFeeling(),)
        a = self.affect
        return (StateFeeling(a.valence, a.arousal, a.dominance, a.confidence, a.hold_s, a.free),)


class _Sensor(Shape):
    source: Literal["heart_rate", "eda", "face"]
    bpm: float | None = None
    rmssd_ms: float | None = None
    sdnn_ms: float | None = None
    microsiemens: float | None = None
    blendshapes: dict[str, float] | None = None


class _Sense(Line):
    sense: _Sensor

    def said(self) -> tuple[Said, ...]:
        given = {key: getattr(self.sense, key) for key in _Sensor.model_fields if key in self.sense.model_fields_set}
        source = str(given.pop("source"))
        known = ("blendshapes",) if source == "face" else tuple(SIGNALS[source])
        if known[0] not in given or None in given.values() or not given.keys() <= set(known):
            others = f", and may have {', '.join(known[1:])}" if known[1:] else " and no other key"
            raise AffektError(Reason.MALFORMED, f"sense {source} has {known[0]}{others}")
        return (Signal(source, tuple((given["blendshapes"] if source == "face" else given).items())),)


class _Text(Line):
    text: str

    def said(self) -> tuple[Said, ...]:
        return (Text(self.text),)


class _CueBody(Shape):
    kind: Literal["stinger", "section", "theme", "release"]
    name: str
    at: At = "next_bar"
    within_ms: int = 0
    marker: str = ""


class _Cue(Line):
    cue: _CueBody

    def said(self) -> tuple[Said, ...]:
        c = self.cue
        return (Cue(c.kind, c.name, c.at, c.within_ms, c.marker),)


class _Param(Line):
    param: dict[str, float | str | None] = Field(min_length=1, max_length=32)

    def said(self) -> tuple[Said, ...]:
        return tuple(Param(name, value) for name, value in self.param.items())


class _Verb(Line):
    control: Literal["pause", "resume", "stop", "mute", "unmute"]
    fade_s: float | None = None

    def said(self) -> tuple[Said, ...]:
        if self.fade_s is not None and self.control != "stop":
            raise AffektError(Reason.MALFORMED, f"fade_s belongs to stop, not to {self.control}")
        return (Transport(self.control, self.fade_s),)


class _Stop(Shape):
    fade_s: float | None = None


class _Volume(Shape):
    bus: Literal["master", "music", "stingers", "notes"]
    db: float


class _Duck(Shape):
    db: float = -6.0
    on: bool = True


class _Object(Shape):
    stop: _Stop | None = None
    volume: _Volume | None = None
    duck: _Duck | None = None
    save: str | None = None
    restore: str | None = None


class _Control(Line):
    control: _Object

    def said(self) -> tuple[Said, ...]:
        match self.control:
            case _Object(stop=_Stop() as s, volume=None, duck=None, save=None, restore=None):
                return (Transport("stop", s.fade_s),)
            case _Object(stop=None, volume=_Volume() as v, duck=None, save=None, restore=None):
                return (Volume(v.bus, v.db),)
            case _Object(stop=None, volume=None, duck=_Duck() as d, save=None, restore=None):
                return (DuckMusic(d.db, d.on),)
            case _Object(stop=None, volume=None, duck=None, save=str() as name, restore=None):
                return (Save(name),)
            case _Object(stop=None, volume=None, duck=None, save=None, restore=str() as snapshot):
                return (Restore(snapshot),)
        raise AffektError(Reason.MALFORMED, "control holds one of volume, duck, save, restore, stop")


class _EvidenceBody(Shape):
    source: str
    frame: int | None = None
    valence: float | None = None
    arousal: float | None = None
    dominance: float | None = None
    reliability: float = 1.0


class _Evidence(Line):
    evidence: _EvidenceBody

    def said(self) -> tuple[Said, ...]:
        e = self.evidence
        return (
            Reading(
                Evidence(
                    e.source,
                    Frame(UNTOLD if e.frame is None else e.frame),
                    e.valence,
                    e.arousal,
                    e.dominance,
                    e.reliability,
                )
            ),
        )


class _ResultBody(Shape):
    id: int
    payload: str = ""


class _Result(Line):
    result: _ResultBody

    def said(self) -> tuple[Said, ...]:
        return (Result(self.result.id, self.result.payload),)


class _ActedBody(Shape):
    id: int
    frame: int


class _Acted(Line):
    acted: _ActedBody

    def said(self) -> tuple[Said, ...]:
        return (Acted(self.acted.id, Frame(self.acted.frame)),)


class _GapBody(Shape):
    start: int = Field(alias="from")
    end: int = Field(alias="to")


class _Gap(Line):
    gap: _GapBody

    def said(self) -> tuple[Said, ...]:
        return (Gap(Frame(self.gap.start), Frame(self.gap.end)),)


class _NewSetBody(Shape):
    sha256: str = Field(pattern="^[0-9a-f]{0,64}$")


class _NewSet(Line):
    set: _NewSetBody

    def said(self) -> tuple[Said, ...]:
        return (NewSet(self.set.sha256),)


class _Reset(Line):
    reset: Literal[True]

    def said(self) -> tuple[Said, ...]:
        return (Reset(),)


_LIVE: dict[str, type[Line]] = {
    "event": _Event,
    "state": _State,
    "affect": _Affect,
    "sense": _Sense,
    "text": _Text,
    "cue": _Cue,
    "param": _Param,
    "control": _Control,
    "evidence": _Evidence,
}
_RECORDED: dict[str, type[Line]] = {
    "result": _Result,
    "acted": _Acted,
    "gap": _Gap,
    "reset": _Reset,
    "set": _NewSet,
}
LIVE_KINDS = tuple(_LIVE)
"""What a line may say, live or in a file."""
KINDS = (*_LIVE, *_RECORDED)
"""What a line of a file may say; the later ones stand in recordings."""


def said_of(kind: str, fields: dict[str, Any]) -> tuple[Said, ...]:
    """Turn a line's object, without its time, into what is said; ranges are not checked yet.

    Raises:
        AffektError: MALFORMED, with the key and what is allowed there.
    """
    shape = _LIVE.get(kind) or _RECORDED[kind]
    if kind == "control" and isinstance(fields[kind], str):
        shape = _Verb
    return validated(shape, fields).said()


def validated(shape: type[S], fields: dict[str, Any]) -> S:
    """Check an object against a shape.

    Raises:
        AffektError: MALFORMED, with the key and what is allowed there.
    """
    try:
        return shape.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise AffektError(Reason.MALFORMED, _sentence(shape, first["type"], first["loc"], first["msg"])) from None


def _sentence(shape: type[Shape], kind: str, loc: Sequence[int | str], message: str) -> str:
    keys = [ascii(str(part)[:64])[1:-1] for part in loc if part != "[key]"]
    path = ".".join(keys) or "the line"
    if kind == "extra_forbidden":
        inside = f" in {'.'.join(keys[:-1])}" if keys[:-1] else ""
        return f"unknown key '{keys[-1]}'{inside}; allowed: {', '.join(_keys(shape, keys[:-1]))}"
    if kind == "missing":
        return f"{path} is missing"
    return f"{path}: {message[:1].lower()}{message[1:]}"


def _keys(shape: type[Shape], path: Sequence[str]) -> list[str]:
    for part in path:
        inner = shape.model_fields[part].annotation if part in shape.model_fields else None
        for candidate in (inner, *get_args(inner)):
            if isinstance(candidate, type) and issubclass(candidate, Shape):
                shape = candidate
    return [field.alias or name for name, field in shape.model_fields.items()]
