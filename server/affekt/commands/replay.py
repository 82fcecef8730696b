"""`affekt replay`: a recording is played again; were the decisions and the samples the same?"""

import argparse
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from affekt.commands.common import conductor_for, tell, tell_variant
from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE, Frame
from affekt.host.header import Apart, differences, recording_header
from affekt.host.offline import Script, read_script, read_sums
from affekt.host.offline import run as conduct_all
from affekt.session.log import event_to_line

EPILOG = """examples:
  affekt replay recordings/hero-1.jsonl
  affekt replay demo-out/demo.jsonl --json

exit codes: 0 the same, 1 not the same or not comparable."""


def add_parser(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "replay", help="play a recording again and compare", description=__doc__, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("file", type=Path, metavar="RECORDING.jsonl")
    parser.add_argument("--table", type=Path, metavar="TOML", help="the game's table that the server used")
    parser.add_argument("--log", type=Path, metavar="FILE", help="the decisions to compare with")
    parser.add_argument("--decisions-only", action="store_true", help="do not render")
    parser.add_argument("--json", action="store_true", help="tell the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Replay; 0 if everything that can be compared came out the same."""
    script = read_script(args.file)
    if not script.is_recording:
        raise AffektError(Reason.MALFORMED, f"{args.file} is a session file, not a recording; 'affekt render' plays it")
    sums = read_sums(args.file)
    conductor = conductor_for(script.header.set, args.table)
    header = recording_header(conductor.stage.loaded, script.seed, conductor.stage.table.sha256)["recording"]
    recorded = script.header.recording
    assert recorded is not None
    apart = differences(recorded.model_dump(), header)
    heard = _read_log(args)
    cut = "" if "last_frame" in sums else "the recording was cut"
    if script.changed_at is not None:
        edited = f"the set was edited while it played, at {script.changed_at / SAMPLE_RATE:.2f} s"
        apart = Apart(f"{apart.decisions}; {edited}" if apart.decisions else "", edited)
        cut, heard = "the set was edited", _before(heard, script.changed_at)
    elif cut and heard:
        script.length = Frame(max(script.length, int(json.loads(heard[-1])["decided_frame"]) + 1))
    decided = conduct_all(conductor, script)
    lines = [event_to_line(e) for e in decided.events]
    result = {"decisions": _compare_log(heard, lines, apart.decisions, cut=cut)}
    if not args.decisions_only:
        result["samples"] = _compare_samples(conductor.stage.loaded, decided.events, script, sums, apart.samples)
    same = all(text.startswith("the same") for text in result.values())
    tell(args, {"same": same, **result}, [f"{what}: {text}" for what, text in result.items()])
    return 0 if same else 1


def _before(heard: list[str] | None, frame: Frame) -> list[str] | None:
    """Return the decisions that were made before a frame."""
    return None if heard is None else [line for line in heard if int(json.loads(line)["decided_frame"]) < frame]


def _read_log(args: argparse.Namespace) -> list[str] | None:
    """Return the recorded decisions, without a last line that was cut; None where there is no log."""
    path: Path = args.file
    places = [args.log] if args.log else [path.with_suffix(".decisions.jsonl"), path.parent / "decisions.jsonl"]
    log = next((p for p in places if p.is_file()), None)
    if log is None:
        return None
    return [line for line in log.read_text("utf-8").splitlines(keepends=True) if line.endswith("\n")]


def _compare_log(heard: list[str] | None, lines: list[str], apart: str, *, cut: str) -> str:
    if apart:
        return f"not comparable: {apart}"
    if heard is None:
        return "not comparable: there is no decision log beside the recording; name it with --log"
    for number, (old, new) in enumerate(zip(heard, lines, strict=False), start=1):
        if old.rstrip("\n") != new:
            return f"differ from line {number} on: was {old[:160]} … is {new[:160]} …"
    if cut and len(heard) <= len(lines):
        return f"the same, all {len(heard)} that were recorded before {cut}"
    if len(heard) != len(lines):
        return f"differ in number: {len(heard)} were recorded, {len(lines)} came out"
    return f"the same, all {len(lines)}"


def _compare_samples(loaded: Any, events: Any, script: Script, sums: dict[str, Any], apart: str) -> str:
    if not sums.get("samples_sha256"):
        why = sums.get("why_no_samples", "the recording holds no sum of its samples")
        return f"not comparable: {why}"
    if apart:
        return f"not comparable: {apart}"
    from affekt.render.offline import Offline

    digest, start, end = sha256(), int(sums["samples_from"]), int(sums["samples_to"])
    offline = Offline(loaded, events, acted=script.acted, on_variant=tell_variant)
    for piece in offline.pieces(end):
        if piece.frame + len(piece.s16) > start:
            digest.update(piece.s16[max(start - piece.frame, 0) :].tobytes())
    if digest.hexdigest() != sums["samples_sha256"]:
        return "differ"
    return f"the same, {end - start} frames to the last bit"
