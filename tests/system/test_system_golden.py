"""Decisions that were written down once stay as they are; AFFEKT_GOLDEN=write writes them down anew."""

import json
import os
from pathlib import Path

import pytest

from affekt.arrange.load import load
from affekt.bench.verb import affekt
from affekt.core.score import Note, Section, Stinger
from affekt.host.offline import Run, read_script
from affekt.host.offline import run as conduct
from affekt.sense.game import read_table
from affekt.session.conductor import Conductor
from affekt.session.log import event_to_line

GOLDEN = Path(__file__).parent / "golden"
EXPECTED = GOLDEN / "adventure.decisions.jsonl"


@pytest.fixture
def adventure(lantern: Path) -> Run:
    table = read_table((GOLDEN / "game.toml").read_text("utf-8"), "game.toml")
    return conduct(Conductor.of(load(lantern), table), read_script(GOLDEN / "adventure.jsonl"))


def test_the_adventure_is_decided_as_it_was_written_down(adventure: Run):
    lines = [event_to_line(event) for event in adventure.events]
    if os.environ.get("AFFEKT_GOLDEN") == "write":
        EXPECTED.write_text("".join(line + "\n" for line in lines), "utf-8", newline="\n")
    expected = EXPECTED.read_text("utf-8").splitlines()
    for number, (now, then) in enumerate(zip(lines, expected, strict=False), start=1):
        assert json.loads(now) == json.loads(then), f"line {number}"
    assert len(lines) == len(expected)


def test_the_adventure_holds_what_makes_it_worth_keeping(adventure: Run):
    acts = [event.act for event in adventure.events]
    sections = [act.section for act in acts if isinstance(act, Section)]
    assert {"exploration", "combat"} <= set(sections)
    assert {act.name for act in acts if isinstance(act, Stinger)} >= {"hit"}
    assert sum(isinstance(act, Note) for act in acts) > 20
    assert adventure.notices == []


@pytest.mark.system
def test_the_contracts_example_renders_with_the_shipped_set(tmp_path: Path):
    log = tmp_path / "decisions.jsonl"
    ran = affekt("render", GOLDEN / "example.jsonl", "--log", log, "--midi", tmp_path / "x.mid", "--json")
    assert ran.status == 0, ran.err
    kinds = {json.loads(line)["kind"] for line in log.read_text("utf-8").splitlines()}
    assert {
        "layer",
        "section",
        "tempo",
        "key",
        "chord",
        "note",
        "stinger",
        "beat",
        "affect",
        "intent",
        "control",
    } <= kinds
    for reason in ("MALFORMED", "out of range", "unknown"):
        assert reason not in ran.err
