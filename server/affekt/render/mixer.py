"""The mixer: the kernel's arrays for a fixed number of sessions, and the calls that touch them.

One thread at a time: whoever renders also enqueues, opens and closes.
"""

from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affekt.core.units import BLOCK
from affekt.render import kernel
from affekt.render import layout as at
from affekt.render.layout import Planes, Rows
from affekt.render.layout import planes as own_planes
from affekt.render.loudness import SILENT


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels of one session's newest block, linear."""

    peak: float
    rms: float
    reduction: float
    """The limiter's smallest gain, 1 where it did nothing."""
    layers: tuple[float, ...]
    """Peak of each layer, by its number."""


class Mixer:
    """State of up to `sessions` sessions in arrays, rendered by one kernel call."""

    def __init__(self, sessions: int, *, frames: int = BLOCK, stems: int = 4096, planes: Planes | None = None) -> None:
        """Make room.

        Args:
            sessions: Capacity.
            frames: The most frames of one call, at most 8192.
            stems: The most buffers known at once.
            planes: Where blocks go, such as a ring's; own memory of one slot where None.
        """
        if not 1 <= frames <= at.MAX_FRAMES:
            raise ValueError(f"frames must be 1 to {at.MAX_FRAMES}, not {frames}")
        wide = 2 * (frames + at.LOOKAHEAD_FRAMES)
        self.capacity = sessions
        self.frames = frames
        self.sessions: NDArray[Any] = np.zeros(sessions, at.SESSION)
        self.stems: NDArray[Any] = np.zeros(stems, at.STEM)
        self.planes = planes or own_planes(sessions, 1, frames)
        self._playheads: NDArray[Any] = np.zeros((sessions, at.KEPT + at.PLAYHEADS), at.PLAYHEAD)
        self._plans: NDArray[Any] = np.zeros((sessions, at.PLANS), at.PLAN)
        self._voices: NDArray[Any] = np.zeros((sessions, at.VOICES), at.VOICE)
        self._ramps = np.zeros((sessions, at.RAMPS, 5))
        self._queue: NDArray[Any] = np.zeros((sessions, at.QUEUE), at.ROW)
        self._carry = np.zeros((sessions, 2 * at.LOOKAHEAD_FRAMES), np.float32)
        self._need = np.zeros((sessions, at.LIMITER_WINDOW), np.int64)
        self._least = np.zeros((sessions, at.LIMITER_WINDOW), np.int64)
        self._lanes = np.zeros((4, wide + at.LIMITER_WINDOW), np.int64)
        self._desks = np.zeros((sessions, at.DESK))
        self._rooms = np.zeros((sessions, at.ROOM_LINES + 2, at.ROOM_STRIDE), np.float32)
        self._space = np.zeros((at.ROOM_LINES + 2, at.ROOM_CHUNK), np.float32)
        self._scratch = np.zeros((9, wide + 2 * at.LOOKAHEAD_FRAMES), np.float32)
        self._gains = np.zeros((2, max(wide, 3 * at.CHUNK)), np.float32)
        self._stretch = (
            np.zeros((2 * at.SECTION_PLAYHEADS, at.PIECES), at.PIECE),
            np.zeros(2 * at.SECTION_PLAYHEADS, np.int64),
            np.zeros((2 * at.SECTION_PLAYHEADS, 2, 2 * at.CHUNK), np.float32),
            np.zeros((at.SECTION_PLAYHEADS, 2, at.CHUNK), np.float32),
            np.zeros((4, at.SEARCH), np.float32),
        )
        self._acted: NDArray[Any] = np.zeros(4096, at.ACTED)
        self._count = np.zeros(1, np.int64)
        for s in range(sessions):
            self.open(s)

    def open(self, s: int, frame: int = 0, pair: int = 0) -> None:
        """Set a session's place to its first state, the stream beginning at `frame`; `pair` as `layout.R_PAIR`."""
        state = self.sessions[s : s + 1]
        rang = int(state["room"][0])
        state[:] = np.zeros(1, at.SESSION)
        state["head"] = state["out"] = frame
        state["limit_sum"] = at.ONE * at.LIMITER_WINDOW
        state["limit_now"] = at.ONE
        state["limit_span"] = at.LIMITER_WINDOW
        state["held"] = 1.0
        state["quiet"] = 4 * at.LIMITER_WINDOW
        self._need[s] = self._least[s] = at.ONE
        self._carry[s] = 0.0
        self._playheads[s] = np.zeros(at.KEPT + at.PLAYHEADS, at.PLAYHEAD)
        self._plans[s] = np.zeros(at.PLANS, at.PLAN)
        one_shots = self._playheads[s, at.ONE_SHOTS : at.ONE_SHOTS + 1]
        one_shots["alive"] = one_shots["passes"] = 1
        one_shots["start"] = one_shots["body"] = frame
        one_shots["length"] = at.BIG
        self._voices[s] = np.zeros(at.VOICES, at.VOICE)
        self._ramps[s] = (0.0, 0.0, 1.0, 1.0, 0.0)
        self._ramps[s, at.R_LOWPASS, 2:4] = log(at.OPEN_LOWPASS_HZ)
        self._ramps[s, at.R_HIGHPASS, 2:4] = log(at.OPEN_HIGHPASS_HZ)
        for which, value in at.DESK_DEFAULTS:
            self._ramps[s, which, 2:4] = value
        self._ramps[s, at.R_PAIR, 2:4] = pair
        self._ramps[s, at.R_SEND : at.R_SEND + at.LAYERS + 2, 2:4] = 0.0
        self._desks[s, : at.D_METER + 12] = 0.0
        self._desks[s, at.D_DYNAMICS + 4 : at.D_DYNAMICS + 6] = 1.0
        state["room"] = 2 if rang else 0
        state["size_from"] = state["size_to"] = 1.0
        state["early_from"] = state["early_to"] = self._ramps[s, at.R_REVERB_PREDELAY, 3]
        state["size_at"] = -at.BIG
        self.planes.levels[s] = 0.0
        self.planes.levels[s, at.L_LOUDNESS :] = SILENT
        self.planes.locks[s] = -1
        self.planes.heads[s] = self.planes.outs[s] = frame

    def skip(self, s: int, frame: int) -> None:
        """Leave out the frames before `frame`, at least 72: positions go on, nothing of the gap is put out."""
        state = self.sessions[s : s + 1]
        if frame >= int(state["head"][0]):
            state["room_shift"] -= frame - state["head"]
            state["out"] = state["head"] = frame
            self._carry[s] = 0.0

    def enqueue(self, s: int, rows: Rows) -> None:
        """Give a session rows in their order of arrival."""
        if len(rows):
            kernel.enqueue(self.sessions, self._queue, s, rows)

    def head(self, s: int) -> int:
        """Return the first frame at which a command still can act."""
        return int(self.sessions["head"][s])

    def out(self, s: int) -> int:
        """Return the first frame not put out yet."""
        return int(self.sessions["out"][s])

    def render(self, todo: NDArray[np.int64], n: int, *, still: bool = False) -> None:
        """Render the next n frames of the sessions in `todo` into their slots of the planes.

        With `still` a sound that is ready only meanwhile is ready for none of them.
        """
        stems = self.stems
        if still:
            frames = stems["frames"].copy()  # First: what has frames has had its address before.
            stems = stems.copy()
            stems["frames"] = frames
        kernel.render(
            todo, n, self.sessions, self._playheads, self._plans, self._voices, self._ramps, self._queue, stems,
            self._desks, self._rooms, self._space, self._carry, self._need, self._least, self._lanes, self._scratch,
            self._gains, self._stretch, *self.planes, self._acted, self._count,
        )  # fmt: skip

    def acted(self) -> list[tuple[int, int, int]]:
        """Return and forget (session, event id, frame) of each command that came too late for its frame."""
        count = int(self._count[0])
        if not count:
            return []
        found = [(int(a["session"]), int(a["id"]), int(a["frame"])) for a in self._acted[:count]]
        self._count[0] = 0
        return found

    def levels(self, s: int, layers: int = at.LAYERS) -> Levels:
        """Return a session's newest levels."""
        found = self.planes.levels[s].tolist()
        return Levels(found[0], found[1], found[2], tuple(found[3 : 3 + layers]))

    def stems_in_use(self) -> set[int]:
        """Return the ids of the buffers that a voice plays or a queued row will play.

        Rows are looked at before voices: one that becomes a voice meanwhile, on the rendering thread, is seen twice
        rather than not at all.
        """
        used: set[int] = set()
        for s in range(self.capacity):
            state = self.sessions[s]
            rows = self._queue[s, int(state["queue_from"]) : int(state["queue_to"])]
            used.update(int(v) for v in rows["c"][rows["op"] == at.OP_LAYER])
            used.update(int(v) for v in rows["a"][rows["op"] == at.OP_ONE_SHOT])
            used.update(int(v) for v in rows["c"][rows["op"] == at.OP_SWAP])
            used.update(int(v) for v in rows["d"][(rows["op"] == at.OP_TEMPO) | (rows["op"] == at.OP_PITCH)])
            used.update(int(v) for v in rows["d"][rows["op"] == at.OP_TAIL])
        heads = self._playheads
        used.update(int(v) for v in np.unique(heads["guide"][heads["alive"] == 1]))
        voices = self._voices
        used.update(int(v) for v in np.unique(voices["stem"][voices["alive"] == 1]))
        return used
