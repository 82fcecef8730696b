"""A whole server in this process, on loopback ports, playing a chord that Opus can carry."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.clock import MonotonicClock
from affekt.host.live import LiveSession
from affekt.host.registry import Registry
from affekt.host.workers import RenderWorkers
from affekt.io.grpc.server import GrpcServer, serve_grpc
from affekt.io.http import HttpServer, serve_http
from affekt.io.udp import UdpServer, serve_udp

CHORD = (110.0, 277.2, 440.0, 659.3)


@pytest.fixture
def chord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LoadedSet:
    """One section of one bar at 120, whose one layer is a chord that swells and fades."""
    monkeypatch.setenv("AFFEKT_CACHE", str(tmp_path / "cache"))
    (tmp_path / "stems").mkdir()
    manifest = StemSet.model_validate({
        "format": 1, "name": "chord", "start": "only", "layers": {"bed": {"role": "bed"}},
        "sections": {"only": {
            "bars": 1, "tempo": 120.0, "tail_beats": 1.0, "layers": {"bed": {"takes": [{"file": "stems/bed.wav"}]}},
        }},
    })  # fmt: skip
    time = np.arange(2 * 48_000 + 24_000) / 48_000
    swell = 0.05 + 0.05 * np.sin(2 * np.pi * 1.5 * time)
    sides = [sum(np.sin(2 * np.pi * hz * time + n * turn) for n, hz in enumerate(CHORD)) * swell for turn in (0.0, 0.4)]
    soundfile.write(tmp_path / "stems/bed.wav", np.stack(sides, axis=1), 48_000, subtype="PCM_16")
    return LoadedSet(manifest, tmp_path, "1" * 64)


@dataclass
class House:
    registry: Registry
    session: LiveSession
    grpc: GrpcServer
    http: HttpServer
    udp: UdpServer
    counts: Counter[str]


@pytest.fixture
async def house(chord: LoadedSet) -> AsyncIterator[House]:
    clock, counts = MonotonicClock(), Counter[str]()
    workers = RenderWorkers(1, capacity=2, synth="none", clock=clock, sets=[chord])
    await workers.start()
    registry = Registry({"chord": chord}, "chord", workers, clock)
    running = asyncio.create_task(registry.run())
    count = lambda name: counts.update([name])  # noqa: E731
    grpc = await serve_grpc(registry, "127.0.0.1:0", count=count)
    http = await serve_http(
        registry, "127.0.0.1:0", metrics=lambda: "", health=lambda: {"ok": True}, count=count
    )  # fmt: skip
    udp = await serve_udp(registry, "127.0.0.1:0", count=count)
    try:
        yield House(registry, registry.open("arena", seed=1), grpc, http, udp, counts)
    finally:
        await udp.stop()
        await http.stop()
        await grpc.stop(0)
        registry.end_all()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await workers.stop()
