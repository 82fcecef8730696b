import json

import pytest

from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import Signal
from affekt.core.units import frames
from affekt.sense.heart import Heart, hear_heart
from affekt.sense.signals import KNOWN, NOT_YET, hear_signal
from affekt.testing.simulated import heart_rate


def listen(bpms, state: Heart | None = None, start_s: float = 0.0):
    state, heard = state or Heart(), []
    for i, bpm in enumerate(bpms):
        state, evidence = hear_heart(state, frames(start_s + i), (("bpm", float(bpm)),))
        heard.append(evidence)
    return state, heard


def test_a_heart_at_its_own_baseline_is_neutral_whoever_owns_it():
    for rest in (52, 75, 98):
        _, heard = listen([rest + i % 3 for i in range(300)])
        assert heard[-1].arousal == pytest.approx(0.3, abs=0.06)
        assert heard[-1].valence is None


def test_a_heart_that_beats_faster_than_its_baseline_is_aroused():
    state, _ = listen([70 + i % 4 for i in range(300)])
    _, heard = listen([92] * 5, state, 300)
    assert heard[-1].arousal > 0.65


def test_it_is_believed_little_until_two_minutes_are_heard():
    _, heard = listen([70] * 200)
    assert heard[0].reliability == pytest.approx(0.05)
    assert heard[60].reliability < 0.5
    assert heard[150].reliability == pytest.approx(0.8)


def test_an_impossible_heart_and_a_lone_jump_are_passed_over():
    state, _ = listen([70] * 100)
    for bpm in (0, 12, 240, 400):
        same, evidence = hear_heart(state, frames(100), (("bpm", float(bpm)),))
        assert evidence is None
        assert same == state
    _, heard = listen([140, 71, 70], state, 100)
    assert heard[0] is None
    assert heard[1] is not None


def test_a_jump_that_stays_is_believed_at_its_third_reading():
    state, _ = listen([70] * 100)
    _, heard = listen([120, 122, 121, 120], state, 100)
    assert [e is None for e in heard] == [True, True, False, False]


def test_the_interval_between_beats_does_as_well():
    _, evidence = hear_heart(Heart(), frames(0), (("ibi_ms", 500.0),))
    assert evidence == hear_heart(Heart(), frames(0), (("bpm", 120.0),))[1]


def test_an_hour_of_excitement_does_not_become_the_baseline_at_once():
    state, _ = listen([70 + i % 4 for i in range(600)])
    state, heard = listen([110] * 60, state, 600)
    assert heard[-1].arousal > 0.7


def test_a_simulated_heart_follows_its_owner():
    state, calm, excited = Heart(), [], []
    for t, signal in heart_rate(lambda t: 0.3 if t < 300 else 0.8, 360, seed=3):
        state, evidence = hear_signal(state, frames(t), signal)
        if evidence:
            (calm if 200 < t < 300 else excited if t > 330 else []).append(evidence.arousal)
    assert sum(excited) / len(excited) > sum(calm) / len(calm) + 0.3


def test_a_sensor_without_a_reader_says_not_yet_and_an_unknown_one_says_which_there_are():
    for source in NOT_YET:
        with pytest.raises(AffektError, match="not understood yet") as caught:
            hear_signal(Heart(), frames(0), Signal(source, ()))
        assert caught.value.reason is Reason.NOT_YET
    with pytest.raises(AffektError, match="known are eda, eeg, face") as caught:
        hear_signal(Heart(), frames(0), Signal("hart_rate", ()))
    assert caught.value.reason is Reason.UNKNOWN_NAME
    with pytest.raises(AffektError, match="needs 'bpm'"):
        hear_signal(Heart(), frames(0), Signal("heart_rate", (("pulse", 60.0),)))
    assert "heart_rate" in KNOWN


def test_a_heart_survives_json():
    state, _ = listen([70, 72, 140, 71])
    assert Heart.from_json(json.loads(json.dumps(state.to_json()))) == state


def test_a_snapshot_that_was_tampered_with_is_refused():
    with pytest.raises(ValueError):
        Heart.from_json(Heart().to_json() | {"variance": float("nan")})
