"""A worker with nothing to do: it goes on saying that it lives, and what it measured before is not told as news."""

import threading

import pytest

from affekt.host import worker_core
from affekt.host.ring import Ring
from affekt.host.worker_core import Core
from affekt.host.worker_wire import Kind, WorkerStats, unpack_stats


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch):
    """A core without sessions and what it has said."""
    monkeypatch.setattr(worker_core, "_IDLE_S", 0.0)
    said: list[WorkerStats] = []

    def send(kind: Kind, payload: bytes) -> None:
        assert kind is Kind.STATS
        said.append(unpack_stats(payload))

    ring = Ring(2)
    core = Core(ring, "none", 0.0, send)
    yield core, said
    core.end()
    ring.close()


def test_it_speaks_however_often_it_is_nudged(told):
    core, said = told
    for _ in range(3):
        core.nudge()
        assert core.idle()
    assert len(said) == 3


def test_what_was_measured_before_it_rested_is_forgotten(told):
    core, said = told
    for _ in range(50):
        core.measured(0.002, 0.008, 0.008)
    assert core.stats().share == pytest.approx(0.8)
    core.idle()
    assert (said[-1].share, said[-1].tick_p99_ms) == (0.0, 0.0)


def test_memory_is_given_back_while_recordings_are_added(told):
    core, _ = told
    maps = core._engine._maps

    class Mapped:
        relaxed = 0

        def relax(self) -> None:
            Mapped.relaxed += 1
            adding = threading.Thread(target=lambda: maps.update({len(maps) + 100: Mapped()}))
            adding.start()
            adding.join()

        def close(self) -> None:
            pass

    maps.update({1: Mapped(), 2: Mapped()})
    core.relax()
    assert Mapped.relaxed == 2
    assert len(maps) == 4
