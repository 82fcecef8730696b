"""The review of recordings: sound ones pass, and each planted fault is found by its own row, with its layer."""

from xml.etree.ElementTree import fromstring

import numpy as np
import pytest
import soundfile

from affekt.render.build import manifest_of
from affekt.render.loudness import integrated, true_peak
from affekt.review.peaks import highest, over
from affekt.review.piece import open_piece
from affekt.review.plots_recorded import Gallery
from affekt.review.recorded import recorded
from affekt.review.sound import draws, open_sound, stack

HELD = (
    "loudness.true_peak", "loudness.limiter", "spectrum.hole", "spectrum.low_owner", "spectrum.theme", "mono.mix",
    "mono.layer", "mono.low", "mono.correlation", "mono.side", "seams.null", "seams.click", "seams.in_time",
)  # fmt: skip


def test_sound_recordings_pass(heard, stems):
    rows = heard(stems)
    for id in HELD:
        assert rows[id].ok is True, rows[id]


def test_the_meters_agree_with_the_standards_meter_on_the_mix_itself(heard, stems):
    rows = heard(stems)
    mix = stems["bed"] + stems["bass"] + stems["theme"]
    assert rows["loudness.mix"].value == pytest.approx(integrated(mix) + 28, abs=0.05)
    touch = 3.0 * (0.6 * (2 * 0.35 - 1) + 0.4 * 0.4)
    assert rows["loudness.true_peak"].value == pytest.approx(true_peak(mix) + touch, abs=0.1)


def test_a_broken_loop_is_told(heard, stems):
    half = len(stems["bed"]) // 2
    ramp = np.linspace(0.2, 1.0, len(stems["bed"]))[:, None]
    broken = heard(stems | {"bass": np.roll(stems["bass"], 100, axis=0) * ramp + 0.05 * ramp})["seams.click"]
    assert (broken.ok, broken.faults[0].layer) == (False, "bass")
    cut = np.concatenate((stems["bed"], stems["bed"][:half] * 0.5))[: len(stems["bed"]) + 96000]
    rows = heard(stems | {"bed": cut})
    assert (rows["seams.null"].ok, rows["seams.null"].faults[0].layer) == (False, "bed")


def test_a_late_layer_is_told(heard, stems):
    late = heard(stems | {"theme": np.roll(stems["theme"], 2880, axis=0)})["seams.in_time"]
    assert late.ok is False
    assert (late.faults[0].layer, late.faults[0].text) == ("theme", "take a is 60 ms late")


def test_a_combination_that_is_too_loud_is_told_with_its_layers(heard, stems):
    loud = heard(stems | {"theme": stems["theme"] * 12.0})["loudness.true_peak"]
    assert loud.ok is False
    assert loud.faults[0].layer == "theme"
    assert "bed+bass+theme" in loud.faults[0].text


def test_a_hole_in_the_spectrum_is_told(heard, stems):
    def stopped(side):
        bins, hertz = np.fft.rfft(side), np.fft.rfftfreq(len(side), 1 / 48000)
        return np.fft.irfft(np.where((hertz > 500) & (hertz < 1100), 0.03 * bins, bins), len(side))

    hole = heard({name: np.apply_along_axis(stopped, 0, body) for name, body in stems.items()})["spectrum.hole"]
    assert hole.ok is False
    assert "dB under its neighbours" in hole.faults[0].text


def test_a_stem_in_opposite_phase_is_told(heard, stems):
    side = stems["bed"][:, :1] * 1.5
    rows = heard(stems | {"bed": np.concatenate((side, -side), axis=1)})
    assert rows["mono.layer"].faults[0].layer == "bed"
    for id in ("mono.mix", "mono.layer", "mono.correlation"):
        assert rows[id].ok is False, id


def test_a_covered_theme_and_a_second_owner_of_the_depth_are_told(heard, stems):
    t = np.arange(len(stems["bed"])) / 48000
    rumble = np.sin(2 * np.pi * 80.0 * t)[:, None] * 0.03
    rows = heard(stems | {"bed": stems["bed"] * 6 + rumble})
    assert (rows["spectrum.theme"].ok, rows["spectrum.theme"].faults[0].layer) == (False, "theme")
    assert "covered by bed" in rows["spectrum.theme"].faults[0].text
    assert rows["spectrum.low_owner"].ok is False


def test_missing_recordings_are_left_out_with_a_word(heard, stems):
    rows = heard({name: body for name, body in stems.items() if name != "theme"})
    assert "theme.wav is not there" in rows["recordings"].why


def test_a_gallery_draws_what_was_measured(heard, stems, tmp_path):
    gallery = Gallery()
    heard(stems)
    manifest = manifest_of(tmp_path)
    list(recorded(open_piece(tmp_path, manifest), look=gallery.look))
    for text in (gallery.loudness(), gallery.spectra(), gallery.masking()):
        assert "calm" in [t.text for t in fromstring(text).iter("{http://www.w3.org/2000/svg}text")]
    assert gallery.curves[0].masks["bed", "bass"] < 0.25


def test_a_recording_at_another_rate_is_left_out_with_a_word(heard, stems, tmp_path):
    heard(stems)
    soundfile.write(tmp_path / "bass.wav", stems["bass"], 44100)
    manifest = manifest_of(tmp_path)
    rows = {r.id: r for r in recorded(open_piece(tmp_path, manifest))}
    assert "not at 48 kHz" in rows["recordings"].why


def exported(stems, tmp_path, *, turn=0.0):
    """Three loops as a sequencer exports them: one pass, no tail, Vorbis; half-way the bass turns so far."""
    t = np.arange(len(stems["bed"])) / 48000
    bass = np.sin(2 * np.pi * 60.0 * t + turn * np.pi * (t > 4.0))[:, None] * 0.03
    text = (tmp_path / "set.toml").read_text()
    (tmp_path / "set.toml").write_text(text.replace(".wav", ".ogg"))
    for name, body in (stems | {"bass": bass}).items():
        soundfile.write(tmp_path / f"{name}.ogg", body, 48000, format="OGG", subtype="VORBIS")
    return {r.id: r for r in recorded(open_piece(tmp_path, manifest_of(tmp_path)))}


def test_a_loop_without_a_tail_is_judged_by_how_its_end_meets_its_beginning(heard, stems, tmp_path):
    heard(stems)
    rows = exported(stems, tmp_path)
    assert rows["seams.null"].value is None
    assert "seams.click" in rows["seams.null"].why
    assert rows["seams.click"].ok is True, rows["seams.click"]


def test_a_broken_loop_without_a_tail_is_told(heard, stems, tmp_path):
    heard(stems)
    broken = exported(stems, tmp_path, turn=0.5)["seams.click"]
    assert (broken.ok, broken.faults[0].layer) == (False, "bass")


def test_a_section_with_a_dark_harmony_alone_is_measured_by_it(heard, stems, tmp_path):
    heard(stems)
    text = (tmp_path / "set.toml").read_text()
    for layer in ("bass", "theme"):
        text = text.replace(f'{layer} = {{ takes = [{{ file = "{layer}.wav" }}] }}\n', "")
    (tmp_path / "set.toml").write_text(text.replace('role = "bed"', 'role = "dark_harmony"'))
    rows = {r.id: r for r in recorded(open_piece(tmp_path, manifest_of(tmp_path)))}
    assert rows["loudness.mix"].value == pytest.approx(integrated(stems["bed"]) + 28, abs=0.05)


def test_where_there_are_too_many_draws_of_takes_each_take_is_still_tried():
    assert draws([2, 3]) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    for counts in ([2] * 9, [3] * 6, [1, 4, 4, 4, 4, 16]):
        tried = draws(counts)
        assert len(tried) < 300
        for layer, count in enumerate(counts):
            assert {draw[layer] for draw in tried} == set(range(count))


def opened(tmp_path):
    manifest = manifest_of(tmp_path)
    sound, why = open_sound(tmp_path, manifest, open_piece(tmp_path, manifest).scores["calm"])
    assert sound is not None, why
    return sound


def test_a_peak_far_over_the_samples_beside_it_is_not_missed(heard, stems, tmp_path):
    t = np.arange(len(stems["bed"]))
    tone = np.sin(np.pi / 2 * t + np.pi / 4)[:, None]
    late = (t >= len(t) // 2)[:, None] * (t % 9600 > 1920)[:, None]
    # Samples of .35 with .5 between them in one half; in the other, samples of .45 with no more between them.
    flat = np.where((t >= len(t) // 2)[:, None], 0.0, np.sin(2 * np.pi * 500 / 48000 * t)[:, None] * 0.45)
    quiet = {name: stems[name] * 0 for name in ("bass", "theme")}
    heard(quiet | {"bed": np.repeat(tone * 0.5 * late + flat, 2, axis=1)})
    sound = opened(tmp_path)
    gains = stack(sound.legal)
    bodies = sound.mix(gains[0]).T.astype(np.float64)
    assert highest(sound, gains).db == pytest.approx(true_peak(bodies), abs=0.1)


def test_the_limiter_is_asked_of_every_combination_that_peaks(heard, stems, tmp_path):
    heard(stems)
    sound = opened(tmp_path)
    gains = np.eye(len(sound.stems), dtype=np.float32)
    top = np.abs(sound.audio).max()
    shares = over(sound, gains, float(top) * 0.5)
    alone = [over(sound, gains[k : k + 1], float(top) * 0.5)[0] for k in range(len(gains))]
    assert shares.tolist() == alone
    assert 0 < shares[-1] < 1
    # The take with the highest peak is not the one that the limiter holds longest.
    click = stems["bass"] * 0.2
    click[1000] = 4.0
    heard({"bed": stems["bed"], "bass": click, "theme": stems["theme"] * 0})
    soundfile.write(tmp_path / "b.wav", stems["bass"] * 55, 48000, subtype="FLOAT")
    text = (tmp_path / "set.toml").read_text()
    two = '{ name = "a", file = "bass.wav" }, { name = "b", file = "b.wav" }'
    (tmp_path / "set.toml").write_text(text.replace('{ file = "bass.wav" }', two))
    rows = {r.id: r for r in recorded(open_piece(tmp_path, manifest_of(tmp_path)))}
    assert rows["loudness.limiter"].value > 50
