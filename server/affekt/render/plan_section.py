"""Sections come and go: which playheads were placed where, and the rows of their fades, pick-ups and tails.

Pure and quick but for an automatic fade, which reads the few frames that it joins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from affekt.arrange import manifest as m
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.tails import JOIN, LEAD, slots
from affekt.arrange.timing import body_frames, body_ticks, cue_tick, frame_in_body, pickup_frames, ticks_to_frames
from affekt.core import score
from affekt.core.score import ScoreEvent
from affekt.render import layout as at
from affekt.render.layout import row
from affekt.render.likeness import DECIMATE, decimated, fade_shape
from affekt.render.stems import Stem, StemTable, excerpt

Row = tuple[int | float, ...]
Tails = Callable[["Placed", int, int, int, int], list[Row] | None]
"""Rows of tails: a section, the frame, where its slot begins, that slot's frames, the event's id; None: it has none."""

PICKUP_MARGIN = 2_880
"""Frames (60 ms) after an event's decision before which nothing of it begins, so that a late step still is in time."""
LONGEST_LOOK = 96_000
"""Frames of a fade that are looked at, at most."""
_CUTS = ("out", "disabled")
"""Fades that end a section at its exit, so that its own tail may follow."""
_KEPT = 16
_MEASURES = 64


@dataclass(frozen=True, slots=True)
class Placed:
    """A section that was given a playhead."""

    frame: int
    tag: int
    start: int
    """Where its playhead begins: `frame`, or earlier with a pick-up."""
    name: str
    body: int
    """Body frame at `frame`, at the section's own tempo."""
    tick: int | None = None
    """The tick of `frame`; None after a restore, where it is not known."""
    body_tick: int = 0
    """Body tick at `tick`."""


@dataclass(frozen=True, slots=True)
class _Leave:
    """Where in its body a section is left."""

    body: int
    at_end: bool
    tail: int
    """Frames that an exit cue lets ring on."""


class Sections:
    """One session's sections on the renderer's playheads."""

    def __init__(self, loaded: LoadedSet, stems: StemTable) -> None:
        self._loaded = loaded
        self._set = loaded.manifest
        self._stems = stems
        self._placed: list[Placed] = []
        self._shapes: dict[tuple[str, int, str, int, int], int] = {}

    def names(self) -> set[str]:
        """Return the names of the sections that were placed and may sound still."""
        return {placed.name for placed in self._placed}

    def follow(self, loaded: LoadedSet, gone: Mapping[str, str]) -> None:
        """Go over to an edited set, in which what was placed goes by the names in `gone`."""
        self._loaded, self._set = loaded, loaded.manifest
        self._placed = [replace(p, name=gone.get(p.name, p.name)) for p in self._placed]
        self._shapes.clear()

    def clear(self) -> None:
        """Forget what was placed."""
        self._placed.clear()

    def forget(self, frame: int) -> None:
        """Forget what was placed at a frame or after it."""
        self._placed = [p for p in self._placed if p.frame < frame]

    def place(self, placed: Placed) -> None:
        """Remember a section that was given a playhead."""
        self._placed.append(placed)
        self._placed.sort(key=lambda p: p.frame)
        del self._placed[:-_KEPT]

    def at(self, frame: int) -> Placed | None:
        """Return the section that sounds at a frame."""
        return next((p for p in reversed(self._placed) if p.frame <= frame), None)

    def shape(self, name: str) -> tuple[int, bool]:
        """Return (body frames, whether it loops)."""
        section = self._set.sections[name]
        return body_frames(section), not section.once

    def beats(self, name: str, beats: float, bpm: float = 0.0) -> int:
        """Return the frames of a length in a section's beats, at a tempo; 0 is its own."""
        section = self._set.sections[name]
        frames = ticks_to_frames(section, round(beats * section.time_signature.beat_ticks))
        return round(frames * section.tempo / bpm) if bpm else frames

    def take(self, section: m.Section, layer: str, take: str) -> Stem | None:
        """Return the recording of a layer's take; the first where the name says none."""
        part = section.layers.get(layer)
        if part is None or not part.takes:
            return None
        chosen = next((t for t in part.takes if t.name == take), part.takes[0])
        return self._stems.find(self._loaded, chosen.file)

    # -- rows --------------------------------------------------------------------------------------------------------

    def enter(self, event: ScoreEvent, act: score.Section, tails: Tails | None = None) -> list[Row]:
        """Return the rows of a section that takes over; `tails` gives those by which the other rings on."""
        frame, id, decided = int(event.frame), event.id, int(event.decided_frame)
        length, loops = self.shape(act.section)
        body = frame_in_body(self._set.sections[act.section], act.target_tick)
        before = self.at(frame)
        left = self._leave(before, event) if before else None
        fade, kind = self.beats(act.section, act.fade_beats, act.bpm), act.fade
        if kind == "automatic":
            kind = "disabled" if left is None or left.at_end or left.tail or not fade else "cross"
            shape = self._measured(before, left, act.section, body, fade) if kind == "cross" else at.EQUAL_POWER
        else:
            same = before is not None and left is not None and before.name == act.section and left.body % length == body
            shape = at.LINEAR if same else at.EQUAL_POWER
        # Nothing leads in before what it leads over has begun.
        earliest = max(decided + PICKUP_MARGIN, before.frame if before else 0)
        start, rise = self._start(act, frame, earliest, body)
        if start == frame:
            rise = max(fade, at.DECLICK) if kind in ("in", "cross") and before else 0
            if body > 0:
                rise = max(rise, at.DECLICK)
        rows = [row(at.OP_SECTION, start, nominal=frame, id=id, a=id, b=body, c=length, d=loops, e=rise, f=shape)]
        room = min(fade, frame - decided - PICKUP_MARGIN)
        ends = left is not None and left.at_end
        ring = self._ring(before, left, kind, event, tails)
        if ring:
            rows.extend(ring)
        elif ends and (kind in ("disabled", "in") or (kind == "out" and self._rings(before))):
            rows.append(row(at.OP_FADE, frame, id=id, a=id, c=shape))  # the tail rings out, unfaded
        elif kind in ("disabled", "in") and left is not None and left.tail:
            rows.append(row(at.OP_FADE, frame, id=id, a=id, b=max(left.tail, at.DECLICK), c=at.EQUAL_POWER))
        elif kind == "out" and act.from_time != "end" and room >= at.DECLICK:
            # The old one is gone when the new one strikes, so that no second downbeat is heard under it.
            rows.append(row(at.OP_FADE, frame - room, nominal=frame, id=id, a=id, b=room, c=shape))
        else:
            fall = max(fade, at.DECLICK) if kind in ("out", "cross") else at.DECLICK
            rows.append(row(at.OP_FADE, frame, id=id, a=id, b=fall, c=shape, d=fade if kind == "in" else 0))
        self.place(Placed(frame, id, start, act.section, body, int(event.tick), int(act.target_tick)))
        return rows

    def withdraw(self, event: ScoreEvent) -> list[Row]:
        """Take back an event that has not sounded; where its pick-up has begun already, let that go."""
        old, decided = event.supersedes, int(event.decided_frame)
        rows = [row(at.OP_CANCEL, decided, a=old)]
        if any(p.start < p.frame for p in self._placed if p.tag == old):
            rows.append(row(at.OP_DROP_TAG, decided + PICKUP_MARGIN, a=old))
        self._placed = [p for p in self._placed if p.tag != old]
        return rows

    def _rings(self, before: Placed | None) -> bool:
        return before is not None and self._set.sections[before.name].exit_tail_s > 0

    def _ring(
        self, before: Placed | None, left: _Leave | None, kind: str, event: ScoreEvent, tails: Tails | None
    ) -> list[Row]:
        """Return the rows by which a section that is left at one of its exits gives way to its tail; none elsewhere."""
        if before is None or left is None or tails is None or left.at_end or left.tail or kind not in _CUTS:
            return []
        here, start = slots(self._set.sections[before.name]), int(event.frame) - LEAD
        slot = here.at(left.body) if here else None
        if here is None or slot is None or start < max(int(event.decided_frame) + PICKUP_MARGIN, before.frame + JOIN):
            return []
        rows = tails(before, start, slot, here.tail, event.id)
        if rows is None:
            return []
        return [*rows, row(at.OP_FADE, start, nominal=int(event.frame), id=event.id, a=event.id, b=JOIN, c=at.LINEAR)]

    # -- places ------------------------------------------------------------------------------------------------------

    def _start(self, act: score.Section, frame: int, earliest: int, body: int) -> tuple[int, int]:
        """Return where a section's playhead begins, with its pick-up, and the frames of its rise there."""
        section, lead = self._set.sections[act.section], 0
        if act.rule == "sustain":
            lead = 0  # what leads to the region's first bar is its last
        elif body == 0:
            lead = self.beats(act.section, section.pickup_beats, act.bpm)
        elif act.to_time == "entry_cue":
            cue = next((c for c in section.entry_cues if cue_tick(section, c) == act.target_tick), None)
            lead = min(self.beats(act.section, cue.pickup_beats, act.bpm), body) if cue else 0
        start = min(max(frame - lead, earliest, 0), frame) if lead else frame
        return start, at.DECLICK if start < frame and (body > 0 or start > frame - lead) else 0

    def _leave(self, before: Placed, event: ScoreEvent) -> _Leave:
        section = self._set.sections[before.name]
        length, act = body_ticks(section), event.act
        assert isinstance(act, score.Section)
        if before.tick is None:
            frames = body_frames(section)
            body = before.body + int(event.frame) - before.frame
            body -= max(-(-body // frames) - 1, 0) * frames
            return _Leave(body, not section.unequal and (act.from_time == "end" or body == frames), 0)
        inside = int(event.tick) - before.tick + before.body_tick
        if not section.once:
            inside -= max(-(-inside // length) - 1, 0) * length
        tail = 0.0
        if act.from_time == "exit_cue":
            tail = max((c.tail_beats for c in section.exit_cues if cue_tick(section, c) == inside), default=0.0)
        ends = not section.unequal and (inside >= length or act.from_time == "end")
        return _Leave(frame_in_body(section, inside), ends, self.beats(before.name, tail))

    # -- an automatic fade -------------------------------------------------------------------------------------------

    def _measured(self, before: Placed | None, left: _Leave | None, name: str, body: int, frames: int) -> int:
        if before is None or left is None or any(self._set.sections[s].unequal for s in (before.name, name)):
            return at.EQUAL_POWER
        frames = min(frames, LONGEST_LOOK)
        key = (before.name, left.body, name, body, frames)
        if key not in self._shapes:
            if len(self._shapes) >= _MEASURES:
                self._shapes.clear()
            going, coming = self._look(before.name, left.body, frames), self._look(name, body, frames)
            self._shapes[key] = fade_shape(going, coming)
        return self._shapes[key]

    def _look(self, name: str, body: int, frames: int) -> NDArray[np.float32]:
        """Return a section's reference combination, mono and decimated, from a body frame on."""
        section = self._set.sections[name]
        mix = np.zeros(frames // DECIMATE, np.float32)
        for layer in section.reference or section.layers:
            stem = self.take(section, layer, "")
            if stem is None:
                continue
            part = decimated(excerpt(stem, body + pickup_frames(section), frames))
            mix[: len(part)] += part
        return mix
