"""One session beside a game: processor, memory, and how soon a server that has run before is ready."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress

from affekt.bench import process
from affekt.bench.player import adventure
from affekt.bench.rows import Row, judged
from affekt.bench.run import Setting
from affekt.bench.served import Served


def beside(setting: Setting) -> Iterator[Row]:
    """Play one session over gRPC, listened to and not, and weigh gateway and worker."""
    with Served(setting.scratch, stem_set=setting.stem_set, log_level="warning"):
        pass
    starts = []
    length = max(10.0, setting.seconds / 2)
    for listened, id, text in (
        (True, "beside-cpu", "one session, commands and stream: share of a core"),
        (False, "beside-cpu-commands", "one session, commands only, its stream left out after 2 s unheard"),
    ):
        with Served(setting.scratch, stem_set=setting.stem_set, log_level="warning") as server:
            starts.append(server.startup_s)
            share, why, memory = asyncio.run(_weigh(server, length, listened=listened))
            yield judged(id, text, share * 100, "% of a core", "<= 3", why=why)
            if listened:
                parts = f"gateway {memory[0]:.0f} MB, workers {sum(memory[1:]):.0f} MB (PSS)"
                yield judged("beside-memory", "memory of gateway and worker", sum(memory), "MB", "<= 300", why=parts)
    with Served(setting.scratch, stem_set=setting.stem_set, log_level="warning") as server:
        starts.append(server.startup_s)
    yield judged("beside-start", "from `affekt serve` to `ready`, recordings decoded before", starts, "s", "<= 2")


async def _weigh(server: Served, length_s: float, *, listened: bool) -> tuple[float, str, list[float]]:
    from affekt_client import AsyncSession

    session = await AsyncSession.open("game", server.grpc, seed=7)

    async def hear() -> None:
        async for _ in session.listen("s16", 480):
            pass

    async def follow() -> None:
        async for _ in session.events():
            pass

    tasks = [asyncio.create_task(follow()), *([asyncio.create_task(hear())] if listened else [])]
    await asyncio.sleep(2.0)
    pids = (server.pid, *server.workers())
    before = [process.cpu_s(pid) for pid in pids]
    threads = process.threads_cpu_s(server.pid)
    began = server.clock.now()
    waiting = adventure(length_s)
    while (now := server.clock.now() - began) < length_s:
        while waiting and waiting[0]["t"] <= now:
            line = waiting.pop(0)
            if "event" in line:
                session.event(line["event"], line.get("intensity", 1.0))
            elif "state" in line:
                session.state(line["state"])
        await asyncio.sleep(0.05)
    lasted = server.clock.now() - began
    used = [(process.cpu_s(pid) - was) / lasted for pid, was in zip(pids, before, strict=True)]
    memory = [process.pss_mb(pid) for pid in pids]
    main = max(process.threads_cpu_s(server.pid).items(), key=lambda one: one[1] - threads.get(one[0], 0.0))
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    await session.close()
    why = (
        f"gateway {used[0] * 100:.1f} %, worker {sum(used[1:]) * 100:.1f} % over {lasted:.0f} s; the gateway's busiest "
        f"thread {(main[1] - threads.get(main[0], 0.0)) / lasted * 100:.1f} %"
    )
    return sum(used), why, memory
