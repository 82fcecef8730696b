"""What can go wrong, in words that say what to do next; each reason has one name on every wire."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a request was refused. The same names stand in the proto's `ErrorReason`."""

    MALFORMED = "MALFORMED"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    UNKNOWN_SESSION = "UNKNOWN_SESSION"
    SESSION_EXISTS = "SESSION_EXISTS"
    UNKNOWN_SET = "UNKNOWN_SET"
    BAD_SET = "BAD_SET"
    UNKNOWN_NAME = "UNKNOWN_NAME"
    NOT_YET = "NOT_YET"
    BAD_TOKEN = "BAD_TOKEN"
    FORBIDDEN = "FORBIDDEN"
    TOO_LARGE = "TOO_LARGE"
    TOO_FAST = "TOO_FAST"
    TOO_MANY = "TOO_MANY"
    UNSUPPORTED = "UNSUPPORTED"
    BAD_SNAPSHOT = "BAD_SNAPSHOT"
    CLOSED = "CLOSED"
    INTERNAL = "INTERNAL"


class AffektError(Exception):
    """A refusal: a reason a program can read and a sentence a person can act on."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(text)
        self.reason = reason
        self.text = text


class LineError(AffektError):
    """A refusal of one line of a file."""

    def __init__(self, reason: Reason, text: str, *, file: str = "", line: int = 0) -> None:
        where = f"{file}:{line}: " if file else (f"line {line}: " if line else "")
        super().__init__(reason, where + text)
        self.file = file
        self.line = line
        self.bare = text
