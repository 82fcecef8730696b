"""The library over gRPC: which sets there are, and what an engine needs to play one."""

import asyncio
from typing import Final

from affekt.arrange.loaded import LoadedSet
from affekt.core.errors import AffektError, Reason
from affekt.host.api import Sessions
from affekt.io.grpc.calls import Desk, Handler
from affekt.io.wire import summary_of
from affekt.v1 import library_pb2 as pb

JSON_BYTES: Final = 2_000_000
"""The largest set.json that is sent."""


class LibraryService:
    """The methods of `LibraryService`."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def handlers(self, desk: Desk) -> dict[str, Handler]:
        """Return the handlers by their methods' names."""
        return {
            "ListSets": desk.unary(pb.ListSetsRequest, self._list),
            "GetSet": desk.unary(pb.GetSetRequest, self._get),
        }

    async def _list(self, request: pb.ListSetsRequest) -> pb.ListSetsResponse:
        del request
        loaded = sorted(self._sessions.sets(), key=lambda s: s.manifest.name)
        return pb.ListSetsResponse(sets=[summary_of(s) for s in loaded])

    async def _get(self, request: pb.GetSetRequest) -> pb.GetSetResponse:
        for loaded in self._sessions.sets():
            if loaded.manifest.name == request.set:
                text = await asyncio.to_thread(set_json, loaded)
                return pb.GetSetResponse(summary=summary_of(loaded), set_json=text)
        known = ", ".join(sorted(s.manifest.name for s in self._sessions.sets())) or "none"
        raise AffektError(Reason.UNKNOWN_SET, f"there is no set {request.set!r} here; these are: {known}")


def set_json(loaded: LoadedSet) -> str:
    """Return a set's `set.json` as it was built, or the same from its manifest where it was not.

    Raises:
        AffektError: TOO_LARGE.
    """
    built = loaded.folder / "set.json"
    text = built.read_text("utf-8") if built.is_file() else loaded.manifest.model_dump_json(by_alias=True)
    if len(text.encode()) > JSON_BYTES:
        raise AffektError(Reason.TOO_LARGE, f"set {loaded.manifest.name!r} is too large to send; copy its folder")
    return text
