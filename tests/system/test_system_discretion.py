"""The server's log tells nothing of what a player feels or says."""

import asyncio
import re

import pytest

from affekt.bench.served import Served

pytestmark = pytest.mark.system

SECRETS = ("honeysuckle", "117.25", "0.8125", "grieving")
"""Words and numbers that stand nowhere else."""
FEELINGS = re.compile(r"valence|arousal|dominance|\bbpm\b|heart|mood|emotion|joy|sad|angry|afraid", re.IGNORECASE)


async def confide(address: str) -> list[str]:
    from affekt_client import AsyncSession, Refused

    session = await AsyncSession.open("confidant", address, seed=1)
    session.sense("heart_rate", bpm=117.25)
    session.text("i feel like honeysuckle")
    session.feel(-0.8125, 0.9, 0.1)
    session.event("grieving", 1.0)
    session.sense("heart_rate", bpm=9_000.0)
    session.sense("face", {"mouthSmileLeft": 0.8125})
    seen: list[str] = []
    session.on_notice = lambda notice: seen.append(notice.about)
    try:
        async with asyncio.timeout(2.0):
            async for event in session.events():
                seen.append(str(event.WhichOneof("act")))  # noqa: PERF401 - what came before the time is up is kept
    except (TimeoutError, Refused):
        pass
    await session.close()
    return seen


def test_no_feeling_and_no_word_of_a_player_reaches_the_log(served: Served):
    seen = asyncio.run(confide(served.grpc))
    assert "affect" in seen
    log = served.log()
    assert "session opened" in log
    for secret in SECRETS:
        assert secret not in log
    told = [line for line in log.splitlines() if FEELINGS.search(line)]
    assert told == []
