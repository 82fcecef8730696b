"""The sample in real time against a real server, in each of its ways to sound."""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from affekt.bench.engines import Godot
from affekt.bench.served import Served

pytestmark = [pytest.mark.godot, pytest.mark.system, pytest.mark.slow]

SUMMARY = re.compile(r"sample: (.*); sections (.*); (\d+) saved; loudest (-?\d+) dB; \d+ underruns")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """A server that records, and where to."""
    records = tmp_path_factory.mktemp("records")
    with Served(tmp_path_factory.mktemp("server"), record=records) as served:
        yield served, records


def run(godot: Godot, sample: Path, served: Served, *more: str) -> tuple[str, list[str], int]:
    """Play by script for some seconds; return how it stood, the sections that sounded, the size of what was saved."""
    doors = [f"--server=http://{served.doors['http']}", f"--osc={served.doors['osc']}"]
    done = godot.run(
        sample, ["--quit-after", "4000", "--", "--script=adventure", "--seed=7", *doors, *more], seconds=60
    )
    assert done.faults == []
    found = SUMMARY.search(done.out)
    assert found, done.out[-2000:]
    assert -50 < int(found[4]) < 0
    return found[1], found[2].split(), int(found[3])


def said(records: Path) -> list[dict]:
    """Return the lines of the newest recording."""
    told = (path for path in records.glob("lantern-*.jsonl") if ".decisions" not in path.name)
    newest = max(told, key=lambda path: path.stat().st_mtime_ns)
    return [json.loads(line) for line in newest.read_text("utf-8").splitlines()[1:]]


def test_streamed_and_saved_then_commanded_and_restored(
    godot: Godot, sample: Path, server: tuple[Served, Path]
) -> None:
    served, records = server
    stands, sections, saved = run(godot, sample, served, "--mode=streamed", "--seconds=7", "--pause-at=5")
    assert stands.startswith("streamed: connected")
    assert sections[-1] == "calm"
    assert saved > 100
    controls = [line["control"] for line in said(records) if "control" in line]
    assert controls[-2:] == ["pause", "resume"]
    stands, sections, _ = run(godot, sample, served, "--mode=commanded", "--seconds=5", "--go-on")
    assert stands.startswith("commanded: connected")
    assert "calm" in sections
    assert any("restore" in line["control"] for line in said(records) if isinstance(line.get("control"), dict))


def test_a_server_that_lies_beside_the_game_plays(godot: Godot, sample: Path, tmp_path: Path) -> None:
    program = tmp_path / "music_server/affekt-server"
    program.parent.mkdir()
    doors = " ".join(f"--listen {name}=127.0.0.1:0" for name in ("grpc", "osc", "http"))
    program.write_text(
        # The game's own home is empty, and a server without its caches would take half a minute.
        f"#!/bin/sh\nunset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME\nexport HOME='{Path.home()}'\n"
        f"export PYTHONPATH='{os.pathsep.join(sys.path)}'\n"
        f"exec '{sys.executable}' -m affekt.cli serve --until-eof --workers 1 {doors} --set wayfarer 2>/dev/null\n"
    )
    program.chmod(0o755)
    words = ["--script=adventure", "--seed=7", f"--own-server={program.parent}", "--mode=streamed", "--seconds=14"]
    done = godot.run(sample, ["--quit-after", "6000", "--", *words], seconds=60)
    assert done.faults == []
    found = SUMMARY.search(done.out)
    assert found, done.out[-2000:]
    assert found[1].startswith("streamed: connected")
    assert "calm" in found[2].split()


def test_commanded_over_osc(godot: Godot, sample: Path, server: tuple[Served, Path]) -> None:
    stands, sections, _ = run(godot, sample, server[0], "--mode=commanded", "--wire=osc", "--seconds=7")
    assert stands.startswith("commanded: ")
    assert sections[:2] == ["exploration", "calm"]
    events = [line["event"] for line in said(server[1]) if "event" in line]
    assert events[:2] == ["explore", "rest"]


def test_baked_and_as_well_while_no_server_answers(
    godot: Godot, baked_sample: Path, server: tuple[Served, Path]
) -> None:
    sample = baked_sample
    stands, sections, saved = run(godot, sample, server[0], "--mode=baked", "--seconds=7")
    assert stands.startswith("baked: no server")
    assert sections[:2] == ["exploration", "calm"]
    assert saved > 100
    _, sections, _ = run(godot, sample, server[0], "--mode=baked", "--seconds=5", "--static")
    assert sections == ["exploration"]
    stands, sections, saved = run(
        godot, sample, server[0], "--mode=streamed", "--seconds=8", "--server=http://127.0.0.1:1"
    )
    assert stands.endswith("the baked table plays")
    assert sections[-1] == "calm"
    assert saved > 100
