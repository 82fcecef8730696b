"""Mapping tables: the OSC addresses of other programs turned into ours, written in TOML."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import isfinite
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from affekt.core.errors import AffektError, Reason
from affekt.io.osc.codec import Argument
from affekt.io.osc.tree import ADDRESSES


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_max_length=200)


class Rule(_Table):
    """One address of another program."""

    source: Annotated[str, Field(alias="from", pattern=r"^/")]
    """Its address; a trailing `/*` stands for any last part."""
    to: str
    """One of ours that says something to a session."""
    args: Annotated[list[str | float], Field(max_length=8)]
    """Ours after the session's name; `$1` … is their argument, `$name` their address's last part."""
    from_range: tuple[float, float] | None = None
    """Their numbers' range …"""
    to_range: tuple[float, float] = (0.0, 1.0)
    """… is laid on this one, and clamped to it."""
    when: Literal["always", "true"] = "always"
    """`true`: only when their first argument is true or above 0."""


class MapFile(_Table):
    """A mapping table."""

    format: Literal[1]
    program: str
    about: str = ""
    map: list[Rule]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A table in use: what one program says goes to one session."""

    table: MapFile
    session: str

    def turned(self, path: str, values: Sequence[Argument]) -> list[tuple[str, tuple[Argument, ...]]] | None:
        """Return our messages for one of theirs: none where it says nothing now, None where the table has no rule."""
        rules = [rule for rule in self.table.map if _fits(rule.source, path)]
        if not rules:
            return None
        said = []
        for rule in rules:
            if rule.when == "true" and not (values and not isinstance(values[0], str | bytes) and values[0] > 0):
                continue
            arguments = [_argument(rule, word, path, values) for word in rule.args]
            said.append((rule.to, (self.session, *arguments)))
        return said


def _fits(source: str, path: str) -> bool:
    if source.endswith("/*"):
        head, _, last = path.rpartition("/")
        return head == source[:-2] and bool(last)
    return source == path


def _argument(rule: Rule, word: str | float, path: str, values: Sequence[Argument]) -> Argument:
    if not isinstance(word, str) or not word.startswith("$"):
        return word
    if word == "$name":
        return path.rpartition("/")[2]
    index = int(word[1:]) - 1
    if index >= len(values):
        raise AffektError(
            Reason.MALFORMED, f"{rule.source} came with {len(values)} arguments, the map wants {index + 1}"
        )
    value = values[index]
    if rule.from_range is None or isinstance(value, str | bytes) or not isfinite(value):
        return value
    (low, high), (to_low, to_high) = rule.from_range, rule.to_range
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    return to_low + share * (to_high - to_low)


def load_map(name: str) -> MapFile:
    """Load a mapping table: one of those that come with Affekt (`vrchat`, `muse`), or a file's path.

    Raises:
        AffektError: UNKNOWN_NAME, or MALFORMED with what is wrong where.
    """
    shipped = files("affekt.io.osc") / "maps" / f"{name}.toml"
    path = Path(name)
    if name.isidentifier() and shipped.is_file():
        text = shipped.read_text("utf-8")
    elif path.suffix == ".toml" and path.is_file():
        text = path.read_text("utf-8")
    else:
        raise AffektError(Reason.UNKNOWN_NAME, f"no OSC map {name!r}; name muse, vrchat or a .toml file")
    try:
        table = MapFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise AffektError(Reason.MALFORMED, f"{name}: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise AffektError(Reason.MALFORMED, f"{name}: {where}: {first['msg']}") from error
    for rule in table.map:
        _check(name, rule)
    return table


def _check(name: str, rule: Rule) -> None:
    address = ADDRESSES.get(rule.to)
    if address is None or address.said is None:
        raise AffektError(Reason.MALFORMED, f"{name}: {rule.to} is not an address that says something to a session")
    if not address.needed <= len(rule.args) <= len(address.arguments):
        raise AffektError(Reason.MALFORMED, f"{name}: {rule.source}: write the arguments of {address.form}")
    for word in rule.args:
        if (
            isinstance(word, str)
            and word.startswith("$")
            and word != "$name"
            and word not in [f"${n}" for n in range(1, 65)]
        ):
            raise AffektError(Reason.MALFORMED, f"{name}: {rule.source}: {word} must be $name or $1 to $64")
    if rule.from_range is not None and rule.from_range[0] == rule.from_range[1]:
        raise AffektError(Reason.MALFORMED, f"{name}: {rule.source}: from_range is empty")
