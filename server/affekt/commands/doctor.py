"""`affekt doctor`: the state of every part, each really tried, with what to do in one sentence."""

from argparse import Namespace
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from typing import Any

from affekt.commands import probes, probes_sound
from affekt.commands.probes import Part
from affekt.commands.say import FAILED, FINE, parser_for, say, say_json

Probe = Callable[[], Part | list[Part]]

PROBES: tuple[Probe, ...] = (
    probes.python,
    probes.cpu,
    probes.config,
    probes_sound.kernel,
    probes_sound.files,
    probes_sound.grpc,
    probes.memory,
    probes.disk,
    probes_sound.sets,
    probes.ports,
    probes_sound.fluidsynth,
    probes_sound.build_font,
    probes_sound.sound_card,
    probes_sound.midi,
    probes.priority,
    partial(probes.package, "uvloop", "a quicker event loop"),
    partial(probes.package, "websockets", "WebSocket and HTTP", needed=True),
    partial(probes.package, "onnxruntime", "small models of feeling"),
    partial(probes.package, "mediapipe", "the face", "pip install 'affekt[sense]'"),
    partial(probes.package, "brainflow", "EEG headbands", "pip install 'affekt[sense]'"),
    partial(probes.package, "torch", "training", "pip install 'affekt[train]'"),
    partial(probes.package, "av=av", "Opus streams", "pip install 'affekt[opus]'"),
    partial(probes.package, "aalink", "Ableton Link (GPL)", "pip install 'affekt[link]'"),
    partial(probes.engine, "godot", "godot4", "godot"),
    partial(probes.engine, "unity", "unityhub", "Unity"),
)
"""Every part, in the order it is told."""


def add_parser(subparsers: Any) -> None:
    """Add the verb."""
    parser_for(
        subparsers,
        "doctor",
        "try every part of this installation and say how it is",
        """
        affekt doctor
        affekt doctor --json
        """,
    )


def run(args: Namespace) -> int:
    """Try everything; failed only where a needed part is broken."""
    parts = examine(PROBES)
    ok = not any(part.needed and part.state == "broken" for part in parts)
    if args.json:
        say_json({"ok": ok, "parts": [asdict(part) for part in parts]})
    else:
        for part in parts:
            say(f"{part.state:<7} {part.name:<14} {part.text}")
        say()
        say("everything that is needed works" if ok else "something that is needed is broken: see above")
    return FINE if ok else FAILED


def examine(todo: tuple[Probe, ...]) -> list[Part]:
    """Run probes side by side, and return what they found in their own order."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        found = list(pool.map(_tried, todo))
    return [part for parts in found for part in parts]


def _tried(probe: Probe) -> list[Part]:
    found = probe()
    return found if isinstance(found, list) else [found]
