"""Play a short scene against a server and print the score as it comes.

Start `affekt serve`, then: python follow.py [HOST:PORT]
"""

# ruff: noqa: T201  an example talks to its terminal

import asyncio
import sys

from affekt_client import AsyncSession, Refused

SCENE = (
    (2.0, "explore", 1.0),
    (4.0, "enemy_spotted", 0.6),
    (6.0, "combat_start", 1.0),
    (6.0, "victory", 1.0),
)
"""Seconds to wait, the game's word, its intensity."""


async def act(session: AsyncSession) -> None:
    """Say the scene's events in their time, then let the music end."""
    for pause, name, intensity in SCENE:
        await asyncio.sleep(pause)
        print(f"     » {name}")
        session.event(name, intensity)
    await asyncio.sleep(4.0)
    await session.close()


async def main(server: str) -> None:
    """Open a session, act, and print what the music decides."""
    async with await AsyncSession.open("follow-example", server) as session:
        print(f"playing {session.welcome.session.set}")
        session.on_notice = lambda notice: print(f"     ! {notice.text}")
        acting = asyncio.create_task(act(session))
        async for event in session.events():
            kind = event.WhichOneof("act")
            if kind not in ("affect", "intent", "beat_act", "note"):
                print(f"{event.bar:4}.{event.beat:.0f} {kind}: {event.why.text or event.why.rule}")
        await acting


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:50051"))
    except Refused as refused:
        sys.exit(refused.text)
