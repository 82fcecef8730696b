"""Guides: the onsets that an ear would name, found to the sample, and kept beside the decoded recordings."""

import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from stretching import clicks, tone

from affekt.arrange.loaded import LoadedSet
from affekt.render import guide, stems
from affekt.render.guide import Part, make
from affekt.render.layout import GUIDE_MAGIC, GUIDE_WORDS, MARK_WORDS


def marks(words: np.ndarray) -> list[int]:
    """The body positions that a guide names."""
    pairs = words.astype(np.int64)
    count = int(pairs[2])
    found = [pairs[GUIDE_WORDS + MARK_WORDS * k : GUIDE_WORDS + MARK_WORDS * k + 2] for k in range(count)]
    return [int(high << 16 | low & 0xFFFF) for low, high in found]


@settings(max_examples=25, deadline=None)
@given(gaps=st.lists(st.integers(2_500, 20_000), min_size=3, max_size=12), seed=st.integers(0, 9))
def test_hits_are_found_where_they_begin(gaps: list[int], seed: int):
    places = [int(v) for v in 3_000 + np.cumsum(gaps)]
    rng = np.random.default_rng(seed)
    audio = np.zeros(places[-1] + 12_000, np.int16)
    for place in places:
        audio += clicks([place], len(audio), seed=place, level=float(rng.uniform(0.1, 0.6)))
    found = marks(make([Part(audio[:, None], True, True)], 0))
    for place in places:
        assert min(abs(mark - place) for mark in found) <= 8
    assert len(found) == len(places)


def test_a_pick_up_is_counted_backwards():
    words = make([Part(clicks([500, 12_000, 36_000], 48_000)[:, None], True, True)], 24_000)
    assert [round(mark, -1) for mark in marks(words)] == [-23_500, -12_000, 12_000]


def test_a_flam_is_one_mark():
    words = make([Part(clicks([10_000, 10_700], 30_000)[:, None], True, True)], 0)
    assert len(marks(words)) == 1
    assert int(words[GUIDE_WORDS + 2]) >= 700


def test_drums_come_first_and_held_notes_make_no_marks():
    drums = clicks([10_000, 30_000], 60_000)
    strum = clicks([11_000, 50_000], 60_000, seed=3)
    words = make([Part(drums[:, None], True, True), Part(strum[:, None], False, True)], 0)
    assert [round(mark, -2) for mark in marks(words)] == [10_000, 30_000, 50_000]
    held = (tone(220.0, 60_000) * np.minimum(np.arange(60_000) / 20_000, 1.0)).astype(np.int16)
    assert marks(make([Part(held[:, None], False, True)], 0)) == []


def test_the_guide_for_what_is_transposed_knows_no_drums():
    parts = [Part(clicks([10_000], 40_000)[:, None], True, True), Part(clicks([25_000], 40_000)[:, None], False, True)]
    words = make(parts, 0)
    first = int(words[8]) & 0xFFFF | int(words[9]) << 16
    inner = words[first:]
    assert int(inner[0]) & 0xFFFF | int(inner[1]) << 16 == GUIDE_MAGIC
    assert [round(mark, -2) for mark in marks(inner)] == [25_000]


def test_a_set_brings_its_guides_and_makes_them_once(tiny: LoadedSet, tmp_path, monkeypatch):
    monkeypatch.setenv("AFFEKT_CACHE", str(tmp_path))
    asked = [json.loads(line) for line in stems.wanted(tiny)]
    assert sum(isinstance(line, dict) for line in asked) == 3
    stems.prepare(stems.wanted(tiny))
    assert stems.wanted(tiny) == []
    made = sorted((file, file.stat().st_mtime_ns) for file in tmp_path.rglob("*.guide"))
    table = stems.StemTable()
    table.add(tiny)
    fight = table.guide(tiny, "fight")
    assert fight is not None
    assert fight.file in [file for file, _ in made]
    assert fight.channels == 1
    assert table.guide(tiny, "nowhere") is None
    assert sorted((file, file.stat().st_mtime_ns) for file in tmp_path.rglob("*.guide")) == made
    assert len(make([], 0)) == GUIDE_WORDS
    assert guide.find([], 0) is None
