"""Tables of what is sent to other programs: a decision's values as their OSC messages, written in TOML."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from affekt.core.errors import AffektError, Reason
from affekt.core.score import ScoreEvent
from affekt.core.units import gain
from affekt.io.osc.codec import encode
from affekt.session.log import act_to_dict, kind_of

_WORD = re.compile(r"\$([a-z_]+)")
_WHOLE = re.compile(r"^\$([a-z_]+)$")
_SILENT_DB = -96.0

Kind = Literal[
    "layer", "section", "tempo", "key", "chord", "note", "stinger", "effect", "beat", "marker", "duck", "control",
    "affect", "intent",
]  # fmt: skip


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_max_length=200)


class Send(_Table):
    """One message of theirs for one kind of decision."""

    of: Kind
    where: dict[str, str | float] = {}
    """Only where the decision has these values."""
    to: Annotated[str, Field(pattern=r"^/")]
    """Their address; `$value` puts in one of the decision's."""
    args: Annotated[list[str | float], Field(max_length=8)]
    """`$value` alone is the value itself, a number or a word; within a text it is put in."""


class SendFile(_Table):
    """A table of what one program is sent."""

    format: Literal[1]
    program: str
    about: str = ""
    send: list[Send]

    def messages(self, session: str, event: ScoreEvent, bpm: float) -> list[bytes]:
        """Return what is sent for a decision; nothing for what the table does not speak of.

        Args:
            session: its name, as `$session`.
            event: The decision.
            bpm: The sounding tempo, for lengths in seconds.

        Raises:
            AffektError: OUT_OF_RANGE or TOO_LARGE where a value does not fit.
        """
        kind = kind_of(event.act)
        rules = [rule for rule in self.send if rule.of == kind]
        if not rules:
            return []
        values = _values(session, event, bpm)
        return [_message(rule, values) for rule in rules if all(values.get(k) == v for k, v in rule.where.items())]


def _values(session: str, event: ScoreEvent, bpm: float) -> dict[str, Any]:
    """Return a decision's values, and what is worked out from them: factors for dB, seconds for beats."""
    values: dict[str, Any] = {"fade_beats": 0.0, "take": "", **act_to_dict(event.act)}
    values |= {"session": session, "bar": event.bar, "beat": round(event.beat), "section_bar": event.section_bar}
    for db in ("gain_db", "db"):
        if db in values:
            values["gain"] = 0.0 if values[db] <= _SILENT_DB else gain(values[db])
    if "gain" in values:
        values["percent"] = min(100.0 * values["gain"], 100.0)
    for share in ("energy", "tension"):
        if share in values:
            values[f"{share}_percent"] = 100.0 * values[share]
    for beats, length in (("fade_beats", "fade_seconds"), ("ramp_beats", "fade_seconds"), ("beats", "seconds")):
        if beats in values:
            values[length] = values[beats] * 60.0 / bpm
    if "fade_seconds" in values:
        values["fade_milliseconds"] = round(1000.0 * values["fade_seconds"])
    return values


def _message(rule: Send, values: dict[str, Any]) -> bytes:
    path = _WORD.sub(lambda found: str(values.get(found[1], "")), rule.to)
    return encode(path, *(_argument(word, values) for word in rule.args))


def _argument(word: str | float, values: dict[str, Any]) -> str | int | float:
    if not isinstance(word, str):
        return word
    whole = _WHOLE.match(word)
    if whole:
        found: str | int | float = values.get(whole[1], "")
        return found
    return _WORD.sub(lambda found: str(values.get(found[1], "")), word)


def load_sends(name: str) -> SendFile:
    """Load a table: one that comes with Affekt (`fmod`, `wwise`, `unreal`), or a file's path.

    Raises:
        AffektError: UNKNOWN_NAME, or MALFORMED with what is wrong where.
    """
    shipped = files("affekt.io.osc") / "sends" / f"{name}.toml"
    path = Path(name)
    if name.isidentifier() and shipped.is_file():
        text = shipped.read_text("utf-8")
    elif path.suffix == ".toml" and path.is_file():
        text = path.read_text("utf-8")
    else:
        raise AffektError(Reason.UNKNOWN_NAME, f"no OSC sends {name!r}; name fmod, wwise, unreal or a .toml file")
    try:
        return SendFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise AffektError(Reason.MALFORMED, f"{name}: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise AffektError(Reason.MALFORMED, f"{name}: {where}: {first['msg']}") from error
