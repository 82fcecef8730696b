"""Exit tails as they sound: a section that is left at an exit gives way to its tail, in any blocks, and only there."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import soundfile

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.arrange.tails import JOIN, LEAD, exit_ticks, slots, tails_file
from affekt.core.inputs import Cue, Param
from affekt.core.score import Key, Layer, Section
from affekt.core.units import Tick
from affekt.render.offline import Rendered, render
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

BAR, BODY = 96_000, 4 * 96_000
FIRST = 12_000
LEFT = FIRST + 2 * BAR
TAIL_S = 0.8


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> LoadedSet:
    """Two sections of four bars: noise as music; a falling tone of its own pitch as the tail of each exit."""
    folder = tmp_path_factory.mktemp("tails")
    layers = {"bed": {"role": "bed"}, "theme": {"role": "theme"}}

    def section(name: str, **more: object) -> dict[str, object]:
        used = {layer: {"takes": [{"file": f"{name}_{layer}.wav"}]} for layer in layers}
        return {"bars": 4, "tempo": 120, "tail_beats": 1, "exit_every_bars": 2, "layers": used, **more}

    sections = {"road": section("road", exit_tail_s=TAIL_S), "wood": section("wood")}
    plain = {"format": 1, "name": "tails", "start": "road", "layers": layers, "sections": sections}
    manifest = StemSet.model_validate(plain)
    rng = np.random.default_rng(5)
    for name, one in manifest.sections.items():
        for layer, used in one.layers.items():
            wide = rng.uniform(-0.1, 0.1, (BODY + 24_000, 2)) * (0.0 if name == "wood" else 1.0)
            soundfile.write(folder / used.takes[0].file, wide, 48_000, subtype="PCM_16")
            place = slots(one)
            if place is not None:
                tails = rng.uniform(-0.1, 0.1, (place.frames * len(place.exits), 2))
                soundfile.write(folder / tails_file(used.takes[0].file), tails, 48_000, subtype="PCM_16")
            del layer
    return LoadedSet(manifest, folder, "2" * 64)


def _tail(loaded: LoadedSet, layer: str) -> np.ndarray:
    place = slots(loaded.manifest.sections["road"])
    assert place is not None
    samples, _ = soundfile.read(loaded.folder / f"road_{layer}.tails.wav")
    return samples[: place.tail]


def _body(loaded: LoadedSet, layer: str) -> np.ndarray:
    samples, _ = soundfile.read(loaded.folder / f"road_{layer}.wav")
    return samples


def _want(loaded: LoadedSet, gains: dict[str, float]) -> np.ndarray:
    """What is heard from `LEAD` before the exit on, as arithmetic has it."""
    found = 0.0
    for layer, gain in gains.items():
        tail, body = _tail(loaded, layer).copy(), _body(loaded, layer)
        place = 2 * BAR - LEAD
        tail[:JOIN] += body[place : place + JOIN] * (1 - np.arange(JOIN) / JOIN)[:, None]
        tail[-240:] *= (1 - np.arange(240) / 240)[:, None]
        found = found + gain * tail
    return np.asarray(found)


def _heard(loaded: LoadedSet, log: Any, frames: int, **more: Any) -> Rendered:
    """Render a log whose events stand at their ticks."""
    ticks = [round(max(e.frame - FIRST, 0) * 3840 / BAR) for e in log.events]
    events = [replace(e, tick=Tick(tick)) for e, tick in zip(log.events, ticks, strict=True)]
    return render(loaded, events, frames, synth="none", **more)


@pytest.mark.parametrize("fade", ["out", "disabled"])
@pytest.mark.parametrize("block", [96, 997, 7_680])
def test_a_section_left_at_an_exit_gives_way_to_its_tail(whole, log, fade, block):
    log.enter(FIRST, "road", ["bed", "theme"], decided=0)
    log.add(FIRST + BAR, Layer("theme", -6.0, 0.0))
    log.enter(LEFT, "wood", ["bed"], fade=fade, fade_beats=0.25)
    heard = _heard(whole, log, LEFT + 60_000, block=block).f32
    before = sum(_body(whole, layer)[BAR + 500 : 2 * BAR - LEAD] * gain for layer, gain in _GAINS.items())
    assert np.abs(heard[FIRST + BAR + 500 : LEFT - LEAD] - before).max() < 1e-4
    want = _want(whole, _GAINS)
    assert np.abs(heard[LEFT - LEAD :][: len(want)] - want).max() < 1e-4
    assert not heard[LEFT - LEAD + len(want) :].any()


_GAINS = {"bed": 1.0, "theme": 10 ** (-6 / 20)}


def _left(whole, log, frame, **more) -> np.ndarray:
    log.enter(FIRST, "road", ["bed"], decided=0)
    log.enter(frame, "wood", ["bed"], **{"fade": "out", "fade_beats": 0.25, **more})
    return _heard(whole, log, frame + 60_000).f32


def test_elsewhere_it_is_gone_before_the_downbeat(whole, log):
    assert not _left(whole, log, FIRST + BAR)[FIRST + BAR :].any()


def test_a_change_decided_too_late_for_the_tail_fades_as_without(whole, log):
    heard = _left(whole, log, LEFT, decided=LEFT - 4_000)
    assert not heard[LEFT:].any()


def test_a_cross_fade_stays_one(whole, log):
    heard = _left(whole, log, LEFT, fade="cross", fade_beats=1.0)
    want = np.cos(np.pi / 2 * np.arange(24_000) / 24_000)[:, None] * _body(whole, "bed")[2 * BAR :][:24_000]
    assert np.abs(heard[LEFT : LEFT + 24_000] - want).max() < 1e-4


def test_at_the_end_of_its_body_it_rings_as_recorded(whole, log):
    heard = _left(whole, log, FIRST + BODY)
    assert np.abs(heard[FIRST + BODY :][:24_000] - _body(whole, "bed")[BODY:]).max() < 1e-4


def test_in_its_second_pass_an_exit_has_the_same_tail(whole, log):
    heard = _left(whole, log, LEFT + BODY)
    assert np.abs(heard[LEFT + BODY :][:20_000] - _tail(whole, "bed")[LEAD:][:20_000]).max() < 1e-4


def test_a_key_that_is_shifted_live_has_no_tail_in_it(whole, log):
    log.enter(FIRST, "road", ["bed"], decided=0)
    log.add(FIRST + BAR, Key("D", "ionian", 0.0, 2, "live"))
    log.enter(LEFT, "wood", ["bed"], fade="out", fade_beats=0.25)
    heard = _heard(whole, log, LEFT + 60_000).f32
    assert np.abs(heard[LEFT - 30_000 : LEFT - 20_000]).max() > 0.05
    assert not heard[LEFT:].any()


def test_a_layer_alone_has_its_own_tail_alone(whole, log):
    log.enter(FIRST, "road", ["bed", "theme"], decided=0)
    log.enter(LEFT, "wood", [], fade="out", fade_beats=0.25)
    heard = _heard(whole, log, LEFT + 60_000, stems=True).stems
    for layer in ("bed", "theme"):
        assert np.abs(heard[layer][LEFT:][:20_000] - _tail(whole, layer)[LEAD:][:20_000]).max() < 1e-4


def test_exits_are_inside_the_body(whole):
    road = whole.manifest.sections["road"]
    assert exit_ticks(road) == (2 * 3840,)
    cues = type(road).model_validate({**road.model_dump(), "exit_cues": [{"bar": 2, "beat": 3}, {"bar": 5}]})
    assert exit_ticks(cues) == (3840 + 1920, 2 * 3840)
    place = slots(road)
    assert place is not None
    assert place.at(2 * BAR) == 0
    assert place.at(BAR) is None


@pytest.mark.parametrize("bpm", [114.0, 120.0, 126.0])
def test_a_conducted_session_at_any_tempo_rings_as_recorded(whole, bpm):
    rules = [{"from": "any", "to": "any", "from_time": "exit_cue", "fade": "out", "fade_beats": 0.25}]
    plain = {**whole.manifest.model_dump(by_alias=True), "transitions": rules}
    loaded = replace(whole, manifest=StemSet.model_validate(plain))
    played = Rehearsal(Conductor.of(loaded, default_table()), 1)
    played.say(0.01, Param("tempo", bpm)).say(9.0, Cue("section", "wood", "next_bar")).to(15)
    change = next(e for e in played.heard(Section) if e.act.section == "wood")
    heard = render(loaded, played.events, 15 * 48_000, synth="none").f32
    layers = {e.act.layer: 10 ** (e.act.gain_db / 20) for e in played.heard(Layer) if e.frame < change.frame}
    want = sum(_tail(whole, layer)[LEAD:][:30_000] * gain for layer, gain in layers.items())
    assert np.abs(heard[change.frame - 24_000 : change.frame - LEAD]).max() > 0.05
    assert np.abs(heard[change.frame :][:30_000] - want).max() < 1e-3
