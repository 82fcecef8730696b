"""A session's decisions as MIDI messages: channels, controls, what is cut and what is struck again."""

from hypothesis import given
from hypothesis import strategies as st

from affekt.arrange.load import load
from affekt.arrange.manifest import Instrument, Section, StemSet, Voice
from affekt.arrange.manifest import Layer as LayerOf
from affekt.arrange.shelf import find_set
from affekt.core.score import Act, Beat, Control, Layer, Note, RenderState, ScoreEvent, Why
from affekt.core.units import Frame, Tick
from affekt.host.pulse import Pulse
from affekt.io.midi.score_out import Outgoing, ScoreOut, level, restruck, withdrawn
from affekt.io.midi.timed import Timed, note_off, note_on
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

SET = StemSet(
    format=1,
    name="tiny",
    start="calm",
    layers={"pad": LayerOf(role="bed"), "drums": LayerOf(role="bed")},
    sections={"calm": Section(bars=4, tempo=120)},
    instruments={"flute": Instrument(program=73), "kit": Instrument(drums=True)},
    voices={"melody": Voice(instrument="flute"), "hits": Voice(instrument="kit"), "answer": Voice(instrument="flute")},
)


def event(act: Act, frame: int, id: int = 1, tick: int = 0, supersedes: int = 0) -> ScoreEvent:
    return ScoreEvent(id, Frame(0), Frame(frame), Tick(tick), 1, 1.0, 1, act, Why("test"), supersedes)


def out(**how: object) -> ScoreOut:
    pulse = Pulse()
    pulse.hear(event(Beat(120.0, "4/4"), 0))
    return ScoreOut(SET, Outgoing(**how), pulse)  # type: ignore[arg-type]


def test_voices_have_channels_of_their_own_and_drums_the_tenth():
    assert out(channel=9).channels == {"melody": 8, "hits": 9, "answer": 10}
    assert out().controls == {"pad": 20, "drums": 21}
    assert out(layer_cc=119).controls == {"pad": 119}


def test_a_note_begins_and_ends_where_it_sounds():
    on, off = out().hear(event(Note("melody", 64, 90, 1.5), 24_000, tick=960))
    assert (on.frame, on.data) == (24_000, note_on(0, 64, 90))
    assert (off.frame, off.data) == (60_000, note_off(0, 64))
    assert out(notes=False).hear(event(Note("melody", 64, 90, 1.0), 0)) == []
    assert out().hear(event(Note("nobody", 64, 90, 1.0), 0)) == []


def test_a_layer_fades_in_steps_to_its_level():
    sent = out().hear(event(Layer("drums", 0.0, 2.0), 1_000))
    assert len(sent) == 32
    values = [one.data[2] for one in sent]
    assert values == sorted(values)
    assert (sent[-1].frame, values[-1], sent[-1].data[:2]) == (1_000 + 48_000, 127, bytes((0xBF, 21)))
    (at_once,) = out().hear(event(Layer("pad", -30.0, 0.0), 5))
    assert (at_once.frame, at_once.data[2]) == (5, 64)


@given(st.floats(-120.0, 12.0), st.floats(-120.0, 12.0))
def test_a_level_rises_with_its_decibels(one: float, other: float):
    low, high = sorted((one, other))
    assert 0 <= level(low) <= level(high) <= 127
    assert (level(-96.0), level(0.0)) == (0, 127)


def test_a_note_that_is_struck_again_ends_just_before():
    first = [Timed(Frame(0), 6, note_on(0, 60, 90), 1), Timed(Frame(500), 5, note_off(0, 60), 1)]
    second = [Timed(Frame(300), 6, note_on(0, 60, 90), 2), Timed(Frame(800), 5, note_off(0, 60), 2)]
    queue = restruck(restruck([], first), second)
    assert [(one.frame, one.data[0] & 0xF0) for one in queue] == [(0, 0x90), (300, 0x80), (300, 0x90), (800, 0x80)]


def test_what_is_superseded_is_not_sent_and_a_pause_cuts_notes_but_no_levels():
    note = Timed(Frame(900), 6, note_on(0, 60, 90), 7)
    fade = Timed(Frame(900), 7, bytes((0xBF, 20, 3)), 8)
    assert withdrawn([note, fade], event(Note("melody", 62, 90, 1.0), 2_000, id=9, supersedes=7)) == [fade]
    assert withdrawn([note, fade], event(Control("pause"), 600)) == [fade]
    assert withdrawn([note, fade], event(Control("mute"), 600)) == [note, fade]
    ended = out().hear(event(Control("pause"), 600))
    assert [one.data for one in ended] == [bytes((0xB0 | c, 123, 0)) for c in (0, 1, 9)]


def test_who_joins_late_is_told_the_levels():
    state = RenderState(Frame(77), "calm", Frame(0), 0, layers=(("pad", -6.0, ""), ("gone", 0.0, "")))
    assert [(one.frame, one.data[1:]) for one in out().standing(state)] == [(77, bytes((20, level(-6.0))))]
    assert out(layers=False).standing(state) == []


def test_every_note_of_a_real_session_ends():
    loaded = load(find_set("wayfarer"))
    rehearsal = Rehearsal(Conductor.of(loaded, default_table())).to(30.0)
    pulse = Pulse()
    score = ScoreOut(loaded.manifest, Outgoing(), pulse)
    queue: list[Timed] = []
    for one in rehearsal.events:
        queue = withdrawn(queue, one)
        pulse.hear(one)
        queue = restruck(queue, score.hear(one))
    sounding: dict[tuple[int, int], int] = {}
    notes = 0
    for message in queue:
        kind, channel = message.data[0] & 0xF0, message.data[0] & 0x0F
        if kind == 0x90:
            notes += 1
            assert sounding.get((channel, message.data[1]), 0) == 0
            sounding[channel, message.data[1]] = 1
        elif kind == 0x80:
            sounding[channel, message.data[1]] = 0
    assert notes > 10
    assert not any(sounding.values())
