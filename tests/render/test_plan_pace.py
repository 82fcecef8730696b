"""The plan's tempi: by the rows alone, each beat's recording lies on the frame that was told for the beat."""

from dataclasses import replace
from math import log
from pathlib import Path

import pytest

from affekt.arrange import course
from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.shelf import find_set
from affekt.bench.phase import Head, struck
from affekt.bench.player import write
from affekt.bench.render_pace import restless
from affekt.core.inputs import Cue, GameEvent, Param
from affekt.core.score import Act, Beat, Note, ScoreEvent, Section, Tempo, Why
from affekt.core.units import Frame, Tick
from affekt.host.offline import read_script, run
from affekt.render import layout as at
from affekt.render.plan import Plan
from affekt.render.stems import StemTable
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal


@pytest.fixture(scope="module")
def wayfarer() -> LoadedSet:
    return load(find_set("wayfarer"), audio=False)


@pytest.fixture(scope="module")
def conductor(wayfarer: LoadedSet) -> Conductor:
    return Conductor.of(wayfarer, default_table())


def rows_of(loaded: LoadedSet, played: Rehearsal) -> list[dict]:
    made = Plan(loaded, StemTable()).rows(played.events)
    return [dict(zip(made.dtype.names, r, strict=True)) for r in made.tolist()]


def test_a_set_at_its_own_tempo_asks_for_no_stretching(wayfarer, conductor):
    played = Rehearsal(conductor).say(1.0, GameEvent("explore")).say(9.0, Cue("section", "combat", "next_bar")).to(20.0)
    assert not [r for r in rows_of(wayfarer, played) if r["op"] == at.OP_TEMPO]


@pytest.mark.parametrize("seed", range(4))
def test_every_beat_of_a_restless_hour_lies_on_its_sample(wayfarer, conductor, tmp_path: Path, seed: int):
    path = write(tmp_path / "x.jsonl", restless(wayfarer, seed, 90.0), stem_set="wayfarer", seconds=90.0)
    script = read_script(path, seed=seed)
    events = run(conductor, script).events
    beats = list(struck(wayfarer, events, script.length))
    assert len(beats) > 60
    assert max(abs(one.error) for one in beats) <= 1.0
    assert any(isinstance(e.act, Tempo) for e in events)


def test_a_ramp_is_told_in_body_frames_and_ends_at_exactly_its_own_tempo(wayfarer, conductor):
    played = Rehearsal(conductor).say(1.0, Param("tempo", 104.0)).say(8.0, Param("tempo", None))
    played.say(8.0, Param("tempo", 96.0)).to(20.0)
    there, back = [r for r in rows_of(wayfarer, played) if r["op"] == at.OP_TEMPO]
    assert (there["x"], there["y"]) == (1.0, pytest.approx(104 / 96))
    assert there["c"] == 4 * 30_000
    assert back["x"] == there["y"]
    assert back["y"] == 1.0


def test_a_section_begins_at_a_held_tempo_from_its_pick_up_on(wayfarer, conductor):
    played = (
        Rehearsal(conductor).say(1.0, Param("tempo", 150.0)).say(8.0, Cue("section", "combat", "next_bar")).to(16.0)
    )
    entry = played.heard(Section)[-1]
    (row,) = [r for r in rows_of(wayfarer, played) if r["op"] == at.OP_TEMPO and r["a"] == entry.id]
    section = wayfarer.manifest.sections["combat"]
    assert (row["nominal"], row["b"], row["c"]) == (entry.frame, 0, 0)
    assert row["x"] == row["y"] == pytest.approx(150 / 128)
    assert 0 <= entry.frame - row["at"] <= round(section.pickup_beats * 48_000 * 60 / 150)


@pytest.mark.parametrize("again_s", [3.0, 5.1, 6.4, 11.7])
def test_a_renderer_that_goes_on_stays_on_the_beat(wayfarer, conductor, again_s: float):
    played = Rehearsal(conductor).say(1.0, Param("tempo", 84.0)).to(again_s)
    state = conductor.render_state(played.state, Frame(round(again_s * 48_000) + 480))
    known = len(played.events)
    played.say(again_s + 2.0, Param("tempo", 110.0)).to(again_s + 14.0)
    plan = Plan(wayfarer, StemTable())
    rows = [*plan.restore(state).tolist(), *plan.rows(played.events[known:]).tolist()]
    section = wayfarer.manifest.sections["exploration"]
    body = course.recorded(section)
    heads = [Head(0, int(r[0]), int(r[1]), float(r[6])) for r in rows if r[4] == at.OP_SECTION]
    heads += [Head(0, int(r[0]), int(r[1]), float(r[6]), r[11], r[12], int(r[7])) for r in rows if r[4] == at.OP_TEMPO]
    assert len(heads) >= 2
    for beat in played.heard(Beat):
        if beat.frame > state.frame:
            head = next(h for h in reversed(heads) if h.nominal <= beat.frame)
            want = (beat.tick - state.origin_tick) * body.frames / body.ticks
            assert abs(want - head.at(int(beat.frame))) <= 1.1


def test_pick_ups_fades_and_notes_keep_their_musical_length(wayfarer):
    leaning = {k: v.model_copy(update={"pickup_beats": 1.0}) for k, v in wayfarer.manifest.sections.items()}
    loaded = replace(wayfarer, manifest=wayfarer.manifest.model_copy(update={"sections": leaning}))
    voice = next(iter(wayfarer.manifest.voices))
    acts: tuple[Act, ...] = (
        Section("tension", "next_bar", "start", "cross", 1.0, Tick(0), "", 75.0),
        Note(voice, 60, 80, 2.0),
        Tempo(150.0, 4.0),
        Note(voice, 60, 80, 4.0),
    )
    events = [ScoreEvent(n, Frame(0), Frame(96_000), Tick(0), 1, 1.0, 1, act, Why("")) for n, act in enumerate(acts, 1)]
    made = Plan(loaded, StemTable()).rows(events)
    entry = made[made["op"] == at.OP_SECTION][0]
    assert entry["nominal"] - entry["at"] == 38_400
    notes = [int(r["d"]) for r in made[made["op"] == at.OP_NOTE]]
    assert notes == [76_800, round(4 * 38_400 * log(2.0))]
