"""The bench `clients`: what a player hears of a server through each engine's own client, in real engines."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from affekt.bench.run import Measure

ENGINES = ("clients_godot", "clients_csharp", "clients_web")
"""Modules with `MEASURES` of their own, an engine each; one that is not there yet is left out."""


def _measures() -> Iterator[Measure]:
    for name in ENGINES:
        if find_spec(f"affekt.bench.{name}") is not None:
            yield from import_module(f"affekt.bench.{name}").MEASURES


MEASURES = tuple(_measures())
"""In the order of running."""
