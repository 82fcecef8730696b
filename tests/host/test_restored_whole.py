"""A session is restored whole, or none is open afterwards."""

import base64
import json
import zlib
from typing import Any

import pytest

from affekt.core.errors import AffektError, Reason
from affekt.host.live import LiveSession


async def saved(house: Any) -> dict[str, Any]:
    session = house.registry.open("first", seed=5)
    await house.to(2)
    text = session.snapshot()
    house.registry.close("first")
    plain: dict[str, Any] = json.loads(zlib.decompress(base64.urlsafe_b64decode(text)[:-4]))
    return plain


def packed(plain: dict[str, Any]) -> str:
    raw = json.dumps(plain).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw) + zlib.crc32(raw).to_bytes(4, "little")).decode()


@pytest.mark.parametrize("seed", ["seven", "7", -1, 2**63, 1.5, True, None, [7]])
async def test_a_seed_that_nobody_could_have_chosen_is_refused_and_nothing_opened(house: Any, seed: Any) -> None:
    text = packed(await saved(house) | {"seed": seed})
    with pytest.raises(AffektError) as refusal:
        house.registry.restore("again", text)
    assert refusal.value.reason is Reason.BAD_SNAPSHOT
    assert house.registry.names() == ()


async def test_the_largest_seed_is_kept(house: Any) -> None:
    house.registry.restore("again", packed(await saved(house) | {"seed": 2**63 - 1}))
    assert house.registry.names() == ("again",)


async def test_whatever_fails_while_it_is_restored_leaves_no_session_open(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = packed(await saved(house))

    def fails(*_: Any, **__: Any) -> int:
        raise OverflowError

    monkeypatch.setattr(LiveSession, "say", fails)
    with pytest.raises(OverflowError):
        house.registry.restore("again", text)
    assert house.registry.names() == ()
    assert house.renderer.lanes["again"].closed
