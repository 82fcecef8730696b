"""What is held in a live session and what comes next, as a watcher sees it."""

from typing import Any

from affekt.core.inputs import Cue, Param
from affekt.core.units import CONTROL_PERIOD, HORIZON


async def test_what_is_pinned_is_told_until_it_is_freed(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    await house.to(1)
    session.say(Param("layer:bed", -12.0))
    session.say(Param("key", "Bb"))
    assert session.status().outlook.pins == (("layer:bed", -12.0), ("key", "Bb"))
    session.say(Param("layer:bed", None))
    assert session.status().outlook.pins == (("key", "Bb"),)


async def test_a_change_that_waits_is_told_with_its_frame_and_its_rule(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    await house.to(1)
    assert session.status().outlook.coming is None
    session.say(Cue("section", "exploration", "end"))
    outlook = session.status().outlook
    assert (outlook.coming.section, outlook.coming.from_time) == ("exploration", "end")
    # Four bars of four beats at 60 BPM, from the frame at which the music began.
    began = session.render_state().frame - session.render_state().body_frame
    assert outlook.coming.frame == began + 16 * 48_000
    assert outlook.coming.why.cause_seq == 1
    assert outlook.committed_to < outlook.coming.frame
    await house.to(18)
    assert session.status().outlook.coming is None
    assert session.status().section == "exploration"


async def test_a_recorded_session_tells_its_file(recording_house: Any, house: Any) -> None:
    session = recording_house.registry.open("hero", seed=1)
    assert session.status().outlook.recorded
    assert session.recording().read_text("utf-8").startswith('{"affekt": 1')
    plain = house.registry.open("hero", seed=1)
    assert (plain.recording(), plain.status().outlook.recorded) == (None, False)
    recording_house.registry.end_all()


async def test_what_is_committed_reaches_beyond_now_in_the_calm_too(house: Any) -> None:
    session = house.registry.open("hero", seed=1)
    reach = set()
    for step in range(1_000, 1_200):
        await house.to(step * 0.01)
        status = session.status()
        reach.add(status.outlook.committed_to - status.frame)
    # As if each step of the grid had been taken.
    assert min(reach) > HORIZON - CONTROL_PERIOD
    assert max(reach) <= HORIZON
