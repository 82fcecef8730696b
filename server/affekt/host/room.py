"""Room: which of a render worker's places belong to which session. Belongs to the event loop."""

import logging

from affekt.core.errors import AffektError, Reason
from affekt.host.worker_lane import WorkerLane

log = logging.getLogger(__name__)


class Room:
    """The places of one worker. A session in four channels has two; the second is spare while it rests."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        """How many places there are."""
        self.lanes: dict[int, WorkerLane] = {}
        """By their first places."""

    @property
    def taken(self) -> int:
        """How many places cannot be had."""
        return len(self.lanes) + sum(lane.twin >= 0 and not lane.resting for lane in self.lanes.values())

    def find(self) -> int:
        """Return a place that nobody has, taken from a session that rests where there is no other; -1 for none."""
        taken = {*self.lanes, *(lane.twin for lane in self.lanes.values())}
        free = next((place for place in range(self.capacity) if place not in taken), -1)
        return free if free >= 0 else self._spare()

    def _spare(self) -> int:
        """Take the second place of the session that rests longest; in four channels it has to ask for another."""
        spare = [lane for lane in self.lanes.values() if lane.resting and lane.twin >= 0]
        if not spare:
            return -1
        lane = min(spare, key=lambda one: one.unheard_since)
        place, lane.twin, lane.layout = lane.twin, -1, "stereo"
        log.info("a resting session gives up its second place; it wakes in stereo unless it finds another")
        return place

    def widen(self, lane: WorkerLane) -> None:
        """Give a session a second place.

        Raises:
            AffektError: TOO_MANY where there is none.
        """
        twin = self.find()
        if twin < 0:
            raise AffektError(
                Reason.TOO_MANY, "the render worker has no second place for four channels; ask for stereo"
            )
        lane.twin = twin
