"""Whatever a client sends, a session stays small, its snapshot fits, and one wrong clock does not deafen it."""

import base64
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from affekt.core.errors import AffektError, Reason
from affekt.core.feeling import Evidence
from affekt.core.inputs import GameEvent, GameState, Reading, Restore
from affekt.core.units import Frame, frames
from affekt.session.conductor import Conductor

Rehearse = Callable[..., Any]


def strange(n: int) -> str:
    """A name that hardly compresses."""
    return "".join(chr(0x4E00 + (n * 7_919 + k * 104_729 + k * k * 31) % 20_000) for k in range(64))


def packed(plain: dict[str, Any]) -> str:
    raw = json.dumps(plain).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw) + zlib.crc32(raw).to_bytes(4, "little")).decode()


def test_a_game_that_numbers_its_events_does_not_fill_the_session(rehearse: Rehearse) -> None:
    played = rehearse(until=1)
    for n in range(600):
        played.say(1.0, GameEvent(f"enemy_{n}_died"))
    assert len(played.state.warned) == len(played.notices) == 256


def test_a_snapshot_fits_whatever_names_a_game_uses(conductor: Conductor, rehearse: Rehearse) -> None:
    played = rehearse((0, GameState((("threat", 0.5),))), until=1)
    for n in range(20):
        played.say(1.0, GameState(((strange(n), 0.5),)))
        played.say(1.0, Reading(Evidence(strange(100 + n), frames(1), 0.5, 0.5, 0.0)))
    text = conductor.snapshot(played.state)
    assert len(text) <= 4_096
    again = rehearse((0, Restore(text)))
    assert again.state.feelings.appraisal.value("threat") == 0.5
    assert again.state.feelings.fusion.mean == pytest.approx(played.state.feelings.fusion.mean, abs=1e-4)


def test_evidence_from_tomorrow_counts_as_of_now(rehearse: Rehearse) -> None:
    def fear(at: float) -> Reading:
        return Reading(Evidence("voice", frames(at), -0.9, 0.9, -0.5))

    played = rehearse(
        (2, Reading(Evidence("face", Frame(2**50), 0.5, 0.5, 0.0))), (9, fear(9)), (10, fear(10)), until=14
    )
    assert played.state.feelings.affect.valence < -0.1
    assert played.state.feelings.affect.arousal > 0.5


@pytest.mark.parametrize(
    "forged",
    [
        {"volumes": [["speaker", -3]]}, {"volumes": [["music", 400]]}, {"effects": [["lowpass", float("nan")]]},
        {"effects": [["reverb", 100]]}, {"duck": 20}, {"pins": [["tempo", "fast"]]}, {"pins": [["key", "H"]]},
    ],
)  # fmt: skip
def test_a_forged_snapshot_is_refused(conductor: Conductor, rehearse: Rehearse, forged: dict[str, Any]) -> None:
    data = base64.urlsafe_b64decode(conductor.snapshot(rehearse(until=2).state))
    text = packed(json.loads(zlib.decompress(data[:-4])) | forged)
    played = rehearse(until=1)
    before = played.state
    with pytest.raises(AffektError) as refusal:
        played.say(1.0, Restore(text))
    assert refusal.value.reason is Reason.BAD_SNAPSHOT
    assert played.state == before


@pytest.mark.parametrize(
    ("part", "forged"),
    [
        ("appraisal", {"pushes": [["hit_taken", 1.0, 10**12]]}), ("appraisal", {"heard": 10**12}),
        ("appraisal", {"since": [10**12]}), ("fusion", {"shown_frame": 10**12}), ("fusion", {"newest": 10**12}),
        ("fusion", {"contacts": [["face", 10**12, 0, 1.0]]}), ("fusion", {"contacts": [["face", 0, 10**12, 1.0]]}),
        ("mapping", {"mode_since": 10**12}), ("mapping", {"tempo_changed": 10**12}),
        ("mapping", {"tempo_off_since": 10**12}),
    ],
)  # fmt: skip
def test_a_snapshot_that_knows_the_future_is_refused(
    conductor: Conductor, rehearse: Rehearse, part: str, forged: dict[str, Any]
) -> None:
    text = conductor.snapshot(rehearse((1.0, GameEvent("hit_taken", 0.8)), until=2).state)
    plain = json.loads(zlib.decompress(base64.urlsafe_b64decode(text)[:-4]))
    plain[part] |= forged
    played = rehearse(until=1)
    before = played.state
    with pytest.raises(AffektError) as refusal:
        played.say(1.0, Restore(packed(plain)))
    assert refusal.value.reason is Reason.BAD_SNAPSHOT
    assert played.state == before
