"""Notes are rendered ahead: on their frame if there is time, late and told if not, once for all who play them."""

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.arrange.loaded import LoadedSet
from affekt.core.intent import Intent
from affekt.core.score import Control, IntentNow, Note
from affekt.core.units import Frame
from affekt.render import layout as at
from affekt.render import notes
from affekt.render.engine import Engine
from affekt.render.mixer import Mixer
from affekt.render.note_ends import kept
from affekt.render.notes import STORED, NotePlayer, Tone, tone
from affekt.render.offline import render
from affekt.render.patches import Patch, Patches
from affekt.render.plan import Plan
from affekt.render.stems import MOST_STEMS, StemTable
from affekt.render.synth import Kind, pool

PIANO = Patches((Patch(0, 0, False, 0.0, 0.0), Patch(0, 0, False, 0.0, -12.0)))


class Gate:
    """A synthesiser that renders a click of 600 frames, once it is let."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.made: list[notes.Note] = []
        self.done = threading.Semaphore(0)

    def make(self, note: notes.Note) -> np.ndarray:
        self.open.wait(10.0)
        self.made.append(note)
        self.done.release()
        return np.full(600, 16_000, np.int16)


def note(frame: int, *, id: int = 1, pitch: int = 60, velocity: int = 100, frames: int = 9_000, voice: int = 0):
    return at.row(at.OP_NOTE, frame, id=id, a=voice, b=pitch, c=velocity, d=frames)


def heard(engine: Engine, count: int, block: int = 480) -> np.ndarray:
    found = []
    for _ in range(count):
        engine.render(np.zeros(1, np.int64), block)
        found.append(engine.mixer.planes.f32[0, 0, : 2 * block].copy())
    return np.concatenate(found).reshape(-1, 2)


def a_player(maker, engine: Engine, patches: Patches = PIANO) -> NotePlayer:
    player = NotePlayer(maker, patches, engine.buffers)
    engine.open(0, player)
    return player


def test_a_note_that_is_ready_sounds_on_its_frame():
    engine, gate = Engine(1), Gate()
    gate.open.set()
    player = a_player(gate, engine)
    engine.enqueue(0, player.prepare(at.table([note(1_001)])))
    engine.buffers.settle()
    sound = heard(engine, 5)
    assert np.flatnonzero(sound[:, 0])[0] == 1_001
    assert engine.acted() == []
    engine.buffers.close()


@pytest.mark.parametrize("block", [480, 64, 333])
def test_a_note_that_is_not_ready_begins_late_and_is_told(block: int):
    engine, gate = Engine(1), Gate()
    player = a_player(gate, engine)
    engine.enqueue(0, player.prepare(at.table([note(1_001, id=7), note(1_002, id=8, pitch=61)])))
    before = heard(engine, 4_000 // block + 1, block)
    assert not before.any()
    gate.open.set()
    gate.done.acquire(timeout=10.0)
    gate.done.acquire(timeout=10.0)
    engine.buffers.settle()
    sound = heard(engine, 2_000 // block + 1, block)
    acted = {id: frame for _, id, frame in engine.acted()}
    assert set(acted) == {7, 8}
    first = len(before) + int(np.flatnonzero(sound[:, 0])[0])
    assert first == acted[7]
    assert (acted[7] - 1_001) % at.DECLICK == 0
    assert first < len(before) + at.LOOKAHEAD_FRAMES + 2 * at.DECLICK
    engine.buffers.close()


def test_a_note_that_is_never_ready_is_dropped_and_counted():
    engine, gate = Engine(1), Gate()
    player = a_player(gate, engine)
    engine.enqueue(0, player.prepare(at.table([note(1_000, id=7), note(2_000, id=8)])))
    assert not heard(engine, 60).any()
    assert engine.mixer.sessions["dropped"][0] == 2
    gate.open.set()
    engine.buffers.close()
    assert not heard(engine, 10).any()


def test_a_note_that_waits_can_be_cancelled_and_is_forgotten_by_a_stop():
    engine, gate = Engine(1), Gate()
    player = a_player(gate, engine)
    engine.enqueue(0, player.prepare(at.table([note(1_000, id=7), note(1_000, id=8, pitch=72)])))
    heard(engine, 5)
    engine.enqueue(0, player.prepare(at.table([at.row(at.OP_CANCEL, 2_000, a=7)])))
    engine.enqueue(0, player.prepare(at.table([at.row(at.OP_STOP, 3_000, a=480, b=1)])))
    heard(engine, 5)
    gate.open.set()
    engine.buffers.settle()
    assert not heard(engine, 20).any()
    assert engine.acted() == []
    engine.buffers.close()


def test_live_and_offline_play_the_same_note_where_it_acted_late(tiny: LoadedSet, log):
    log.add(1_000, Note("melody", 60, 100, 0.5), decided=900)
    table = StemTable()
    table.add(tiny)
    synths = pool("builtin")
    assert synths is not None
    engine = Engine(1, synths=synths)
    player = engine.player(Patches((Patch(0, 0, False, 0.0, -6.0), Patch(89, 0, False, -0.3, -6.0)), -31.8))
    engine.open(0, player)
    rows = Plan(tiny, table).rows(log.events)
    early = heard(engine, 6)
    assert player is not None
    engine.enqueue(0, player.prepare(rows))
    engine.buffers.settle()
    live = np.concatenate([early, heard(engine, 30)])
    acted = {id: Frame(frame) for _, id, frame in engine.acted()}
    assert set(acted) == {1}
    assert np.array_equal(live, render(tiny, log.events, 36 * 480, synth="builtin", acted=acted).f32)
    engine.buffers.close()


def test_the_same_note_is_rendered_once_for_all_sessions_and_voices():
    engine, gate = Engine(3), Gate()
    gate.open.set()
    for s in range(3):
        engine.open(s, NotePlayer(gate, PIANO, engine.buffers))
        engine.enqueue(s, at.table([note(100, voice=s % 2, velocity=98 + s, frames=9_000 + 20 * s)]))
    assert len(gate.made) == 1
    assert gate.made[0].patch.gain_db == 0.0


def test_loudness_follows_the_velocity_exactly_and_timbre_in_steps():
    engine, gate = Engine(1), Gate()
    gate.open.set()
    a_player(gate, engine)
    rows = [note(1_000 * k, velocity=v, voice=v % 2) for k, v in enumerate((41, 48, 55))]
    engine.enqueue(0, at.table(rows))
    sound = heard(engine, 8)[:, 0]
    for k, v in enumerate((41, 48, 55)):
        want = 16_000 / 32_768 * (v / 127) ** 2 / STORED * (10 ** (-12 / 20) if v % 2 else 1.0)
        assert sound[1_000 * k + 300] == pytest.approx(want, rel=1e-5)
    assert len(gate.made) == 1


@given(frames=st.integers(1, 2_000_000), velocity=st.integers(1, 127))
def test_a_note_is_rounded_to_a_near_one(frames: int, velocity: int):
    made, level = notes.rounded(notes.Note(PIANO.voices[0], 60, velocity, frames, 0.0))
    want = min(max(frames, notes.SHORTEST), notes.LONGEST)
    assert abs(made.frames - want) <= 0.03 * want + 1
    assert abs(made.velocity - velocity) <= notes.VELOCITY_STEP
    assert 1 <= made.velocity <= 127
    assert level == pytest.approx((velocity / 127) ** 2 / STORED)
    assert notes.rounded(made)[0] == made


def test_what_is_kept_ends_in_silence_without_a_step():
    t = np.arange(48_000) / 48_000
    sound = 0.2 * np.sin(2 * np.pi * 440 * t) * np.exp(-30 * t)
    mono = kept(np.stack([sound, sound], axis=1), 64)
    assert mono.ndim == 1
    assert len(mono) < 30_000
    assert mono[-1] == 0
    assert np.abs(np.diff(mono[-200:].astype(int))).max() <= 2
    assert np.abs(mono).max() == pytest.approx(32_768 * STORED * (127 / 64) ** 2 * np.abs(sound).max(), abs=1)
    wide = kept(np.stack([sound, 0.5 * sound], axis=1), 127)
    assert wide.shape[1] == 2
    assert len(kept(np.zeros(100), 127)) >= 1


def small(limit: int) -> tuple[Mixer, "object"]:
    from affekt.render.buffers import Buffers

    mixer = Mixer(1, stems=MOST_STEMS + 64)
    return mixer, Buffers(mixer.stems, MOST_STEMS, mixer.stems_in_use, limit=limit)


def test_many_notes_stay_within_their_memory():
    mixer, buffers = small(100_000)
    for k in range(500):
        number = buffers.reserve(k, lambda: np.ones(5_000, np.int16), wait=True)
        assert number >= MOST_STEMS
        assert mixer.stems[number]["frames"] == 5_000
        buffers.release([number])
        assert buffers.bytes <= 110_000
    held = [buffers.reserve(("held", k), lambda: np.ones(5_000, np.int16), wait=True) for k in range(40)]
    assert held.count(-1) == buffers.refused > 0
    assert buffers.bytes <= 210_000
    kept_numbers = [n for n in held if n >= 0]
    assert len(set(kept_numbers)) == len(kept_numbers)
    assert all(mixer.stems[n]["frames"] == 5_000 for n in kept_numbers)


def test_what_sounds_is_not_forgotten_and_what_is_old_is():
    mixer, buffers = small(1_000_000)
    sounding, idle = (buffers.reserve(k, lambda: np.ones(5_000, np.int16), wait=True) for k in ("a", "b"))
    mixer.enqueue(0, at.table([at.row(at.OP_ONE_SHOT, 9_000, a=sounding, c=at.NOTES, x=1.0)]))
    buffers.release([sounding, idle])
    for _ in range(40):
        buffers.age()
    assert buffers.has("a")
    assert not buffers.has("b")
    assert mixer.stems[idle]["frames"] == 0
    assert buffers.bytes == 10_000


def test_a_closed_session_holds_no_notes():
    engine, gate = Engine(1), Gate()
    gate.open.set()
    player = a_player(gate, engine)
    engine.enqueue(0, player.prepare(at.table([note(480)])))
    player.prepare(at.table([note(960, pitch=61), note(999, pitch=62)]))
    engine.buffers.settle()
    engine.close(0)
    for _ in range(40):
        engine.relax()
    assert engine.buffers.bytes <= 2
    engine.buffers.close()


@pytest.mark.parametrize("synth", ["fluidsynth", "builtin"])
def test_a_pause_holds_a_note_and_the_resume_goes_on_with_it(tiny: LoadedSet, log, synth: Kind):
    log.add(9_600, Note("pad", 60, 100, 3.0))
    plain = render(tiny, log.events, 90_000, synth=synth).f32
    log.add(30_000, Control("pause"), decided=30_000)
    log.add(50_000, Control("resume"), decided=50_000)
    paused = render(tiny, log.events, 110_000, synth=synth).f32
    assert np.array_equal(paused[:30_000], plain[:30_000])
    assert not paused[30_480:50_000].any()
    assert np.array_equal(paused[50_480:110_000], plain[30_480:90_000])


@pytest.mark.parametrize("synth", ["fluidsynth", "builtin"])
def test_a_note_is_the_same_on_whatever_frame_it_begins(tiny: LoadedSet, log, synth: Kind):
    log.add(9_600, Note("melody", 64, 100, 0.5))
    log.add(60_001, Note("melody", 64, 100, 0.5))
    sound = render(tiny, log.events, 110_000, synth=synth).f32
    assert np.abs(sound[9_600:50_000]).max() > 0.01
    assert np.abs(sound[9_600:50_000] - sound[60_001:100_401]).max() < 1e-6


def test_the_tone_of_a_note_follows_the_intent_told_before_it(tiny: LoadedSet, log):
    log.add(0, IntentNow(Intent(brightness=0.9, articulation=0.1, tension=0.5)))
    log.add(9_600, Note("melody", 64, 100, 0.5))
    log.add(9_700, IntentNow(Intent()), decided=9_000)
    log.add(9_800, Note("melody", 64, 100, 0.5))
    table = StemTable()
    table.add(tiny)
    rows = Plan(tiny, table).rows(log.events)
    assert [(int(r["e"]), int(r["f"]), int(r["x"])) for r in rows] == [(2, -1, 1), (0, 0, 0)]
    deaf = Plan(tiny, table)
    deaf.overhear(log.events[:3])
    assert deaf.rows(log.events[3:])["e"][0] == 0
    deaf.overhear(log.events[:1])
    assert deaf.rows(log.events[3:])["e"][0] == 2


def test_a_plain_intent_asks_for_the_sound_as_it_is():
    assert tone(Intent()) == Tone()


def test_a_note_that_cannot_be_made_is_silent_and_the_next_one_sounds():
    mixer, buffers = small(1_000_000)

    def broken() -> np.ndarray:
        raise ValueError("no such sound")

    bad = buffers.reserve("bad", broken, wait=False)
    good = buffers.reserve("good", lambda: np.ones(5_000, np.int16), wait=False)
    buffers.settle()
    assert buffers.failed == 1
    assert [int(mixer.stems[n]["frames"]) for n in (bad, good)] == [1, 5_000]
    buffers.close()


def test_what_is_asked_for_while_nothing_is_read_is_bounded():
    _, buffers = small(10_000_000)
    gate = threading.Event()

    def slow() -> np.ndarray:
        gate.wait(10.0)
        return np.ones(10, np.int16)

    numbers = [buffers.reserve(k, slow, wait=False) for k in range(200)]
    assert numbers.count(-1) == 200 - 64 == buffers.refused
    gate.set()
    buffers.settle()
    assert buffers.made == 64
    buffers.close()


def test_a_sound_that_could_not_be_made_while_somebody_waited_is_asked_for_anew():
    mixer, buffers = small(1_000_000)

    def fails() -> np.ndarray:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        buffers.reserve("a", fails, wait=True)
    for _ in range(40):
        buffers.age()
    number = buffers.reserve("a", lambda: np.ones(5_000, np.int16), wait=True)
    assert mixer.stems[number]["frames"] == 5_000
    buffers.release([number])
    for _ in range(40):
        buffers.age()
    assert mixer.stems[number]["frames"] == 0
    assert buffers.bytes == 0


def test_who_was_promised_a_sound_that_another_could_not_make_hears_silence():
    mixer, buffers = small(1_000_000)
    promised = []

    def fails() -> np.ndarray:
        promised.append(buffers.reserve("a", lambda: np.ones(9, np.int16), wait=False))
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        buffers.reserve("a", fails, wait=True)
    assert mixer.stems[promised[0]]["frames"] == 1
    assert buffers.failed == 1
