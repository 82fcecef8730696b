"""Pairs: the same theme and seed, one feeling moved; judged by note rate, loudness and register."""

from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pieces import VOICES, compose, intent

from affekt.compose import ThemeHead, VoiceBrief

THEME = ThemeHead((1, 5, 4, 3, 2, 3, 1), (1, 1, 0.5, 0.5, 1, 1, 3))
MELODIES = ("lead", "answer")


def heard(music, names=None):
    return [n for bar in music for n in bar if names is None or n.voice in names]


def rate(music, tempo=96.0, names=None):
    """Return notes a second."""
    return len(heard(music, names)) / (len(music) * 4 * 60 / tempo)


def register(music):
    return mean(n.pitch for n in heard(music, MELODIES))


def loudness(music):
    return mean(n.velocity for n in heard(music))


def play(seed, valence, arousal, tempo=96.0, theme=THEME):
    return compose(16, seed=seed, theme=theme, tempo=tempo, feeling=intent(valence, arousal))[1]


SEEDS = range(40)


@pytest.mark.parametrize("theme", [THEME, None])
def test_arousal_half_a_scale_up_brings_more_notes_and_louder_ones_in_85_of_100_pairs(theme):
    right = 0
    for seed in SEEDS:
        low, high = play(seed, 0.0, 0.25, theme=theme), play(seed, 0.0, 0.75, theme=theme)
        right += rate(high) > 1.3 * rate(low) and loudness(high) > loudness(low) + 5
    assert right >= 0.85 * len(SEEDS)


@pytest.mark.parametrize("theme", [THEME, None])
def test_valence_half_a_scale_up_lifts_the_register_in_85_of_100_pairs(theme):
    right = 0
    for seed in SEEDS:
        sad, glad = play(seed, -0.25, 0.4, theme=theme), play(seed, 0.25, 0.4, theme=theme)
        right += register(glad) > register(sad)
    assert right >= 0.85 * len(SEEDS)


def test_arousal_leaves_the_register_and_valence_leaves_rate_and_loudness():
    for seed in range(12):
        calm, excited = play(seed, 0.0, 0.25), play(seed, 0.0, 0.75)
        assert abs(register(excited) - register(calm)) < 3.0
        sad, glad = play(seed, -0.25, 0.4), play(seed, 0.25, 0.4)
        assert rate(glad) == pytest.approx(rate(sad), rel=0.08)
        assert abs(loudness(glad) - loudness(sad)) < 2.0


def test_a_faster_tempo_alone_brings_no_more_notes_a_second():
    slow = mean(rate(play(s, 0.0, 0.4, 72.0), 72.0, ("lead", "harp")) for s in SEEDS)
    fast = mean(rate(play(s, 0.0, 0.4, 132.0), 132.0, ("lead", "harp")) for s in SEEDS)
    assert fast == pytest.approx(slow, rel=0.2)


def test_a_pinned_density_thins_and_fills():
    thin, full = (compose(16, feeling=intent(density=d))[1] for d in (0.0, 1.0))
    assert len(heard(full)) > 1.4 * len(heard(thin))


@settings(derandomize=True, deadline=None, max_examples=20)
@given(st.floats(-1, 1), st.sampled_from(["ionian", "dorian", "aeolian", "phrygian"]))
def test_the_sounding_mode_is_kept_whatever_the_valence_wishes(valence, mode):
    feeling = intent(valence, mode="lydian", key="Gb")
    contexts, music, _ = compose(8, feeling=feeling, mode=mode, tonic="D", progression=None)
    own = {"ionian": 0b101010110101, "dorian": 0b011010101101, "aeolian": 0b010110101101, "phrygian": 0b010110101011}
    assert {c.tonic for c in contexts} == {"D"}
    assert all(own[mode] >> ((n.pitch - 2) % 12) & 1 for n in heard(music))


def test_staccato_is_shorter_than_legato():
    legato, staccato = (compose(16, feeling=intent(articulation=a))[1] for a in (0.0, 1.0))
    lengths = [mean(n.ticks for n in heard(m, ("lead", "harp", "low"))) for m in (legato, staccato)]
    assert lengths[1] < 0.75 * lengths[0]


def test_dominance_is_louder():
    meek, bold = (compose(16, feeling=intent(dominance=d))[1] for d in (-1.0, 1.0))
    assert loudness(bold) > loudness(meek) + 4


def test_foreign_notes_sound_only_at_high_tension_and_never_in_the_bass():
    def foreign(tension):
        feeling = intent(arousal=0.8, tension=tension)
        return [n for seed in range(6) for n in heard(compose(16, seed=seed, feeling=feeling)[1]) if n.tension]

    assert not foreign(0.6)
    harsh = foreign(0.95)
    assert harsh
    assert not [n for n in harsh if n.voice == "low"]


def test_a_voice_with_no_presence_never_sounds_and_half_presence_leaves_some_phrases():
    def phrases(presence):
        music = compose(256, (VoiceBrief("low", "bass", 31, 52, presence=presence),))[1]
        return [any(music[i : i + 8]) for i in range(0, 256, 8)]

    assert not any(phrases(0.0))
    assert all(phrases(1.0))
    assert 5 < sum(phrases(0.5)) < 27


def test_onsets_are_uneven_as_hands_are_and_exact_when_asked():
    exact = compose(16, VOICES[:1], humanise_ms=0)[1]
    uneven = compose(16, VOICES[:1])[1]
    assert all(n.tick % 120 == 0 for n in heard(exact))
    late = [u.tick - e.tick for u, e in zip(heard(uneven), heard(exact), strict=True)]
    assert all(0 <= d <= 60 for d in late)
    assert len(set(late)) > 5
