"""The transcripts stand as the real codecs and conductors would write them now, and Python reproduces them."""

import json
from pathlib import Path

import pytest

from affekt.baked import BakedConductor
from affekt.testing.conformance.everything import stale, texts
from affekt.testing.conformance.small import HOME
from affekt.testing.conformance.transcript import read

BAKED = sorted(HOME.glob("baked/*/*.jsonl"))


def test_no_transcript_is_out_of_date():
    assert stale() == [], "write them anew: python -m affekt.testing.conformance"


def test_each_tells_what_it_is():
    for name in texts():
        if name.endswith(".jsonl"):
            head, steps = read((HOME / name).read_text("utf-8"))
            assert head["conformance"] == 1
            assert head["kind"] == name.split("/")[0]
            assert head["title"].endswith(".")
            assert any(given for _, given in steps), name


@pytest.mark.parametrize("path", BAKED, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_the_reference_conductor_reproduces_a_baked_transcript(path: Path):
    head, steps = read(path.read_text("utf-8"))
    conductor = BakedConductor(json.loads((path.parent / head["table"]).read_text("utf-8")), head["seed"])
    for done, given in steps:
        found = conductor.say(done["frame"], done["line"]) if done["do"] == "say" else conductor.advance(done["frame"])
        noticed = [{"notice": {"reason": n["reason"], "about": n["about"]}} for n in conductor.notices()]
        assert found + noticed == given, done
