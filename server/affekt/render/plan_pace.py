"""Tempo on the renderer's playheads: the course of each section that was placed, and the rows that turn it.

Pure and quick. The ratios come from the same spans as the conductor's frames, so that each beat of a recording falls
on the frame that was told for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from affekt.arrange import course
from affekt.arrange.loaded import LoadedSet
from affekt.core import score
from affekt.core.score import RenderState, ScoreEvent
from affekt.core.tempo import Ramp, TempoMap
from affekt.core.units import Frame, Tick
from affekt.render import layout as at
from affekt.render.layout import row
from affekt.render.plan_section import Placed, Row
from affekt.render.stems import StemTable

_KEPT = 32


@dataclass(slots=True)
class _Run:
    """A section's way through its recordings."""

    name: str
    origin: Tick
    """The session's tick at which its first pass began, or would have."""
    way: TempoMap


class Paces:
    """One session's tempi, by the tags of its playheads."""

    def __init__(self, loaded: LoadedSet, stems: StemTable) -> None:
        self._loaded = loaded
        self._set = loaded.manifest
        self._stems = stems
        self._runs: dict[int, _Run] = {}

    def follow(self, loaded: LoadedSet, gone: Mapping[str, str]) -> None:
        """Go over to an edited set, in which what was placed goes by the names in `gone`."""
        self._loaded, self._set = loaded, loaded.manifest
        for run in self._runs.values():
            run.name = gone.get(run.name, run.name)

    def clear(self) -> None:
        """Forget every course."""
        self._runs.clear()

    def enter(self, event: ScoreEvent, act: score.Section, start: int) -> list[Row]:
        """Return the rows that give a section its tempo from its playhead's first frame on; none at its own."""
        section = self._set.sections[act.section]
        way = course.enter(section, event.tick, event.frame, act.target_tick, act.bpm)
        self._keep(event.id, _Run(act.section, Tick(event.tick - act.target_tick), way))
        return self._row(event.id, event.tick, start, int(event.frame), event.id)

    def resume(self, tag: int, state: RenderState) -> tuple[int, list[Row]]:
        """Return (session tick, rows) of a section that a renderer goes on with."""
        section, frame = self._set.sections[state.section], state.frame
        inside = course.nearest_tick(section, state.body_frame, state.iteration)
        tick, body = Tick(state.origin_tick + inside), course.recorded(section)
        gone = state.body_frame + state.iteration * body.frames
        if state.ramp_ticks:
            way = TempoMap((Ramp(tick, frame, state.ramp_ticks, state.bpm or body.bpm_at(0), state.to_bpm),))
        elif state.bpm:
            way = course.enter(section, tick, frame, inside, state.bpm)
        else:
            way = course.enter(section, state.origin_tick, Frame(frame - gone))
        self._keep(tag, _Run(state.section, state.origin_tick, way))
        return int(tick), self._row(tag, tick, int(frame), int(frame), 0, gone)

    def turn(self, placed: Placed, event: ScoreEvent, act: score.Tempo) -> list[Row]:
        """Return the row that turns a section to another tempo; none where it is there."""
        run = self._runs.get(placed.tag)
        if run is None:
            return []
        section = self._set.sections[run.name]
        ramp = round(act.ramp_beats * section.time_signature.beat_ticks)
        before = run.way
        run.way = course.turn(section, before, event.tick, event.frame, act.bpm, ramp)
        now = run.way.span_at_tick(event.tick)
        steady = not isinstance(now, Ramp)
        if steady and event.tick == self._origin(placed, run) and now.bpm_at(event.tick) == before.bpm_at(event.tick):
            return []
        return self._row(placed.tag, event.tick, int(event.frame), int(event.frame), event.id, own=True)

    def beats(self, placed: Placed | None, tick: int, beats: float) -> int:
        """Return the frames of a length in beats of what sounds, from a tick on; through a ramp it follows that."""
        run = self._runs.get(placed.tag) if placed else None
        section = self._set.sections[run.name if run else self._set.start]
        ticks = round(beats * section.time_signature.beat_ticks)
        if run is None:
            return course.whole(section, ticks)
        return int(run.way.frame_at(Tick(tick + ticks)) - run.way.frame_at(Tick(tick)))

    def _keep(self, tag: int, run: _Run) -> None:
        self._runs[tag] = run
        while len(self._runs) > _KEPT:
            del self._runs[next(iter(self._runs))]

    @staticmethod
    def _origin(placed: Placed, run: _Run) -> int:
        return run.origin + placed.body_tick

    def _row(
        self, tag: int, tick: Tick, start: int, nominal: int, id: int, body: int | None = None, *, own: bool = False
    ) -> list[Row]:
        """Return the row for the span in force at a tick; none at the section's own tempo unless that is turned to."""
        run = self._runs[tag]
        section, span = self._set.sections[run.name], run.way.span_at_tick(tick)
        own_bpm = course.recorded(section).bpm_at(0)
        inside = tick - run.origin
        b = course.whole(section, inside) if body is None else body
        c, x = 0, span.bpm_at(tick) / own_bpm
        y = x
        if isinstance(span, Ramp):
            c, y = max(course.whole(section, inside + span.tick + span.ticks - tick) - b, 0), span.to_bpm / own_bpm
            c = 0 if x == y else c
        if x == 1.0 and y == 1.0 and not own:
            return []
        guide = self._guide(run.name)
        return [row(at.OP_TEMPO, start, nominal=nominal, id=id, a=tag, b=b, c=c, d=guide, x=x, y=y)]

    def _guide(self, name: str) -> int:
        guide = self._stems.guide(self._loaded, name)
        return -1 if guide is None else guide.id
