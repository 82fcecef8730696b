"""What is said for a later time: refused like anything else, and never the end of a session."""

from typing import Any

import pytest

from affekt.core.errors import Reason
from affekt.core.inputs import Cue, Restore
from affekt.host.api import Notice


async def test_a_scheduled_snapshot_that_cannot_be_carried_out_is_refused_and_the_session_goes_on(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = house.registry.open("hero", seed=1)
    await house.to(1)
    heard = session.subscribe()

    def ill(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("affekt.session.hear.put_back", ill)
    session.say(Restore("x"), at=session.wall_of(session.frame_now()) + 0.5)
    session.say(Cue("section", "exploration", "now"), at=session.wall_of(session.frame_now()) + 0.6)
    await house.to(3)
    assert house.registry.names() == ("hero",)
    assert session.status().section == "exploration"
    told = [reply.item for reply in heard.take() if isinstance(reply.item, Notice)]
    assert [(one.reason, one.about) for one in told] == [(Reason.INTERNAL, "Restore")]
    assert house.counts["inputs_refused"] == 1
