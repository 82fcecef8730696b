"""MIDI clock of a session: 24 ticks to the quarter, on its beats, through ramps, pauses and stops."""

import itertools
from collections.abc import Sequence

import pytest

from affekt.arrange.load import load
from affekt.arrange.shelf import find_set
from affekt.core.inputs import Param, Transport
from affekt.core.score import Beat, Control, ScoreEvent, Tempo, Why
from affekt.core.tempo import Ramp, Steady, TempoMap
from affekt.core.units import Frame, Tick
from affekt.host.pulse import Pulse
from affekt.io.midi.clock_out import ClockOut
from affekt.io.midi.timed import Timed, song_position
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

START, CONTINUE, STOP, TICK, PLACE = 0xFA, 0xFB, 0xFC, 0xF8, 0xF2


@pytest.fixture(scope="module")
def conductor() -> Conductor:
    return Conductor.of(load(find_set("wayfarer")), default_table())


def played(events: Sequence[ScoreEvent], seconds: float, turn: int = 960, since: int = 0) -> list[Timed]:
    """Drive the clock as the outlet does: events when they are decided, and 80 ms ahead."""
    pulse = Pulse()
    clock = ClockOut(pulse)
    sent: list[Timed] = []
    waiting = list(events)
    for now in range(since, round(seconds * 48_000), turn):
        while waiting and waiting[0].decided_frame <= now:
            event = waiting.pop(0)
            pulse.hear(event)
            ended = clock.hear(event)
            if ended:
                sent = [one for one in sent if one.frame < event.frame]
            sent += ended
        sent += clock.due(Frame(now), Frame(now + 3_840))
    return sorted(sent)


def ticks_of(sent: Sequence[Timed]) -> list[int]:
    return [one.frame for one in sent if one.data[0] == TICK]


def words(sent: Sequence[Timed]) -> list[int]:
    return [one.data[0] for one in sent if one.data[0] != TICK]


@pytest.mark.parametrize("turn", [480, 960, 1_777])
def test_every_beat_is_a_tick_and_has_24_through_a_ramp(conductor: Conductor, turn: int):
    rehearsal = Rehearsal(conductor).to(6.0).say(6.0, Param("tempo", 103.0)).to(22.0)
    sent = played(rehearsal.events, 21.0, turn)
    ticks = ticks_of(sent)
    beats = [e.frame for e in rehearsal.heard(Beat) if e.frame < 20.5 * 48_000]
    near = [min(range(len(ticks)), key=lambda k: abs(ticks[k] - beat)) for beat in beats]
    assert max(abs(ticks[k] - beat) for k, beat in zip(near, beats, strict=True)) <= 2
    assert {b - a for a, b in itertools.pairwise(near)} == {24}
    assert words(sent) == [START]
    assert ticks[0] == beats[0]


def test_ticks_lie_on_the_tempo_map_within_a_ramp_too():
    ramp = Ramp(Tick(3_840), Frame(9_600 + 96_000), 3_840, 120.0, 90.0)
    course = TempoMap((Steady.at(Tick(0), Frame(9_600), 120.0), ramp))
    events = [beat(k + 1, k * 960, course.frame_at(Tick(k * 960)), course.bpm_at(Tick(k * 960))) for k in range(16)]
    turn = ScoreEvent(99, events[4].decided_frame, events[4].frame, Tick(3_840), 2, 1.0, 2, Tempo(90.0, 4.0), Why("t"))
    sent = played([*events[:4], turn, *events[4:]], 6.0)
    ticks = ticks_of(sent)
    assert len(ticks) > 200
    assert ticks == [course.frame_at(Tick(40 * k)) for k in range(len(ticks))]


def test_ticks_within_a_beat_are_even_where_the_tempo_is(conductor: Conductor):
    ticks = ticks_of(played(Rehearsal(conductor).to(8.0).events, 7.0))
    gaps = [b - a for a, b in itertools.pairwise(ticks)]
    assert max(gaps) - min(gaps) <= 1


def test_a_pause_stops_the_clock_and_going_on_names_the_place(conductor: Conductor):
    rehearsal = Rehearsal(conductor).to(5.0).say(5.0, Transport("pause")).to(7.0)
    rehearsal.say(7.0, Transport("resume")).to(12.0)
    sent = played(rehearsal.events, 11.0)
    assert words(sent) == [START, STOP, PLACE, CONTINUE]
    stop = next(e.frame for e in rehearsal.heard(Control) if e.act.verb == "pause")
    on = next(e.frame for e in rehearsal.heard(Control) if e.act.verb == "resume")
    ticks = ticks_of(sent)
    assert not [tick for tick in ticks if stop <= tick < on]
    beats = [e.frame for e in rehearsal.heard(Beat) if on < e.frame < 10.8 * 48_000]
    assert beats
    assert all(min(abs(tick - beat) for tick in ticks) <= 2 for beat in beats)
    place = next(one for one in sent if one.data[0] == PLACE)
    pulse = Pulse()
    for event in rehearsal.events:
        pulse.hear(event)
    first = next(tick for tick in ticks if tick >= on)
    assert place.data == song_position(pulse.tick_at(Frame(first + 1)))


def test_a_stop_ends_the_clock(conductor: Conductor):
    rehearsal = Rehearsal(conductor).to(4.0).say(4.0, Transport("stop", fade_s=0.5)).to(8.0)
    sent = played(rehearsal.events, 7.0)
    assert words(sent) == [START, STOP]
    assert sent[-1].data[0] == STOP


def test_who_joins_late_goes_on_from_the_place(conductor: Conductor):
    rehearsal = Rehearsal(conductor).to(9.0)
    sent = played([e for e in rehearsal.events if e.decided_frame > 4 * 48_000], 8.0, since=5 * 48_000)
    assert words(sent) == [PLACE, CONTINUE]
    beats = [e.frame for e in rehearsal.heard(Beat) if 6 * 48_000 < e.frame < 7.9 * 48_000]
    assert all(min(abs(tick - beat) for tick in ticks_of(sent)) <= 2 for beat in beats)


def beat(number: int, tick: int, frame: int, bpm: float = 120.0) -> ScoreEvent:
    return ScoreEvent(
        number, Frame(max(frame - 7_200, 0)), Frame(frame), Tick(tick), 1, 1.0, 1, Beat(bpm, "4/4"), Why("beat")
    )


def test_a_beat_that_is_laid_anew_is_joined_where_it_is():
    events = [beat(1, 0, 9_600), beat(2, 960, 33_600), beat(3, 1_450, 45_850), beat(4, 2_410, 69_850)]
    sent = played(events, 2.0)
    assert words(sent) == [START, STOP, PLACE, CONTINUE]
    assert 45_850 in ticks_of(sent)
    assert 69_850 in ticks_of(sent)
    after = [tick for tick in ticks_of(sent) if tick >= 45_850]
    assert all(b - a == 1_000 for a, b in itertools.pairwise(after))


@pytest.mark.parametrize(("tick", "low", "high"), [(0, 0, 0), (240, 1, 0), (240 * 130, 2, 1), (240 * 16_384, 0, 0)])
def test_a_place_is_counted_in_sixteenths(tick: int, low: int, high: int):
    assert song_position(tick) == bytes((PLACE, low, high))
