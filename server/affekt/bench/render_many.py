"""Many listeners on one core: a whole server, gateway and worker, kept to one core; real WebSockets on the others."""

import asyncio
import os
import socket
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

import grpc

from affekt.bench import process
from affekt.bench.core_offline import EIGHT
from affekt.bench.ears import Ear
from affekt.bench.noise import Floor, NoOp
from affekt.bench.rows import Row, quantile, unmeasured
from affekt.bench.run import Setting
from affekt.bench.served import Served
from affekt.bench.verb import cores
from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE
from affekt.io.osc.codec import encode
from affekt.v1 import audio_pb2, session_pb2, session_pb2_grpc

MANY, MANY_VOICES = 150, 60
FRAMES = 960
_OPEN_S = 60.0
"""What all openings and closings may take."""
_EVENTS = ("explore", "enemy_spotted", "combat_start", "hit_taken", "enemy_killed", "discovery")


@dataclass(frozen=True, slots=True)
class _Told:
    """How many streams went how well."""

    sessions: int
    blocks: int
    late: int
    missing: int
    p50_ms: float
    p99_ms: float
    gateway: float
    worker: float
    voices: float
    floor: Floor

    @property
    def allowed(self) -> float:
        """Late blocks that the machine itself would have had, and 1 in 10,000."""
        return self.floor.late * self.sessions + self.blocks / 10_000

    @property
    def fine(self) -> bool:
        """Whether no more were late or missing."""
        return self.late + self.missing <= self.allowed

    def why(self, core: int) -> str:
        """Return the figures in words."""
        return (
            f"{self.sessions} sessions: {self.blocks} blocks of 20 ms, {self.late} late, {self.missing} missing, "
            f"{self.allowed:.0f} allowed (a clock thread that does nothing was late {self.floor.late} times in "
            f"{self.floor.ticks}); lateness p50 {self.p50_ms:.1f}, p99 {self.p99_ms:.1f} ms; gateway "
            f"{self.gateway:.0%} and worker {self.worker:.0%} of core {core}; {self.voices:.1f} voices a session"
        )


def streams(setting: Setting) -> Iterator[Row]:
    """Stream to 150 listeners, and fewer where that does not go well; then with live voices."""
    text = "concurrent sessions of 8 layers on one core, PCM over WebSocket, no more late blocks than a no-op thread's"
    yield _most("many-streams", text, setting, MANY, "none")
    text = "the same with FluidSynth's voices, density and energy at their highest"
    yield _most("many-streams-voices", text, setting, MANY_VOICES, "fluidsynth")


def _most(id: str, text: str, setting: Setting, many: int, synth: str) -> Row:
    if len(cores()) < 2:
        return unmeasured(id, text, "one core for the server and one for its listeners are needed", bar=f">= {many}")
    core, tried, most, why = cores()[-1], [], 0.0, ""
    for count in (many, many * 2 // 3, many // 3):
        try:
            told = _stream(setting, count, core, voices=synth != "none")
        except AffektError as error:
            tried.append(f"{count}: {error.text}")
            continue
        why = told.why(core)
        if told.fine:
            most = count
            break
        tried.append(why)
    why = "; before that, ".join([why, *tried]) if most else "; ".join(tried)
    return Row(id, text, most, "sessions", bar=f">= {many}", ok=most >= many, runs=len(tried) + bool(most), why=why)


def _stream(setting: Setting, count: int, core: int, *, voices: bool) -> _Told:
    """Serve so many for a while.

    Raises:
        AffektError: TOO_MANY where the server does not take so many.
    """
    most = {"AFFEKT_SESSIONS_MOST": str(count + 8), "NUMBA_NUM_THREADS": "1"}
    mine = os.sched_getaffinity(0)
    with Served(
        setting.scratch, stem_set=setting.stem_set, log_level="error", environment=most, cores=(core,)
    ) as server:
        os.sched_setaffinity(0, mine - {core})
        try:
            return asyncio.run(_in_time(_listen(server, setting.seconds, count, voices=voices), setting.seconds))
        except TimeoutError:
            raise AffektError(Reason.TOO_MANY, f"the sessions were not open within {_OPEN_S:g} s") from None
        finally:
            os.sched_setaffinity(0, mine)


async def _in_time(listening: Coroutine[Any, Any, _Told], seconds: float) -> _Told:
    async with asyncio.timeout(seconds + _OPEN_S):
        return await listening


async def _listen(server: Served, seconds: float, count: int, *, voices: bool) -> _Told:
    ears: list[Ear] = []
    names = [f"ear-{number}" for number in range(count)]
    wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    wire.connect(server.osc)
    wire.setblocking(False)
    loop = asyncio.get_running_loop()
    host, _, port = server.doors["http"].rpartition(":")
    async with grpc.aio.insecure_channel(server.grpc) as channel:
        stub: Any = session_pb2_grpc.SessionServiceStub(channel)  # type: ignore[no-untyped-call]
        tokens = []
        for number, name in enumerate(names):
            opening = session_pb2.Opening(name=name, seed=number)
            try:
                opened = (await stub.OpenSession(session_pb2.OpenSessionRequest(opening=opening))).session
            except grpc.aio.AioRpcError as refused:
                raise AffektError(Reason.TOO_MANY, f"session {number} was refused: {refused.details()}") from refused
            tokens.append(opened.token)
            request = audio_pb2.ListenRequest(session=name, token=opened.token, frames=FRAMES)
            ear = Ear(server.doors["http"], request, opened.server_seconds_at_frame_0, server.clock)
            await loop.create_connection(lambda ear=ear: ear, host, int(port))  # type: ignore[misc]
            ears.append(ear)
            for layer in EIGHT:
                wire.send(encode("/affekt/param", name, f"layer:{layer}", 0.0))
            for what in ("density", "energy") if voices else ():
                wire.send(encode("/affekt/param", name, what, 1.0))
        talking = asyncio.create_task(_talk(wire, names))
        await asyncio.sleep(3.0)
        floor, used = await _count(server, ears, seconds)
        talking.cancel()
        sounding = []
        for name, token in list(zip(names, tokens, strict=True))[:: max(count // 20, 1)]:
            asked = session_pb2.GetSessionRequest(session=name, token=token)
            sounding.append((await stub.GetSession(asked)).status.voices)
    wire.close()
    lateness = [late for ear in ears for late in ear.lateness] or [0.0]
    never = round(sum(ear.closed for ear in ears) * seconds * SAMPLE_RATE / FRAMES)
    return _Told(
        count, sum(ear.blocks for ear in ears), sum(ear.late for ear in ears),
        sum(ear.missing for ear in ears) + never, quantile(lateness, 0.5) * 1e3, quantile(lateness, 0.99) * 1e3,
        used[0], used[1], sum(sounding) / max(len(sounding), 1), floor,
    )  # fmt: skip


async def _count(server: Served, ears: list[Ear], seconds: float) -> tuple[Floor, tuple[float, float]]:
    """Let the ears count beside a thread that does nothing; return its lateness, and gateway's and worker's shares."""
    workers = server.workers()
    noise = await asyncio.to_thread(NoOp)
    before, began = (process.cpu_s(server.pid), sum(map(process.cpu_s, workers))), server.clock.now()
    for ear in ears:
        ear.counting = True
    await asyncio.sleep(seconds)
    for ear in ears:
        ear.counting = False
    lasted = server.clock.now() - began
    used = (process.cpu_s(server.pid) - before[0], sum(map(process.cpu_s, workers)) - before[1])
    await asyncio.to_thread(noise.__exit__, None, None, None)
    return noise.floor, (used[0] / lasted, used[1] / lasted)


async def _talk(wire: socket.socket, names: list[str]) -> None:
    """Tell each session something about once a second."""
    turn = 0
    while True:
        for _ in range(max(len(names) // 20, 1)):
            name, number = names[turn % len(names)], turn // len(names) + turn
            wire.send(encode("/affekt/event", name, _EVENTS[number // 5 % len(_EVENTS)], 0.6))
            turn += 1
        await asyncio.sleep(0.05)
