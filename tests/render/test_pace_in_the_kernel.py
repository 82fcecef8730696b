"""The kernel's playheads under changing tempi: at each beat they are where the conductor says, also after going on."""

import numpy as np
import pytest

from affekt.arrange import course
from affekt.arrange.loaded import LoadedSet
from affekt.core.inputs import Cue, Param, Transport
from affekt.core.score import Beat, Control, Key, ScoreEvent, Section
from affekt.core.units import BLOCK, CONTROL_PERIOD, Frame, frames
from affekt.render.engine import Engine
from affekt.render.kernel_law import position
from affekt.render.offline import render
from affekt.render.plan import Plan
from affekt.render.stems import StemTable
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

SCRIPT = (
    (1.0, Param("tempo", 132.5)),
    (5.0, Param("key", "E")),
    (6.3, Transport("pause")),
    (7.1, Transport("resume")),
    (9.0, Cue("section", "fight", "next_bar")),
    (13.0, Param("tempo", 83.0)),
    (17.0, Param("tempo", None)),
)
LENGTH_S = 24.0


def played(tiny: LoadedSet, until: float = LENGTH_S) -> Rehearsal:
    rehearsal = Rehearsal(Conductor.of(tiny, default_table()))
    for t, said in SCRIPT:
        if t <= until:
            rehearsal.say(t, said)
    return rehearsal.to(until)


class Renderer:
    """An engine that is handed what was decided in its time, and tells where a section's playhead is."""

    def __init__(self, tiny: LoadedSet, frame: int = 0) -> None:
        self.table = StemTable()
        self.table.add(tiny)
        self.plan = Plan(tiny, self.table)
        self.engine = Engine(1)
        self.engine.map_stems(self.table)
        self.engine.open(0, None, frame)

    def to(self, frame: int) -> None:
        while self.engine.mixer.head(0) < frame:
            self.engine.render(np.zeros(1, np.int64), BLOCK)

    def where(self, tag: int, frame: int) -> float:
        head = next(h for h in self.engine.mixer._playheads[0] if h["alive"] and h["tag"] == tag)
        return float(position(head, frame) if head["law"] else head["body"] + frame - head["start"])


def sounded(events: list[ScoreEvent]) -> list[ScoreEvent]:
    gone = {e.supersedes for e in events if e.supersedes}
    return sorted((e for e in events if e.id not in gone), key=lambda e: (e.frame, e.id))


def expected(tiny: LoadedSet, entry: ScoreEvent, beat: ScoreEvent) -> float:
    assert isinstance(entry.act, Section)
    body = course.recorded(tiny.manifest.sections[entry.act.section])
    return (beat.tick - entry.tick + entry.act.target_tick) * body.frames / body.ticks


def test_each_beat_finds_the_playhead_in_its_place(tiny: LoadedSet):
    rehearsal, renderer = played(tiny), Renderer(tiny)
    waiting = list(rehearsal.events)
    checked, entry = 0, None
    for event in sounded(rehearsal.events):
        if event.frame >= frames(LENGTH_S - 1.0):
            break
        while waiting and waiting[0].decided_frame <= event.frame:
            renderer.engine.enqueue(0, renderer.plan.rows([waiting.pop(0)]))
        if isinstance(event.act, Section):
            entry = event
        if isinstance(event.act, Beat) and entry is not None:
            renderer.to(event.frame + 1)
            assert abs(renderer.where(entry.id, event.frame) - expected(tiny, entry, event)) <= 1.0
            checked += 1
    assert checked > 35
    assert not renderer.engine.acted()


@pytest.mark.parametrize("again_s", [2.55, 4.0, 8.2, 14.4, 15.25])
def test_a_renderer_that_goes_on_is_in_its_place_at_once_and_at_every_beat_after(tiny: LoadedSet, again_s: float):
    rehearsal = played(tiny, again_s)
    frame = Frame(-(-frames(again_s) // CONTROL_PERIOD) * CONTROL_PERIOD)
    state = rehearsal.conductor.render_state(rehearsal.state, frame)
    known = len(rehearsal.events)
    rehearsal.to(again_s + 5.0)
    renderer = Renderer(tiny, frame)
    renderer.engine.enqueue(0, renderer.plan.restore(state))
    renderer.engine.enqueue(0, renderer.plan.rows(rehearsal.events[known:]))
    section = tiny.manifest.sections[state.section]
    body = course.recorded(section)
    beats = [e for e in sounded(rehearsal.events) if isinstance(e.act, Beat) and e.frame > frame]
    assert len(beats) > 5
    for beat in beats[:-1]:
        renderer.to(beat.frame + 1)
        inside = (beat.tick - state.origin_tick) * body.frames / body.ticks
        assert abs(renderer.where(-1, beat.frame) - inside) <= 1.1


@pytest.mark.parametrize("block", [64, 480, 1_000])
def test_tempo_and_key_sound_the_same_for_any_block(tiny: LoadedSet, block: int):
    events = played(tiny).events
    assert {type(e.act) for e in events} >= {Key, Control, Section}
    length = frames(12.0)
    one, other = (render(tiny, events, length, block=b, synth="none").s16 for b in (333, block))
    assert np.array_equal(one, other)
