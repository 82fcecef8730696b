"""Latency: from saying something to hearing the command at the client, over gRPC and OSC, alone and in company."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from affekt.bench.crowd import Crowd
from affekt.bench.rows import Row, judged, quantile
from affekt.bench.run import Setting
from affekt.bench.served import Served
from affekt.clock import MonotonicClock
from affekt.core.units import BLOCK, SAMPLE_RATE, Seconds
from affekt.io.osc.codec import decode, encode

COMPANY = 20
_P50_MS, _P95_MS = 2, 10
_WAIT_S = 2.0


def latency(setting: Setting) -> Iterator[Row]:
    """Duck and duck again, alone and beside 20 sessions that compose; each duck's command is waited for."""
    count = 1_000 if setting.soak else 300
    with Served(setting.scratch, stem_set=setting.stem_set, log_level="warning") as server:
        for company, words in ((0, "alone"), (COMPANY, f"beside {COMPANY} composing sessions")):
            beside = f"-with-{company}" if company else ""
            with Crowd(server, company) if company else nullcontext():
                if company:
                    server.wait(3.0)
                spoken, frames = asyncio.run(grpc_latency(server.grpc, count))
                yield from _rows(f"latency-grpc{beside}", f"event to command over gRPC, {words}", spoken)
                text = f"blocks from saying to the frame where it acts, {words}"
                blocks = [frame / BLOCK for frame in frames]
                yield judged(f"latency-frame{beside}", text, blocks, "blocks (p95)", "<= 3",
                             value=quantile(blocks, 0.95))  # fmt: skip
                spoken = osc_latency(server.osc, count)
                yield from _rows(f"latency-osc{beside}", f"event to command over OSC, {words}", spoken)


def _rows(id: str, text: str, spoken: list[float]) -> Iterator[Row]:
    for name, share, bar in (("p50", 0.5, _P50_MS), ("p95", 0.95, _P95_MS)):
        why = f"p50 {quantile(spoken, 0.5):.2f}, p90 {quantile(spoken, 0.9):.2f}, p99 {quantile(spoken, 0.99):.2f} ms"
        yield judged(f"{id}-{name}", f"{text}, {name}", spoken, "ms", f"<= {bar}", value=quantile(spoken, share),
                     why=why if name == "p95" else "")  # fmt: skip


def _pause(turn: int) -> float:
    """Return a pause of 10 to 50 ms, spread evenly over the phase of every grid there is."""
    return 0.01 + 0.04 * (turn * 0.6180339887 % 1.0)


async def grpc_latency(address: str, count: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds from each duck to its command, and the frames from saying to acting."""
    from affekt_client import AsyncSession

    session = await AsyncSession.open("probe", address, seed=3, ping_every_s=0)
    clock = MonotonicClock()
    waiting: list[tuple[float, asyncio.Future[tuple[float, int]]]] = []

    def heard(event: Any) -> None:
        now = clock.now()
        if waiting and event.WhichOneof("act") == "duck" and abs(event.duck.db - waiting[0][0]) < 1e-3:
            future = waiting.pop()[1]
            if not future.done():
                future.set_result((now, event.frame))

    session.on_event = heard
    milliseconds, frames = [], []
    await asyncio.sleep(1.0)
    for turn in range(count):
        level = -3.0 - turn % 2
        future = asyncio.get_running_loop().create_future()
        waiting.append((level, future))
        frame = (clock.wall() - session.welcome.session.server_seconds_at_frame_0) * SAMPLE_RATE
        said = clock.now()
        session.duck(level)
        answered, acted = await asyncio.wait_for(future, _WAIT_S)
        milliseconds.append((answered - said) * 1e3)
        frames.append(acted - frame)
        await asyncio.sleep(_pause(turn))
    await session.close()
    return milliseconds, frames


def osc_latency(where: tuple[str, int], count: int) -> list[float]:
    """Return the milliseconds from each duck to the packet that commands it."""
    clock = MonotonicClock()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        wire.connect(where)
        wire.settimeout(_WAIT_S)
        wire.send(encode("/affekt/session/open", "osc-probe"))
        wire.recv(2_048)
        wire.send(encode("/notify", 1, "osc-probe"))
        clock.wait_until(Seconds(clock.now() + 1.0))
        milliseconds = []
        for turn in range(count):
            _drain(wire)
            level = -3.0 - turn % 2
            said = clock.now()
            wire.send(encode("/affekt/control", "osc-probe", "duck", level))
            while not _is_duck(wire.recv(65_536), level):
                pass
            milliseconds.append((clock.now() - said) * 1e3)
            clock.wait_until(Seconds(clock.now() + _pause(turn)))
        wire.send(encode("/affekt/session/close", "osc-probe"))
    return milliseconds


def _is_duck(packet: bytes, level: float) -> bool:
    found = (values for _, path, values in decode(packet) if path == "/affekt/duck")
    return any(abs(float(values[1]) - level) < 1e-3 for values in found)


def _drain(wire: socket.socket) -> None:
    wire.setblocking(False)
    try:
        while wire.recv(65_536):
            pass
    except BlockingIOError:
        pass  # It is empty, which is what was wanted.
    finally:
        wire.settimeout(_WAIT_S)
