"""What the pages tell a person to type can be typed: commands, lines, sets, tables, parts, code."""

import argparse
import ast
import shlex
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pages import ROOT, Block, blocks

import affekt_client
from affekt.arrange.findings import Findings
from affekt.arrange.manifest import StemSet
from affekt.arrange.new import STARTER
from affekt.arrange.notation import parse_score
from affekt.arrange.references import check_references
from affekt.arrange.schema import parse_manifest
from affekt.cli import VERBS
from affekt.config.load import load_config
from affekt.core.metre import Metre
from affekt.io.osc.words import SendFile
from affekt.sense.game import read_table
from affekt.session.lines import live_said, parse, read_header, read_line, read_opening
from affekt.session.log import event_to_line, line_to_event

TARGETS = {line.partition(":")[0] for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if ":" in line}


def over(*infos: str) -> Any:
    """Run a test over every block of a kind; there must be one."""
    found = blocks(*infos)
    assert found, infos
    return pytest.mark.parametrize("block", found, ids=str)


@cache
def parser() -> argparse.ArgumentParser:
    """Return the command line with all verbs and their flags."""
    whole = argparse.ArgumentParser(prog="affekt", exit_on_error=False)
    whole.add_argument("--version", action="store_true")
    verbs = whole.add_subparsers(dest="verb")
    for verb in VERBS:
        import_module(f"affekt.commands.{verb}").add_parser(verbs)
    return whole


def commands(block: Block) -> list[list[str]]:
    """Return the words of each command of a shell block."""
    lines = (line.partition(" #")[0].strip() for line in block.text.splitlines())
    return [shlex.split(line) for line in lines if line]


@over("sh")
def test_every_command_is_understood(block: Block, capsys: pytest.CaptureFixture[str]) -> None:
    for words in commands(block):
        if words[0] in ("affekt", ".venv/bin/affekt"):
            try:
                parser().parse_args(words[1:])
            except (SystemExit, argparse.ArgumentError) as error:
                pytest.fail(f"{' '.join(words)}: {error} {capsys.readouterr().err}")
        elif words[0] == "make":
            assert set(words[1:]) <= TARGETS, words
        elif words[0] == "godot":
            assert (ROOT / words[words.index("--path") + 1] / "project.godot").exists(), words
        else:
            assert words[0] in ("git", "cd", ".", "python3", ".venv/bin/python"), words


def test_a_command_that_is_not_there_is_found_out(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["demo", "--loud"], ["sing"], ["sets", "praise"]):
        with pytest.raises((SystemExit, argparse.ArgumentError)):
            parser().parse_args(words)
    capsys.readouterr()


@over("json session")
def test_session_files_are_read(block: Block) -> None:
    header, *lines = block.text.splitlines()
    read_header(header)
    times = [read_line(line, line=number, live=False)[0] or 0.0 for number, line in enumerate(lines, start=2)]
    assert times == sorted(times)


@over("json lines")
def test_lines_of_session_files_are_read(block: Block) -> None:
    times = [
        read_line(line, line=number, live=False)[0] or 0.0
        for number, line in enumerate(block.text.splitlines(), start=block.line)
    ]
    assert times == sorted(times)


@over("json live")
def test_live_lines_are_heard(block: Block) -> None:
    for line in block.text.splitlines():
        if "affekt" in parse(line):
            assert read_opening(line).session
        else:
            assert live_said(parse(line), 0)


@over("json log")
def test_lines_of_the_decision_log_are_what_is_written(block: Block) -> None:
    for line in block.text.splitlines():
        assert event_to_line(line_to_event(line)) == line


def starter() -> dict[str, Any]:
    """Return the set that `affekt sets new` writes, as plain TOML."""
    text = (STARTER / "set.toml").read_text("utf-8").replace("@NAME@", "meadow").replace("@TITLE@", "A meadow")
    return tomllib.loads(text)


def laid(under: Any, over: Any) -> Any:
    """Lay one table over another; what is no table replaces."""
    if isinstance(under, dict) and isinstance(over, dict):
        return {**under, **{key: laid(under.get(key), value) for key, value in over.items()}}
    return over


@over("toml set")
def test_whole_sets_are_sets(block: Block) -> None:
    manifest, findings = parse_manifest(block.text, Findings())
    assert manifest is not None, findings.errors
    check_references(manifest, findings)
    assert findings.errors == []


@over("toml set-fragment")
def test_fragments_fit_into_a_set(block: Block) -> None:
    manifest = StemSet.model_validate(laid(starter(), tomllib.loads(block.text)))
    findings = Findings()
    check_references(manifest, findings)
    assert findings.errors == []


@over("toml table")
def test_tables_of_games_are_read(block: Block) -> None:
    assert read_table(block.text).events


@over("toml config")
def test_configurations_are_taken(block: Block, tmp_path: Path) -> None:
    file = tmp_path / "affekt.toml"
    file.write_text(block.text, "utf-8")
    settings = load_config(file=file, environ={}, folder=tmp_path)
    assert set(settings.origins.values()) > {"default"}


@over("toml sends")
def test_tables_of_what_others_are_told_are_read(block: Block) -> None:
    assert SendFile.model_validate(tomllib.loads(block.text)).send


@over("score 4/4")
def test_parts_are_notation(block: Block) -> None:
    tracks = parse_score(block.text, Metre())
    assert all(track.notes for track in tracks.values())
    assert len({track.body_ticks for track in tracks.values()}) == 1


@over("python")
def test_code_is_python_and_imports_what_is_there(block: Block) -> None:
    compile(block.text, str(block), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    said = {name: getattr(affekt_client, name, None) for name in ("Session", "AsyncSession", "OscSession")}
    for node in ast.walk(ast.parse(block.text)):
        if isinstance(node, ast.ImportFrom) and node.module == "affekt_client":
            assert all(hasattr(affekt_client, alias.name) for alias in node.names)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            kinds = {"session": said.values(), **{name: [kind] for name, kind in said.items()}}.get(node.value.id, [])
            assert not kinds or any(hasattr(kind, node.attr) for kind in kinds), f"{node.value.id}.{node.attr}"
