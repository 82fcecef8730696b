from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pieces import PROGRESSION, VOICES, compose, context, intent

from affekt.compose import Memory, VoiceBrief, chords_of, compose_bar
from affekt.compose.grid import grid
from affekt.compose.tonal import at, spans
from affekt.core.errors import AffektError, Reason
from affekt.core.harmony import MODES, NAMES
from affekt.core.metre import Metre

feelings = st.builds(
    intent, st.floats(-1, 1), st.floats(0, 1), st.floats(-1, 1), st.floats(0, 1), density=st.floats(0, 1)
)
metres = st.sampled_from(["4/4", "3/4", "5/4", "6/8", "7/8", "12/8", "2/2", "9/16", "1/4", "1/16"]).map(Metre.parse)
ranges = st.tuples(st.integers(0, 127), st.integers(0, 127))


@st.composite
def ensembles(draw):
    roles = draw(st.lists(st.sampled_from(["melody", "counter", "arpeggio", "bass", "pad"]), min_size=1, max_size=5))
    return [
        VoiceBrief(f"v{i}", role, *draw(ranges), (draw(st.integers(1, 127)), draw(st.integers(1, 127))))
        for i, role in enumerate(roles)
    ]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    ensembles(), feelings, metres, st.sampled_from(NAMES), st.sampled_from(list(MODES)), st.integers(0, 2**63),
    st.integers(1, 9), st.booleans(), st.floats(30, 240),
)  # fmt: skip
def test_whatever_is_asked_notes_stay_in_range_in_scale_and_in_the_bar(
    voices, feeling, metre, tonic, mode, seed, phrase, given_chords, tempo
):
    contexts, music, _ = compose(
        10, voices, feeling, metre=metre, tonic=tonic, mode=mode, seed=seed, phrase_bars=phrase, tempo=tempo,
        progression=PROGRESSION if given_chords else None,
    )  # fmt: skip
    brief = {v.name: v for v in voices}
    for here, notes in zip(contexts, music, strict=True):
        chords = spans(tonic, mode, chords_of(here), metre.bar_ticks)
        for note in notes:
            assert brief[note.voice].low <= note.pitch <= brief[note.voice].high
            assert 0 <= note.tick < metre.bar_ticks
            assert note.ticks >= 1
            assert note.tick + note.ticks <= metre.bar_ticks
            assert 1 <= note.velocity <= 127
            fits = set().union(*(s.harmony.scale for s in chords))
            assert note.tension or note.pitch % 12 in fits


@settings(derandomize=True, deadline=None, max_examples=25)
@given(st.integers(0, 2**63), feelings)
def test_the_same_seed_composes_the_same_music(seed, feeling):
    assert compose(6, seed=seed, feeling=feeling) == compose(6, seed=seed, feeling=feeling)


def test_different_seeds_compose_different_music():
    heard = {tuple(compose(8, seed=seed, humanise_ms=0)[1]) for seed in range(30)}
    assert len(heard) == 30


def test_a_second_attempt_at_a_bar_is_another_bar_and_leaves_the_memory_of_others_alone():
    memory = compose_bar(context(1), VOICES, Memory())[0]
    first = compose_bar(context(2), VOICES, memory)
    again = compose_bar(replace(context(2), attempt=1), VOICES, memory)
    assert first[1] != again[1]
    assert compose_bar(context(2), VOICES, memory) == first


def test_another_voice_more_does_not_change_the_melody():
    alone = compose(16, VOICES[:1] + VOICES[3:4])[1]
    together = compose(16, VOICES)[1]
    assert [[n for n in bar if n.voice == "lead"] for bar in alone] == [
        [n for n in bar if n.voice == "lead"] for bar in together
    ]


def test_a_feeling_that_comes_and_goes_leaves_later_phrases_as_they_were():
    calm = compose(32)[1]
    stirred = compose(32, feeling=lambda bar: intent(arousal=0.9 if 9 <= bar <= 12 else 0.4))[1]
    assert calm[9] != stirred[9]
    assert calm[16:] == stirred[16:]


def test_a_half_phrase_is_finished_in_the_feeling_it_began_with():
    held = compose(16, feeling=lambda bar: intent(arousal=0.9 if bar % 2 == 0 else 0.4), humanise_ms=0)[1]
    assert held == compose(16, humanise_ms=0)[1]


def test_an_event_does_not_wait_for_the_half_phrase():
    memory = compose_bar(context(1), VOICES, Memory())[0]
    stirred = context(2, feeling=intent(arousal=1.0, tension=0.8))
    waits = compose_bar(stirred, VOICES, memory)
    acts = compose_bar(replace(stirred, event=True), VOICES, memory)
    assert waits[1] == compose_bar(context(2), VOICES, memory)[1]
    assert len(acts[1]) > len(waits[1])


def test_a_bar_rewritten_while_it_sounds_begins_where_it_is_cut():
    whole = compose_bar(context(1), VOICES, Memory())[1]
    rest = compose_bar(replace(context(1), from_tick=1920), VOICES, Memory())[1]
    assert rest == tuple(n for n in whole if n.tick >= 1920)
    assert 0 < len(rest) < len(whole)


@pytest.mark.parametrize("bars", [1, 7, 33])
def test_memory_survives_text_and_is_small(bars):
    memory = Memory()
    for bar in range(1, bars + 1):
        memory, _, _ = compose_bar(context(bar, feeling=intent(-0.37, 0.83, 0.11, 0.9)), VOICES, memory)
    assert Memory.from_json(memory.to_json()) == memory
    assert len(memory.to_json().encode()) <= 600


def test_music_goes_on_from_a_restored_memory_as_if_nothing_had_happened():
    memory = Memory()
    for bar in range(1, 12):
        memory, _, _ = compose_bar(context(bar, feeling=intent(1 / 3, 2 / 3)), VOICES, memory)
    restored = Memory.from_json(memory.to_json())
    assert compose_bar(context(12), VOICES, restored) == compose_bar(context(12), VOICES, memory)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"s":1,"p":"x","m":[],"v":{}}', '{"s":"","p":0,"m":[1],"v":{"a":1}}']
)
def test_a_broken_memory_is_refused_in_words(text):
    with pytest.raises(AffektError) as refused:
        Memory.from_json(text)
    assert refused.value.reason is Reason.BAD_SNAPSHOT


@pytest.mark.parametrize("metre", ["4/4", "3/4", "5/4", "6/8", "7/8", "12/8", "32/16", "1/1"])
def test_a_grid_fills_its_bar_and_is_strongest_at_the_downbeat(metre):
    sign = Metre.parse(metre)
    laid = grid(sign)
    assert laid.ticks == sign.bar_ticks
    assert laid.strength[0] == 3
    assert laid.strength.count(3) == 1
    assert all(laid.strength[p] >= 1 for p in laid.pulses)


def test_chords_share_a_bar_equally():
    halves = spans("D", "aeolian", ("Bb", "C"), 3840)
    assert [(s.start, s.end) for s in halves] == [(0, 1920), (1920, 3840)]
    assert at(halves, 1919).harmony.symbol == "Bb"
    assert at(halves, 1920).harmony.symbol == "C"
