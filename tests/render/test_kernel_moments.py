"""Moments at which several things meet in the kernel: stops and rooms, swaps and ramps, pauses and endings."""

import numpy as np
import pytest
from desk import Desk

from affekt.render import layout as at

BODY = 48_000
SEEN = np.arange(BODY)
SINE = 0.25 * np.sin(2 * np.pi * 110 * SEEN / 48_000)


def section(tag: int, frame: int, *, loops: int = 1, length: int = BODY) -> list[tuple[int | float, ...]]:
    return [at.row(at.OP_SECTION, frame, a=tag, c=length, d=loops)]


def layer(tag: int, frame: int, stem: int, number: int = 0, gain: float = 1.0) -> list[tuple[int | float, ...]]:
    return [at.row(at.OP_LAYER, frame, a=tag, b=number, c=stem, x=gain)]


def rms(x: np.ndarray) -> float:
    return float(np.sqrt((x.astype(np.float64) ** 2).mean()))


def in_a_hall() -> Desk:
    """A desk that plays a burst of noise into a long room, and begins to stop at 9600: to silence at 33600."""
    desk = Desk()
    noise = np.random.default_rng(1).uniform(-0.2, 0.2, BODY)
    noise[4_800:] = 0.0
    desk.set(at.R_REVERB, 1.0)
    desk.set(at.R_REVERB_DECAY, 10.0)
    desk.set(at.R_SEND, 1.0)
    desk.tell([*section(1, 0, length=10 * BODY), *layer(1, 0, desk.sound(noise))])
    desk.tell([at.row(at.OP_STOP, 9_600, a=24_000, b=5), at.row(at.OP_CLEAR, 33_600, a=5)])
    return desk


def test_a_section_within_a_stops_fade_leaves_the_room_as_soft_as_it_was():
    desk = in_a_hall()
    desk.tell(section(2, 32_400))
    heard = desk.run([480] * 90)
    before, after = rms(heard[31_900:32_400]), rms(heard[32_400:32_900])
    assert before > 0.0
    assert 0.5 * before < after < 1.5 * before
    assert (
        np.abs(np.diff(heard[32_390:32_410], axis=0)).max() < 2.0 * np.abs(np.diff(heard[32_000:32_390], axis=0)).max()
    )


def test_what_a_filter_holds_is_gone_with_the_music_that_was_stopped():
    desk = Desk()
    desk.set(at.R_LOWPASS, float(np.log(100.0)))
    desk.tell([*section(1, 0), *layer(1, 0, desk.sound(np.full(BODY, 0.5)))])
    desk.tell([at.row(at.OP_STOP, 9_600, a=2_400, b=5), at.row(at.OP_CLEAR, 12_000, a=5)])
    heard = desk.run([480] * 40)
    assert heard[9_000:9_600].min() > 0.4
    assert not heard[12_000:].any()


@pytest.mark.parametrize(("begins", "ends"), [(0.0001, 1.0), (1.0, 0.0)])
def test_a_recording_that_gives_way_within_a_layers_ramp_leaves_the_ramp_as_it_is(begins: float, ends: float):
    desk = Desk()
    one, other = desk.sound(SINE), desk.sound(SINE)
    desk.tell([*section(1, 0), *layer(1, 0, one, gain=begins)])
    desk.tell([at.row(at.OP_LAYER, 2_400, a=1, b=0, c=-1, e=BODY, x=ends)])
    desk.tell([at.row(at.OP_SWAP, 14_400, a=1, b=one, c=other, e=960)])
    heard = desk.run([480] * 120)[:, 0]
    n = np.arange(len(heard))
    ramp = begins + (ends - begins) * np.clip((n - 2_400) / BODY, 0.0, 1.0)
    assert np.abs(heard - np.resize(SINE, len(n)) * ramp).max() < 1e-4


def test_what_ended_within_a_pauses_fade_sounds_to_its_end_after_it():
    def run(frames: int) -> np.ndarray:
        desk = Desk()
        desk.tell([*section(1, 0, loops=0, length=9_800), *layer(1, 0, desk.sound(SINE[:9_800]))])
        desk.tell([at.row(at.OP_PAUSE, 9_600), at.row(at.OP_RESUME, 19_200)])
        return desk.run([frames] * (28_800 // frames))[:, 0]

    heard = run(480)
    rise = np.arange(200) / 480
    assert np.abs(heard[19_200:19_400] - SINE[9_600:9_800] * rise).max() < 1e-4
    assert not heard[19_400:].any()
    for frames in (96, 7_200):
        assert np.array_equal(run(frames), heard)


def test_a_pause_after_a_resume_of_the_same_frame_holds():
    desk = Desk()
    desk.tell([*section(1, 0), *layer(1, 0, desk.sound(SINE)), at.row(at.OP_PAUSE, 4_800)])
    desk.tell([at.row(at.OP_RESUME, 12_000), at.row(at.OP_PAUSE, 12_000)])
    assert not desk.run([480] * 60)[12_480:].any()


@pytest.mark.parametrize("tempo", [1.0, 1.25])
def test_a_resume_within_a_pauses_fade_does_not_click(tempo: float):
    desk = Desk()
    desk.tell([*section(1, 0), *layer(1, 0, desk.sound(SINE))])
    if tempo != 1.0:
        desk.tell([at.row(at.OP_TEMPO, 0, a=1, d=-1, x=tempo, y=tempo)])
    desk.tell([at.row(at.OP_PAUSE, 9_600), at.row(at.OP_RESUME, 9_750)])
    heard = desk.run([480] * 60)[:, 0]
    step = np.abs(np.diff(heard))
    assert step[9_500:12_000].max() < 1.5 * step[2_000:8_000].max()
    if tempo == 1.0:
        assert np.abs(heard[12_000:20_000] - SINE[11_850:19_850]).max() < 1e-4


def test_a_section_that_needs_a_playhead_takes_one_that_is_going():
    desk = Desk()
    sine, silence = desk.sound(SINE), desk.sound(np.zeros(BODY))
    desk.tell([*section(1, 0), *layer(1, 0, sine)])
    for tag in (2, 3, 4):
        desk.tell([*section(tag, 1_000 + tag), *layer(tag, 1_000 + tag, silence)])
        desk.tell([at.row(at.OP_DROP_TAG, 1_010, a=tag)])
    desk.tell(section(5, 1_030))
    heard = desk.run([480] * 10)[:, 0]
    assert np.abs(heard - SINE[:4_800]).max() < 1e-4


@pytest.mark.parametrize("frames", [96, 7_200])
def test_what_has_faded_is_gone_when_its_place_is_needed(frames: int):
    desk = Desk()
    sound = desk.sound(SINE)
    for tag, frame in enumerate((0, 1_000, 1_010, 1_020), start=1):
        desk.tell([*section(tag, frame), *layer(tag, frame, sound), at.row(at.OP_FADE, frame, a=tag, b=240)])
    desk.tell([*section(5, 2_000), *layer(5, 2_000, sound)])
    desk.run([frames] * (7_200 // frames))
    assert desk.mixer.sessions["dropped"][0] == 0


def test_the_last_of_what_a_tempo_jumps_past_fades():
    def run(frames: int) -> np.ndarray:
        desk = Desk()
        desk.tell([*section(1, 0, loops=0), *layer(1, 0, desk.sound(SINE))])
        desk.tell([at.row(at.OP_TEMPO, 1_000, a=1, b=1_000, d=-1, x=1.25, y=1.25)])
        desk.tell([at.row(at.OP_TEMPO, 9_610, a=1, b=80_000, d=-1, x=1.25, y=1.25)])
        return desk.run([frames] * (19_200 // frames))[:, 0]

    heard = run(480)
    step = np.abs(np.diff(heard))
    assert step[9_500:].max() < 1.5 * step[2_000:8_000].max()
    assert not heard[14_400:].any()
    for frames in (96, 6_400):
        assert np.array_equal(run(frames), heard)


def between(frames: int, end: int) -> np.ndarray:
    """A quiet tone whose last three samples hide a peak over the ceiling between them, by calls of so many frames."""
    desk = Desk()
    sound = np.zeros(BODY)
    tone = np.sin(0.5 * np.pi * np.arange(end) + np.pi / 4)
    sound[:end] = 0.3 * 0.885 * tone / np.abs(tone).max()
    sound[end - 3 : end] = 0.885
    desk.set(at.R_TRUE_PEAK, 1.0)
    desk.tell([*section(1, 0), *layer(1, 0, desk.sound(sound))])
    return desk.run([frames] * (7_680 // frames))


@pytest.mark.parametrize("end", [4_872, 4_871, 4_870, 4_866])
def test_a_peak_between_samples_at_a_blocks_edge_is_held_down_like_any_other(end: int):
    whole = between(1_920, end)
    assert whole.max() < 0.88
    assert np.array_equal(between(480, end), whole)


def test_the_limiter_looks_between_samples_from_the_frame_on_where_it_is_told_to():
    def run(frames: int) -> np.ndarray:
        desk = Desk()
        loud = 1.2 * np.sin(0.5 * np.pi * SEEN + np.pi / 4)
        desk.tell([*section(1, 0), *layer(1, 0, desk.sound(loud.clip(-1, 1)))])
        for frame, on in ((3_001, 1.0), (4_007, 0.0), (4_100, 1.0)):
            desk.set(at.R_TRUE_PEAK, on, frame)
        return desk.run([frames] * (9_600 // frames))

    assert np.array_equal(run(96), run(4_800))


def test_a_section_that_begins_in_a_pause_begins_with_the_resume():
    def run(begins: int, *, tempo: bool) -> np.ndarray:
        desk = Desk()
        desk.tell([*section(1, 0), *layer(1, 0, desk.sound(np.zeros(BODY)))])
        desk.tell([at.row(at.OP_PAUSE, 4_800), *section(2, begins), *layer(2, begins, desk.sound(SINE))])
        if tempo:
            desk.tell([at.row(at.OP_TEMPO, begins + 1_000, a=2, b=0, d=-1, x=1.25, y=1.25)])
        desk.tell([at.row(at.OP_RESUME, 19_200)])
        heard = desk.run([480] * 80)[:, 0]
        assert desk.faults == 0
        return heard

    plain = run(9_600, tempo=False)
    assert not plain[:19_200].any()
    assert np.abs(plain[19_680:30_000] - SINE[480:10_800]).max() < 1e-4
    bent = run(9_600, tempo=True)
    assert np.abs(bent).max() == pytest.approx(0.25, rel=0.15)
