"""What a night's music was like: the decisions that a session file leads to, its sections and its silences."""

import json
from dataclasses import dataclass
from pathlib import Path

from affekt.commands.common import conductor_for
from affekt.core.score import Control, Layer, ScoreEvent, Section
from affekt.core.units import SAMPLE_RATE
from affekt.host.offline import read_script, run

INAUDIBLE_DB = -60.0


@dataclass(frozen=True)
class Night:
    """What a game said, and what was decided about it."""

    said: list[dict]
    events: list[ScoreEvent]
    seconds: float

    @classmethod
    def of(cls, path: Path) -> "Night":
        script = read_script(path)
        done = run(conductor_for("wayfarer", None), script)
        said = [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]]
        return cls(said, done.events, script.length / SAMPLE_RATE)

    def told(self, event: str) -> list[tuple[float, float]]:
        """Return (second, intensity) of each time an event was said."""
        return [(line["t"], line["intensity"]) for line in self.said if line.get("event") == event]

    def states(self, name: str) -> list[tuple[float, float]]:
        """Return (second, value) of each time a state was said."""
        return [(line["t"], line["state"][name]) for line in self.said if name in line.get("state", {})]

    def sections(self) -> list[tuple[float, str]]:
        """Return (second, section), in the order in which they sounded."""
        return [(e.frame / SAMPLE_RATE, e.act.section) for e in self.events if isinstance(e.act, Section)]

    def between(self, start: float, end: float) -> set[str]:
        """Return the sections that sound at some time in a span."""
        spans = self.sections()
        ends = [start for start, _ in spans[1:]] + [self.seconds]
        return {name for (begin, name), over in zip(spans, ends, strict=True) if begin < end and over > start}

    def silence(self) -> float:
        """Return the share of time in which nothing sounds, or in a rest only what rests keep."""
        silent, since, quiet = 0.0, 0.0, True
        levels: dict[str, float] = {}
        rested: set[str] = set()
        for event in sorted(self.events, key=lambda e: e.frame):
            now = event.frame / SAMPLE_RATE
            match event.act:
                case Section():
                    levels, rested, told = {}, set(), False
                case Control(verb="stop", fade_s=fade):
                    levels, told, now = {}, True, now + fade
                case Layer(layer=layer, gain_db=gain):
                    levels[layer] = gain
                    (rested.add if event.why.rule == "rest" else rested.discard)(layer)
                    sounding = {name for name, db in levels.items() if db > INAUDIBLE_DB}
                    told = not sounding or (bool(rested) and sounding <= {"bed"})
                case _:
                    continue
            if told != quiet:
                silent += max(now - since, 0.0) if quiet else 0.0
                since, quiet = now, told
        return (silent + (self.seconds - since if quiet else 0.0)) / self.seconds
