"""Key variants of the sets that play: the pool makes them, the workers map them, then a session is told."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from affekt.arrange.loaded import LoadedSet
from affekt.core.errors import AffektError
from affekt.host.pool import Pool
from affekt.render.follow import loop_of, pitched_in
from affekt.render.stems import StemTable, cache_folder
from affekt.render.variants import MOST_BYTES, prune, task

log = logging.getLogger(__name__)


class Variants:
    """Makes what is missing, each variant once however many sessions ask. Belongs to the event loop."""

    def __init__(
        self,
        stems: StemTable,
        pool: Pool,
        tell: Callable[[], None],
        *,
        most_bytes: int = MOST_BYTES,
        count: Callable[[str, int], None] = lambda _name, _n: None,
    ) -> None:
        """Prepare.

        Args:
            stems: Where variants get their numbers; it makes none itself.
            pool: Who makes them.
            tell: Tells the render workers of new stems.
            most_bytes: What variants may take on the disk.
            count: Told of `variants_made` and `variants_failed`.
        """
        self._stems, self._pool, self._tell, self._count = stems, pool, tell, count
        self._most_bytes = most_bytes
        self._under_way: dict[tuple[str, str, float], asyncio.Task[bool]] = {}
        self._asking: set[asyncio.Task[None]] = set()

    def wish(
        self, loaded: LoadedSet, section: str, shift: float, done: Callable[[], None], *, ahead: bool = False
    ) -> None:
        """Have a section's pitched recordings made `shift` semitones away; `done` is called when the workers have all.

        Pitched stingers follow once it was called.

        It is never called where one of them cannot be made: the music stays as it is. What is asked for `ahead` of its
        need is made while the pool has nothing else to do.
        """
        asking = asyncio.get_running_loop().create_task(self._all(loaded, section, shift, done, ahead), name="variants")
        self._asking.add(asking)
        asking.add_done_callback(self._asking.discard)

    async def stop(self) -> None:
        """Forget what is asked for."""
        tasks = [*self._asking, *self._under_way.values()]
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _all(self, loaded: LoadedSet, section: str, shift: float, done: Callable[[], None], ahead: bool) -> None:
        files = list(pitched_in(loaded.manifest, section))
        made = await asyncio.gather(*(self._one(loaded, file, shift, ahead) for file in files))
        self._tell()
        if all(made):
            done()
        else:
            log.warning("key variants could not be made", extra={"stem_set": loaded.manifest.name, "section": section})
        stingers = [t.file for one in loaded.manifest.stingers.values() if one.pitched for t in one.takes]
        made += await asyncio.gather(*(self._one(loaded, file, shift, ahead) for file in stingers))
        self._tell()
        if any(made):
            await self._prune()

    def _one(self, loaded: LoadedSet, file: str, shift: float, ahead: bool) -> "asyncio.Future[bool]":
        key = (loaded.sha256 + str(loaded.folder), file, shift)
        running = self._under_way.get(key)
        if running is None:
            running = asyncio.get_running_loop().create_task(self._made(loaded, file, shift, ahead), name="variant")
            self._under_way[key] = running
            running.add_done_callback(lambda _done: self._under_way.pop(key, None))
        elif not ahead:
            self._pool.hurry("variants", self._told(loaded, file, shift))
        return asyncio.shield(running)

    def _told(self, loaded: LoadedSet, file: str, shift: float) -> Any:
        """Return what the pool is told to make; None where there is nothing to make it of."""
        raw = self._stems.raw(loaded, file)
        return raw and task(raw, self._stems.cents(loaded, file, shift), loop_of(loaded.manifest, file))

    async def _made(self, loaded: LoadedSet, file: str, shift: float, ahead: bool) -> bool:
        try:
            if self._stems.variant(loaded, file, shift, look=True) is not None:
                return True
            told = self._told(loaded, file, shift)
            if told is None:
                return False
            await self._pool.do("variants", told, later=ahead)
            found = self._stems.variant(loaded, file, shift, look=True) is not None
        except AffektError as error:
            log.warning("a key variant could not be made", extra={"why": error.text})
            found = False
        self._count("variants_made" if found else "variants_failed", 1)
        return found

    async def _prune(self) -> None:
        keep = {stem.file for stem in self._stems}
        gone = await asyncio.to_thread(prune, cache_folder(), self._most_bytes, keep)
        if gone:
            self._count("variants_pruned", gone)
