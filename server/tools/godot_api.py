"""Write the reference of Godot's addon from the doc comments in its scripts.

python server/tools/godot_api.py generate     write docs/godot-api.md
python server/tools/godot_api.py check        fail if it is not what the comments say

Both need Godot (`make engines`).
"""

import argparse
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from affekt.bench.engines import Godot

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "clients/godot"
PAGE = ROOT / "docs/godot-api.md"
HEAD = """\
# Godot: the reference

Made from the doc comments in `clients/godot/addons/affekt` by `python server/tools/godot_api.py generate`; the editor
shows the same under F1. How to begin is in [godot.md](godot.md).
"""
_CODE = re.compile(r"\[codeblock\]\n?(.*?)\[/codeblock\]", re.DOTALL)


def documented(godot: Godot, project: Path) -> list[ET.Element]:
    """Return what Godot read from the scripts of an imported project: each class that has a name."""
    with tempfile.TemporaryDirectory() as folder:
        run = godot.run(project, ["--doctool", folder, "--gdscript-docs", "res://addons/affekt"])
        if run.faults:
            raise SystemExit(f"Godot could not read the scripts: {run.faults[0]}")
        paths = sorted(path for path in Path(folder).glob("*.xml") if re.fullmatch(r"Affekt\w+", path.stem))
        return [ET.fromstring(path.read_text("utf-8")) for path in paths]


def page(classes: list[ET.Element]) -> str:
    """Return the page."""
    return HEAD + "".join(f"\n{_class(one)}" for one in classes)


def _class(of: ET.Element) -> str:
    about = "\n\n".join(filter(None, (_text(of, "brief_description"), _text(of, "description"))))
    parts = [f"## {of.get('name')}\n\nInherits `{of.get('inherits')}`.\n", f"{about}\n"]
    for title, tag, written in (
        ("Signals", "signals/signal", _call),
        ("Properties", "members/member", _member),
        ("Methods", "methods/method", _call),
        ("Constants", "constants/constant", _constant),
    ):
        rows = [written(one) for one in of.findall(tag) if _is_public(one)]
        if rows:
            parts.append(f"| {title} | |\n|---|---|\n" + "".join(rows))
    return "\n".join(parts)


def _is_public(one: ET.Element) -> bool:
    return not str(one.get("name")).startswith("_") and bool(_said(one))


def _said(one: ET.Element) -> str:
    return _text(one, "description") or _markdown(one.text or "")


def _call(one: ET.Element) -> str:
    words = []
    for param in one.findall("param"):
        default = param.get("default")
        words.append(f"{param.get('name')}: {param.get('type')}" + (f" = {default}" if default is not None else ""))
    back = one.find("return")
    kind = "" if back is None or back.get("type") == "void" else f" -> {back.get('type')}"
    return _row(f"{one.get('name')}({', '.join(words)}){kind}", one)


def _member(one: ET.Element) -> str:
    default = one.get("default")
    return _row(f"{one.get('name')}: {one.get('type')}" + (f" = {default}" if default else ""), one)


def _constant(one: ET.Element) -> str:
    group = one.get("enum")
    return _row(f"{group}.{one.get('name')}" if group else f"{one.get('name')} = {one.get('value')}", one)


def _row(code: str, one: ET.Element) -> str:
    said = " ".join(_said(one).split()).replace("|", "\\|")
    return f"| `{code.replace('|', '/')}` | {said} |\n"


def _text(of: ET.Element, tag: str) -> str:
    return _markdown(of.findtext(tag) or "")


def _markdown(text: str) -> str:
    """Turn Godot's marks into Markdown's."""
    text = text.strip()
    blocks: list[str] = []

    def keep(found: re.Match[str]) -> str:
        blocks.append(f"\n\n```gdscript\n{found[1].strip()}\n```\n\n")
        return f"\0{len(blocks) - 1}\0"

    text = _CODE.sub(keep, text)
    text = re.sub(r"\[code\](.*?)\[/code\]", r"`\1`", text, flags=re.DOTALL)
    text = re.sub(r"\[(?:method|member|signal|param|constant|enum)\s+([\w.]+)\]", r"`\1`", text)
    text = re.sub(r"\[([A-Z]\w+)\]", r"`\1`", text)
    text = re.sub(r"\[/?[bi]\]", "", text)
    text = re.sub(r"\s*\[br\]\s*", " ", text)
    return re.sub(r"\s*\0(\d+)\0\s*", lambda found: blocks[int(found[1])], text).strip()


def made(godot: Godot) -> str:
    """Return the page as it should be, from a copy of the project."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns(".godot", "*.uid", "*.import", "tests"))
        godot.import_project(project)
        return page(documented(godot, project))


def main() -> int:
    """Write the page or compare it; 1 if it is old."""
    parser = argparse.ArgumentParser(description="Write the reference of Godot's addon.")
    parser.add_argument("what", choices=("generate", "check"))
    what = parser.parse_args().what
    with tempfile.TemporaryDirectory() as home:
        text = made(Godot(Path(home)))
    if what == "generate":
        PAGE.write_text(text, "utf-8")
        return 0
    if PAGE.read_text("utf-8") != text:
        print("docs/godot-api.md is old; run 'python server/tools/godot_api.py generate'")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
