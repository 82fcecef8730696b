"""Tempo and key: every beat on its sample by the renderer's own rows, and the same again from a recording."""

import asyncio
import random
from collections.abc import Callable, Iterator
from contextlib import suppress

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.shelf import find_set
from affekt.bench.core_same import replayed
from affekt.bench.phase import Struck, struck
from affekt.bench.player import Line, write
from affekt.bench.rows import Row, judged
from affekt.bench.run import Setting
from affekt.bench.served import Served
from affekt.host.offline import read_script, run
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor

_LENGTH_S = 120.0
_SCRIPTS = 12
KEYS = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")


def restless(loaded: LoadedSet, seed: int, seconds: float = _LENGTH_S) -> list[Line]:
    """Return a script that pins and frees tempo and key, changes section, pauses and feels, at random times."""
    chance = random.Random(seed)
    sections = list(loaded.manifest.sections)
    lines: list[Line] = [{"t": 0.0, "event": "explore"}]
    t = 0.5
    paused = False
    while t < seconds - 5.0:
        t = round(t + chance.uniform(0.4, 9.0), 3)
        acts: list[Callable[[], Line]] = [
            lambda: {"param": {"tempo": round(chance.uniform(40.0, 200.0), 2)}},
            lambda: {"param": {"tempo": None}},
            lambda: {"param": {"key": chance.choice(KEYS)}},
            lambda: {"param": {"key": None}},
            lambda: {"cue": {"kind": "section", "name": chance.choice(sections), "at": "next_beat"}},
            lambda: {"affect": {"valence": 0.1, "arousal": round(chance.random(), 2), "hold_s": 0, "free": True}},
        ]
        if paused or chance.random() < 0.15:
            paused = not paused
            lines.append({"t": t, "control": "pause" if paused else "resume"})
        else:
            lines.append({"t": t, **chance.choice(acts)()})
    return lines


def phases(setting: Setting) -> Iterator[Row]:
    """Hold every beat of random scripts against the position that the plan's rows give its recording."""
    loaded = load(find_set(setting.stem_set), audio=False)
    conductor = Conductor.of(loaded, default_table())
    found: list[Struck] = []
    turns = 0
    for seed in range(_SCRIPTS * (10 if setting.soak else 1)):
        lines = restless(loaded, seed)
        path = write(setting.scratch / "restless.jsonl", lines, stem_set=setting.stem_set, seconds=_LENGTH_S)
        script = read_script(path, seed=seed)
        events = run(conductor, script).events
        found.extend(struck(loaded, events, script.length))
        turns += sum(type(e.act).__name__ == "Tempo" for e in events)
    worst = max(found, key=lambda one: abs(one.error))
    ratios = [one.ratio for one in found]
    why = (
        f"{len(found)} beats, {turns} tempi, {setting.stem_set} at {min(ratios):.2f} to {max(ratios):.2f} times its "
        f"tempo, with pauses and changes of section; worst at {worst.event.frame / 48_000:.1f} s"
    )
    text = "the most that a beat is away from its place in the recording"
    yield judged("tempo-phase", text, abs(worst.error), "samples", "<= 1", runs=len(found), why=why)


def same(setting: Setting) -> Iterator[Row]:
    """Record a live session whose tempo and key change, and play the recording again."""
    folder = setting.scratch / "paced"
    with Served(setting.scratch, record=folder, stem_set=setting.stem_set) as server:
        heard = asyncio.run(_play(server.grpc))
    text = "a live session with changes of tempo and key replays to the same"
    yield from replayed(folder, "tempo-replay", text, f"about 16 s over gRPC, {heard} blocks heard meanwhile")


async def _play(address: str) -> int:
    from affekt_client import AsyncSession

    session = await AsyncSession.open("paced", address, seed=11)
    heard = 0

    async def hear() -> None:
        nonlocal heard
        async for _ in session.listen():
            heard += 1

    task = asyncio.create_task(hear())
    acts: tuple[Callable[[], object], ...] = (
        lambda: session.event("explore"),
        lambda: session.param("tempo", 112.0),
        lambda: session.param("key", "F"),
        lambda: session.control("pause"),
        lambda: session.control("resume"),
        lambda: session.cue("section", "combat", "next_bar"),
        lambda: session.param("tempo", None),
        lambda: session.param("key", None),
    )
    for act in acts:
        act()
        await asyncio.sleep(2.0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await session.close()
    return heard
