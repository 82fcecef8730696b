"""The server's log: static words with values beside them, and never a feeling.

    logger.info("session opened", extra={"stem_set": name})

A log line never joins a feeling to a person: `Discreet` withholds every value whose name belongs to a feeling, to raw
words or to a secret, and every text that was built from values. What a formatter gets is safe to keep.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TextIO

PERSONAL = frozenset(
    {
        "valence", "arousal", "dominance", "affect", "feeling", "feelings", "emotion", "mood", "sigma", "evidence",
        "intent", "bpm", "heart", "hr", "hrv", "rmssd", "sdnn", "pulse", "eda", "gsr", "eeg", "ppg", "face",
        "blendshape", "blendshapes", "gaze", "voice", "text", "line", "chat", "words", "message", "said", "reading",
        "signal", "values", "payload", "body", "snapshot", "token", "secret", "password", "authorization", "key",
    }
)  # fmt: skip
"""Words that a value's name may not contain (split at underscores)."""
_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
_MOST_CHARS = 200
_OPEN_MESSAGES = (OSError, ImportError)
"""Errors of the machine, whose messages hold no word of a player's."""


def setup(
    level: Literal["debug", "info", "warning", "error"] = "info",
    fmt: Literal["text", "json"] = "text",
    stream: TextIO | None = None,
) -> logging.Handler:
    """Send the log of everything in `affekt` to a stream (standard error where not given), and return its handler.

    Called again it replaces what was set up before. Other libraries' logs are left alone.
    """
    logger = logging.getLogger("affekt")
    for old in [h for h in logger.handlers if isinstance(h, Discreet)]:
        logger.removeHandler(old)
    handler = Discreet(stream or sys.stderr)
    handler.setFormatter(Json() if fmt == "json" else Text())
    logger.addHandler(handler)
    logger.setLevel(level.upper())
    logger.propagate = False
    return handler


class Discreet(logging.StreamHandler[TextIO]):
    """Writes records without what belongs to a person; other handlers of the same record are left alone."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write what may be written of a record."""
        super().emit(discreet(record))


def discreet(record: logging.LogRecord) -> logging.LogRecord:
    """Return a copy of a record that is safe to write; it names what was withheld."""
    safe = logging.makeLogRecord({k: v for k, v in record.__dict__.items() if k in _STANDARD})
    withheld: list[str] = []
    if record.args:  # The words were to be filled with values; the words alone are kept.
        withheld.append("args")
    fields: dict[str, Any] = {}
    for name, value in record.__dict__.items():
        if name in _STANDARD:
            continue
        if personal(name):
            withheld.append(name)
        else:
            fields[name] = plain(value)
    if withheld:
        fields["withheld"] = sorted(withheld)
    safe.__dict__["fields"] = fields
    safe.__dict__["error"] = _error(record)
    safe.args = safe.exc_info = safe.exc_text = safe.stack_info = None
    return safe


def personal(name: str) -> bool:
    """Tell whether a value of this name may belong to a person."""
    return not PERSONAL.isdisjoint(name.lower().split("_"))


def plain(value: Any) -> Any:
    """Return a value as a log may hold it: numbers, short texts and lists of them; anything else by its type's name."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str | Path):
        return str(value)[:_MOST_CHARS]
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in list(value)[:16] if isinstance(v, str | int | float)]
    return f"<{type(value).__name__}>"


def _error(record: logging.LogRecord) -> str:
    """Return an exception's kind and where it happened; its message only where it cannot hold a player's words."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return ""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    said = f": {error}"[:_MOST_CHARS] if isinstance(error, _OPEN_MESSAGES) else ""
    return f"{type(error).__name__}{said} at {where}" if where else f"{type(error).__name__}{said}"


class Text(logging.Formatter):
    """One line a record, for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return `12:00:00.123 info host.registry: session opened stem_set=wayfarer`."""
        when = datetime.fromtimestamp(record.created).strftime("%H:%M:%S.%f")[:-3]
        fields = "".join(f" {k}={_shown(v)}" for k, v in getattr(record, "fields", {}).items())
        error = getattr(record, "error", "")
        where = record.name.removeprefix("affekt.")
        words = _one_line(f"{record.msg}{fields}{' error=' + error if error else ''}")
        return f"{when} {record.levelname.lower()} {where}: {words}"


class Json(logging.Formatter):
    """One JSON object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON; values keep their names, and never replace the five of its own."""
        error = getattr(record, "error", "")
        own = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg),
        } | ({"error": error} if error else {})
        return json.dumps(getattr(record, "fields", {}) | own, ensure_ascii=False, default=str)


def _shown(value: Any) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if not text or " " in text or "=" in text else text


def _one_line(text: str) -> str:
    """Return a text whose control characters cannot forge another line."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
