"""What the kernel plays, against plain arithmetic."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import Control, Duck, Effect, Layer, Note, Stinger
from affekt.core.units import Frame
from affekt.render.offline import Offline, render
from affekt.render.plan import PICKUP_MARGIN
from affekt.render.synth import Kind

BODY = 96_000
"""Frames of `walk`: one bar at 120."""
BEAT = 24_000

Source = Callable[[str], np.ndarray]


def looped(samples: np.ndarray, frames: int, body: int = BODY) -> np.ndarray:
    """The linear rendering: the recording again at every pass, tails overlapping."""
    out = np.zeros((frames + len(samples), 2))
    for start in range(0, frames, body):
        out[start : start + len(samples)] += samples
    return out[:frames]


def a_busy_log(log) -> None:
    log.enter(0, "walk")
    log.add(5_000, Note("melody", 64, 90, 1.5))
    log.add(5_000, Note("pad", 52, 70, 3.0))
    log.add(11_111, Stinger("hit"), decided=11_000)
    log.add(20_001, Effect("lowpass", 900.0, 1.0))
    log.add(30_000, Duck(-9.0))
    log.add(30_500, Layer("theme", -96.0, 2.0))
    log.add(40_077, Control("pause"))
    log.add(44_000, Control("resume"))
    log.add(50_000, Note("melody", 71, 110, 0.5))
    log.add(52_000, Effect("highpass", 200.0, 0.25))
    log.enter(61_000, "fight", decided=30_500)
    log.add(70_000, Effect("lowpass", 20_000.0, 0.5))
    log.add(75_000, Duck(0.0))
    log.add(80_000, Control("volume", "music", 11.0))
    log.add(90_000, Control("mute"))
    log.add(95_000, Control("unmute"))


@pytest.mark.parametrize("synth", ["fluidsynth", "builtin"])
def test_the_samples_do_not_depend_on_the_block_size(tiny: LoadedSet, log, synth: Kind):
    a_busy_log(log)
    rng = np.random.default_rng(3)
    whole = render(tiny, log.events, 110_000, block=480, synth=synth)
    small = render(tiny, log.events, 110_000, block=64, synth=synth)
    wild = render(tiny, log.events, 110_000, block=lambda: int(rng.integers(1, 3_000)), synth=synth)
    assert np.abs(whole.f32).max() > 0.3
    for other in (small, wild):
        assert np.array_equal(whole.f32, other.f32)
        assert np.array_equal(whole.s16, other.s16)
    assert whole.late == ()
    assert whole.faults == 0


def test_a_single_stem_passes_bit_for_bit(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed"])
    heard = render(tiny, log.events, BODY, synth="none")
    assert np.array_equal(heard.f32.astype(np.float64), source("walk_bed")[:BODY])
    assert np.array_equal(heard.s16, (source("walk_bed")[:BODY] * 32768).astype(np.int16))


def test_a_loop_with_its_tail_equals_the_linear_rendering(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed", "bass"])
    n = 3 * BODY + 777
    heard = render(tiny, log.events, n, block=4_096, synth="none").f32
    want = looped(source("walk_bed"), n) + looped(source("walk_bass"), n)
    assert np.abs(heard - want).max() < 1e-6


def test_layers_are_locked_to_their_sources_to_the_sample(tiny: LoadedSet, log, source: Source):
    log.enter(4_801, "walk")
    heard = render(tiny, log.events, 60_000, stems=True, synth="none")
    for layer in ("bed", "bass", "theme"):
        want = source(f"walk_{layer}")[:32_768, 0]
        found = heard.stems[layer][4_801 - 512 : 4_801 + 32_768 + 512, 0]
        match = np.correlate(found, want, mode="valid")
        assert int(np.argmax(match)) - 512 == 0


def test_a_cross_fade_nulls_against_the_reference(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed", "theme"])
    log.enter(BODY + 4_321, "fight", ["bed"], fade="cross", fade_beats=1.0, decided=BODY + 4_000)
    n = 2 * BODY
    at, length = BODY + 4_321, BEAT
    heard = render(tiny, log.events, n, synth="none").f32
    old = looped(source("walk_bed") + source("walk_theme"), n)
    u = np.clip((np.arange(n) - at) / length, 0.0, 1.0)[:, None]
    new = np.zeros((n, 2))
    fight = source("fight_bed")[BEAT:]
    new[at:] = fight[: n - at]
    want = old * np.cos(u * np.pi / 2) * (u < 1) + new * np.sin(u * np.pi / 2)
    assert np.abs(heard - want).max() <= 1e-4


def test_what_fades_out_is_gone_when_the_new_downbeat_strikes(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed", "theme"])
    log.enter(BODY, "cheer", ["bed"], fade="out", fade_beats=0.25, decided=BODY - 7_200)
    heard = render(tiny, log.events, 2 * BODY, synth="none").f32
    assert np.array_equal(heard[BODY : 2 * BODY].astype(np.float64), source("cheer_bed")[:BODY])
    room = 7_200 - PICKUP_MARGIN
    old = (source("walk_bed") + source("walk_theme"))[:BODY]
    assert np.abs(heard[: BODY - room] - old[: BODY - room]).max() < 1e-6
    last = slice(BODY - room // 4, BODY)
    assert np.sqrt((heard[last] ** 2).mean()) < 0.3 * np.sqrt((old[last] ** 2).mean())


def test_a_fade_that_was_decided_too_late_for_the_downbeat_is_short_and_after_it(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed"])
    log.enter(BODY, "cheer", ["bed"], fade="out", decided=BODY - 500)
    heard = render(tiny, log.events, 2 * BODY, synth="none").f32
    assert np.abs(heard[:BODY] - source("walk_bed")[:BODY]).max() < 1e-6
    assert np.abs(heard[BODY + BEAT :] - source("cheer_bed")[BEAT:BODY]).max() < 1e-6


def test_a_pick_up_is_heard_before_the_downbeat_if_there_is_time(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed"])
    log.enter(BODY, "fight", ["theme"], decided=10_000, fade="disabled", from_time="end")
    heard = render(tiny, log.events, 2 * BODY, synth="none").f32
    old = source("walk_bed")
    want = np.zeros((2 * BODY, 2))
    want[: len(old)] += old
    want[BODY - BEAT :] += source("fight_theme")[: BODY + BEAT]
    assert np.abs(heard - want).max() < 1e-6


def test_a_section_entered_in_its_middle_begins_at_that_tick(tiny: LoadedSet, log, source: Source):
    log.enter(0, "fight", ["bed"], tick=960)
    heard = render(tiny, log.events, 20_000, synth="none").f32
    want = source("fight_bed")[2 * BEAT : 2 * BEAT + 20_000]
    assert np.abs(heard[240:] - want[240:]).max() < 1e-6


def test_an_end_without_fade_lets_the_old_tail_ring(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed"])
    log.enter(2 * BODY, "cheer", ["bed"], fade="disabled", from_time="end")
    n = 4 * BODY
    heard = render(tiny, log.events, n, synth="none").f32
    want = looped(source("walk_bed"), n)
    want[2 * BODY :] = 0.0
    tail = source("walk_bed")[BODY:]
    want[2 * BODY : 2 * BODY + len(tail)] += tail
    cheer = source("cheer_bed")
    want[2 * BODY : 2 * BODY + len(cheer)] += cheer
    assert np.abs(heard - want).max() < 1e-6
    assert not heard[2 * BODY + len(cheer) :].any()


def test_another_take_at_the_seam_leaves_the_old_tail(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["theme"])
    log.add(BODY, Layer("theme", 0.0, 4.0, "b"))
    heard = render(tiny, log.events, 2 * BODY, synth="none").f32
    want = np.zeros((3 * BODY, 2))
    first, second = source("walk_theme"), source("walk_theme_b")
    want[: len(first)] += first
    want[BODY : BODY + len(second)] += second
    assert np.abs(heard - want[: 2 * BODY]).max() < 1e-6


def test_a_pause_resumes_at_the_very_same_body_position(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed"])
    log.add(30_000, Control("pause"), decided=29_990)
    log.add(31_000, Layer("bed", -96.0, 0.0), decided=29_990)
    log.events[-1], log.events[-2] = log.events[-2], log.events[-1]
    log.add(77_777, Control("resume"), decided=77_000)
    heard = render(tiny, log.events, 150_000, synth="none").f32
    bed = looped(source("walk_bed"), 150_000)
    assert np.abs(heard[:30_000] - bed[:30_000]).max() < 1e-6
    assert not heard[30_480:77_777].any()
    fade = np.minimum(np.arange(480) / 480.0, 1.0)[:, None]
    assert np.abs(heard[77_777:78_257] - bed[30_000:30_480] * fade).max() < 1e-6
    assert np.abs(heard[78_257:] - bed[30_480 : 30_480 + 150_000 - 78_257]).max() < 1e-6


def test_a_superseded_section_never_sounds(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed"])
    gone = log.enter(50_000, "cheer", ["bed"], decided=20_000)
    log.enter(60_000, "fight", ["bed"], decided=30_000, supersedes=gone, fade="disabled")
    heard = render(tiny, log.events, 90_000, synth="none").f32
    assert np.abs(heard[:36_000] - source("walk_bed")[:36_000]).max() < 1e-6
    assert np.abs(heard[60_240:84_000] - source("fight_bed")[BEAT + 240 : BEAT + 24_000]).max() < 1e-6


def test_stop_fades_and_frees_everything(tiny: LoadedSet, log):
    log.enter(0, "walk")
    log.add(20_000, Control("stop", fade_s=0.1))
    heard = render(tiny, log.events, 60_000, synth="none").f32
    assert heard[24_000:24_790].any()
    assert not heard[24_800:].any()


def test_an_event_that_acted_late_is_rendered_where_it_acted(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed"])
    id = log.add(10_000, Stinger("hit"), decided=9_900)
    heard = render(tiny, log.events, 40_000, synth="none", acted={id: Frame(10_500)}).f32
    want = looped(source("walk_bed"), 40_000)
    want[10_500:19_500] += source("hit")
    assert np.abs(heard - want).max() < 1e-6


def test_the_limiter_holds_the_ceiling_and_is_transparent_below_it(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed"])
    log.add(0, Control("volume", "master", 11.9))
    log.add(48_000, Control("volume", "master", 32.0))
    heard = render(tiny, log.events, 90_000, synth="none").f32
    scale = np.float32(10.0 ** (11.9 / 20.0))
    assert np.array_equal(heard[960:47_900], source("walk_bed")[960:47_900].astype(np.float32) * scale)
    assert np.abs(heard).max() <= 10.0 ** (-1 / 20) * (1 + 1e-6)
    assert np.abs(heard[60_000:]).max() > 0.85


def test_a_closed_low_pass_takes_the_highs_and_an_open_one_nothing(tiny: LoadedSet, log, source: Source):
    log.enter(0, "walk", ["bed"])
    log.add(10_000, Effect("lowpass", 500.0))
    log.add(50_000, Effect("lowpass", 20_000.0))
    heard = render(tiny, log.events, BODY, synth="none").f32
    want = source("walk_bed")[:BODY].astype(np.float32)
    assert np.array_equal(heard[:10_000], want[:10_000])
    assert np.abs(heard[20_000:50_000]).mean() < 0.3 * np.abs(want[20_000:50_000]).mean()
    assert np.array_equal(heard[50_100:], want[50_100:])


@pytest.mark.parametrize("synth", ["fluidsynth", "builtin"])
def test_notes_begin_on_their_frame_and_end(tiny: LoadedSet, log, synth: Kind):
    log.add(9_600, Note("melody", 60, 100, 0.5))
    heard = render(tiny, log.events, 200_000, synth=synth).f32
    assert not heard[:9_600].any()
    loud = np.flatnonzero(np.abs(heard).max(axis=1) > 1e-4)
    assert 9_600 <= loud[0] < 9_600 + 200
    assert np.abs(heard[190_000:]).max() < 1e-3


def test_one_pass_through_an_offline_score_reads_events_only_as_it_goes(tiny: LoadedSet, log):
    log.enter(0, "walk", ["bed"])
    log.add(200_000, Layer("bed", -96.0, 1.0))
    read = []

    def events():
        for event in log.events:
            read.append(event.id)
            yield event

    pieces = Offline(tiny, events(), synth="none").pieces(200_000)
    first = next(pieces)
    assert read == [1, 2, 3]
    assert sum(len(p.f32) for p in pieces) == 200_000 - len(first.f32)


def test_a_stinger_is_softer_where_the_music_is_softer(tiny: LoadedSet, log, source: Source):
    louds = {"walk": -28.0, "fight": -18.0, "cheer": None}
    sections = {name: s.model_copy(update={"loudness_lufs": louds[name]}) for name, s in tiny.manifest.sections.items()}
    loud = replace(tiny, manifest=tiny.manifest.model_copy(update={"sections": sections}))
    for name, db in (("walk", -6.0), ("fight", 0.0), ("cheer", 0.0)):
        events = type(log)()
        events.enter(0, name, [])
        events.add(10_000, Stinger("hit"), decided=9_900)
        heard = render(loud, events.events, 20_000, synth="none").f32
        assert np.abs(heard[10_000:19_000] - source("hit") * 10 ** (db / 20)).max() < 1e-6
