"""What a session holds and what comes, as messages and back."""

from affekt.core.score import Why
from affekt.core.units import Frame
from affekt.host.api import Coming, Outlook
from affekt.io.wire_words import FADE, FROM_TIME, TO_TIME
from affekt.v1 import score_pb2
from affekt.v1 import session_pb2 as pb


def outlook_of(outlook: Outlook) -> pb.Outlook:
    """Return an outlook as a message."""
    return pb.Outlook(
        pins=[_pin_of(name, value) for name, value in outlook.pins],
        coming=_coming_of(outlook.coming) if outlook.coming is not None else None,
        committed_to=outlook.committed_to,
        set_sha256=outlook.set_sha256,
        set_coming=outlook.set_coming,
        recorded=outlook.recorded,
    )


def outlook_from(m: pb.Outlook) -> Outlook:
    """Return a message as an outlook.

    Raises:
        AffektError: MALFORMED for words that the contract does not have.
    """
    return Outlook(
        pins=tuple((pin.name, pin.word if pin.WhichOneof("value") == "word" else pin.number) for pin in m.pins),
        coming=_coming_from(m.coming) if m.HasField("coming") else None,
        committed_to=Frame(m.committed_to),
        set_sha256=m.set_sha256,
        set_coming=m.set_coming,
        recorded=m.recorded,
    )


def _pin_of(name: str, value: float | str) -> pb.Param:
    return pb.Param(name=name, word=value) if isinstance(value, str) else pb.Param(name=name, number=value)


def _coming_of(coming: Coming) -> pb.ComingSection:
    return pb.ComingSection(
        section=coming.section,
        frame=coming.frame,
        from_time=FROM_TIME.name_of(coming.from_time),
        to_time=TO_TIME.name_of(coming.to_time),
        fade=FADE.name_of(coming.fade),
        fade_beats=coming.fade_beats,
        why=score_pb2.Why(rule=coming.why.rule, cause_seq=coming.why.cause_seq, text=coming.why.text),
    )


def _coming_from(m: pb.ComingSection) -> Coming:
    return Coming(
        m.section,
        Frame(m.frame),
        FROM_TIME.word_of(m.from_time),
        TO_TIME.word_of(m.to_time),
        FADE.word_of(m.fade),
        m.fade_beats,
        Why(m.why.rule, m.why.cause_seq, m.why.text),
    )
