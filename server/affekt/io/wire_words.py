"""Words and numbers: each word of the house beside its number in the contract."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar, get_args

from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import At, Cue, Transport, Volume
from affekt.core.score import Control, Fade, FromTime, KeyPath, ToTime
from affekt.host.lane import Format
from affekt.render.space import Layout
from affekt.v1 import affect_pb2, audio_pb2, error_pb2, score_pb2, session_pb2

W = TypeVar("W", bound=str)


class Words(Generic[W]):
    """One enum of the contract, and the words that the house uses for its values."""

    def __init__(self, enum: EnumTypeWrapper, prefix: str, words: Iterable[W]) -> None:
        self._what = prefix.removesuffix("_").lower()
        self._names = {word: prefix + word.upper() for word in words}
        self._words = {enum.Value(name): word for word, name in self._names.items()}

    def name_of(self, word: W) -> str:
        """Return the enum's name of a word, which message constructors accept."""
        return self._names[word]

    def word_of(self, number: int) -> W:
        """Return the word of an enum's number.

        Raises:
            AffektError: MALFORMED for 0 and for numbers that this protocol does not have.
        """
        word = self._words.get(number)
        if word is None:
            known = ", ".join(self._names)
            raise AffektError(Reason.MALFORMED, f"{self._what} {number} is not known; choose one of {known}")
        return word


def _literal(owner: type, field: str) -> tuple[str, ...]:
    return get_args(owner.__annotations__[field])


FROM_TIME: Words[FromTime] = Words(score_pb2.FromTime, "FROM_TIME_", get_args(FromTime))
TO_TIME: Words[ToTime] = Words(score_pb2.ToTime, "TO_TIME_", get_args(ToTime))
FADE: Words[Fade] = Words(score_pb2.Fade, "FADE_", get_args(Fade))
KEY_PATH: Words[KeyPath] = Words(score_pb2.KeyPath, "KEY_PATH_", get_args(KeyPath))
CONTROL: Words[Any] = Words(score_pb2.ControlVerb, "CONTROL_VERB_", _literal(Control, "verb"))
AT: Words[At] = Words(session_pb2.CueTime, "CUE_TIME_", get_args(At))
CUE: Words[Any] = Words(session_pb2.CueKind, "CUE_KIND_", _literal(Cue, "kind"))
TRANSPORT: Words[Any] = Words(session_pb2.TransportVerb, "TRANSPORT_VERB_", _literal(Transport, "verb"))
BUS: Words[Any] = Words(session_pb2.Bus, "BUS_", _literal(Volume, "bus"))
FORMAT: Words[Format] = Words(audio_pb2.SampleFormat, "SAMPLE_FORMAT_", get_args(Format))
LAYOUT: Words[Layout] = Words(audio_pb2.ChannelLayout, "CHANNEL_LAYOUT_", get_args(Layout))
REASON: Words[Reason] = Words(error_pb2.ErrorReason, "ERROR_REASON_", Reason)


def pairs_of(values: Iterable[tuple[str, float]]) -> list[affect_pb2.NamedValue]:
    """Return named numbers as messages, in their order."""
    return [affect_pb2.NamedValue(name=name, value=value) for name, value in values]


def pairs_from(values: Iterable[affect_pb2.NamedValue]) -> tuple[tuple[str, float], ...]:
    """Return named numbers as values, in their order."""
    return tuple((v.name, v.value) for v in values)
