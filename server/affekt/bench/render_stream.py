"""From saying something to hearing it in the stream: twins play the same music, and one of the two is spoken to.

As long as nothing is said to either, their samples are the same frame by frame; so the first frame where they differ is
where it began to sound, and when the client held its block is how long it took.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from affekt.bench.rows import Row, judged, quantile, unmeasured
from affekt.bench.run import Setting
from affekt.bench.served import Served
from affekt.clock import MonotonicClock
from affekt.core.units import BLOCK, SAMPLE_RATE

_SETTLE_S = 1.5
_MEANS: Final = 0.25
"""A change that is heard: the difference has a quarter of the music's own level (-12 dB), over 10 ms."""
_LOOK: Final = SAMPLE_RATE // 2
_SAME: Final = 1e-5

Act = Callable[[Any], None]
ACTS: Final[dict[str, Act]] = {
    "hit": lambda session: session.cue("stinger", "hit", "now"),
    "riser": lambda session: session.cue("stinger", "near_miss", "now"),
    "filter": lambda session: session.state(submerged=1.0),
    "duck": lambda session: session.duck(-9.0),
}
"""What is said, each to a pair of its own."""


@dataclass(slots=True)
class _Ear:
    """One session as its client hears it."""

    session: Any
    pieces: dict[int, NDArray[np.float32]] = field(default_factory=dict)
    held: dict[int, float] = field(default_factory=dict)
    """Server time at which the client held each block."""

    async def listen(self, clock: MonotonicClock) -> None:
        async for block in self.session.listen("f32", BLOCK):
            self.held[block.frame] = clock.wall()
            self.pieces[block.frame] = np.frombuffer(block.samples, "<f4").reshape(-1, 2)


def latency(setting: Setting) -> Iterator[Row]:
    """Say something to one of each pair of twins at all phases, and compare what both play."""
    rounds = 24 if setting.soak else 8
    with Served(setting.scratch, stem_set=setting.stem_set, log_level="warning") as server:
        found = asyncio.run(_run(server.grpc, rounds))
    text = "event to the first changed sample held by the client"
    if not found:
        yield unmeasured("stream-first", text, "the twins never played the same", unit="ms", bar="<= 15")
        return
    first = [ms for name, ms, _ in found if name != "filter"]
    meant = [ms for _, _, ms in found if ms is not None]
    kinds = {kind: [ms for name, _, ms in found if name == kind and ms is not None] for kind in ACTS}
    each = ", ".join(f"{kind} {quantile(all_, 0.95):.0f} ms of {len(all_)}" for kind, all_ in kinds.items() if all_)
    why = f"{rounds * len(ACTS)} pairs of twins over gRPC; p95 {each}; {len(found) - len(meant)} never so loud"
    yield judged("stream-first-p50", f"{text}, p50", first, "ms", "<= 15", value=quantile(first, 0.5))
    yield judged("stream-first-p95", f"{text}, p95", first, "ms", "<= 25", value=quantile(first, 0.95))
    text = "event to the first meaningful change (hit, riser, filter, duck: 12 dB under the music) held, p95"
    yield judged("stream-meant-p95", text, meant, "ms", "<= 150", value=quantile(meant, 0.95), why=why)


async def _run(address: str, rounds: int) -> list[tuple[str, float, float | None]]:
    clock = MonotonicClock()
    found = []
    for turn in range(rounds):
        found += await asyncio.gather(
            *(_twins(address, clock, kind, turn * len(ACTS) + n) for n, kind in enumerate(ACTS))
        )
    return [one for one in found if one is not None]


async def _twins(address: str, clock: MonotonicClock, kind: str, number: int) -> tuple[str, float, float | None] | None:
    from affekt_client import AsyncSession

    spoken, left = [
        _Ear(await AsyncSession.open(f"{who}-{number}", address, seed=number, ping_every_s=0))
        for who in ("spoken", "left")
    ]
    listening = [asyncio.create_task(ear.listen(clock)) for ear in (spoken, left)]
    await asyncio.sleep(_SETTLE_S + 0.01 * (number * 0.618034 % 1.0) + 0.05 * (number % len(ACTS)))
    at = clock.wall()
    ACTS[kind](spoken.session)
    await asyncio.sleep(_LOOK / SAMPLE_RATE + 0.3)
    for task in listening:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    for ear in (spoken, left):
        await ear.session.close()
    answer = _changed(spoken, left, at, bright=kind == "filter")
    return None if answer is None else (kind, *answer)


def _changed(spoken: _Ear, left: _Ear, at: float, *, bright: bool) -> tuple[float, float | None] | None:
    """Return milliseconds until the client held the first changed sample, and the first change that is heard.

    Where it is `bright`, levels are those of the samples' differences, which weigh a tone by its frequency.
    None where the twins were not the same before, or a block is missing.
    """
    zero = spoken.session.welcome.session.server_seconds_at_frame_0
    start = int((at - zero) * SAMPLE_RATE) // BLOCK * BLOCK
    frames = range(start - 10 * BLOCK, start + _LOOK, BLOCK)
    if any(frame not in ear.pieces for frame in frames for ear in (spoken, left)):
        return None
    one = np.concatenate([spoken.pieces[frame] for frame in frames])
    other = np.concatenate([left.pieces[frame] for frame in frames])
    differs = np.abs(one - other).max(axis=1)
    if differs[: 10 * BLOCK].max() > _SAME or differs.max() <= _SAME:
        return None

    def held(index: int) -> float:
        return (spoken.held[frames[index // BLOCK]] - at) * 1e3

    first = held(int((differs > _SAME).argmax()))
    if bright:
        one, other = (np.diff(samples, axis=0, prepend=samples[:1]) for samples in (one, other))
    level = float(np.sqrt(np.mean(other**2)))
    change = np.sqrt(np.mean(((one - other) ** 2).reshape(-1, BLOCK, 2), axis=(1, 2)))
    loud = change > _MEANS * level
    return first, held(int(loud.argmax()) * BLOCK) if loud.any() else None
