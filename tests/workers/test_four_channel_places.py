"""Two places as one: what is skipped, rested and measured in four channels."""

import numpy as np
import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.core.errors import AffektError
from affekt.core.score import RenderState
from affekt.core.units import Frame
from affekt.host.admission import least_loaded
from affekt.host.ring import Ring
from affekt.host.supervisor import Supervisor
from affekt.host.worker_core import Core
from affekt.host.worker_wire import Kind
from affekt.render.stems import StemTable


class Straight:
    """A worker that does what it is told at once."""

    pid = 0

    def __init__(self, ring: Ring) -> None:
        self.core = Core(ring, "none", 0.0, lambda _kind, _payload: None)
        self.send = self.core.receive


class Stopped:
    """A clock that stands."""

    def now(self) -> float:
        return 0.0


@pytest.fixture
def worker(tiny: LoadedSet):
    table = StemTable()
    table.add(tiny)
    worker = Supervisor(3, "none", 0.0, Stopped(), table, rest_s=1.0)  # type: ignore[arg-type]
    worker._link = Straight(worker.ring)  # type: ignore[assignment]
    worker.ready.set()
    yield worker
    worker._link.core.end()  # type: ignore[union-attr]
    worker.ring.close()


def playing(worker: Supervisor, loaded: LoadedSet):
    lane = worker.open(loaded, 0.0)
    lane.on_wake = lambda frame: RenderState(frame, "walk", Frame(0), 0, (("bed", 0.0, ""),))
    return lane, lane.listen("f32", layout="quad"), worker._link.core.tick  # type: ignore[union-attr]


def pairs(worker: Supervisor, block: int) -> np.ndarray:
    """A block's two pairs, `[480, 4]`."""
    pcm = worker.ring.read(0, block, "f32", 1)
    assert pcm is not None
    return np.frombuffer(pcm, "<f4").reshape(480, 4)


def test_an_overrun_leaves_the_same_blocks_out_of_both_pairs(worker: Supervisor, tiny: LoadedSet, source):
    lane, _, tick = playing(worker, tiny)
    for n in [*range(12), 20]:
        tick(n)
    assert worker.ring.planes.outs[0] == worker.ring.planes.outs[1] == 21 * 480
    heard = pairs(worker, 20)[72:]
    begins = int(lane.begins)
    bed = source("walk_bed")[20 * 480 - begins + 72 :][: len(heard)]
    assert np.abs(heard[:, :2] - 0.5 * np.sqrt(0.9) * bed).max() < 1e-6
    assert np.abs(heard[:, 2:] - 0.5 * np.sqrt(0.1) * bed).max() < 1e-6


def test_the_levels_are_those_of_all_four_channels(worker: Supervisor, tiny: LoadedSet):
    lane, _, tick = playing(worker, tiny)
    for n in range(12):
        tick(n)
    heard = pairs(worker, 11).astype(np.float64)
    assert lane.meters().peak == pytest.approx(np.abs(heard).max())
    assert lane.meters().rms == pytest.approx(np.sqrt((heard**2).mean()), rel=1e-4)


def test_a_session_that_rests_wakes_in_both_places_while_nobody_needs_the_second(worker: Supervisor, tiny: LoadedSet):
    lane, ear, tick = playing(worker, tiny)
    for n in range(12):
        tick(n)
    ear.close()
    worker._rest(0.0)
    worker._rest(2.0)
    assert lane.resting
    assert (worker.sessions, lane.twin) == (1, 1)
    lane.listen("f32", layout="quad")
    assert not lane.resting
    for n in range(12, 25):
        tick(n)
    assert np.abs(pairs(worker, 24)).max() > 0.0
    assert worker.sessions == 2
    lane.close()
    assert worker.sessions == 0


def test_the_second_place_of_a_session_that_rests_is_there_for_others(worker: Supervisor, tiny: LoadedSet):
    lane, ear, tick = playing(worker, tiny)
    first = worker.open(tiny, 0.0)
    assert least_loaded([worker]) is None
    with pytest.raises(AffektError, match="ask for stereo"):
        first.listen("f32", layout="quad")
    for n in range(12):
        tick(n)
    ear.close()
    worker._rest(0.0)
    worker._rest(2.0)
    second = worker.open(tiny, 0.0)
    assert (second.place, lane.twin, lane.layout) == (1, -1, "stereo")
    assert least_loaded([worker]) is None
    with pytest.raises(AffektError, match="ask for stereo"):
        lane.listen("f32", layout="quad")
    assert (lane.resting, lane.layout) == (True, "stereo")
    heard = lane.listen("f32")
    for n in range(12, 25):
        tick(n)
    assert not lane.resting
    assert worker.ring.planes.outs[0] == 25 * 480
    heard.close()
    second.close()
    lane.listen("f32", layout="quad")
    assert (lane.twin, lane.layout, worker.sessions) == (1, "quad", 3)


def test_a_lane_tells_its_worker_of_its_second_place(
    worker: Supervisor, tiny: LoadedSet, monkeypatch: pytest.MonkeyPatch
):
    told: list[Kind] = []
    assert worker._link is not None
    receive = worker._link.send

    def send(kind: Kind, payload: bytes) -> None:
        told.append(kind)
        receive(kind, payload)

    monkeypatch.setattr(worker._link, "send", send)
    lane, ear, _ = playing(worker, tiny)
    assert told.count(Kind.OPEN) == 2
    assert (lane.place, lane.twin) == (0, 1)
    ear.close()
    lane.listen("f32")
    assert lane.twin == -1
    assert told.count(Kind.CLOSE) == 0
