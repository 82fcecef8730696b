"""Full disks, spoilt sessions, renderers and machines that slept: the other sessions go on."""

from typing import Any

import pytest

from affekt.core.inputs import DuckMusic, GameEvent, Save
from affekt.core.score import Duck
from affekt.core.units import Frame, frames
from affekt.host.api import Notice


def full(*_: object) -> int:
    raise OSError(28, "No space left on device")


async def test_a_full_disk_ends_the_recording_and_not_the_music(
    recording_house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = recording_house
    session = house.registry.open("hero", seed=1)
    other = house.registry.open("other", seed=1)
    await house.to(2)
    session.recorder._log.close()
    monkeypatch.setattr(session.recorder, "_log", type("Full", (), {"write": full, "close": full})())
    await house.to(4)
    session.say(GameEvent("explore"))
    assert house.registry.names() == ("hero", "other")
    assert house.counts["recordings_failed"] == 1
    house.registry.close("hero")
    assert not session.recorder.sums_path.exists()
    house.registry.close("other")
    assert other.recorder.sums_path.exists()


async def test_a_folder_that_cannot_be_written_to_opens_an_unrecorded_session(
    recording_house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("affekt.host.recorder._fresh", full)
    session = recording_house.registry.open("hero")
    assert session.recorder is None
    assert recording_house.counts["recordings_failed"] == 1


async def test_a_session_that_cannot_even_end_does_not_stop_the_others(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.registry.open("good", seed=1)
    bad = house.registry.open("bad", seed=1)
    monkeypatch.setattr(bad, "advance", full)
    monkeypatch.setattr(house.renderer.lanes["bad"], "close", full)
    await house.to(3)
    assert house.registry.names() == ("good",)
    assert house.renderer.lanes["good"].played


async def test_a_snapshot_that_cannot_be_taken_is_told_and_the_rest_is_not_lost(
    recording_house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("affekt.session.snapshot.LARGEST", 10)
    session = recording_house.registry.open("hero", seed=1)
    await recording_house.to(2)
    heard = session.subscribe()
    session.say(Save("slot"))
    told = [r.item for r in heard.take() if isinstance(r.item, Notice)]
    assert [(n.reason.value, n.about) for n in told] == [("TOO_LARGE", "slot")]
    path = session.recorder.path
    recording_house.registry.close("hero")
    assert '"save"' in path.read_text()


async def test_what_fails_on_the_renderers_way_back_stays_in_the_session(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = house.registry.open("hero", seed=1)
    await house.to(2)
    monkeypatch.setattr(session._driver, "say", full)
    house.renderer.lanes["hero"].on_acted(3, Frame(100_000))
    assert house.renderer.lanes["hero"].on_gap(Frame(0), frames(3)).frame == frames(3)
    assert house.counts["way_back_failed"] == 2


async def test_a_machine_that_slept_for_an_hour_catches_up_in_small_steps(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    session.hold()
    await house.to(2)
    await house.clock.advance_to(house.clock.now() + 3_600)
    before = session._driver.next_grid
    assert house.registry.advance() < house.clock.now()
    assert 0 < session._driver.next_grid - before <= frames(2.1)
    session.say(DuckMusic(-6))
    assert session._driver.next_grid - before <= frames(4.2)
    assert isinstance(house.renderer.lanes["hero"].played[-1].act, Duck)
    assert house.counts["sessions_behind"] == 2
    while house.registry.advance() < house.clock.now():
        pass
    assert session._driver.next_grid > session.frame_now()
