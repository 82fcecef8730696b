"""From the text of a `set.toml` to its manifest, or to what is wrong with the words in it."""

import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from affekt.arrange.findings import Findings
from affekt.arrange.locate import KeyPath, locate
from affekt.arrange.manifest import StemSet
from affekt.core.effects import EFFECTS

MANIFEST = "set.toml"
_MOST_BYTES = 2_000_000
_TOML_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_manifest(folder: Path) -> tuple[StemSet | None, Findings]:
    """Read a set's manifest; where it is None, the findings say why."""
    findings = Findings()
    path = folder / MANIFEST
    try:
        if path.stat().st_size > _MOST_BYTES:
            findings.error((), f"is larger than {_MOST_BYTES:,} bytes; a manifest holds words, not recordings")
            return None, findings
        raw = path.read_bytes()
    except OSError as error:
        findings.error((), f"cannot be read ({error.strerror}); a set is a folder with a {MANIFEST} in it")
        return None, findings
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        findings.add("error", (), "this line is not UTF-8; save the file as UTF-8", line=line)
        return None, findings
    return parse_manifest(text, findings)


def parse_manifest(text: str, findings: Findings) -> tuple[StemSet | None, Findings]:
    """Read a manifest from its text; `findings` is filled with lines and errors."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _TOML_LINE.search(str(error))
        line = int(at[1]) if at else text.rstrip("\n").count("\n") + 1
        words = _TOML_LINE.sub("", str(error)).removesuffix("(at end of document)").strip()
        findings.add("error", (), f"not TOML: {words[:1].lower()}{words[1:]}", line=line)
        return None, findings
    except RecursionError:
        findings.error((), "values are nested too deeply; a manifest needs six levels")
        return None, findings
    findings.lines = locate(text)
    try:
        return StemSet.model_validate(raw), findings
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=True):
            path: KeyPath = tuple(part for part in fault["loc"] if part != "[key]")
            findings.error(_narrow(path, fault["msg"], raw), _words(path, fault["type"], fault["msg"], fault["input"]))
        return None, findings


def _words(path: KeyPath, kind: str, message: str, value: Any) -> str:
    """Return what is wrong in words that say what to do."""
    name = path[-1] if path else ""
    known = _keys(path[:-1])
    if kind == "extra_forbidden":
        near = get_close_matches(str(name), known, 1)
        return f"unknown key; did you mean '{near[0]}'?" if near else f"unknown key; known are {', '.join(known)}"
    if kind == "missing":
        return f"'{name}' is missing; add it"
    if kind == "string_pattern_mismatch":
        if name == "file" or name == "parts":
            return f"{value!r} is not a path inside the set's folder, such as 'audio/bed.ogg'"
        if name == "input":
            return f"{value!r} is not an input such as 'energy' or 'state.threat'"
        if name == "to":
            return f"{value!r} is not layer:NAME, volume:BUS or an effect: {', '.join(EFFECTS)}"
        return f"{value!r} is not a name; use lower-case letters, digits and '_', beginning with a letter"
    words = message.removeprefix("Value error, ")
    if kind == "value_error":
        return words
    shown = "" if isinstance(value, dict | list) else f", not {value!r}"
    return words[:1].lower() + words[1:].replace("Input", "it", 1) + shown


def _keys(path: KeyPath) -> list[str]:
    """Return the keys that the table at a path may have."""
    table: type[BaseModel] | None = StemSet
    for part in path:
        if isinstance(part, int) or table is None:
            continue
        fields = {f.alias or n: f for n, f in table.model_fields.items()}
        if part in fields:
            inner = _table(fields[part].annotation)
            table = inner or table
    return [f.alias or n for n, f in table.model_fields.items()] if table else []


def _table(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        if (table := _table(inner)) is not None:
            return table
    return None


def _narrow(path: KeyPath, message: str, raw: dict[str, Any]) -> KeyPath:
    """Return the key that a table-wide rule was about, so that its own line is shown."""
    table: Any = raw
    for part in path:
        try:
            table = table[part]
        except (KeyError, IndexError, TypeError):
            return path
    if not isinstance(table, dict) or not message.startswith("Value error, "):
        return path
    words = message.removeprefix("Value error, ")
    if words.startswith("chord ") and isinstance(table.get("progression"), list):
        for index, bar in enumerate(table["progression"]):
            if any(f"chord {symbol!r} " in words for symbol in str(bar).split()):
                return (*path, "progression", index)
    first = words.split(" ", 1)[0]
    if first in table:
        return (*path, first)
    if "is not a note name" in words and "key" in table:
        return (*path, "key")
    return path
