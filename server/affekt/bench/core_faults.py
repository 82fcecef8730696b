"""Bad weather: spoilt packets and messages, killed clients, a killed worker, a killed server."""

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from affekt.bench import process
from affekt.bench.rows import Row, judged
from affekt.bench.run import Setting
from affekt.bench.served import Served
from affekt.core.units import BLOCK, SAMPLE_RATE, Seconds
from affekt.io.osc.codec import encode

SPOILT = 100_000
_PACKETS_A_BREATH = 200
CLIENT = """
import asyncio, sys
from affekt_client import AsyncSession
async def main():
    session = await AsyncSession.open("doomed", sys.argv[1])
    print("open", flush=True)
    async for _ in session.events(): pass
asyncio.run(main())
"""


def bad_input(setting: Setting) -> Iterator[Row]:
    """Send 100,000 spoilt packets and messages, and watch the beats of a session beside them."""
    with Served(setting.scratch, stem_set=setting.stem_set, log_level="error") as server:
        told = asyncio.run(spoil(server, SPOILT))
    refused = told["refused"] / told["sent"]
    why = f"{told['osc']} OSC packets, {told['grpc']} gRPC messages; {told['counted']:.0f} counted in /metrics"
    yield judged("bad-input-refused", "spoilt gRPC messages refused with a status, none taken, none unanswered",
                 refused, "of 1", "== 1", why=why)  # fmt: skip
    yield judged("bad-input-counted", "spoilt packets and messages that the server counted", told["counted"], "of them",
                 ">= 1", why="UDP may lose packets on the way, and a peer that is too fast is cut off")  # fmt: skip
    beats = (
        f"{told['beats']} beats of another session meanwhile, off by {told['off']} frames at most; at the client "
        f"{told['lead_ms']:.0f} ms before they sound at least"
    )
    yield judged("bad-input-grid", "beats of another session that were off their grid or came late",
                 told["wrong"] + told["late"], "beats", "== 0", why=beats)  # fmt: skip


async def spoil(server: Served, count: int) -> dict[str, Any]:
    """Send spoilt input and return what became of it and of a session beside it."""
    from affekt_client import AsyncSession

    session = await AsyncSession.open("quiet", server.grpc, seed=5)
    beats: list[tuple[int, float, float]] = []

    def heard(event: Any) -> None:
        if event.WhichOneof("act") == "beat_act":
            start = session.welcome.session.server_seconds_at_frame_0
            lead = start + event.frame / SAMPLE_RATE - server.clock.wall()
            beats.append((event.frame, event.beat_act.bpm, lead))

    session.on_event = heard
    await asyncio.sleep(1.0)
    before = server.metrics()
    packets = asyncio.create_task(asyncio.to_thread(_spoil_osc, server, count * 9 // 10))
    refused = await _spoil_grpc(server.grpc, count // 10)
    await packets
    await asyncio.sleep(1.5)
    after = await asyncio.to_thread(server.metrics)
    await session.close()
    counted = sum(after[name] - before.get(name, 0.0) for name in after if _is_refusal(name))
    gaps = [(b[0] - a[0]) - 60.0 / a[1] * SAMPLE_RATE for a, b in pairwise(beats)]
    return {
        "osc": count * 9 // 10, "grpc": count // 10, "sent": count // 10, "refused": refused, "counted": counted,
        "beats": len(beats), "off": round(max((abs(g) for g in gaps), default=-1.0), 2),
        "wrong": sum(abs(gap) > 1.0 for gap in gaps),
        "late": sum(lead < 0.0 for *_, lead in beats),
        "lead_ms": min((lead for *_, lead in beats), default=0.0) * 1e3,
    }  # fmt: skip


def _is_refusal(name: str) -> bool:
    return name.startswith(("affekt_rejects_total", "affekt_malformed_total")) or (
        name.startswith("affekt_happenings_total.") and any(w in name for w in ("refused", "malformed", "osc.t"))
    )


def spoilt_packets(seed: int, count: int) -> Iterator[bytes]:
    """Yield OSC packets none of which is right: noise, bitten and bent packets, wrong words and numbers."""
    chance = random.Random(seed)
    right = encode("/affekt/event", "quiet", "combat_start", 1.0)
    for _ in range(count):
        match chance.randrange(5):
            case 0:
                yield chance.randbytes(chance.randrange(1, 200))
            case 1:
                yield right[: chance.randrange(1, len(right) - 4)]
            case 2:
                bent = bytearray(right)
                bent[chance.randrange(1, 13)] = chance.randrange(128, 256)
                yield bytes(bent)
            case 3:
                yield encode("/affekt/event", "nobody", "combat_start", 1.0)
            case _:
                yield encode("/affekt/affect", "quiet", 7.0, -3.0, 1e30)


def _spoil_osc(server: Served, count: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        wire.connect(server.osc)
        for number, packet in enumerate(spoilt_packets(1, count)):
            with suppress(ConnectionRefusedError):
                wire.send(packet)
            if number % _PACKETS_A_BREATH == 0:
                server.clock.wait_until(Seconds(server.clock.now() + 0.01))


async def _spoil_grpc(address: str, count: int) -> int:
    """Send messages that cannot be read or are out of range; return how many were refused with a status."""
    import grpc

    chance = random.Random(2)
    refused = 0
    async with grpc.aio.insecure_channel(address) as channel:
        calls = [
            channel.unary_unary(f"/affekt.v1.{name}", request_serializer=bytes, response_deserializer=bytes)
            for name in ("SessionService/OpenSession", "SessionService/GetSession", "SessionService/SaveSession",
                         "SessionService/RestoreSession", "FieldService/ReadField")
        ]  # fmt: skip

        async def one() -> bool:
            call = calls[chance.randrange(len(calls))]
            try:
                await call(b"\xff" + chance.randbytes(chance.randrange(1, 60)), timeout=10.0)
            except grpc.aio.AioRpcError as error:
                return error.code() not in (grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.UNAVAILABLE)
            return False

        for _ in range(count // 50):
            refused += sum(await asyncio.gather(*(one() for _ in range(50))))
    return refused


def killed(setting: Setting) -> Iterator[Row]:
    """Kill a client, a worker and a server, each as the system would."""
    yield _killed_client(setting.scratch, setting.stem_set)
    yield from _killed_worker(setting)
    yield _killed_server(setting.scratch, setting.stem_set)


def _killed_client(scratch: Path, stem_set: str) -> Row:
    lease = {"AFFEKT_SESSIONS_LEASE_S": "2"}
    with Served(scratch, stem_set=stem_set, environment=lease, log_level="error") as server:
        client = subprocess.Popen([sys.executable, "-c", CLIENT, server.grpc], stdout=subprocess.PIPE, text=True)
        assert client.stdout is not None
        client.stdout.readline()
        opened = server.metrics()["affekt_sessions_open"]
        client.kill()
        client.communicate()
        took = wait_for(server, lambda: server.metrics()["affekt_sessions_open"] == 0, 10.0)
    why = f"{opened:.0f} session open before, kill -9, lease set to 2 s (30 as shipped)"
    return judged("killed-client", "from a client's death to its session's end", took, "s", "<= 3.5", why=why)


def wait_for(server: Served, done: Any, most_s: float) -> float:
    """Return the seconds until something is so; `most_s` if it never is."""
    began = server.clock.now()
    while (waited := server.clock.now() - began) < most_s:
        if done():
            return waited
        server.wait(0.02)
    return most_s


def _killed_worker(setting: Setting) -> Iterator[Row]:
    folder = setting.scratch / "killed"
    with Served(setting.scratch, stem_set=setting.stem_set, record=folder, log_level="error") as server:
        blocks = asyncio.run(lose_a_worker(server, 3))
    missing = [hole(frames) for frames in blocks]
    offs = [off_bar(folder, name, frames, setting.stem_set) for name, frames in blocks_by_name(folder, blocks)]
    noted = sum(
        _noted(recorded_gaps(folder / f"{name}.jsonl")) == hole(stream)
        for name, stream in blocks_by_name(folder, blocks)
    )
    back = max(missing) / SAMPLE_RATE
    yield judged("killed-worker-back", "a killed worker: what its sessions' streams miss", back, "s", "<= 5",
                 runs=len(blocks), why=f"{len(blocks)} sessions at once")  # fmt: skip
    yield judged("killed-worker-bar", "after it, how far a session is from where it would have been", max(offs),
                 "samples", "== 0", runs=len(offs),
                 why="correlation of the stream 1 s after the gap with the recording rendered offline")  # fmt: skip
    yield judged("killed-worker-noted", "sessions whose recording holds the gap as it was heard", noted,
                 f"of {len(blocks)}", f"== {len(blocks)}")  # fmt: skip


def _noted(gaps: list[tuple[int, int]]) -> int:
    """Return the frames from the first gap's beginning to the last one's end; 0 where none was recorded."""
    return gaps[-1][1] - gaps[0][0] if gaps else 0


Stream = dict[int, bytes]


async def lose_a_worker(server: Served, sessions: int, *, before_s: float = 3.0, after_s: float = 6.0) -> list[Stream]:
    """Listen to some sessions, kill their worker, and listen on; return each one's blocks by frame."""
    from affekt_client import AsyncSession

    opened = [await AsyncSession.open(f"heir-{n}", server.grpc, seed=n) for n in range(sessions)]
    heard: list[Stream] = [{} for _ in opened]

    async def hear(number: int) -> None:
        async for block in opened[number].listen("s16", BLOCK):
            heard[number][block.frame] = block.samples

    tasks = [asyncio.create_task(hear(number)) for number in range(sessions)]
    await asyncio.sleep(before_s)
    os.kill(server.workers()[0], signal.SIGKILL)
    await asyncio.sleep(after_s)
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    for session in opened:
        await session.close()
    return heard


def hole(stream: Stream) -> int:
    """Return the frames of the greatest hole in a stream."""
    frames = sorted(stream)
    return max((b - a - BLOCK for a, b in pairwise(frames)), default=0)


def blocks_by_name(folder: Path, streams: list[Stream]) -> Iterator[tuple[str, Stream]]:
    """Yield each session's recording name with its stream, in the order of opening."""
    names = sorted({path.name.split(".")[0] for path in folder.glob("heir-*.jsonl")})
    yield from zip(names, streams, strict=True)


def off_bar(folder: Path, name: str, stream: Stream, stem_set: str) -> float:
    """Return at which lag, in samples, a stream's second after its gap fits the music rendered without the gap."""
    from affekt.arrange.load import load
    from affekt.arrange.shelf import find_set
    from affekt.render.offline import render
    from affekt.session.log import line_to_event

    frames = sorted(stream)
    after = max(range(1, len(frames)), key=lambda i: frames[i] - frames[i - 1])
    start = frames[after] + SAMPLE_RATE
    heard = np.zeros(2 * SAMPLE_RATE)  # Blocks that came late leave silence, and what follows keeps its place.
    for frame in (f for f in frames if start <= f <= start + len(heard) - BLOCK):
        heard[frame - start : frame - start + BLOCK] = np.frombuffer(stream[frame], "<i2")[::2]
    log = (folder / f"{name}.decisions.jsonl").read_text("utf-8").splitlines()
    events = [line_to_event(line) for line in log]
    want = render(load(find_set(stem_set)), events, start + 3 * SAMPLE_RATE, synth="none").f32[:, 0]
    around = want[start - 4_800 : start + len(heard) + 4_800].astype(np.float64)
    size = 1 << (len(around) + len(heard)).bit_length()
    match = np.fft.irfft(np.fft.rfft(around, size) * np.conj(np.fft.rfft(heard, size)), size)[:9_601]
    return abs(float(int(np.argmax(match)) - 4_800))


def _killed_server(scratch: Path, stem_set: str) -> Row:
    left = asyncio.run(die(scratch, stem_set))
    return judged("killed-server", "after kill -9 of the server: shared memory and workers that stay", len(left),
                  "things", "== 0", why="; ".join(left))  # fmt: skip


async def die(scratch: Path, stem_set: str) -> list[str]:
    """Kill a server that plays, and return what is left of it a second later, in words."""
    from affekt_client import AsyncSession

    before = _shared()
    server = Served(scratch, stem_set=stem_set, log_level="error")
    session = await AsyncSession.open("last", server.grpc, give_up_s=0)
    await asyncio.sleep(1.0)
    workers = server.workers()
    held = [pid for pid in process.holders("affekt-ring") if pid in (server.pid, *workers)]
    server.kill()
    await session.leave()
    await asyncio.sleep(1.0)
    left = [f"worker {pid} still runs" for pid in workers if process.alive(pid)]
    left += [f"process {pid} still holds a ring" for pid in process.holders("affekt-ring") if pid in held]
    left += [f"/dev/shm/{name}" for name in sorted(_shared() - before)]
    if len(held) < 2:
        left.append("the ring was not seen while the server ran, so nothing was proved")
    server.stop()
    return left


def _shared() -> set[str]:
    folder = Path("/dev/shm")
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def recorded_gaps(path: Path) -> list[tuple[int, int]]:
    """Return the gaps that a recording holds, as (from, to) frames."""
    lines = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [(line["gap"]["from"], line["gap"]["to"]) for line in lines if "gap" in line]
