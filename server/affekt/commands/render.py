"""`affekt render`: a session file becomes audio, MIDI and a decision log, offline, by the same code as live."""

import argparse
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args

from affekt.commands.common import conductor_for, on_terminal, seconds, tell, tell_variant, warn, whole
from affekt.core.score import ScoreEvent, Section
from affekt.core.units import SAMPLE_RATE
from affekt.host.offline import Run, Script, conduct, read_script
from affekt.render.space import Layout
from affekt.session.conductor import Conductor
from affekt.session.lines import LONGEST_S
from affekt.session.log import event_to_line

EPILOG = """examples:
  affekt render session.jsonl                        writes session.wav
  affekt render session.jsonl --out x.wav --midi x.mid --log decisions.jsonl
  affekt render session.jsonl --seed 8 --seconds 60 --stems-out stems/"""


def add_parser(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "render", help="render a session file offline", epilog=EPILOG, description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("file", type=Path, metavar="FILE.jsonl", help="a session file or a recording")
    parser.add_argument(
        "--out", type=Path, metavar="x.wav", help="where the music goes; FILE.wav where nothing is asked for"
    )
    parser.add_argument("--midi", type=Path, metavar="x.mid", help="all that sounds, as notes")
    parser.add_argument("--log", type=Path, metavar="decisions.jsonl", help="every decision, a line each")
    parser.add_argument("--stems-out", type=Path, metavar="DIR", help="each layer alone, as WAV")
    parser.add_argument("--seed", type=whole(0, 2**63 - 1), metavar="N", help="instead of the file's")
    parser.add_argument("--set", default="", metavar="NAME", help="instead of the file's")
    parser.add_argument("--seconds", type=seconds(0.0, LONGEST_S), metavar="N", help="how long; instead of the file's")
    parser.add_argument("--table", type=Path, metavar="TOML", help="the game's table of events and states")
    parser.add_argument("--format", choices=("s16", "f32"), default="s16", help="samples of the WAV (default s16)")
    parser.add_argument("--layout", choices=get_args(Layout), default="stereo", help="channels (default stereo)")
    parser.add_argument(
        "--block",
        type=_block,
        default="4800",
        metavar="N",
        help="frames a call, or 'random'; the samples do not depend on it",
    )
    parser.add_argument("--synth", choices=("auto", "fluidsynth", "builtin", "none"), default="auto")
    parser.add_argument("--json", action="store_true", help="tell the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Render; 0 if all was written."""
    script = read_script(args.file, seed=args.seed, seconds=args.seconds)
    conductor = conductor_for(args.set or script.header.set, args.table)
    nothing = not (args.out or args.midi or args.log or args.stems_out)
    out = args.file.with_suffix(".wav") if nothing else args.out
    result = Run()
    with _progress(script) as moved:
        if out or args.stems_out:
            level = _sound(conductor, script, result, args, out, moved)
        else:
            level = {}
            for events in conduct(conductor, script, result, on_progress=moved):
                result.events.extend(events)
    if args.log:
        args.log.write_text("".join(event_to_line(e) + "\n" for e in result.events), "utf-8", newline="\n")
    if args.midi:
        from affekt.io.midi.score import midi_of
        from affekt.io.midi.write import write_midi

        write_midi(args.midi, midi_of(conductor.stage.loaded, result.events))
    for _, text, about in result.notices:
        warn(f"{args.file}: {about}: {text}")
    _report(args, script, result, out, level)
    return 0


def _sound(
    conductor: Conductor,
    script: Script,
    result: Run,
    args: argparse.Namespace,
    out: Path | None,
    moved: Callable[[int], None],
) -> dict[str, float]:
    """Conduct and render side by side, so that an hour needs no more memory than a minute."""
    from affekt.commands.sound import write_pieces, write_stems
    from affekt.render.offline import Offline

    loaded = conductor.stage.loaded

    def decided() -> Iterator[ScoreEvent]:
        for events in conduct(conductor, script, result, on_progress=moved):
            result.events.extend(events)
            yield from events

    level: dict[str, float] = {}
    if out:
        offline = Offline(
            loaded, decided(), block=args.block, synth=args.synth, acted=script.acted, layout=args.layout,
            on_variant=tell_variant,
        )  # fmt: skip
        level = write_pieces(out, offline.pieces(script.length), args.format, args.layout)
    else:
        for _ in decided():
            pass
    if args.stems_out:
        write_stems(args.stems_out, loaded, result.events, script, args.synth, args.format, args.layout)
    return level


def _block(text: str) -> int | Callable[[], int]:
    return (lambda: random.randint(1, 2000)) if text == "random" else whole(1, 8192)(text)


@contextmanager
def _progress(script: Script) -> Iterator[Callable[[int], None]]:
    if not on_terminal() or script.length < 30 * SAMPLE_RATE:
        yield lambda _frame: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("rendering", total=int(script.length))
        yield lambda frame: bar.update(task, completed=frame)


def _report(args: argparse.Namespace, script: Script, result: Run, out: Path | None, level: dict[str, float]) -> None:
    events = result.events
    sections = [e.act.section for e in events if isinstance(e.act, Section)]
    written = [str(p) for p in (out, args.midi, args.log, args.stems_out) if p]
    length_s = script.length / SAMPLE_RATE
    plain = {
        "seconds": length_s,
        "seed": script.seed,
        "events": len(events),
        "sections": sections,
        "written": written,
        "snapshots": result.snapshots,
        **level,
    }
    lines = [f"{length_s:g} s, {len(events)} decisions: {' > '.join(sections)}"]
    if level:
        lines.append(f"peak {level['peak_db']:.1f} dBFS, mean level {level['rms_db']:.1f} dBFS")
    lines += [f"saved {name!r}: {text}" for name, text in result.snapshots.items()]
    tell(args, plain, [*lines, *(f"wrote {path}" for path in written)])
