"""Write the reference of the Unity package's C# from its doc comments.

python server/tools/csharp_api.py generate     write docs/csharp-api.md
python server/tools/csharp_api.py check        fail if it is not what the comments say
"""

import argparse
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "clients/unity/dev.affekt.unity/Runtime"
FOLDERS = ("Core/Session", "Core/Score", "Core/Sound", "Core/Net", "Core/Osc", "Core/Bridge")
"""Whose public types are told, in this order; the contract's own messages are told by the contract."""
PAGE = ROOT / "docs/csharp-api.md"
HEAD = """\
# C#: the reference

Made from the doc comments in `clients/unity/dev.affekt.unity/Runtime/Core` by
`python server/tools/csharp_api.py generate`. It is the part of the Unity package that knows nothing of Unity and runs
in any .NET game; how to begin is in [the package's README](../clients/unity/README.md). Messages such as `ScoreEvent`
are classes with the names and fields of [proto/affekt/v1](../proto/affekt/v1), in the namespace `Affekt.Protocol`.
"""
_TYPE = re.compile(
    r"public (?P<marks>(?:sealed |static |abstract |partial |readonly )*)(?P<kind>class|interface|struct|enum) "
    r"(?P<name>\w+)(?:\s*:\s*(?P<bases>[^{]+))?"
)
_VALUE = re.compile(r"(?P<name>\w+) = -?\d+,?$")
_REF = re.compile(r'<(?:see|paramref|typeparamref) (?:cref|name|langword)="(?:\w:)?([^"]+)"\s*/>')


@dataclass
class Type:
    """A public type and its members, as they are told."""

    name: str
    kind: str
    bases: str
    about: str
    values: list[tuple[str, str]] = field(default_factory=list)
    events: list[tuple[str, str]] = field(default_factory=list)
    properties: list[tuple[str, str]] = field(default_factory=list)
    methods: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """A declaration and the comment before it."""

    comment: str
    code: str


def declarations(text: str) -> Iterator[Told]:
    """Return every declaration that has a doc comment, with its comment's XML."""
    lines = iter(text.splitlines())
    comment: list[str] = []
    for line in lines:
        bare = line.strip()
        if bare.startswith("///"):
            comment.append(bare[3:].strip())
            continue
        if not comment or bare.startswith("["):
            continue
        code = bare
        while not re.search(r"[{;]$|=>|\bget\b|\)$", code) and not _VALUE.match(code):
            following = next(lines, "").strip()
            if following == "{" or not following:
                break
            code += " " + following
        yield Told("\n".join(comment), code)
        comment = []


def words(comment: str, tag: str = "summary") -> str:
    """Return what a comment says, in Markdown; empty where it is inherited."""
    found = ET.fromstring(f"<all>{_REF.sub(lambda one: '`' + one[1].split('.')[-1] + '`', comment)}</all>").find(tag)
    if found is None:
        return ""
    text = "".join(found.itertext())
    return " ".join(text.split())


def arguments(comment: str) -> str:
    """Return what a comment says of the arguments and the result."""
    root = ET.fromstring(f"<all>{_REF.sub(lambda one: '`' + one[1].split('.')[-1] + '`', comment)}</all>")
    said = [f"`{one.get('name')}`: {' '.join(''.join(one.itertext()).split())}" for one in root.findall("param")]
    back = words(comment, "returns")
    return " ".join([*said, *([f"Returns: {back}"] if back else [])])


def types(text: str) -> list[Type]:
    """Return the public types of a file with their public members."""
    found: list[Type] = []
    for told in declarations(text):
        match = _TYPE.match(told.code)
        if match:
            marks = "abstract " if "abstract" in match["marks"] else "static " if "static" in match["marks"] else ""
            bases = " ".join((match["bases"] or "").split("//")[0].split())
            found.append(Type(match["name"], marks + match["kind"], bases, words(told.comment)))
        elif found:
            _member(found[-1], told)
    return found


def _member(of: Type, told: Told) -> None:
    value = _VALUE.match(told.code)
    if of.kind == "enum" and value:
        of.values.append((value["name"], words(told.comment)))
        return
    code = re.sub(r"\s*(\{|=>|;).*$", "", told.code)
    public = code.startswith("public ") or (of.kind == "interface" and not code.startswith(("private", "internal")))
    if not public or not words(told.comment):
        return
    code = re.sub(r"^public ((?:static|override|abstract|readonly|sealed|virtual) )*", "", code)
    code = re.sub(r"\(\s+", "(", code)
    if code.startswith("event "):
        of.events.append((code.removeprefix("event "), words(told.comment)))
    elif "(" in code.partition(" = ")[0] or code.startswith(f"{of.name}("):
        of.methods.append((code, " ".join(filter(None, (words(told.comment), arguments(told.comment))))))
    else:
        of.properties.append((code, words(told.comment)))


def _with(before: Type | None, part: Type) -> Type:
    """Return a type with one more of its parts."""
    if before is None:
        return part
    return Type(
        part.name, before.kind, before.bases or part.bases, before.about or part.about, before.values + part.values,
        before.events + part.events, before.properties + part.properties, before.methods + part.methods,
    )  # fmt: skip


def page() -> str:
    """Return the page as it should be."""
    parts = [HEAD]
    for folder in FOLDERS:
        merged: dict[str, Type] = {}
        for path in sorted((PACKAGE / folder).glob("*.cs")):
            for one in types(path.read_text("utf-8")):
                merged[one.name] = _with(merged.get(one.name), one)
        parts += [_section(one) for one in merged.values()]
    return "\n".join(parts)


def _section(one: Type) -> str:
    bases = f", `{one.bases}`" if one.bases else ""
    parts = [f"## {one.name}\n\n{one.kind.capitalize()}{bases}. {one.about}\n"]
    for title, rows in (
        ("Values", one.values), ("Events", one.events), ("Properties", one.properties), ("Methods", one.methods),
    ):  # fmt: skip
        if rows:
            told = [f"| `{code}` | {said} |\n".replace("||", "\\|\\|") for code, said in rows]
            parts.append(f"| {title} | |\n|---|---|\n" + "".join(told))
    return "\n".join(parts)


def main() -> int:
    """Write the page or compare it; 1 if it is old."""
    parser = argparse.ArgumentParser(description="Write the reference of the Unity package's C#.")
    parser.add_argument("what", choices=("generate", "check"))
    text = page()
    if parser.parse_args().what == "generate":
        PAGE.write_text(text, "utf-8")
        return 0
    if PAGE.read_text("utf-8") != text:
        print("docs/csharp-api.md is old; run 'python server/tools/csharp_api.py generate'")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
