"""The same file, the same bytes; a live recording, the same music."""

import asyncio
import json
from pathlib import Path

import pytest

from affekt.bench.core_same import play_live
from affekt.bench.player import Line, write
from affekt.bench.verb import affekt

pytestmark = pytest.mark.system

LINES: list[Line] = [
    {"t": 0.0, "event": "explore"},
    {"t": 2.1, "cue": {"kind": "stinger", "name": "hit", "at": "now"}},
    {"t": 3.3, "event": "combat_start"},
    {"t": 5.0, "control": "pause"},
    {"t": 5.5, "control": "resume"},
]


def rendered(path: Path, lantern: Path, *more: object) -> dict[str, bytes]:
    outs = {kind: path.with_suffix(f".{kind}") for kind in ("wav", "mid", "log")}
    ran = affekt(
        "render", path, "--set", lantern, "--out", outs["wav"], "--midi", outs["mid"], "--log", outs["log"], *more
    )
    assert ran.status == 0, ran.err
    return {kind: out.read_bytes() for kind, out in outs.items()}


def notes(log: bytes) -> list[tuple[int, str, int]]:
    events = [json.loads(line) for line in log.splitlines()]
    return [(e["tick"], e["voice"], e["pitch"]) for e in events if e["kind"] == "note"]


@pytest.fixture
def session(tmp_path: Path) -> Path:
    return write(tmp_path / "s.jsonl", LINES, stem_set="lantern", seconds=8.0)


def test_samples_midi_and_decisions_do_not_depend_on_the_block_size(session: Path, lantern: Path):
    first = rendered(session, lantern, "--block", 480)
    assert len(first["wav"]) > 8 * 48_000 * 4
    assert notes(first["log"])
    for block in (64, "random"):
        assert rendered(session, lantern, "--block", block) == first


def test_another_seed_plays_other_notes_and_one_cue_more_plays_the_same(session: Path, lantern: Path, tmp_path: Path):
    first = notes(rendered(session, lantern)["log"])
    assert notes(rendered(session, lantern, "--seed", 8)["log"]) != first
    more = [*LINES, {"t": 2.9, "cue": {"kind": "stinger", "name": "discovery", "at": "next_beat"}}]
    path = write(tmp_path / "more.jsonl", more, stem_set="lantern", seconds=8.0)
    log = rendered(path, lantern)["log"]
    assert b'"discovery"' in log
    assert notes(log) == first


def test_a_live_recording_replays_to_the_same_decisions_and_samples(serve, tmp_path: Path, lantern: Path, monkeypatch):
    folder = tmp_path / "recorded"
    server = serve(record=folder)
    assert asyncio.run(play_live(server.grpc, length_s=4.0)) > 200
    monkeypatch.setenv("AFFEKT_SETS", str(lantern.parent))
    ran = affekt("replay", folder / "recorded-1.jsonl", "--json")
    told = json.loads(ran.out)
    assert told["same"], told
    assert "frames to the last bit" in told["samples"]
