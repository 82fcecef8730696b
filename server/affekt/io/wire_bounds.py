"""What may come in from outside, beside the ranges that `session.limits` sets for everything said."""

from math import isfinite
from typing import Final

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from affekt.core.errors import AffektError, Reason
from affekt.core.feeling import Evidence
from affekt.session.limits import SNAPSHOT_BYTES, number, word

PULSES: Final = 500
"""Samples in one piece of a pulse signal."""

_DOUBLES = (FieldDescriptor.TYPE_DOUBLE, FieldDescriptor.TYPE_FLOAT)


def within(value: float, low: float, high: float, what: str) -> float:
    """Return a value that lies in its range.

    Raises:
        AffektError: OUT_OF_RANGE, also for NaN and infinities.
    """
    number(what, value, low, high)
    return value


def named(name: str, what: str) -> str:
    """Return a name of 1 to 64 printable characters.

    Raises:
        AffektError: OUT_OF_RANGE.
    """
    word(what, name)
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
            for x in value if field.is_repeated else (value,):
                if not isfinite(x):
                    raise AffektError(Reason.OUT_OF_RANGE, f"{field.name} is not a finite number")
        elif field.type == FieldDescriptor.TYPE_MESSAGE:
            for inner in value if field.is_repeated else (value,):
                refuse_nan(inner)


def check_told(evidence: Evidence) -> Evidence:
    """Return evidence that says something about at least one dimension, at a frame that can be.

    Raises:
        AffektError: MALFORMED or OUT_OF_RANGE.
    """
    within(evidence.frame, 0, 2**62, "frame")
    if evidence.valence is None and evidence.arousal is None and evidence.dominance is None:
        raise AffektError(Reason.MALFORMED, "evidence says nothing; give it valence, arousal or dominance")
    return evidence


def check_snapshot(snapshot: str) -> None:
    """Accept a snapshot by its length.

    Raises:
        AffektError: BAD_SNAPSHOT.
    """
    if not 0 < len(snapshot.encode()) <= SNAPSHOT_BYTES:
        raise AffektError(Reason.BAD_SNAPSHOT, f"a snapshot has 1 to {SNAPSHOT_BYTES} bytes; this is none of ours")
