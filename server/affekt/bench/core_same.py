"""Sameness: the same file gives the same bytes, and a live recording the same decisions and samples."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from affekt.bench.player import Line, adventure, write
from affekt.bench.rows import Row, judged
from affekt.bench.run import Setting
from affekt.bench.served import Served
from affekt.bench.verb import affekt
from affekt.core.errors import AffektError, Reason

_LENGTH_S = 40.0
Notes = dict[int, list[str]]


def determinism(setting: Setting) -> Iterator[Row]:
    """Render one file with several block sizes, another seed, and one cue more."""
    lines = adventure(_LENGTH_S)
    path = write(setting.scratch / "same.jsonl", lines, stem_set=setting.stem_set, seconds=_LENGTH_S)
    first = _rendered(path, "480")
    runs = {f"block {block}": _rendered(path, block) for block in ("480", "64", "random")}
    apart = [
        f"{name}: {kind}" for name, made in runs.items() for kind, was in first.items() if made[kind] != was
    ]  # fmt: skip
    why = f"40 s, WAV, MIDI and log of {', '.join(runs)} against a first run; {len(first['wav'])} bytes of samples"
    text = "files that differ between runs and block sizes"
    yield judged("determinism-bytes", text, len(apart), "files", "== 0", runs=4, why="; ".join(apart) or why)

    notes = _notes(first["log"])
    other = _notes(_rendered(path, "480", "--seed", "8")["log"])
    shared = _alike(notes, other, 0)
    text = "bars whose notes are the same under another seed"
    yield judged("determinism-seed", text, shared, "of 1", "<= 0.2", why=f"{_count(notes)} notes and {_count(other)}")

    yield _one_more("determinism-cue", lines, {"t": 9.0, "cue": {"kind": "stinger", "name": "hit", "at": "now"}},
                    9.0, "== 1", notes, setting, "one cue more")  # fmt: skip
    yield _one_more("determinism-event", lines, {"t": 2.5, "event": "pickup", "intensity": 0.3}, 22.5, "== 1",
                    notes, setting, "one small event more, five half-lives later")  # fmt: skip


def _one_more(
    id: str, lines: list[Line], more: Line, after_s: float, bar: str, notes: Notes, setting: Setting, text: str
) -> Row:
    path = write(setting.scratch / f"{id}.jsonl", [*lines, more], stem_set=setting.stem_set, seconds=_LENGTH_S)
    made = _notes(_rendered(path, "480")["log"])
    log = _rendered(path, "480")["log"].decode().splitlines()
    first = min((e["bar"] for e in map(json.loads, log) if e["t"] > after_s), default=0) + 1
    share = _alike(notes, made, first)
    why = f"bars {first} to {max(notes, default=0)} of {setting.stem_set}, {_count(notes)} notes in all"
    return judged(id, f"bars whose notes are unchanged after {text}", share, "of 1", bar, why=why)


def _rendered(path: Path, block: str, *more: str) -> dict[str, bytes]:
    outs = {kind: path.with_suffix(f".{kind}") for kind in ("wav", "mid", "log")}
    ran = affekt("render", path, "--out", outs["wav"], "--midi", outs["mid"], "--log", outs["log"], "--block", block,
                 *more)  # fmt: skip
    if ran.status != 0:
        raise AffektError(Reason.INTERNAL, f"affekt render failed: {ran.err[-300:]}")
    return {kind: out.read_bytes() for kind, out in outs.items()}


def _notes(log: bytes) -> Notes:
    """Return the generated notes of each bar, without their ids and reasons."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for event in map(json.loads, log.splitlines()):
        if event["kind"] == "note":
            wanted = ("tick", "beat", "voice", "pitch", "velocity", "beats")
            found[event["bar"]].append(json.dumps([event[key] for key in wanted]))
    return dict(found)


def _count(notes: Notes) -> int:
    return sum(map(len, notes.values()))


def _alike(one: Notes, other: Notes, first: int) -> float:
    bars = [bar for bar in sorted({*one, *other}) if bar >= first]
    if not bars:
        raise AffektError(Reason.INTERNAL, "no notes were composed there, so there is nothing to compare")
    return sum(one.get(bar) == other.get(bar) for bar in bars) / len(bars)


def replay(setting: Setting) -> Iterator[Row]:
    """Record a live session over gRPC, and play the recording again."""
    folder = setting.scratch / "recorded"
    with Served(setting.scratch, record=folder, stem_set=setting.stem_set) as server:
        blocks = asyncio.run(play_live(server.grpc))
    text = "a live session's recording replays to the same"
    yield from replayed(folder, "replay", text, f"about 8 s over gRPC, {blocks} blocks heard by a client meanwhile")


def replayed(folder: Path, id: str, text: str, why: str) -> Iterator[Row]:
    """Replay the recording in a folder; whether its decisions and its samples come out the same."""
    recording = next(path for path in folder.glob("*.jsonl") if "decisions" not in path.name)
    ran = affekt("replay", recording, "--json")
    told = json.loads(ran.out) if ran.out else {"decisions": ran.err[-300:], "samples": ran.err[-300:]}
    for what in ("decisions", "samples"):
        same = str(told[what]).startswith("the same")
        yield judged(f"{id}-{what}", f"{text} {what}", float(same), "of 1", "== 1", why=f"{told[what]}; {why}")


async def play_live(address: str, *, length_s: float = 8.0) -> int:
    """Play a session with events, a pause, a stinger and a cue, listening; return how many blocks were heard."""
    from affekt_client import AsyncSession

    session = await AsyncSession.open("recorded", address, seed=11)
    heard = 0

    async def hear() -> None:
        nonlocal heard
        async for _ in session.listen():
            heard += 1

    task = asyncio.create_task(hear())
    part = length_s / 8
    acts: tuple[Callable[[], object], ...] = (
        lambda: session.event("explore"),
        lambda: session.sense("heart_rate", bpm=96),
        lambda: session.cue("stinger", "hit", "now"),
        lambda: session.control("pause"),
        lambda: session.control("resume"),
        lambda: session.cue("section", "combat", "next_bar"),
        lambda: session.state(threat=0.9, health=0.4),
        lambda: session.duck(-6.0),
    )
    for act in acts:
        act()
        await asyncio.sleep(part)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await session.close()
    return heard
