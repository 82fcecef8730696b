"""Spoilt input, killed clients, killed workers, killed servers: the others play on, and nothing stays behind."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from affekt.bench.core_faults import CLIENT, die, hole, lose_a_worker, off_bar, recorded_gaps, spoil, wait_for
from affekt.bench.served import Served
from affekt.core.units import BLOCK

pytestmark = pytest.mark.system


def test_a_hundred_thousand_spoilt_packets_are_refused_and_counted_and_disturb_nobody(served: Served):
    told = asyncio.run(spoil(served, 100_000))
    assert told["sent"] == 10_000
    assert told["refused"] == told["sent"]
    assert told["counted"] > told["sent"]
    assert told["beats"] > 4
    assert told["wrong"] == 0


def test_a_killed_clients_session_ends_with_its_lease(serve):
    server = serve(environment={"AFFEKT_SESSIONS_LEASE_S": "1"})
    client = subprocess.Popen([sys.executable, "-c", CLIENT, server.grpc], stdout=subprocess.PIPE, text=True)
    assert client.stdout is not None
    assert client.stdout.readline() == "open\n"
    assert server.metrics()["affekt_sessions_open"] == 1
    client.kill()
    client.communicate()
    assert wait_for(server, lambda: server.metrics()["affekt_sessions_open"] == 0, 10.0) < 10.0
    assert server.metrics()["affekt_lease_expiries_total"] == 1


def test_a_killed_worker_comes_back_with_every_session_on_its_right_bar(serve, tmp_path: Path, lantern: Path):
    folder = tmp_path / "recorded"
    server = serve(record=folder)
    before = server.workers()
    streams = asyncio.run(lose_a_worker(server, 2, before_s=1.5, after_s=4.5))
    assert len(server.workers()) == 1
    assert server.workers() != before
    for number, stream in enumerate(streams, start=1):
        name = f"heir-{number - 1}-{number}"
        gaps = recorded_gaps(folder / f"{name}.jsonl")
        assert len(gaps) == 1
        assert gaps[0][1] > gaps[0][0]
        # A busy machine may be late once more as the session is taken up again; it is never early.
        assert hole(stream) >= gaps[0][1] - gaps[0][0] - BLOCK
        assert off_bar(folder, name, stream, str(lantern)) == 0.0


def test_a_killed_server_leaves_no_shared_memory_and_no_worker(tmp_path: Path, lantern: Path):
    assert asyncio.run(die(tmp_path, str(lantern))) == []
