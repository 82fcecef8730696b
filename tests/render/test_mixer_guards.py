"""What the kernel does with commands that are late, and with samples that are no numbers."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import RenderState, Stinger
from affekt.core.units import Frame
from affekt.render import layout as at
from affekt.render.engine import Engine
from affekt.render.offline import render
from affekt.render.patches import Patch, Patches
from affekt.render.plan import Plan
from affekt.render.stems import StemTable
from affekt.render.synth import pool


def test_notes_go_on_in_time_over_a_skip(tiny: LoadedSet):
    patches = Patches((Patch(48, 0, False, 0.0, 0.0),))
    engine = Engine(2, synths=pool("fluidsynth"))
    for s in range(2):
        engine.open(s, engine.player(patches))
        engine.enqueue(s, at.table([at.row(at.OP_NOTE, 500, id=1, a=0, b=60, c=100, d=30_000)]))
    blocks(engine, 4)
    one = blocks(engine, 10, (0,))[0]
    engine.skip(1, 8 * 480)
    two = blocks(engine, 6, (1,))[1]
    assert two.any()
    assert np.array_equal(one[4 * 480 + 72 :], two[72:])


def two_sessions(tiny: LoadedSet, log) -> tuple[Engine, StemTable]:
    table = StemTable()
    table.add(tiny)
    engine = Engine(2)
    engine.map_stems(table)
    log.enter(0, "walk")
    for s in range(2):
        engine.open(s, None)
        engine.enqueue(s, Plan(tiny, table).rows(log.events))
    return engine, table


def blocks(engine: Engine, count: int, todo: tuple[int, ...] = (0, 1)) -> np.ndarray:
    out = []
    for _ in range(count):
        engine.render(np.array(todo, np.int64), 480)
        out.append(engine.mixer.planes.f32[:, 0].reshape(2, 480, 2).copy())
    return np.concatenate(out, axis=1)


def test_a_session_that_yields_no_number_is_silenced_and_the_other_is_not(tiny: LoadedSet, log):
    engine, _ = two_sessions(tiny, log)
    good = blocks(engine, 4)
    engine.enqueue(0, at.table([at.row(at.OP_RAMP, 3_000, a=at.R_MUSIC, x=float("nan"))]))
    ill = blocks(engine, 4)
    assert np.isfinite(ill).all()
    assert not ill[0, 1_440:].any()
    assert engine.mixer.sessions["faults"].tolist() == [2, 0]
    engine.enqueue(0, at.table([at.row(at.OP_RAMP, 4_000, a=at.R_MUSIC, x=1.0)]))
    well = blocks(engine, 4)
    assert np.array_equal(well[0, 960:], well[1, 960:])
    assert np.array_equal(good[0], good[1])
    assert not engine.mixer.sessions["faults"][1]


def test_a_late_row_acts_at_the_first_frame_not_mixed_and_is_told(tiny: LoadedSet, log):
    engine, table = two_sessions(tiny, log)
    before = blocks(engine, 3)
    assert before.any()
    log.events.clear()
    id = log.add(100, Stinger("hit"))
    engine.enqueue(1, Plan(tiny, table).rows(log.events))
    head = engine.mixer.head(1)
    after = blocks(engine, 2)
    assert engine.acted() == [(1, id, head)]
    assert head == 3 * 480 + at.LOOKAHEAD_FRAMES
    apart = np.flatnonzero((after[0] != after[1]).any(axis=1))
    assert apart[0] == at.LOOKAHEAD_FRAMES
    assert engine.acted() == []


def test_a_skip_leaves_the_rest_where_it_was(tiny: LoadedSet, log):
    engine, _ = two_sessions(tiny, log)
    blocks(engine, 2)
    engine.skip(1, 5 * 480)
    one = blocks(engine, 6, (0,))[0]
    engine.mixer.planes.f32[:] = 0.0
    two = blocks(engine, 3, (1,))[1]
    assert np.array_equal(one[3 * 480 :], two)


def test_restoring_goes_on_as_if_nothing_had_happened(tiny: LoadedSet, log):
    log.enter(0, "walk", ["bed", "theme"])
    whole = render(tiny, log.events, 240_000, synth="none").f32
    table = StemTable()
    table.add(tiny)
    engine = Engine(2)
    engine.map_stems(table)
    engine.open(0, None, 2 * 96_000)
    layers = (("bed", 0.0, ""), ("bass", -96.0, ""), ("theme", 0.0, ""))
    state = RenderState(Frame(2 * 96_000), "walk", Frame(0), 2, layers)
    engine.enqueue(0, Plan(tiny, table).restore(state))
    again = blocks(engine, 100, (0,))[0]
    assert np.abs(again[960:] - whole[192_960:240_000]).max() < 1e-6
    steps = np.abs(again[:48]).max(), np.abs(again[:480]).max(), np.abs(again[960:]).max()
    assert steps[0] < 0.06 * steps[2], "the sound jumps where it is taken up"
    assert steps[1] < 0.55 * steps[2]


@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(1, 2_000), min_size=1, max_size=12))
def test_any_blocks_give_the_same_ramps(cuts: list[int]):
    def run(sizes: list[int]) -> np.ndarray:
        engine = Engine(1, frames=8_192)
        tone = np.full(20_000, 8_000, np.int16)
        engine.mixer.stems[0] = (tone.ctypes.data, len(tone), 1)
        rows = [
            at.row(at.OP_ONE_SHOT, 17, a=0, c=at.MUSIC, d=333, x=0.7),
            at.row(at.OP_RAMP, 400, a=at.R_MUSIC, b=1_501, c=at.EQUAL_POWER, x=0.2),
            at.row(at.OP_RAMP, 1_111, a=at.R_LOWPASS, b=2_000, x=6.0),
            at.row(at.OP_RAMP, 1_200, a=at.R_MASTER, b=10, x=40.0),
        ]
        engine.enqueue(0, at.table(rows))
        found = []
        for n in sizes:
            engine.render(np.zeros(1, np.int64), n)
            found.append(engine.mixer.planes.f32[0, 0, : 2 * n].copy())
        return np.concatenate(found)

    frames = sum(cuts)
    even = run([64] * (frames // 64 + 1))
    assert np.array_equal(run(cuts), even[: 2 * frames])


def test_a_flood_of_ramps_and_stingers_leaves_room_for_the_stop(tiny: LoadedSet, log):
    engine, table = two_sessions(tiny, log)
    loud = blocks(engine, 4)[0]
    hit = table.find(tiny, "stems/hit.wav")
    assert hit is not None
    flood = [at.row(at.OP_RAMP, 40_000 + n, a=at.R_LOWPASS, x=9.0) for n in range(1_500)]
    flood += [at.row(at.OP_ONE_SHOT, 40_000 + n, a=hit.id, x=1.0) for n in range(100)]
    engine.enqueue(0, at.table(flood))
    engine.enqueue(0, at.table([at.row(at.OP_STOP, 2_880, a=480, b=1), at.row(at.OP_CLEAR, 3_360, a=1)]))
    after = blocks(engine, 10)
    assert np.abs(loud).max() > 0.05
    assert not after[0, 2_000:].any()
    assert after[1, 2_000:].any()
    assert engine.mixer.sessions["dropped"][0] >= 600
