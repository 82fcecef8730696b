"""What may come in from outside: lengths, ranges and the sentences that refuse the rest."""

from math import isfinite
from typing import Final

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from affekt.core.errors import AffektError, Reason
from affekt.core.feeling import Evidence
from affekt.core.harmony import MODES, pitch_class
from affekt.core.inputs import (
    Cue,
    DuckMusic,
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
from affekt.core.units import SILENCE_DB

NAME_LENGTH: Final = 64
"""Characters in a name."""

LINE_LENGTH: Final = 2_000
"""Characters in a line of text."""

VALUES: Final = 64
"""Named values in one message."""

SAMPLES: Final = 512
"""Samples in one piece of a pulse signal."""

SNAPSHOT_BYTES: Final = 4_096

_LOUDEST_DB = 12.0
_WIDEST = 1e9
"""The largest number that a game may send under a name of its own."""

_DOUBLES = (FieldDescriptor.TYPE_DOUBLE, FieldDescriptor.TYPE_FLOAT)


def within(value: float, low: float, high: float, what: str) -> float:
    """Return a value that lies in its range.

    Raises:
        AffektError: OUT_OF_RANGE, also for NaN and infinities.
    """
    if not low <= value <= high:
        raise AffektError(Reason.OUT_OF_RANGE, f"{what} is {value:g}; it must be from {low:g} to {high:g}")
    return value


def named(name: str, what: str) -> str:
    """Return a name of 1 to 64 printable characters.

    Raises:
        AffektError: MALFORMED.
    """
    if not 0 < len(name) <= NAME_LENGTH or not name.isprintable():
        raise AffektError(Reason.MALFORMED, f"{what} needs 1 to {NAME_LENGTH} printable characters")
    return name


def counted(length: int, most: int, what: str) -> None:
    """Accept a list with 1 to `most` entries.

    Raises:
        AffektError: MALFORMED where it is empty, TOO_LARGE where it is too long.
    """
    if length == 0:
        raise AffektError(Reason.MALFORMED, f"{what} is empty; send at least one")
    if length > most:
        raise AffektError(Reason.TOO_LARGE, f"{what} has {length} entries; send at most {most}")


def refuse_nan(message: Message) -> None:
    """Accept a message all of whose numbers are finite, at any depth.

    Raises:
        AffektError: OUT_OF_RANGE, naming the field.
    """
    for field, value in message.ListFields():
        if field.type in _DOUBLES:
            for number in value if field.is_repeated else (value,):
                if not isfinite(number):
                    raise AffektError(Reason.OUT_OF_RANGE, f"{field.name} is not a finite number")
        elif field.type == FieldDescriptor.TYPE_MESSAGE:
            for inner in value if field.is_repeated else (value,):
                refuse_nan(inner)


def check_said(said: Said) -> None:
    """Accept what a client may say, in the ranges of the contract; values made by the server itself always pass.

    Raises:
        AffektError: MALFORMED, OUT_OF_RANGE, TOO_LARGE or BAD_SNAPSHOT; nothing has changed then.
    """
    match said:
        case GameEvent(name, intensity):
            named(name, "an event's name")
            within(intensity, 0, 1, f"the intensity of {name!r}")
        case GameState(values):
            _check_values(values, VALUES, "the state")
        case StateFeeling():
            _check_feeling(said)
        case Signal(source, values):
            named(source, "a sensor's source")
            _check_values(values, SAMPLES + 1, f"the reading of {source!r}")
        case Text(line):
            if not 0 < len(line) <= LINE_LENGTH:
                raise AffektError(Reason.TOO_LARGE if line else Reason.MALFORMED, "a line has 1 to 2000 characters")
        case Reading(evidence):
            check_evidence(evidence)
        case Cue():
            named(said.name, f"a {said.kind}'s name")
            within(said.within_ms, 0, 60_000, "within_ms")
        case Param(name, value):
            named(name, "a parameter's name")
            if value is not None:
                _check_param(name, value)
        case Transport(_, fade_s):
            if fade_s is not None:
                within(fade_s, 0, 60, "fade_s")
        case Volume(_, db):
            within(db, SILENCE_DB, _LOUDEST_DB, "the volume in dB")
        case DuckMusic(db, _):
            within(db, SILENCE_DB, 0, "the duck in dB")
        case Save(name):
            named(name, "a snapshot's name")
        case Restore(snapshot):
            check_snapshot(snapshot)
        case _:
            pass


def check_evidence(evidence: Evidence) -> None:
    """Accept a reading in the ranges of a feeling that says something about at least one dimension.

    Raises:
        AffektError: MALFORMED or OUT_OF_RANGE.
    """
    named(evidence.source, "an evidence's source")
    within(evidence.frame, 0, 2**62, "frame")
    dimensions = ((evidence.valence, -1), (evidence.arousal, 0), (evidence.dominance, -1))
    for name, (value, low) in zip(("valence", "arousal", "dominance"), dimensions, strict=True):
        if value is not None:
            within(value, low, 1, name)
    if all(value is None for value, _ in dimensions):
        raise AffektError(Reason.MALFORMED, "evidence says nothing; give it valence, arousal or dominance")
    within(evidence.reliability, 0, 1, "reliability")
    if evidence.reliability == 0:
        raise AffektError(Reason.OUT_OF_RANGE, "reliability is 0; leave out what cannot be trusted at all")


def check_snapshot(snapshot: str) -> None:
    """Accept a snapshot by its length.

    Raises:
        AffektError: BAD_SNAPSHOT.
    """
    if not 0 < len(snapshot.encode()) <= SNAPSHOT_BYTES:
        raise AffektError(Reason.BAD_SNAPSHOT, f"a snapshot has 1 to {SNAPSHOT_BYTES} bytes; this is none of ours")


def _check_feeling(said: StateFeeling) -> None:
    within(said.valence, -1, 1, "valence")
    within(said.arousal, 0, 1, "arousal")
    within(said.dominance, -1, 1, "dominance")
    within(said.confidence, 0, 1, "confidence")
    within(said.hold_s, 0, 3_600, "hold_s")


def _check_values(values: tuple[tuple[str, float], ...], most: int, what: str) -> None:
    counted(len(values), most, what)
    for name, value in values:
        named(name, f"a value's name in {what}")
        within(value, -_WIDEST, _WIDEST, name)


def _check_param(name: str, value: float | str) -> None:
    ranges = {"tempo": (20.0, 300.0), "energy": (0.0, 1.0), "density": (0.0, 1.0)}
    numeric = name in ranges or name.startswith("layer:")
    if isinstance(value, str):
        if numeric:
            raise AffektError(Reason.MALFORMED, f"{name} takes a number, not a word")
        named(value, f"the value of {name}")
        if name == "mode" and value not in MODES:
            raise AffektError(Reason.OUT_OF_RANGE, f"mode {value!r} is not known; choose one of {', '.join(MODES)}")
        if name == "key":
            try:
                pitch_class(value)
            except ValueError as refused:
                raise AffektError(Reason.OUT_OF_RANGE, str(refused)) from refused
        return
    if name in ("key", "mode"):
        raise AffektError(Reason.MALFORMED, f"{name} takes a word, not a number")
    low, high = ranges.get(name, (SILENCE_DB, _LOUDEST_DB) if numeric else (-_WIDEST, _WIDEST))
    within(value, low, high, name)
