"""The baked conductor in C# gives every decision of the transcripts, to the last number."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from affekt.bench.csharp import ROOT, command, environment
from affekt.testing.messages import decision, request
from affekt.v1 import score_pb2

pytestmark = pytest.mark.csharp
TRANSCRIPTS = sorted((ROOT / "clients/conformance/baked").glob("*/*.jsonl"))
REASONS = {"UNKNOWN_NAME": "UnknownName", "TOO_FAST": "TooFast", "NOT_YET": "NotYet"}


def steps(path: Path) -> tuple[dict[str, Any], list[tuple[dict[str, Any], list[dict[str, Any]]]]]:
    """The head of a transcript, then what is done with what it gives."""
    head, *lines = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    found: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
    for line in lines:
        if "do" in line:
            found.append((line, []))
        else:
            found[-1][1].append(line["gives"])
    return head, found


def told(given: dict[str, Any]) -> str | score_pb2.ScoreEvent:
    """What the program prints for a line of the transcript."""
    if "notice" in given:
        return f"notice {REASONS[given['notice']['reason']]} {given['notice']['about']}"
    return decision(given)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_c_sharp_reproduces_a_baked_transcript(path, program):
    head, script = steps(path)
    runner = program("BakedRun", ["Affekt.Core", "Affekt.Play"])
    words = [
        f"say {done['frame']} {request(done['line']).SerializeToString().hex()}"
        if done["do"] == "say"
        else f"advance {done['frame']}"
        for done, _ in script
    ]
    ran = subprocess.run(
        [*command(runner), str(path.parent / head["table"]), str(head["seed"])],
        input="\n".join(words) + "\n",
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    lines = iter(ran.stdout.splitlines())
    for done, given in script:
        found: list[str | score_pb2.ScoreEvent] = []
        for line in lines:
            if line == "done":
                break
            found.append(
                score_pb2.ScoreEvent.FromString(bytes.fromhex(line[6:])) if line.startswith("gives ") else line
            )
        assert found == [told(one) for one in given], done
