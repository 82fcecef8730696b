"""`affekt demo`: a scripted player plays against a real server over gRPC; you see it live, and hear it.

It leaves demo.wav, demo.mid, demo.jsonl (the recording), decisions.jsonl and demo.png.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from affekt.commands import demo_server
from affekt.commands.common import open_set, tell
from affekt.commands.demo_player import LENGTH_S, Moment, act, journey
from affekt.commands.demo_view import View
from affekt.commands.serve import run_loop
from affekt.core.errors import AffektError, Reason
from affekt.core.score import ScoreEvent, Section
from affekt.core.units import SAMPLE_RATE

EPILOG = """examples:
  affekt demo
  affekt demo --seconds 30 --out my-demo --quiet

'affekt replay DIR/demo.jsonl' plays the recording again and says whether it came out the same."""

_ENDING_S = 8.0


def add_parser(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "demo", help="play a scripted player against a server", description=__doc__, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--seconds", type=float, default=LENGTH_S, metavar="N", help=f"how long (default {LENGTH_S:g})")
    parser.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR", help="default demo-out")
    parser.add_argument("--set", default="", metavar="NAME", help="the set to play")
    parser.add_argument("--seed", type=int, default=7, metavar="N")
    parser.add_argument("--quiet", action="store_true", help="do not play through the sound card")
    parser.add_argument("--json", action="store_true", help="tell the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Play the demo; 0 if everything was written."""
    if not 5 <= args.seconds <= 3600:
        raise AffektError(Reason.OUT_OF_RANGE, "--seconds is 5 to 3600")
    try:
        import affekt_client  # noqa: F401
    except ImportError:
        raise AffektError(
            Reason.UNSUPPORTED, "the demo plays through affekt-client; pip install affekt-client"
        ) from None
    loaded = open_set(args.set)
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        told = run_loop(_play(args, str(loaded.folder), Path(scratch)))
        for name, kept in (("demo-1.jsonl", "demo.jsonl"), ("demo-1.decisions.jsonl", "decisions.jsonl"),
                           ("demo-1.sums.json", "demo.sums.json")):  # fmt: skip
            (args.out / kept).write_bytes((Path(scratch) / name).read_bytes())
    _leave(args, loaded, told)
    return 0


async def _play(args: argparse.Namespace, set_folder: str, scratch: Path) -> dict[str, Any]:
    from affekt.render.warm import is_warm
    from affekt_client import AsyncSession

    waits = _waits(args, compiled=is_warm())
    server, address = await demo_server.start(demo_server.command(set_folder, scratch), waits)
    try:
        with View(args.seconds) as view:
            if not view.draws and not args.json:
                print(f"playing for {args.seconds:g} s through gRPC at {address}", flush=True)
            session = await AsyncSession.open("demo", address, seed=args.seed)
            told = await _journey(args, session, view)
            await session.close()
    finally:
        with suppress(ProcessLookupError):
            server.terminate()
        await server.wait()
    return told


def _waits(args: argparse.Namespace, *, compiled: bool) -> Callable[[float], None]:
    """Return what says on standard error that the server is coming."""
    doing = (
        "the server starts" if compiled else "the renderer is compiled, once on this machine; it takes a minute or so"
    )

    def say(seconds: float) -> None:
        if not args.json:
            print(f"{doing}: {seconds:.0f} s", file=sys.stderr, flush=True)

    return say


async def _journey(args: argparse.Namespace, session: Any, view: View) -> dict[str, Any]:
    loop = asyncio.get_running_loop()
    start = loop.time()
    blocks: list[tuple[int, bytes]] = []
    events: list[ScoreEvent] = []
    tasks = [
        loop.create_task(_hear(session, blocks, None if args.quiet else _speaker())),
        loop.create_task(_follow(session, events, view)),
    ]
    moments = journey(args.seconds - min(_ENDING_S, args.seconds / 4))
    waiting = list(moments)
    stopped = False
    while (now := loop.time() - start) < args.seconds:
        while waiting and waiting[0].at <= now:
            moment = waiting.pop(0)
            act(session, moment)
            view.said(moment.line)
        if not stopped and now >= args.seconds - min(_ENDING_S, args.seconds / 4):
            stopped = True
            session.control("stop")
            view.said("the music comes to its ending")
        view.at(now)
        await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    for found in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(found, Exception):
            raise found
    return {"blocks": blocks, "events": events, "moments": moments, "notes": view.notes}


def _speaker() -> Any:
    """Return the local sound card as a sink, or None where there is none."""
    try:
        from affekt.io.device import Speaker
    except ImportError:
        return None
    try:
        return Speaker()
    except AffektError:
        return None


async def _hear(session: Any, blocks: list[tuple[int, bytes]], speaker: Any) -> None:
    try:
        async for block in session.listen("s16", 480):
            blocks.append((block.frame, block.samples))
            if speaker is not None:
                speaker.feed(block.samples, block.frame)
    finally:
        if speaker is not None:
            speaker.close()


async def _follow(session: Any, events: list[ScoreEvent], view: View) -> None:
    from affekt.io.wire_score import event_from

    async for message in session.events():
        event = event_from(message)
        events.append(event)
        view.decided([event])


def _leave(args: argparse.Namespace, loaded: Any, told: dict[str, Any]) -> None:
    from affekt.commands.demo_picture import draw
    from affekt.commands.demo_spectrum import draw_spectrum
    from affekt.commands.sound import write_blocks
    from affekt.io.midi.score import midi_of
    from affekt.io.midi.write import write_midi
    from affekt.session.log import line_to_event

    out: Path = args.out
    log = [line_to_event(line) for line in (out / "decisions.jsonl").read_text("utf-8").splitlines()]
    level = write_blocks(out / "demo.wav", told["blocks"])
    write_midi(out / "demo.mid", midi_of(loaded, log))
    moments: list[Moment] = told["moments"]
    title = (
        f"{loaded.manifest.title or loaded.manifest.name}: a player's {args.seconds:g} seconds, and the music they made"
    )
    draw(out / "demo.png", log, moments, args.seconds, title)
    draw_spectrum(
        out / "spectrum.png", out / "demo.wav", log, args.seconds, f"{title}: one of its minutes as it sounds"
    )
    sections = [e.act.section for e in log if isinstance(e.act, Section)]
    plain = {
        "seconds": args.seconds, "decisions": len(log), "received": len(told["events"]), "notes": told["notes"],
        "sections": sections, "out": str(out), **level,
    }  # fmt: skip
    missing = level["missing_frames"] / SAMPLE_RATE
    lines = [
        f"{len(log)} decisions ({len(told['events'])} received over gRPC), {told['notes']} notes composed live",
        f"sections: {' > '.join(sections)}",
        f"music: {level['seconds_heard']:.1f} s streamed, peak {level['peak_db']:.1f} dBFS"
        + (f", {missing:.2f} s lost on the way" if missing else ", nothing lost"),
        f"wrote demo.wav demo.mid demo.jsonl decisions.jsonl demo.png spectrum.png in {out}",
    ]
    tell(args, plain, lines)
