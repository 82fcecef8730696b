"""What a client says: `ConductRequest` beside the inputs of core."""

from collections.abc import Callable
from typing import Any

from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import (
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Param,
    Reading,
    Restore,
    Said,
    Save,
    Signal,
    StateFeeling,
    Text,
    Transport,
    Volume,
)
from affekt.core.units import Frame
from affekt.io.wire_bounds import refuse_nan
from affekt.io.wire_sense import sense_from, sense_of
from affekt.io.wire_words import AT, BUS, CUE, TRANSPORT, pairs_from, pairs_of
from affekt.session.limits import check
from affekt.v1 import session_pb2 as pb


def said_from(request: pb.ConductRequest, now: Frame) -> Said:
    """Return what a client says, checked.

    Args:
        request: anything but a Hello or a Ping, which are for the conversation and not for the session.
        now: the session's frame, for evidence that does not say when it was true.

    Raises:
        AffektError: MALFORMED, OUT_OF_RANGE, TOO_LARGE, NOT_YET.
    """
    kind = request.WhichOneof("said")
    if kind is None:
        raise AffektError(Reason.MALFORMED, "the message says nothing that this protocol knows; fill one of its fields")
    if kind == "hello":
        raise AffektError(Reason.MALFORMED, "a Hello comes first, and only once in a conversation")
    refuse_nan(request)
    said = sense_from(request.sense, now) if kind == "sense" else _FROM[kind](getattr(request, kind))
    check(said)
    return said


def request_of(said: Said) -> pb.ConductRequest:
    """Return something said as a client's message.

    Raises:
        AffektError: FORBIDDEN for what only the server itself says (results, acted frames, gaps, resets).
    """
    match said:
        case GameEvent(name, intensity):
            return pb.ConductRequest(event=pb.GameEvent(name=name, intensity=intensity))
        case GameState(values):
            return pb.ConductRequest(state=pb.GameState(values=pairs_of(values)))
        case StateFeeling(v, a, d, confidence, hold_s, free):
            feeling = pb.StateFeeling(
                valence=v, arousal=a, dominance=d, confidence=confidence, hold_s=hold_s, free=free
            )
            return pb.ConductRequest(feeling=feeling)
        case FreeFeeling():
            return pb.ConductRequest(free_feeling=pb.FreeFeeling())
        case Signal() | Text() | Reading():
            return pb.ConductRequest(sense=sense_of(said))
        case Cue(kind, name, at, within_ms, marker):
            cue = pb.Cue(kind=CUE.name_of(kind), name=name, at=AT.name_of(at), within_ms=within_ms, marker=marker)
            return pb.ConductRequest(cue=cue)
        case Param(name, value):
            return pb.ConductRequest(param=_param_of(name, value))
        case Transport(verb, fade_s):
            return pb.ConductRequest(transport=pb.Transport(verb=TRANSPORT.name_of(verb), fade_s=fade_s))
        case Volume(bus, db):
            return pb.ConductRequest(volume=pb.Volume(bus=BUS.name_of(bus), db=db))
        case DuckMusic(db, on):
            return pb.ConductRequest(duck=pb.DuckMusic(db=db, on=on))
        case Save(name):
            return pb.ConductRequest(save=pb.Save(name=name))
        case Restore(snapshot):
            return pb.ConductRequest(restore=pb.Restore(snapshot=snapshot))
    raise AffektError(Reason.FORBIDDEN, f"{type(said).__name__} is said by the server alone")


def _param_of(name: str, value: float | str | None) -> pb.Param:
    if value is None:
        return pb.Param(name=name)
    return pb.Param(name=name, word=value) if isinstance(value, str) else pb.Param(name=name, number=value)


def _param_from(m: pb.Param) -> Param:
    kind = m.WhichOneof("value")
    if kind is None:
        return Param(m.name, None)
    return Param(m.name, m.word if kind == "word" else m.number)


def _feeling_from(m: pb.StateFeeling) -> StateFeeling:
    return StateFeeling(
        m.valence,
        m.arousal,
        m.dominance,
        m.confidence if m.HasField("confidence") else 1.0,
        m.hold_s if m.HasField("hold_s") else 5.0,
        m.free,
    )


def _cue_from(m: pb.Cue) -> Cue:
    return Cue(CUE.word_of(m.kind), m.name, AT.word_of(m.at) if m.at else "next_bar", m.within_ms, m.marker)


def _duck_from(m: pb.DuckMusic) -> DuckMusic:
    return DuckMusic(m.db if m.HasField("db") else -6.0, m.on if m.HasField("on") else True)


_FROM: dict[str, Callable[[Any], Said]] = {
    "event": lambda m: GameEvent(m.name, m.intensity if m.HasField("intensity") else 1.0),
    "state": lambda m: GameState(pairs_from(m.values)),
    "feeling": _feeling_from,
    "free_feeling": lambda _: FreeFeeling(),
    "cue": _cue_from,
    "param": _param_from,
    "transport": lambda m: Transport(TRANSPORT.word_of(m.verb), m.fade_s if m.HasField("fade_s") else None),
    "volume": lambda m: Volume(BUS.word_of(m.bus), m.db),
    "duck": _duck_from,
    "save": lambda m: Save(m.name),
    "restore": lambda m: Restore(m.snapshot),
}
