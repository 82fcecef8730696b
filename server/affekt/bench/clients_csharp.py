"""Rows of C#: the Unity package's core on .NET 8 against a real server."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from affekt.bench.csharp_peer import lines_of, net8_program
from affekt.bench.engines import MISSING, csharp_python, dotnet_path
from affekt.bench.rows import Row, judged, quantile
from affekt.bench.run import Measure, Setting
from affekt.bench.served import Served
from affekt.core.errors import AffektError, Reason

_DOORS = {"ws": ("WebSocket", "http"), "grpc": ("gRPC", "grpc"), "osc": ("OSC", "osc")}


@cache
def program() -> Path:
    """Return the peer.

    Raises:
        AffektError: UNSUPPORTED where there is no C#.
    """
    if csharp_python() is None or dotnet_path() is None:
        raise AffektError(Reason.UNSUPPORTED, MISSING.format(what="the C# client"))
    return net8_program()


def told(lines: list[str]) -> dict[str, float]:
    """Return numbers that were told by their names."""
    return {name: float(value) for name, _, value in (line.partition(" ") for line in lines)}


def frames(setting: Setting) -> Iterator[Row]:
    """Let a game of 60 frames a second hear the music over each wire: garbage, first sound, what the card missed."""
    peer = program()
    seconds = max(setting.seconds, 15.0)
    with Served(setting.scratch, stem_set=setting.stem_set, log_level="warning") as server:
        for wire, (name, door) in _DOORS.items():
            words = ["frames", wire, server.doors[door], f"frames-{wire}", setting.stem_set, str(seconds)]
            saw = told(lines_of(peer, words, seconds=seconds + 60.0))
            why = f"{saw['frames']:.0f} frames after {seconds / 3:.0f} s to warm up, {saw['all']:.0f} bytes in all"
            text = f"bytes that the worst frame of a game allocates, over {name}"
            yield judged(f"csharp-garbage-{wire}", text, saw["most"], "bytes", "== 0", why=why)
            if wire == "osc":
                continue
            text = f"from opening to the first sound, over {name}, 40 ms of it in reserve"
            yield judged(f"csharp-sound-{wire}", text, saw["first"], "s", "<= 1", why="read every 10 ms")
            text = f"times that the reserve ran dry in {seconds:.0f} s, over {name}"
            yield judged(f"csharp-dry-{wire}", text, saw["underruns"], "times", "== 0",
                         why=f"{saw['holes']:.0f} holes in the stream")  # fmt: skip


def trips(setting: Setting) -> Iterator[Row]:
    """Ask the server's time many times over each wire."""
    peer = program()
    many = 2_000 if setting.soak else 500
    with Served(setting.scratch, stem_set=setting.stem_set, log_level="warning") as server:
        for wire, (name, door) in _DOORS.items():
            words = ["trips", wire, server.doors[door], f"trips-{wire}", setting.stem_set, str(many)]
            took = [float(line) / 1e3 for line in lines_of(peer, words)]
            why = f"p99 {quantile(took, 0.99):.2f} ms over {many}"
            yield judged(f"csharp-trip-{wire}", f"there and back over {name}, median", took, "ms", runs=many, why=why)


def drift(setting: Setting) -> Iterator[Row]:
    """Let the jitter buffer follow sound cards that are off, in time of its own."""
    peer = program()
    minutes = 120 if setting.soak else round(1.5 * setting.seconds)
    for millionths in (-200, 200):
        saw = told(lines_of(peer, ["drift", str(millionths), str(minutes)]))
        side = "slow" if millionths < 0 else "fast"
        text = f"a sound card {abs(millionths)} ppm too {side}: times that the reserve ran dry or over in {minutes} min"
        why = f"simulated, blocks up to 15 ms late; the pitch strays by {saw['cents']:.2f} cents at most"
        yield judged(f"csharp-drift-{side}", text, saw["dry"] + saw["over"], "times", "== 0", why=why)


MEASURES = (
    Measure("csharp-frames", "C#: garbage, first sound, underruns", frames),
    Measure("csharp-trip", "C#: there and back", trips),
    Measure("csharp-drift", "C#: a sound card that is off", drift),
)
"""In the order of running."""
