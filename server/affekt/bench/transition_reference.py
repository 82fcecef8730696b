"""What a session's sections must sound like, worked out in double precision from the decisions and the recordings.

Written from docs/compose.md, not from the renderer: whole arrays, no blocks, no rows, none of its code but the reading
of a recording. It knows sections at their own tempo whose layers keep their level.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import CuePoint
from affekt.core.score import ScoreEvent, Section
from affekt.render.stems import decode

Samples = NDArray[np.float64]

DECLICK, MARGIN = 240, 2_880
ALIKE = np.sqrt(2.0) - 1.0


@dataclass(slots=True)
class Ramp:
    """A gain from `low` at `start` to `high` at `end`; equal-power where `power`."""

    start: int
    end: int
    low: float
    high: float
    power: bool = False

    def at(self, frames: NDArray[np.int64]) -> Samples:
        """Return the gain at frames."""
        if self.end <= self.start:
            return np.where(frames < self.start, self.low, self.high).astype(np.float64)
        u = np.clip((frames - self.start) / (self.end - self.start), 0.0, 1.0)
        if self.power:
            u = np.sin(u * np.pi / 2) if self.high >= self.low else 1.0 - np.cos(u * np.pi / 2)
        return self.low + (self.high - self.low) * np.asarray(u, np.float64)

    def now(self, frame: int) -> float:
        """Return the gain at a frame."""
        return float(self.at(np.array([frame]))[0])


@dataclass(slots=True)
class Head:
    """A section that sounds: from `start` on, body position `body` at frame `frame`."""

    name: str
    frame: int
    start: int
    body: int
    gains: list[tuple[int, Ramp]]
    """(frame from which it holds, gain), in order."""
    passes: int = 1 << 40
    tick: int = 0
    body_tick: int = 0

    def gone(self, frame: int) -> bool:
        """Tell whether it is silent for good."""
        ramp = self.gains[-1][1]
        return ramp.high == 0.0 and ramp.end <= frame


@dataclass(slots=True)
class Reference:
    """A set's recordings, and what becomes of them."""

    loaded: LoadedSet
    _whole: dict[str, Samples] = field(default_factory=dict)

    def render(self, events: list[ScoreEvent], frames: int) -> Samples:
        """Return the first frames of a session, `[frames, 2]`."""
        heads: list[Head] = []
        for event in events:
            if isinstance(event.act, Section):
                self._enter(heads, event, event.act)
        out = np.zeros((frames, 2))
        for head in heads:
            self._add(head, out)
        return out

    # -- the words ---------------------------------------------------------------------------------------------------

    def _enter(self, heads: list[Head], event: ScoreEvent, act: Section) -> None:
        section = self.loaded.manifest.sections[act.section]
        frame, decided = int(event.frame), int(event.decided_frame)
        fade = self._beats(act.section, act.fade_beats)
        body = self._body_frame(act.section, int(act.target_tick))
        before = heads[-1] if heads else None
        inside = 0
        if before is not None:
            inside = int(event.tick) - before.tick + before.body_tick
            inside -= max(-(-inside // self._ticks(before.name)) - 1, 0) * self._ticks(before.name)
        ends = before is not None and (act.from_time == "end" or inside >= self._ticks(before.name))
        rings = 0
        if before is not None and act.from_time == "exit_cue":
            there = [
                c for c in self.loaded.manifest.sections[before.name].exit_cues if self._cue(before.name, c) == inside
            ]
            rings = self._beats(before.name, max((c.tail_beats for c in there), default=0.0))
        kind, power = act.fade, True
        if before is not None:
            left = self._body_frame(before.name, inside)
            same = before.name == act.section and left % self._length(act.section) == body
            if kind == "automatic":
                kind = "disabled" if ends or rings or not fade else "cross"
                power = self._alike(before.name, left, act.section, body, fade) < ALIKE if kind == "cross" else True
            else:
                power = not same
        elif kind == "automatic":
            kind = "disabled"
        lead = self._beats(act.section, section.pickup_beats) if body == 0 else 0
        if body > 0 and act.to_time == "entry_cue":
            cue = [c for c in section.entry_cues if self._cue(act.section, c) == int(act.target_tick)]
            lead = min(self._beats(act.section, cue[0].pickup_beats), body) if cue else 0
        start, rise = frame, 0
        if lead:
            start = min(max(frame - lead, decided + MARGIN, before.frame if before else 0), frame)
            rise = DECLICK if start < frame and (body > 0 or start > frame - lead) else 0
        if start == frame:
            rise = max(fade, DECLICK) if kind in ("in", "cross") and before is not None else 0
            rise = max(rise, DECLICK) if body > 0 else rise
        if kind in ("disabled", "in") and ends:
            self._leave(heads, frame, 0, 0, power)
        elif kind in ("disabled", "in") and rings:
            self._leave(heads, frame, 0, max(rings, DECLICK), True)
        elif kind == "out" and act.from_time != "end" and min(fade, frame - decided - MARGIN) >= DECLICK:
            room = min(fade, frame - decided - MARGIN)
            self._leave(heads, frame - room, 0, room, power)
        else:
            fall = max(fade, DECLICK) if kind in ("out", "cross") else DECLICK
            self._leave(heads, frame, fade if kind == "in" else 0, fall, power)
        gain = Ramp(start, start + rise, 0.0, 1.0, power) if rise else Ramp(start, start, 1.0, 1.0)
        heads.append(
            Head(act.section, frame, start, body, [(start, gain)], 1 << 40, int(event.tick), int(act.target_tick))
        )

    def _leave(self, heads: list[Head], frame: int, delay: int, length: int, power: bool) -> None:
        for head in heads:
            ramp = head.gains[-1][1]
            if head.gone(frame):
                continue
            position = head.body + frame - head.frame
            head.passes = min(head.passes, max(1, -(-position // self._length(head.name))))
            fades = ramp.high == 0.0 and (delay > 0 or ramp.end <= frame + delay + length)
            if length and not fades:
                now = ramp.now(frame)
                if delay:
                    head.gains.append((frame, Ramp(frame, frame, now, now)))
                head.gains.append((frame + delay, Ramp(frame + delay, frame + delay + length, now, 0.0, power)))

    # -- the sound ---------------------------------------------------------------------------------------------------

    def _add(self, head: Head, out: Samples) -> None:
        section = self.loaded.manifest.sections[head.name]
        source, length = self._source(head.name), self._length(head.name)
        lead = self._beats(head.name, section.pickup_beats)
        end = len(out)
        ramp = head.gains[-1][1]
        if ramp.high == 0.0:
            end = min(end, ramp.end)
        if head.start >= end:
            return
        frames = np.arange(head.start, end)
        gain = head.gains[0][1].at(frames)
        for since, later in head.gains[1:]:
            gain = np.where(frames >= since, later.at(frames), gain)
        here = head.body - head.frame
        for number in range(min(head.passes, (end + here) // length + 1)):
            first = -lead if number == 0 else 0
            low = max(number * length + first - here, head.start)
            high = min(number * length - lead + len(source) - here, end)
            if high > low:
                index = np.arange(low, high) + here - number * length + lead
                out[low:high] += source[index] * gain[low - head.start : high - head.start, None]

    def _source(self, name: str) -> Samples:
        """Return all layers of a section together, ±1."""
        if name not in self._whole:
            parts = []
            for part in self.loaded.manifest.sections[name].layers.values():
                samples = decode(self.loaded.folder / part.takes[0].file).astype(np.float64) / 32768.0
                parts.append(np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples)
            self._whole[name] = np.sum(parts, axis=0)
        return self._whole[name]

    def _alike(self, one: str, left: int, other: str, body: int, frames: int) -> float:
        parts = []
        for name, position in ((one, left), (other, body)):
            lead = self._beats(name, self.loaded.manifest.sections[name].pickup_beats)
            parts.append(self._source(name)[position + lead : position + lead + frames].mean(axis=1))
        n = min(map(len, parts))
        a, b = parts[0][:n], parts[1][:n]
        power = float(np.sqrt((a @ a) * (b @ b)))
        return float(a @ b) / power if power else 0.0

    # -- lengths -----------------------------------------------------------------------------------------------------

    def _ticks(self, name: str) -> int:
        section = self.loaded.manifest.sections[name]
        return section.bars * section.time_signature.bar_ticks

    def _length(self, name: str) -> int:
        return self._frames(name, self._ticks(name))

    def _frames(self, name: str, ticks: int) -> int:
        return round(ticks / 960 * 60 / self.loaded.manifest.sections[name].tempo * 48_000)

    def _beats(self, name: str, beats: float) -> int:
        return self._frames(name, round(beats * self.loaded.manifest.sections[name].time_signature.beat_ticks))

    def _body_frame(self, name: str, tick: int) -> int:
        return (tick * self._length(name) * 2 + self._ticks(name)) // (2 * self._ticks(name))

    def _cue(self, name: str, cue: CuePoint) -> int:
        metre = self.loaded.manifest.sections[name].time_signature
        return round((cue.bar - 1) * metre.bar_ticks + (cue.beat - 1) * metre.beat_ticks)
