"""The engine: mixer, mapped stems and synthesisers of several sessions, as a worker and the offline renderer use it.

One thread renders; `map_stems`, `prepare` and the making of players may run on another.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import BLOCK
from affekt.render import layout as at
from affekt.render.buffers import Buffers
from affekt.render.layout import Planes, Rows
from affekt.render.mixer import Mixer
from affekt.render.patches import Patches
from affekt.render.stems import MOST_STEMS, Mapping, Stem
from affekt.render.synth import Player, SynthPool

SOUNDS = 4096
"""Numbers for rendered notes."""


class Engine:
    """Everything that sounds for up to `sessions` sessions of one process."""

    def __init__(
        self,
        sessions: int,
        *,
        synths: SynthPool | None = None,
        frames: int = BLOCK,
        planes: Planes | None = None,
    ) -> None:
        self.mixer = Mixer(sessions, frames=frames, stems=MOST_STEMS + SOUNDS, planes=planes)
        self._synths = synths
        self.buffers = Buffers(self.mixer.stems, MOST_STEMS, self.mixer.stems_in_use)
        """Rendered notes, of all sessions together."""
        self._maps: dict[int, Mapping] = {}
        self._players: dict[int, Player] = {}
        self._twins: dict[int, int] = {}

    def map_stems(self, stems: Iterable[Stem]) -> None:
        """Make recordings known by their numbers."""
        for stem in stems:
            if stem.id not in self._maps:
                try:
                    mapped = Mapping(stem)
                except OSError:
                    continue  # Its file is gone from the cache: it is silent, and the others sound.
                self._maps[stem.id] = mapped
                self.mixer.stems[stem.id] = (mapped.address, stem.frames, stem.channels)

    def player(self, patches: Patches) -> Player | None:
        """Make a session's player, ready to be given to `open`; may take some milliseconds."""
        if self._synths is None or not patches.voices:
            return None
        return self._synths.player(patches, self.buffers)

    def open(self, s: int, player: Player | None, frame: int = 0, twin: int = -1) -> None:
        """Begin a session in place `s` at `frame`; with a `twin`, another place, that makes its channels 3 and 4."""
        self.mixer.open(s, frame, 0 if twin < 0 else 1)
        if twin >= 0:
            self._twins[s] = twin
            self.mixer.open(twin, frame, 2)
        if player is not None:
            self._players[s] = player

    def close(self, s: int) -> None:
        """End a session."""
        player = self._players.pop(s, None)
        if player is not None:
            player.close()
        self.mixer.open(s)
        twin = self._twins.pop(s, -1)
        if twin >= 0:
            self.mixer.open(twin)

    def expect(self, rows: Rows) -> None:
        """Have the recordings that rows name read ahead."""
        kept = (at.OP_LAYER, "c"), (at.OP_ONE_SHOT, "a"), (at.OP_SWAP, "c"), (at.OP_TAIL, "d")
        for number in {int(v) for op, column in kept for v in rows[rows["op"] == op][column]}:
            mapped = self._maps.get(number)
            if mapped is not None:
                mapped.expect()

    def relax(self) -> None:
        """Give memory back that no sounding recording and no recent note needs."""
        self.buffers.age()
        used = self.mixer.stems_in_use()
        for number, mapped in tuple(self._maps.items()):  # Others are added meanwhile.
            if number not in used:
                mapped.relax()

    def enqueue(self, s: int, rows: Rows) -> None:
        """Give a session rows in their order of arrival."""
        player = self._players.get(s)
        if player is not None:
            rows = player.take(rows)
        elif len(rows):
            rows = rows[rows["op"] != at.OP_NOTE]
        rows = np.ascontiguousarray(rows)
        self.mixer.enqueue(s, rows)
        if s in self._twins:
            self.mixer.enqueue(self._twins[s], rows)

    def render(self, todo: NDArray[np.int64], n: int) -> None:
        """Render the next n frames of the sessions in `todo`, and of their twins after them."""
        if not self._twins:
            self.mixer.render(todo, n)
            return
        known = todo.tolist()
        alone = [s for s in known if s not in self._twins]
        both = [s for s in known if s in self._twins]
        if alone:
            self.mixer.render(np.array(alone, np.int64), n)
        if both:
            self.mixer.render(
                np.array([*both, *(self._twins[s] for s in both)], np.int64), n, still=self.buffers.making
            )

    def skip(self, s: int, frame: int) -> None:
        """Leave out the frames of a session before `frame`."""
        self.mixer.skip(s, frame)
        if s in self._twins:
            self.mixer.skip(self._twins[s], frame)

    def acted(self) -> list[tuple[int, int, int]]:
        """Return and forget (session, event id, frame) of what came too late."""
        found = self.mixer.acted()
        if not self._twins:
            return found
        twins = set(self._twins.values())
        return [one for one in found if one[0] not in twins]
