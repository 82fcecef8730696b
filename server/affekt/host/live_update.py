"""Live update: sets are watched on the disk, and one that is edited is checked and handed to those who play it.

Polling, since it works on every file system; a set is looked at again once its files have stood still for a moment.
Belongs to the event loop; files are read in a thread.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.clock import Clock
from affekt.core.errors import AffektError
from affekt.core.units import Seconds
from affekt.host.registry import Registry
from affekt.render.stems import recordings

log = logging.getLogger(__name__)

EVERY_S = 1.0

Print = dict[str, tuple[int, int]]
"""(changed, size) of each file; (0, 0) where it is not there."""


@dataclass(slots=True)
class _Watched:
    loaded: LoadedSet
    known: Print
    """What its files were when it was loaded, or refused."""
    played: Print
    """What its files were when it was loaded last."""
    seen: Print


class LiveUpdate:
    """Watches sets."""

    def __init__(
        self,
        sets: Iterable[LoadedSet],
        registry: Registry,
        prepare: Callable[[LoadedSet], Awaitable[None]] | None,
        clock: Clock,
        *,
        every_s: float = EVERY_S,
    ) -> None:
        """Begin with what the files are now.

        Args:
            sets: What plays.
            registry: Whom to tell.
            prepare: Makes the renderer ready for a set; raises BAD_SET where it cannot.
            clock: What times are told by.
            every_s: Seconds between two looks; a set that changed is taken when it did not change in between.
        """
        self._registry, self._prepare, self._clock, self._every_s = registry, prepare, clock, every_s
        self._watched = [_watched(one) for one in sets]

    async def run(self) -> None:
        """Watch, for ever."""
        while True:
            await self._clock.sleep_until(Seconds(self._clock.now() + self._every_s))
            await self.look()

    async def look(self) -> None:
        """Look once at every set."""
        for one in self._watched:
            try:
                await self._look(one)
            except Exception:
                log.exception("a set could not be looked at")

    async def _look(self, one: _Watched) -> None:
        now = await asyncio.to_thread(_print, one.loaded)
        still, one.seen = now == one.seen, now
        if not still or now == one.known:
            return
        one.known = now
        name = one.loaded.manifest.name
        try:
            loaded = await asyncio.to_thread(load, one.loaded.folder)
            if loaded.manifest.name != name:
                log.warning("a set's new name is taken when the server starts again", extra={"stem_set": name})
                self._registry.refuse_set(name, f"its name is '{loaded.manifest.name}' now; restart the server")
                return
            if self._prepare is not None and loaded.sha256 != one.loaded.sha256:
                await self._prepare(loaded)
        except AffektError as error:
            why = error.text.splitlines()[0]
            log.warning("an edited set is refused; the old one plays on", extra={"stem_set": name, "why": why})
            self._registry.refuse_set(name, why)
            return
        if loaded.sha256 != one.loaded.sha256:
            files = recordings(loaded.manifest)
            same = all(now.get(file, one.played.get(file)) == one.played.get(file) for file in files)
            self._registry.renew(loaded, same_recordings=same)
            log.info("an edited set is taken", extra={"stem_set": name})
        fresh = _watched(loaded)
        one.loaded, one.played, one.seen = loaded, fresh.played, fresh.seen
        one.known = {**fresh.known, **{file: value for file, value in now.items() if file in fresh.known}}


def _watched(loaded: LoadedSet) -> _Watched:
    now = _print(loaded)
    return _Watched(loaded, now, now, now)


def _print(loaded: LoadedSet) -> Print:
    return {file: _state(loaded.folder / file) for file in ("set.toml", *recordings(loaded.manifest))}


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
