"""Offline: a log of score events becomes audio by the same kernel that plays live, as fast as the machine can."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import ScoreEvent
from affekt.core.units import Frame
from affekt.render import layout as at
from affekt.render.engine import Engine
from affekt.render.layout import Rows
from affekt.render.patches import patches
from affekt.render.plan import Plan
from affekt.render.space import CHANNELS, Layout
from affekt.render.stems import StemTable
from affekt.render.synth import Kind, pool

OFFLINE_BLOCK = 4_800
"""Frames of a call where nothing else is asked for: nobody waits, and the samples do not depend on it."""
Sample = TypeVar("Sample", np.float32, np.int16)
Block = int | Callable[[], int]
"""Frames of a call, 1 … 8192, or what to ask for them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some frames of a rendering."""

    frame: Frame
    f32: NDArray[np.float32]
    """`[n, channels]`, ±1."""
    s16: NDArray[np.int16]
    """`[n, channels]`, plainly rounded."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A whole rendering."""

    f32: NDArray[np.float32]
    s16: NDArray[np.int16]
    stems: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    """Where asked for: each layer alone, and `stingers` and `notes`, all through master and limiter."""
    late: tuple[tuple[int, Frame], ...] = ()
    """(event id, frame) of events that were handed in too late; none in a sound log."""
    faults: int = 0
    """Blocks that were silenced because a sample was not a number."""


def render(
    loaded_set: LoadedSet,
    events: Iterable[ScoreEvent],
    frames: int,
    *,
    block: Block = OFFLINE_BLOCK,
    stems: bool = False,
    synth: Kind = "auto",
    acted: Mapping[int, Frame] | None = None,
    layout: Layout = "stereo",
) -> Rendered:
    """Render the first `frames` frames of a session.

    Args:
        loaded_set: The set that was played.
        events: Its decision log, in commit order; read only as far as the rendering has come.
        frames: Length at 48 kHz.
        block: Frames of a call; the samples do not depend on it.
        stems: Render each layer alone as well (a pass for each).
        synth: Which synthesiser plays the notes.
        acted: From a recording: event id → frame where it really acted.
        layout: Which channels.

    Raises:
        AffektError: BAD_SET if a recording cannot be read, UNSUPPORTED if the synthesiser cannot be had.
    """
    decided = list(events) if stems else events
    channels = CHANNELS[layout]
    f32 = np.empty((frames, channels), np.float32)
    s16 = np.empty((frames, channels), np.int16)
    score = Offline(loaded_set, decided, block=block, synth=synth, acted=acted, layout=layout)
    for piece in score.pieces(frames):
        f32[piece.frame : piece.frame + len(piece.f32)] = piece.f32
        s16[piece.frame : piece.frame + len(piece.s16)] = piece.s16
    alone: dict[str, NDArray[np.float32]] = {}
    for name in (*loaded_set.manifest.layers, "stingers", "notes") if stems else ():
        one = Offline(loaded_set, decided, block=block, synth=synth, acted=acted, only=name, layout=layout)
        alone[name] = np.concatenate([np.zeros((0, channels), np.float32), *(p.f32 for p in one.pieces(frames))])
    return Rendered(f32, s16, alone, tuple(score.late), score.faults)


class Offline:
    """A rendering in progress; memory does not grow with its length."""

    def __init__(
        self,
        loaded_set: LoadedSet,
        events: Iterable[ScoreEvent],
        *,
        block: Block = OFFLINE_BLOCK,
        synth: Kind = "auto",
        acted: Mapping[int, Frame] | None = None,
        only: str = "",
        layout: Layout = "stereo",
        on_variant: Callable[[str, float], None] | None = None,
    ) -> None:
        """Prepare; arguments as for `render`, and `only` to hear one layer, `stingers` or `notes` alone.

        `on_variant` is told (recording, cents) before a recording is shifted, which takes its time.
        """
        table = self._table = StemTable(on_variant=on_variant)
        table.add(loaded_set)
        self._plan = Plan(loaded_set, table, layout)
        self._events = iter(events)
        self._ahead: ScoreEvent | None = next(self._events, None)
        self._acted = acted or {}
        self._block: Callable[[], int] = block if callable(block) else lambda: block
        self._only = only
        self._layers = list(loaded_set.manifest.layers)
        self._places = CHANNELS[layout] // 2
        self._engine = Engine(self._places, synths=pool(synth), frames=at.MAX_FRAMES)
        self._engine.map_stems(table)
        self._engine.open(0, self._engine.player(patches(loaded_set.manifest)), twin=1 if self._places > 1 else -1)
        self.late: list[tuple[int, Frame]] = []

    @property
    def faults(self) -> int:
        """Blocks silenced so far."""
        return int(self._engine.mixer.sessions["faults"][0])

    def pieces(self, frames: int) -> Iterator[Piece]:
        """Yield the session's audio from frame 0 on, `frames` in all, in pieces of the block's size."""
        engine, mixer, todo = self._engine, self._engine.mixer, np.zeros(1, np.int64)
        done = 0
        while done < frames:
            n = min(max(self._block(), 1), at.MAX_FRAMES, frames - done)
            self._hand_over(done + n + at.LOOKAHEAD_FRAMES)
            engine.render(todo, n)
            self.late += [(id, Frame(frame)) for _, id, frame in engine.acted()]
            yield Piece(Frame(done), self._heard(mixer.planes.f32, n), self._heard(mixer.planes.s16, n))
            done += n
        engine.close(0)

    def _heard(self, plane: NDArray[Sample], n: int) -> NDArray[Sample]:
        pair = plane[0, 0, : 2 * n].reshape(n, 2)
        return pair.copy() if self._places == 1 else np.hstack([pair, plane[1, 0, : 2 * n].reshape(n, 2)])

    def _hand_over(self, before: int) -> None:
        """Give the engine every event that was decided before a frame."""
        batch = []
        while self._ahead is not None and self._ahead.decided_frame < before:
            batch.append(self._ahead)
            self._ahead = next(self._events, None)
        if batch:
            known = len(self._table)
            rows = self._plan.rows(batch, self._acted)
            if len(self._table) > known:
                self._engine.map_stems(self._table)
            self._engine.enqueue(0, self._chosen(rows))

    def _chosen(self, rows: Rows) -> Rows:
        if not self._only:
            return rows
        op = rows["op"]
        layer = (op == at.OP_LAYER) & (rows["b"] == _index(self._layers, self._only))
        sting = (op == at.OP_ONE_SHOT) & (self._only == "stingers")
        note = (op == at.OP_NOTE) & (self._only == "notes")
        rest = (op != at.OP_LAYER) & (op != at.OP_ONE_SHOT) & (op != at.OP_NOTE)
        chosen: Rows = rows[layer | sting | note | rest]
        return chosen


def _index(names: list[str], name: str) -> int:
    return names.index(name) if name in names else -1
