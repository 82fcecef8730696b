"""A registry on a manual clock, with a renderer that only listens."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.clock import ManualClock
from affekt.core.score import RenderState, ScoreEvent
from affekt.core.units import Frame
from affekt.host.lane import AudioBlock, Format, Meters
from affekt.host.listener import Listener
from affekt.host.registry import Registry
from affekt.render.space import Layout

LAYERS = {"bed": {"takes": [{"file": "a.ogg"}]}}
SET: dict[str, Any] = {
    "format": 1,
    "name": "rehearsal",
    "start": "calm",
    "layers": {"bed": {"role": "bed"}},
    "sections": {
        "calm": {"bars": 4, "tempo": 60, "layers": LAYERS},
        "exploration": {"bars": 4, "tempo": 120, "layers": LAYERS},
    },
    "stingers": {"hit": {"takes": [{"file": "h.ogg"}], "cooldown_s": 0}},
}


class ListeningLane:
    """A lane that keeps what it is handed; a test may act as its renderer."""

    def __init__(self, opened_at: float) -> None:
        self.opened_at = opened_at
        self.played: list[ScoreEvent] = []
        self.closed = False
        self.blocks: list[AudioBlock] = []
        self.followed: list[tuple[int, str, bool]] = []
        self.varied: list[tuple[str, float, Callable[[], None]]] = []
        self.ahead: list[tuple[str, float, Callable[[], None]]] = []
        self.on_acted: Callable[[int, Frame], None] = lambda _id, _frame: None
        self.on_gap: Callable[[Frame, Frame], RenderState]
        self.on_wake: Callable[[Frame], RenderState]

    def play(self, events: Sequence[ScoreEvent]) -> None:
        self.played.extend(events)

    def restore(self, state: RenderState) -> None:
        del state

    def follow(self, loaded: LoadedSet, *, keeps: bool) -> None:
        self.followed.append((len(self.played), loaded.sha256, keeps))

    def vary(self, section: str, shift: float, done: Callable[[], None], *, ahead: bool = False) -> None:
        (self.ahead if ahead else self.varied).append((section, shift, done))

    def rendered_to(self) -> Frame:
        return Frame(0)

    def listen(
        self,
        sample_format: Format = "s16",
        frames: int = 480,
        on_block: Callable[[], None] | None = None,
        layout: Layout = "stereo",
    ) -> Listener:
        listener = Listener(sample_format, frames, on_block, layout)
        for block in self.blocks:
            listener.give(block.frame, block.pcm)
        listener.end()
        return listener

    def meters(self) -> Meters:
        return Meters()

    def cost(self) -> tuple[float, int]:
        return 0.25, 7

    def close(self) -> None:
        self.closed = True


class ListeningRenderer:
    def __init__(self) -> None:
        self.lanes: dict[str, ListeningLane] = {}

    def open(self, session: str, stem_set: object, opened_at: float) -> ListeningLane:
        assert isinstance(stem_set, LoadedSet)
        self.lanes[session] = ListeningLane(opened_at)
        return self.lanes[session]


class House:
    """Everything a test needs at hand."""

    def __init__(self, record: Path | None = None, *, raw: bool = False) -> None:
        self.clock = ManualClock(start=100.0)
        self.renderer = ListeningRenderer()
        self.counts: dict[str, int] = {}
        loaded = LoadedSet(StemSet.model_validate(SET), Path(), "0")
        self.registry = Registry(
            {"rehearsal": loaded},
            "rehearsal",
            self.renderer,
            self.clock,
            most=3,
            count=self._count,
            record=record,
            record_raw=raw,
        )

    def _count(self, name: str, amount: int) -> None:
        self.counts[name] = self.counts.get(name, 0) + amount

    async def to(self, seconds: float) -> None:
        """Advance to so many seconds after the start, as the server's loop would."""
        while self.clock.now() < 100.0 + seconds - 1e-9:
            due = max(self.registry.advance(), self.clock.now() + 1e-3)
            await self.clock.advance_to(min(due, 100.0 + seconds))  # type: ignore[arg-type]
        self.registry.advance()


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def recording_house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def raw_house(tmp_path: Path) -> House:
    return House(tmp_path, raw=True)
